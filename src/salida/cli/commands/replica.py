"""`salida replica`: serve an archive as Salesforce does."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from salida.archive import Archive
from salida.case import Secrets, add_secrets, private_folder, read_secrets, secrets_path
from salida.cli.command import argument, command, option
from salida.cli.layout import facts, heading
from salida.cli.values import Folder, Whole
from salida.errors import UsageError
from salida.language import _
from salida.replica import Logins, Replica, TlsFiles, generate_local_ca, serve

if TYPE_CHECKING:
    from pathlib import Path

    from salida.archive import Manifest
    from salida.cli.face import Face

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_HIGHEST_PORT = 65535


@command(
    "replica",
    words=_(
        "Serve an archive as Salesforce does, read-only: login, REST, Bulk API 2.0 and files, so "
        "that existing integrations go on reading after the org is gone. Answers this computer "
        "only, unless told otherwise. A practice archive gets invented logins, which are printed; "
        "those of a real archive are kept in a file that only you can read."
    ),
)
@argument("archive", type=Folder(), metavar=_("ARCHIVE"), words=_("An archive folder"))
@option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar=_("ADDRESS"),
    words=_("Where to listen; any address but this computer's own needs --tls"),
)
@option(
    "--port",
    type=Whole(0, _HIGHEST_PORT),
    default=0,
    show_default=True,
    metavar=_("PORT"),
    words=_("The port; 0 takes any free one"),
)
@option(
    "--tls",
    is_flag=True,
    words=_("HTTPS, with a certificate authority made here for clients to trust"),
)
@option("--snapshot", metavar=_("NAME"), words=_("A snapshot; the newest if absent"))
@option("--client-id", metavar=_("KEY"), words=_("The consumer key that integrations use already"))
@option("--username", metavar=_("USER"), words=_("The user that integrations log in as"))
@option(
    "--certificate",
    type=Folder(),
    metavar=_("FILE"),
    words=_("The certificate or public key of integrations that log in with JWT, in PEM"),
)
def replica(
    face: Face,
    *,
    archive: Path,
    host: str,
    port: int,
    tls: bool,
    snapshot: str | None,
    client_id: str | None,
    username: str | None,
    certificate: Path | None,
) -> None:
    """Serve an archive until interrupted."""
    if not tls and host not in _LOOPBACK:
        raise UsageError(
            _("Without TLS, anybody on the network could read the logins"),
            hint=_("Add `--tls`, or leave out `--host`"),
        )
    opened = Archive.open(archive)
    manifest = opened.manifest(snapshot)
    logins = _logins(opened, manifest)
    logins = replace(
        logins,
        client_id=client_id or logins.client_id,
        username=username or logins.username,
        jwt_public_key=certificate.read_text() if certificate else logins.jwt_public_key,
        jwt_private_key=None if certificate else logins.jwt_private_key,
    )
    files = _tls_files(host) if tls else None
    with Replica(opened, logins=logins, snapshot=snapshot) as served:
        serve(
            served,
            host,
            port,
            files,
            on_ready=lambda url: _show(face, _Served(opened, manifest, logins, files, url)),
        )


def _logins(archive: Archive, manifest: Manifest) -> Logins:
    """Return who may log in: anybody may know the logins of an invented org, nobody others."""
    username = manifest.org.username or "admin@example.com"
    if manifest.kind == "practice":
        return Logins.invent(1, username=username)
    name = _secrets_name(archive)
    known = read_secrets(name, {**os.environ, **_own_secrets()})
    fresh = Logins.invent(username=username)
    kept = Secrets(
        client_secret=known.client_secret or fresh.client_secret,
        refresh_token=known.refresh_token or fresh.refresh_tokens[0],
    )
    add_secrets(name, kept, os.environ)
    return Logins(
        client_id=f"salida.{archive.identity.id}",
        client_secret=kept.client_secret,
        username=username,
        refresh_tokens=(kept.refresh_token,) if kept.refresh_token else (),
    )


def _secrets_name(archive: Archive) -> str:
    return f"replica-{archive.identity.id}"


def _own_secrets() -> dict[str, str]:
    """Return the replica's own variables under the names that all secrets have.

    The secrets of the org that a case connects to are other ones, and must not open this.
    """
    names = ("CLIENT_SECRET", "REFRESH_TOKEN")
    return {f"SALIDA_{name}": os.environ.get(f"SALIDA_REPLICA_{name}", "") for name in names}


def _tls_files(host: str) -> TlsFiles:
    return generate_local_ca(private_folder(os.environ) / "tls", hosts=(host,))


@dataclass(frozen=True)
class _Served:
    """A replica that answers, as it is told to the user."""

    archive: Archive
    manifest: Manifest
    logins: Logins
    tls: TlsFiles | None
    url: str

    @property
    def is_invented(self) -> bool:
        """Whether its secrets protect nothing."""
        return self.manifest.kind == "practice"

    @property
    def secrets_file(self) -> Path | None:
        """Where the secrets of a real archive are."""
        name = _secrets_name(self.archive)
        return None if self.is_invented else secrets_path(name, os.environ)

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON; secrets only of an invented org."""
        logins = self.logins
        return {
            "type": "replica",
            "url": self.url,
            "archive": str(self.archive.root),
            "snapshot": self.manifest.snapshot,
            "client_id": logins.client_id,
            "username": logins.username,
            "client_secret": logins.client_secret if self.is_invented else None,
            "refresh_token": logins.refresh_tokens[0] if self.is_invented else None,
            "jwt_private_key": logins.jwt_private_key if self.is_invented else None,
            "secrets_file": None if self.secrets_file is None else str(self.secrets_file),
            "ca_file": None if self.tls is None else str(self.tls.ca),
        }

    def connect_commands(self) -> tuple[str, str]:
        """Return what connects a case to an invented org, and leaves it able to back up."""
        ca = "" if self.tls is None else f" --ca-file {self.tls.ca}"
        where = f"--login-url {self.url} --client-id {self.logins.client_id}{ca}"
        return (
            f"export SALIDA_CLIENT_SECRET={self.logins.client_secret}",
            f"salida org connect --method client_credentials {where}",
        )


def _show(face: Face, served: _Served) -> None:
    if face.json:
        face.document(served.to_json())
        return
    manifest, logins = served.manifest, served.logins
    rows: list[tuple[object, object]] = [
        (_("Org"), f"{manifest.org.name} ({manifest.org.id})"),
        (_("Snapshot"), manifest.snapshot),
        (_("Address"), served.url),
        (_("Consumer key"), logins.client_id),
        (_("User"), logins.username),
    ]
    if served.is_invented:
        rows.append((_("Consumer secret"), logins.client_secret))
        rows.append((_("Refresh token"), logins.refresh_tokens[0]))
    else:
        rows.append((_("Secrets"), served.secrets_file))
    if served.tls is not None:
        rows.append((_("Trust"), served.tls.ca))
    if served.is_invented:
        rows += zip((_("Next"), ""), served.connect_commands(), strict=True)
    face.show(heading(_("Replica")), *facts(*rows), "")
    face.say(_("Stop it with Ctrl-C"))
