"""From the settings and secrets of a case to a client of its org."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.case.secrets import Secrets, add_secrets, read_secrets
from salida.case.settings import Connection, Method, Org
from salida.errors import CaseError, UsageError
from salida.language import _
from salida.salesforce import (
    BrowserPkce,
    Client,
    ClientCredentials,
    JwtBearer,
    PastedToken,
    RefreshToken,
    SfCli,
)
from salida.salesforce.authenticators.token_endpoint import DEFAULT_LOGIN_URL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from salida.case.folder import Case
    from salida.salesforce import ApiUsage, Authenticator, Identity


def authenticator(
    connection: Connection,
    secrets: Secrets,
    *,
    private_key: str | None = None,
    on_refresh_token: Callable[[str], None] | None = None,
) -> Authenticator:
    """Return the way to log in that `connection` names.

    Args:
        connection: The settings.
        secrets: What the settings leave out.
        private_key: The text of `key_file`, for JWT.
        on_refresh_token: Called when the org replaces the refresh token.

    Raises:
        UsageError: naming the first setting or secret that the method lacks.
    """
    login_url = connection.login_url or DEFAULT_LOGIN_URL
    match connection.method:
        case Method.JWT:
            return JwtBearer(
                client_id=_needed(connection.client_id, "client_id"),
                username=_needed(connection.username, "username"),
                private_key=_needed(private_key, "key_file"),
                login_url=login_url,
                passphrase=secrets.key_passphrase,
            )
        case Method.CLIENT_CREDENTIALS:
            return ClientCredentials(
                client_id=_needed(connection.client_id, "client_id"),
                client_secret=_secret(secrets.client_secret, "client_secret"),
                login_url=_needed(connection.login_url, "login_url"),
            )
        case Method.REFRESH_TOKEN:
            return RefreshToken(
                client_id=_needed(connection.client_id, "client_id"),
                refresh_token=_secret(secrets.refresh_token, "refresh_token"),
                login_url=login_url,
                client_secret=secrets.client_secret,
                on_refresh_token=on_refresh_token,
            )
        case Method.SF:
            return SfCli(connection.username)
        case Method.TOKEN:
            return PastedToken(
                instance_url=_needed(connection.instance_url, "instance_url"),
                access_token=_secret(secrets.access_token, "access_token"),
            )


def browser(
    connection: Connection,
    secrets: Secrets,
    *,
    port: int,
    show_address: Callable[[str], None],
    on_refresh_token: Callable[[str], None],
) -> Authenticator:
    """Return the login that a person does once in a browser; it gives a refresh token.

    Args:
        connection: The settings.
        secrets: The app's secret, if it has one.
        port: Of the callback address that is registered in the app.
        show_address: Called with the address to open.
        on_refresh_token: Called with what the org issued.

    Raises:
        UsageError: if there is no `client_id`.
    """
    return BrowserPkce(
        client_id=_needed(connection.client_id, "client_id"),
        login_url=connection.login_url or DEFAULT_LOGIN_URL,
        client_secret=secrets.client_secret,
        port=port,
        show_address=show_address,
        on_refresh_token=on_refresh_token,
    )


def connect(
    case: Case,
    connection: Connection,
    secrets: Secrets,
    environ: Mapping[str, str],
    *,
    on_limit: Callable[[ApiUsage], None] | None = None,
) -> Client:
    """Return a client that logs in as `connection` says, on its first request.

    Raises:
        UsageError: if a setting, a secret or a file is missing.
    """
    way = authenticator(
        connection,
        secrets,
        private_key=_read_key(case, connection),
        on_refresh_token=lambda token: add_secrets(
            case.settings.id, Secrets(refresh_token=token), environ
        ),
    )
    return client(case, connection, way, on_limit=on_limit)


def client(
    case: Case,
    connection: Connection,
    way: Authenticator,
    *,
    on_limit: Callable[[ApiUsage], None] | None = None,
) -> Client:
    """Return a client for `way`, with the case's certificate authority and API version."""
    return Client(
        way,
        api_version=connection.api_version,
        ca_file=case.resolve(connection.ca_file) if connection.ca_file else None,
        on_limit=on_limit,
    )


def open_client(
    case: Case,
    environ: Mapping[str, str],
    *,
    on_limit: Callable[[ApiUsage], None] | None = None,
) -> Client:
    """Return a client for the org that the case is connected to.

    Raises:
        CaseError: if the case is not connected yet, or its secrets cannot be read.
        UsageError: if a setting, a secret or a file is missing.
    """
    connection = case.settings.connection
    if connection is None:
        raise CaseError(
            _("The case {name} is not connected to an org", name=case.settings.name),
            hint=_("Run `salida org connect`"),
        )
    secrets = read_secrets(case.settings.id, environ)
    return connect(case, connection, secrets, environ, on_limit=on_limit)


def check_org(case: Case, identity: Identity) -> None:
    """Check that the org that answered is the one the case is about.

    Raises:
        CaseError: if it is another. Two orgs in one archive cannot be told apart later.
    """
    expected = case.settings.org
    if expected is not None and expected.id != identity.org_id:
        raise case.other_org(org_of(identity))


def org_of(identity: Identity) -> Org:
    """Return what the settings record of an org."""
    return Org(
        id=identity.org_id,
        name=identity.org_name or identity.org_id,
        instance_url=identity.instance_url,
        edition=identity.edition,
        is_sandbox=identity.is_sandbox,
        username=identity.username,
    )


def _read_key(case: Case, connection: Connection) -> str | None:
    if connection.method is not Method.JWT or connection.key_file is None:
        return None
    path = case.resolve(connection.key_file)
    try:
        return path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            _("Cannot read the private key `{path}`", path=path),
            hint=_("Check `key_file`: a path from the case folder, to a file in PEM"),
        ) from error


def _needed(value: str | None, name: str) -> str:
    if value:
        return value
    option = f"--{name.replace('_', '-')}"
    raise UsageError(
        _("This way of logging in needs `{name}`", name=name),
        hint=_("Give it with `salida org connect {option}` or in case.toml", option=option),
    )


def _secret(value: str | None, name: str) -> str:
    if value:
        return value
    raise UsageError(
        _("This way of logging in needs the secret `{name}`", name=name),
        hint=_(
            "Set {variable}, or run `salida org connect` in a terminal, which asks for it",
            variable=f"SALIDA_{name.upper()}",
        ),
    )
