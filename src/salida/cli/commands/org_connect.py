"""`salida org connect`: log in, test it, remember how."""

from __future__ import annotations

import getpass
import os
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from salida.case import Case, Connection, Method, Secrets, add_secrets, read_secrets
from salida.case.login import browser, client, connect, org_of
from salida.cli.command import command, option
from salida.cli.layout import facts, heading
from salida.cli.record import record
from salida.cli.values import OneOf
from salida.errors import UsageError
from salida.language import Text, _, show_number
from salida.salesforce import fetch_identity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from salida.cli.face import Face
    from salida.salesforce import Client, Identity

BROWSER = "browser"
"""A login that is not kept: it is done once, and leaves a refresh token."""

_PROMPTS: dict[Method | str, tuple[tuple[str, Text], ...]] = {
    Method.CLIENT_CREDENTIALS: (("client_secret", _("Consumer secret of the app")),),
    Method.REFRESH_TOKEN: (("refresh_token", _("Refresh token")),),
    Method.TOKEN: (("access_token", _("Access token")),),
}


@dataclass
class _Given:
    """Secrets that came up during this run: typed by the user, or issued by the org."""

    secrets: Secrets


@command(
    "connect",
    words=_(
        "Log in to the org, ask it who it is, and write into case.toml how to log in. Secrets are "
        "never options: they come from SALIDA_CLIENT_SECRET, SALIDA_REFRESH_TOKEN, "
        "SALIDA_ACCESS_TOKEN or SALIDA_KEY_PASSPHRASE, or are asked for on a terminal and kept in a "
        "file that only you can read."
    ),
)
@option(
    "--method",
    type=OneOf(*(each.value for each in Method), BROWSER),
    words=_(
        "jwt: a certificate, nobody has to be there (best for backups); client_credentials: an app "
        "with a secret; browser: log in once by hand; refresh_token: one you have; sf: the login of "
        "Salesforce's own command line; token: paste an access token"
    ),
)
@option(
    "--login-url",
    metavar=_("ADDRESS"),
    words=_("Where logins go: the org's My Domain, or https://test.salesforce.com for a sandbox"),
)
@option(
    "--instance-url",
    metavar=_("ADDRESS"),
    words=_("Where the org answers; only for the method token"),
)
@option("--client-id", metavar=_("KEY"), words=_("The consumer key of the app"))
@option(
    "--username",
    metavar=_("USER"),
    words=_("The user to log in as; for the method sf, its user or alias"),
)
@option(
    "--key-file",
    metavar=_("FILE"),
    words=_("The private key for the method jwt, in PEM; relative to the case folder"),
)
@option(
    "--ca-file",
    metavar=_("FILE"),
    words=_("A certificate authority to trust as well, in PEM; relative to the case folder"),
)
@option(
    "--api-version",
    metavar=_("VERSION"),
    words=_("The API version, such as 62.0; the highest that both sides know if absent"),
)
def org_connect(face: Face, method: str | None, **options: str | None) -> None:
    """Connect the case to its org."""
    case = Case.open(face.case_folder)
    connection = _wanted(case.settings.connection, method, options)
    secrets = read_secrets(case.settings.id, os.environ)
    given = _Given(Secrets())
    if method == BROWSER:
        way = browser(
            connection,
            secrets,
            show_address=lambda url: face.say(_("Log in at {url}", url=url)),
            on_refresh_token=lambda token: _note(given, "refresh_token", token),
        )
        org_client = client(case, connection, way)
    else:
        for name, prompt in _PROMPTS.get(connection.method, ()):
            if getattr(secrets, name) is None:
                _note(given, name, _ask(face, prompt))
        secrets = secrets.updated(given.secrets)
        org_client = connect(case, connection, secrets, os.environ)
    with org_client:
        identity = fetch_identity(org_client)
        remember(case, connection, given.secrets, identity)
        _show(face, case, connection, identity, org_client)


def _wanted(
    before: Connection | None, method: str | None, options: Mapping[str, str | None]
) -> Connection:
    """Return the settings of before with what this command line says over them."""
    stored = Method.REFRESH_TOKEN.value if method == BROWSER else method
    if stored is None and before is None:
        raise UsageError(
            _("How should Salida log in?"),
            hint=_("Say it with `--method`; see `salida org connect --help`"),
        )
    changes: dict[str, Any] = {name: value for name, value in options.items() if value}
    if stored is not None:
        changes["method"] = Method(stored)
    return replace(before, **changes) if before is not None else Connection(**changes)


def _ask(face: Face, prompt: Text) -> str | None:
    """Ask for a secret on a terminal; without one, let the login say what is missing."""
    if face.json or not sys.stdin.isatty():
        return None
    return getpass.getpass(f"{prompt}: ", stream=sys.stderr).strip() or None


def _note(given: _Given, name: str, value: str | None) -> None:
    given.secrets = replace(given.secrets, **{name: value})


def remember(case: Case, connection: Connection, given: Secrets, identity: Identity) -> None:
    """Write down the login that just worked: settings, secrets, journal.

    Raises:
        CaseError: if the case is about another org.
    """
    # The settings first: they refuse another org, whose secrets must not be kept either.
    case.connected(connection, org_of(identity))
    add_secrets(case.settings.id, given, os.environ)
    record(
        case,
        "org.connected",
        {
            "method": connection.method.value,
            "org": identity.org_id,
            "name": identity.org_name,
            "instance_url": identity.instance_url,
            "user": identity.user_id,
            "username": identity.username,
            "api_version": identity.api_version,
        },
    )


def _show(
    face: Face, case: Case, connection: Connection, identity: Identity, org_client: Client
) -> None:
    usage = org_client.api_usage
    if face.json:
        face.document(
            {
                "type": "org",
                "id": identity.org_id,
                "name": identity.org_name,
                "instance_url": identity.instance_url,
                "edition": identity.edition,
                "is_sandbox": identity.is_sandbox,
                "username": identity.username,
                "user_id": identity.user_id,
                "profile": identity.profile,
                "api_version": identity.api_version,
                "method": connection.method.value,
                "settings": str(case.folder / "case.toml"),
            }
        )
        return
    rows: list[tuple[object, object]] = [
        (_("Org"), f"{identity.org_name or '?'} ({identity.org_id})"),
        (_("Edition"), edition_words(identity.edition, is_sandbox=identity.is_sandbox)),
        (_("Address"), identity.instance_url),
        (_("User"), f"{identity.username or '?'} · {identity.profile or '?'}"),
        (_("API version"), identity.api_version),
        (_("Settings"), case.folder / "case.toml"),
    ]
    if usage is not None:
        calls = _(
            "{used} of {max} in 24 hours",
            used=show_number(usage.used),
            max=show_number(usage.max),
        )
        rows.insert(5, (_("API calls"), calls))
    face.show(heading(_("Connected")), *facts(*rows, (_("Next"), "salida backup")))


def edition_words(edition: str | None, *, is_sandbox: bool | None) -> str:
    """Return the edition as the org says it, and whether it is a sandbox."""
    words = edition or "?"
    return str(_("{edition} · sandbox", edition=words)) if is_sandbox else words
