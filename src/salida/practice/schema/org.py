"""The schema of the invented company: all its sObjects, from the tables of this package."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import orjson

from salida.model.describe import SObject, sobject_from_json
from salida.practice.schema.describes import (
    child_relationships,
    describe_global_json,
    describe_json,
)
from salida.practice.schema.table import SObjectRow, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from salida.practice.schema.describes import RecordType

_TABLES = resources.files("salida.practice.schema") / "tables"


@cache
def schema_rows() -> dict[str, SObjectRow]:
    """Return every sObject of the company by name, in alphabetical order as an org lists them."""
    files = (each for each in _TABLES.iterdir() if each.name.endswith(".txt"))
    tables = [each for each in files if not each.name.startswith("_")]
    rows = [read_table(each.read_text("utf-8"), _shared) for each in tables]
    return {row.name: row for row in sorted(rows, key=lambda row: row.name)}


class PracticeSchema:
    """The describes of the company, with the record types that its rows have."""

    def __init__(self, record_types: Mapping[str, Sequence[RecordType]]) -> None:
        rows = schema_rows()
        children = child_relationships(rows.values())
        self._describes = {
            name: describe_json(
                row,
                children=children.get(name, ()),
                record_types=record_types.get(name, ()),
            )
            for name, row in rows.items()
        }

    @property
    def names(self) -> tuple[str, ...]:
        """Every sObject, with rows or without."""
        return tuple(self._describes)

    def describe(self, name: str) -> dict[str, Any]:
        """Return the describe of `name` as JSON values."""
        return self._describes[name]

    def describe_bytes(self, name: str) -> bytes:
        """Return the describe of `name` as an org would deliver it."""
        return orjson.dumps(self._describes[name])

    def describe_global_bytes(self) -> bytes:
        """Return `describeGlobal` as an org would deliver it."""
        return orjson.dumps(describe_global_json(self._describes.values()))

    def sobject(self, name: str) -> SObject:
        """Return `name` as the values that Salida decides on."""
        return sobject_from_json(self._describes[name])


def _shared(name: str) -> str:
    return (_TABLES / f"_{name}.txt").read_text("utf-8")
