"""A schema without an archive."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from salida.model.describe import ChildRelationship, Field, SObject
from salida.soql import Calendar, Context, Plan, parse, translate

if TYPE_CHECKING:
    from collections.abc import Callable


class DescribedOrg:
    """A schema of three sObjects; implements `salida.soql.Schema` without an archive."""

    def __init__(self) -> None:
        user = SObject("User", (Field("Id", "id"), Field("Name", "string")))
        account = SObject(
            "Account",
            (
                Field("Id", "id"),
                Field("IsDeleted", "boolean"),
                Field("Name", "string"),
                Field("CreatedDate", "datetime"),
                Field("Amount__c", "currency"),
                Field("OwnerId", "reference", reference_to=("User",), relationship_name="Owner"),
            ),
            child_relationships=(ChildRelationship("Contact", "AccountId", "Contacts"),),
        )
        contact = SObject(
            "Contact",
            (
                Field("Id", "id"),
                Field("LastName", "string"),
                Field(
                    "AccountId", "reference", reference_to=("Account",), relationship_name="Account"
                ),
            ),
        )
        self._known = {each.name.lower(): each for each in (user, account, contact)}

    def find(self, name: str) -> SObject | None:
        return self._known.get(name.lower())

    def gap(self, _name: str) -> None:
        return None

    def relation(self, sobject: str) -> str:
        return f'"{sobject}"'

    def holds(self, sobject: str) -> bool:
        return sobject.lower() in self._known

    def verbatim(self, sobject: str) -> frozenset[str]:
        return frozenset({"Amount__c"}) if sobject == "Account" else frozenset()

    def omitted(self, _sobject: str) -> frozenset[str]:
        return frozenset()


@pytest.fixture(scope="session")
def translated() -> Callable[[str], Plan]:
    """The plan of a query over `DescribedOrg`."""
    calendar = Calendar(datetime(2024, 5, 15, 10, 30, tzinfo=UTC))
    context = Context(DescribedOrg(), calendar)
    return lambda soql: translate(parse(soql), context)
