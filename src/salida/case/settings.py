"""What `case.toml` says, as values, and back.

The file belongs to the user: whatever Salida writes into it leaves comments, order
and unrelated lines as they are, and whatever it cannot read it names.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_type_hints

import tomlkit
from tomlkit.exceptions import ParseError, TOMLKitError

from salida.errors import CaseError
from salida.language import LANGUAGES, _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tomlkit import TOMLDocument

FORMAT = 1
"""The version of the file; a higher one was written by a newer Salida."""

_TEMPLATE = """\
# A Salida case: one company leaving one Salesforce agreement.
# Edit this file as you like; Salida keeps your comments. No secret belongs here:
# those are read from the environment or from a file that only you can read.

"""


class Method(Enum):
    """How Salida logs in to the org."""

    JWT = "jwt"
    """A certificate: nobody has to be there. Needs `client_id`, `username`, `key_file`."""

    CLIENT_CREDENTIALS = "client_credentials"
    """An app with a secret that runs as one user. Needs `client_id`."""

    REFRESH_TOKEN = "refresh_token"  # noqa: S105 - the name of a way to log in
    """A login that was done once in a browser. Needs `client_id`."""

    SF = "sf"
    """The login that Salesforce's own `sf` command holds. Needs `username` (or alias)."""

    TOKEN = "token"  # noqa: S105 - the name of a way to log in
    """An access token that was pasted. Needs `instance_url`."""


@dataclass(frozen=True, slots=True)
class Connection:
    """How to log in, without the secrets."""

    method: Method
    login_url: str | None = None
    """Where logins go: `https://login.salesforce.com` or the org's My Domain."""

    instance_url: str | None = None
    """Where the API answers, for the method that cannot ask."""

    client_id: str | None = None
    """The consumer key of the connected app. It is no secret."""

    username: str | None = None
    key_file: str | None = None
    """The private key for JWT, a path; relative to the case folder, `~` allowed."""

    ca_file: str | None = None
    """A certificate authority to trust beside the usual ones, a path likewise."""

    api_version: str | None = None
    """`62.0`; absent means the highest that the org and Salida both know."""


@dataclass(frozen=True, slots=True)
class Org:
    """Which org the case is about, as the org itself said when it was connected."""

    id: str
    """18 characters, starts with `00D`."""

    name: str
    instance_url: str
    edition: str | None = None
    is_sandbox: bool | None = None
    username: str | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """What decides where days begin and which of them are working days."""

    holidays: str | None = None
    """A country and region whose public holidays count: `ES`, `ES-MD`."""

    time_zone: str | None = None
    """An IANA name, for papers that state none."""

    data_act: bool | None = None
    """Whether the company is in the European Union; absent means yes."""


@dataclass(frozen=True, slots=True)
class Mail:
    """Where the company hands in its mail. The password is read from the environment."""

    host: str
    sender: str
    """The address that the company sends from."""

    port: int | None = None
    """587 for starttls and 465 for tls when absent."""

    security: str | None = None
    """`starttls` or `tls`; starttls when absent."""

    user: str | None = None
    ca_file: str | None = None
    """A certificate authority to trust beside the usual ones; relative to the case folder."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that `case.toml` holds."""

    id: str
    """A random name that never changes; the secrets are filed under it."""

    name: str
    language: Literal["en", "es"]
    """The language of letters and reports. Messages follow the person instead."""

    created_at: datetime
    connection: Connection | None = None
    org: Org | None = None
    clock: Clock | None = None
    mail: Mail | None = None


def new_settings(settings: Settings) -> str:
    """Return the text of a fresh `case.toml`."""
    document = tomlkit.parse(_TEMPLATE)
    document["format"] = FORMAT
    document["id"] = settings.id
    document["name"] = settings.name
    document["language"] = tomlkit.string(settings.language).comment(
        "of letters and reports: en or es"
    )
    document["created_at"] = settings.created_at
    return tomlkit.dumps(document)


def with_connection(text: str, connection: Connection, org: Org, path: Path) -> str:
    """Return `text` with its `[connection]` and `[org]` brought up to date.

    Raises:
        CaseError: if the text is no TOML.
    """
    document = _parse(text, path)
    _update(document, "connection", connection)
    _update(document, "org", org)
    return tomlkit.dumps(document)


