"""Where the secrets of a case are: the environment, or a file that only the user can read.

Never in the case folder, never on a command line, where other users of the machine
would see them.
"""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

import tomlkit
from tomlkit.exceptions import TOMLKitError

from salida.errors import CaseError
from salida.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Secrets:
    """What a login needs beside the settings. Each may be absent; none is ever printed."""

    client_secret: str | None = field(default=None, repr=False)
    refresh_token: str | None = field(default=None, repr=False)
    access_token: str | None = field(default=None, repr=False)
    key_passphrase: str | None = field(default=None, repr=False)
    """Of the private key file, if it has one."""

    def updated(self, newer: Secrets) -> Secrets:
        """Return these with what `newer` holds over them."""
        held = {name: getattr(newer, name) for name in NAMES if getattr(newer, name)}
        return replace(self, **held)


NAMES = tuple(each.name for each in fields(Secrets))


def private_folder(environ: Mapping[str, str], platform: str = sys.platform) -> Path:
    """Return the folder for what only this user may read.

    Sources: XDG Base Directory Specification; Apple's File System Programming Guide;
    Windows' known folders.
    """
    home = environ.get("HOME") or environ.get("USERPROFILE") or str(Path.home())
    if environ.get("XDG_CONFIG_HOME"):
        base = Path(environ["XDG_CONFIG_HOME"])
    elif platform == "win32" and environ.get("APPDATA"):
        base = Path(environ["APPDATA"])
    elif platform == "darwin":
        base = Path(home) / "Library" / "Application Support"
    else:
        base = Path(home) / ".config"
    return base / "salida"


def secrets_path(case_id: str, environ: Mapping[str, str], platform: str = sys.platform) -> Path:
    """Return the file that holds the secrets of a case."""
    return private_folder(environ, platform) / "secrets" / f"{case_id}.toml"


def read_secrets(case_id: str, environ: Mapping[str, str]) -> Secrets:
    """Return the secrets of a case; `SALIDA_CLIENT_SECRET` and its like win over the file.

    Raises:
        CaseError: if the file can be read by other users, or is damaged.
    """
    given = Secrets(**{name: environ.get(f"SALIDA_{name.upper()}") for name in NAMES})
    return _read_file(secrets_path(case_id, environ)).updated(given)


def store_secrets(case_id: str, secrets: Secrets, environ: Mapping[str, str]) -> Path | None:
    """Keep `secrets` for the next run; return the file, or `None` when there are none.

    Raises:
        CaseError: if the file cannot be written.
    """
    path = secrets_path(case_id, environ)
    document = tomlkit.document()
    document.add(tomlkit.comment("Written by Salida. Keep this file to yourself."))
    for name in NAMES:
        value = getattr(secrets, name)
        if value:
            document.add(name, value)
    try:
        if secrets == Secrets():
            path.unlink(missing_ok=True)
            return None
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # mkstemp makes the file readable by its owner only, from its first byte on.
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".secrets.")
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(tomlkit.dumps(document))
        Path(name).replace(path)
    except OSError as error:
        raise CaseError(
            _("Cannot write `{path}`: {reason}", path=path, reason=error.strerror),
            hint=_(
                "Give the secrets in the environment instead: {names}",
                names=", ".join(f"SALIDA_{name.upper()}" for name in NAMES),
            ),
        ) from error
    return path


def add_secrets(case_id: str, newer: Secrets, environ: Mapping[str, str]) -> None:
    """Keep `newer` beside what the file holds; what the environment gives stays out of it.

    Raises:
        CaseError: as `read_secrets` and `store_secrets`.
    """
    if newer != Secrets():
        store_secrets(case_id, _read_file(secrets_path(case_id, environ)).updated(newer), environ)


def _read_file(path: Path) -> Secrets:
    try:
        text = path.read_text(encoding="utf-8")
        status = path.stat()
    except FileNotFoundError:
        return Secrets()
    except OSError as error:
        raise CaseError(
            _("Cannot read `{path}`: {reason}", path=path, reason=error.strerror)
        ) from error
    # Windows keeps the user's folder from others by itself; its mode bits say nothing.
    if os.name == "posix" and (status.st_mode & _OTHERS or status.st_uid != os.getuid()):
        raise CaseError(
            _("Other users of this machine can read your secrets in `{path}`", path=path),
            hint=_("Run `chmod 600 {path}`; if others may have read it, replace them", path=path),
        )
    try:
        given = tomlkit.parse(text).unwrap()
    except TOMLKitError as error:
        raise CaseError(
            _("`{path}` is damaged", path=path),
            hint=_("Remove it and run `salida org connect` again"),
        ) from error
    return Secrets(**{name: str(given[name]) for name in NAMES if name in given})
