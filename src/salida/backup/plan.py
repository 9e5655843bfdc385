"""Which sObjects are read, how, and which cannot be: decided before the first row moves.

Pure. Every sObject of the describeGlobal ends up in the plan, either with a `Reader` or
with a `Gap` that says why not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

from salida.backup import known_objects as known
from salida.errors import SalesforceError
from salida.model.describe import Field, SObject, sobject_from_json
from salida.model.gap import Gap, GapReason
from salida.model.storage import StorageType, row_fields, storage_type

if TYPE_CHECKING:
    from collections.abc import Mapping

BULK_FROM_ROWS = 2_000
"""Above this, Salesforce itself advises Bulk API 2.0 (LDV guide): one REST page holds as many."""

LONGEST_REST_QUERY = 12_000
"""Bytes of an encoded query that still leave room for headers below the limit of 16,384."""


class Api(Enum):
    """The API that a reader uses first."""

    BULK = "bulk2"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Reader:
    """How one sObject is read."""

    sobject: SObject
    api: Api
    fields: tuple[Field, ...]
    """The columns, in the order of the describe."""

    omitted: tuple[str, ...] = ()
    """Columns that are left out."""

    gaps: tuple[Gap, ...] = ()
    """One for each field whose content is nowhere in the archive. Compounds are not among them
    (their components are columns of their own), nor files (they are blobs)."""

    may_use_bulk: bool = True
    counts: bool = True
    """Whether `SELECT COUNT()` is answered for it."""

    needs_filter: bool = False
    """Whether a refusal is expected because Salesforce wants a filter."""

    expected_rows: int | None = None

    @property
    def name(self) -> str:
        """The sObject's API name."""
        return self.sobject.name

    def soql(self, where: str = "") -> str:
        """Return the query for all rows. No ORDER BY: it would disable PK chunking."""
        columns = ", ".join(each.name for each in self.fields)
        return f"SELECT {columns} FROM {self.name}{where}"  # noqa: S608 names come from the describe


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """Every sObject of the org: read, or not and why."""

    readers: tuple[Reader, ...]
    """Largest first, so that the longest job starts first."""

    gaps: tuple[Gap, ...]


def plan_backup(
    describe_global: Mapping[str, Any],
    describes: Mapping[str, Mapping[str, Any] | SalesforceError],
    counts: Mapping[str, int],
    *,
    bulk_from_rows: int = BULK_FROM_ROWS,
) -> BackupPlan:
    """Decide for every sObject.

    Args:
        describe_global: The answer of `GET /sobjects`.
        describes: Per sObject its describe, or the error that the org gave instead.
        counts: Approximate rows from `/limits/recordCount`; they choose the API, never prove anything.
        bulk_from_rows: Approximate rows from which on Bulk reads an sObject.
    """
    readers: list[Reader] = []
    gaps: list[Gap] = []
    for entry in describe_global["sobjects"]:
        name = str(entry["name"])
        decided = unreadable(entry) or _reader(
            name, describes.get(name), counts.get(name), bulk_from_rows
        )
        if isinstance(decided, Gap):
            gaps.append(decided)
        else:
            readers.append(decided)
    readers.sort(key=lambda each: (-(each.expected_rows or 0), each.name))
    return BackupPlan(tuple(readers), tuple(gaps))


def unreadable(entry: Mapping[str, Any]) -> Gap | None:
    """Return why the sObject of a describeGlobal entry cannot be read at all, else `None`."""
    name = str(entry["name"])
    is_event = name.endswith(known.EVENT_SUFFIXES) or name in known.EVENT_STREAMS
    if is_event or entry.get("associateEntityType") == "ChangeEvent":
        return Gap(name, GapReason.EVENT_STREAM)
    if name.endswith(known.EXTERNAL_SUFFIXES):
        return Gap(name, GapReason.EXTERNAL_OBJECT)
    if not entry.get("queryable", True) or name in known.NEVER_QUERYABLE:
        return Gap(name, GapReason.NOT_QUERYABLE)
    return None


def _reader(
    name: str,
    describe: Mapping[str, Any] | SalesforceError | None,
    rows: int | None,
    bulk_from_rows: int,
) -> Reader | Gap:
    if describe is None:
        return Gap(name, GapReason.REFUSED, "no describe")
    if isinstance(describe, SalesforceError):
        return Gap(name, GapReason.REFUSED, str(describe))
    sobject = sobject_from_json(describe)
    big = name.endswith(known.BIG_OBJECT_SUFFIX)
    columns = row_fields(sobject)
    fields = tuple(each for each in columns if not (big and each.name == "Id"))
    if not fields:
        return Gap(name, GapReason.NOT_QUERYABLE, "no field can be queried")
    may_use_bulk = name not in known.REST_ONLY and not name.endswith(known.REST_ONLY_SUFFIXES)
    reader = Reader(
        sobject=sobject,
        api=Api.REST,
        fields=fields,
        omitted=tuple(each.name for each in columns if each not in fields),
        gaps=tuple(
            Gap(f"{name}.{each.name}", GapReason.FIELD_NOT_RETURNED, f"type {each.type}")
            for each in sobject.fields
            if storage_type(each) is StorageType.STRUCTURE
        ),
        may_use_bulk=may_use_bulk,
        counts=not big,
        needs_filter=name in known.NO_FILTER_NO_ROWS,
        expected_rows=rows,
    )
    large = rows is not None and rows >= bulk_from_rows
    too_long = len(quote_plus(reader.soql())) > LONGEST_REST_QUERY
    if reader.may_use_bulk and not reader.needs_filter and (large or big or too_long):
        return replace(reader, api=Api.BULK)
    return reader
