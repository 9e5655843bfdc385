"""Addresses and locations: one field for REST, several columns in an archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.model.storage import StorageType
from salida.soql.formats import json_object

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from salida.model.describe import Field
    from salida.soql.scope import Table, Value

# In REST's order, which is alphabetical; a longer name is tried before one that it ends with.
_ADDRESS = (
    "city",
    "country",
    "countryCode",
    "geocodeAccuracy",
    "latitude",
    "longitude",
    "postalCode",
    "state",
    "stateCode",
    "street",
)
_ALWAYS_IN_ADDRESS = frozenset(_ADDRESS) - {"countryCode", "stateCode"}


def components(value: Value) -> Iterator[tuple[str, Field]]:
    """Yield REST's name of each part of a compound field, and the field that holds it."""
    if value.table is None or value.storage is not StorageType.COMPOUND:
        return
    for each in value.table.entity.fields:
        if each.compound_field_name == value.field.name and each.name != value.field.name:
            stem = each.name.removesuffix("__s").lower()
            part = next((one for one in _ADDRESS if stem.endswith(one.lower())), None)
            if part is not None:
                yield part, each


def as_json(value: Value, member: Callable[[Table, Field], str]) -> str:
    """Return SQL for a compound value as REST's JSON, null when all of its parts are.

    `member` gives the JSON text of one field of a table.
    """
    parts = dict(components(value))
    table = value.table
    if table is None or not parts:
        return "'null'"
    keys = [
        key
        for key in _ADDRESS
        if key in parts or (value.field.type == "address" and key in _ALWAYS_IN_ADDRESS)
    ]
    members = [(key, member(table, parts[key]) if key in parts else "'null'") for key in keys]
    columns = ", ".join(f"CAST({table.column(each.name)} AS VARCHAR)" for each in parts.values())
    return f"CASE WHEN coalesce({columns}) IS NULL THEN 'null' ELSE {json_object(members)} END"
