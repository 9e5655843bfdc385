"""What a query is translated against: describes, the rows of an archive, a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from salida.model.describe import Field, SObject

if TYPE_CHECKING:
    from salida.errors import SoqlUnsupportedError
    from salida.soql.dates import Calendar


class Schema(Protocol):
    """The sObjects that a query may name."""

    def find(self, name: str) -> SObject | None:
        """Return the describe of the sObject called `name`, whatever its case, or `None`."""

    def gap(self, name: str) -> SoqlUnsupportedError | None:
        """Return why there is no describe of `name` although the org has it, or `None`."""

    def relation(self, sobject: str) -> str:
        """Return the SQL name of the rows of `sobject` (the describe's spelling).

        Raises:
            SoqlUnsupportedError: if the archive has a gap where the rows should be.
        """

    def holds(self, sobject: str) -> bool:
        """Whether the archive has any row of `sobject`."""

    def verbatim(self, sobject: str) -> frozenset[str]:
        """Return the fields of which some row keeps a value in `_verbatim`."""

    def omitted(self, sobject: str) -> frozenset[str]:
        """Return the fields whose values the archive does not have."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a query means besides its words."""

    schema: Schema
    calendar: Calendar
    all_rows: bool = False
    """Whether soft-deleted and archived rows show, as `queryAll` does."""


_TEXTS = (
    "FirstName",
    "LastName",
    "MiddleName",
    "Suffix",
    "Title",
    "Alias",
    "Username",
    "NameOrAlias",
)

NAME = SObject(
    name="Name",
    fields=(
        Field("Id", "id"),
        Field("Name", "string", name_field=True),
        Field("Type", "string"),
        *(Field(each, "string") for each in _TEXTS),
        Field("Email", "email"),
        Field("Phone", "phone"),
        Field("IsActive", "boolean"),
        Field("ProfileId", "reference", reference_to=("Profile",), relationship_name="Profile"),
        Field("UserRoleId", "reference", reference_to=("UserRole",), relationship_name="UserRole"),
        Field(
            "RecordTypeId",
            "reference",
            reference_to=("RecordType",),
            relationship_name="RecordType",
        ),
    ),
)
"""What a parent path sees of a record whose sObject is open: `Owner.Name`, `What.Type`.

Source: Object Reference, "Name". It has no rows of its own.
"""