def read_settings(text: str, path: Path) -> Settings:
    """Return what `text` says; `path` is named in messages.

    Raises:
        CaseError: if something in it is wrong: what, and what would be right.
    """
    document = _parse(text, path).unwrap()
    version = document.pop("format", None)
    if isinstance(version, int) and version > FORMAT:
        raise CaseError(
            _("A newer Salida wrote `{path}`", path=path),
            hint=_("Update Salida"),
        )
    if version != FORMAT:
        raise _wrong(path, "format", "1")
    for table, kind in _TABLES:
        # An empty table is one that the user has emptied; it says nothing.
        given = document.pop(table, None)
        if given:
            document[table] = _read(kind, given, path, f"{table}.")
    return _read(Settings, document, path)


_TABLES = (("connection", Connection), ("org", Org), ("clock", Clock), ("mail", Mail))


def _parse(text: str, path: Path) -> TOMLDocument:
    try:
        return tomlkit.parse(text)
    except ParseError as error:
        raise CaseError(
            _("`{path}` is no valid TOML: line {line}", path=path, line=error.line),
            hint=str(error),
        ) from error
    except TOMLKitError as error:
        raise CaseError(_("`{path}` is no valid TOML", path=path), hint=str(error)) from error


def _update(document: TOMLDocument, name: str, value: Connection | Org) -> None:
    """Set what is known and remove what is no longer so; leave every other line alone."""
    if name not in document:
        document.add(name, tomlkit.table())
    table: Any = document[name]
    for each in fields(value):
        new = getattr(value, each.name)
        if isinstance(new, Enum):
            new = new.value
        if new is None:
            table.pop(each.name, None)
        elif table.get(each.name) != new:
            table[each.name] = new


_T = TypeVar("_T")

_SECRET_KEYS = frozenset(
    {"access_token", "client_secret", "password", "refresh_token", "security_token", "token"}
)

_EXPECTED = {
    str: _("a text in quotes"),
    str | None: _("a text in quotes"),
    bool | None: _("true or false"),
    int | None: _("a whole number"),
    datetime: _("a date and time, such as 2026-03-01T09:30:00Z"),
    Method: ", ".join(each.value for each in Method),
    Literal["en", "es"]: ", ".join(LANGUAGES),
}


def _read(kind: type[_T], given: Mapping[str, Any], path: Path, prefix: str = "") -> _T:
    hints = get_type_hints(kind)
    if not isinstance(given, dict):
        raise _wrong(path, prefix.rstrip("."), f"[{prefix.rstrip('.')}]")
    for key in given:
        if key in _SECRET_KEYS:
            raise CaseError(
                _("`{path}` holds a secret: `{key}`", path=path, key=f"{prefix}{key}"),
                hint=_("Remove that line; run `salida org connect` to store it safely"),
            )
        if key not in hints:
            raise CaseError(
                _("`{path}` has an unknown setting: `{key}`", path=path, key=f"{prefix}{key}"),
                hint=_("Known are: {known}", known=", ".join(hints)),
            )
    values = {name: _value(given.get(name), hint) for name, hint in hints.items()}
    for name, value in values.items():
        if value is _WRONG:
            expected = _EXPECTED.get(hints[name], f"[{name}]")
            raise _wrong(path, f"{prefix}{name}", expected)
    return kind(**values)


_WRONG = object()


def _value(given: Any, hint: Any) -> Any:
    """Return `given` as the type that a setting has, or `_WRONG`."""
    if hint is Method:
        known = {each.value: each for each in Method}
        return known.get(given, _WRONG) if isinstance(given, str) else _WRONG
    if hint == Literal["en", "es"]:
        return given if given in LANGUAGES else _WRONG
    if hint == int | None and isinstance(given, bool):
        return _WRONG
    return given if isinstance(given, hint) else _WRONG


def _wrong(path: Path, key: str, expected: object) -> CaseError:
    return CaseError(
        _("`{path}`: `{key}` is missing or wrong", path=path, key=key),
        hint=_("It should be {expected}", expected=expected),
    )
