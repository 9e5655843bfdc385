"""Whom the sessions belong to: the archived user with the login's username, as far as known."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from salida.errors import SalesforceError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from salida.replica.org import Org

_FIELDS = (
    "Username",
    "FirstName",
    "LastName",
    "Name",
    "Email",
    "CommunityNickname",
    "TimeZoneSidKey",
    "LanguageLocaleKey",
    "LocaleSidKey",
    "UserType",
    "Country",
    "PostalCode",
    "Street",
    "City",
    "State",
    "MobilePhone",
)
_NOBODY = "005000000000000AAA"


@dataclass(frozen=True, slots=True)
class Person:
    """A user of the org."""

    id: str
    username: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    """Of the archived `User`, those of `_FIELDS` that it has."""

    def get(self, name: str) -> Any:
        """Return a field, `None` if the archive does not have it."""
        return self.fields.get(name)


def find_person(org: Org) -> Person:
    """Look the login's user up in the archive; without a `User` row, the snapshot's own user."""
    username = org.logins.username
    row = _user_row(org, f"Username = {soql_text(username)}")
    if row is not None:
        return Person(str(row["Id"]), username, row)
    user_id = org.identity.user_id
    row = None if user_id is None else _user_row(org, f"Id = {soql_text(user_id)}")
    return Person(user_id or _NOBODY, username, row or {})


def soql_text(value: str) -> str:
    """Return `value` as a SOQL string literal."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _user_row(org: Org, condition: str) -> dict[str, Any] | None:
    try:
        user = org.describe("User")
        names = [each for each in _FIELDS if user.find(each) is not None]
        soql = f"SELECT {', '.join(['Id', *names])} FROM User WHERE {condition} LIMIT 1"  # noqa: S608 - SOQL, literals escaped
        return next(iter(org.prepare(soql).records()), None)
    except SalesforceError:
        # An archive without users, or with users that cannot be queried, still has a login.
        return None
