"""`columns=true`: what a query would give, without its rows. The sf CLI prints tables by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from salida.model.storage import StorageType, storage_type
from salida.soql import parse
from salida.soql.syntax import Children, Path, Selected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salida.model.describe import Field, SObject
    from salida.query import Prepared
    from salida.replica.org import Org

Entry = dict[str, Any]

_NUMBERS = frozenset({StorageType.INTEGER, StorageType.DECIMAL, StorageType.DOUBLE})


def column_metadata(org: Org, prepared: Prepared, soql: str) -> Entry:
    """Return the description of the columns of `prepared`, which was made from `soql`."""
    sobject = org.describe(prepared.sobject)
    entries: list[Entry] = []
    for each in prepared.columns:
        if each.type == "query":
            entries.append(_children(org, sobject, each.name, soql))
        elif prepared.is_aggregate:
            entries.append(_entry(each.name, each.type, None, aggregate=True))
        else:
            _place(entries, each.name.split("."), each.type, sobject)
    return {
        "columnMetadata": entries,
        "entityName": prepared.sobject,
        "groupBy": prepared.is_aggregate,
        "idSelected": any(each.name == "Id" for each in prepared.columns),
        "keyPrefix": sobject.key_prefix,
    }


def _place(entries: list[Entry], steps: Sequence[str], kind: str, sobject: SObject | None) -> None:
    """Add a field under its parents, which stand once with all their fields below them."""
    first, *rest = steps
    if not rest:
        field = None if sobject is None else sobject.find(first)
        entries.append(_entry(first, kind, field))
        return
    parent = next((each for each in entries if each["columnName"] == first), None)
    if parent is None:
        parent = _entry(first, "reference", None)
        entries.append(parent)
    _place(parent["joinColumns"], rest, kind, None)


def _children(org: Org, sobject: SObject, relationship: str, soql: str) -> Entry:
    """Describe a child subquery: an aggregate of the fields that it selects."""
    entry = _entry(relationship, "query", None, aggregate=True)
    selected = next(
        each.query.select
        for each in parse(soql).select
        if isinstance(each, Children)
        and str(each.query.sources[0].path).lower() == relationship.lower()
    )
    child = next(
        (
            org.describe(each.child_sobject)
            for each in sobject.child_relationships
            if (each.relationship_name or "").lower() == relationship.lower()
        ),
        None,
    )
    for each in selected:
        if isinstance(each, Selected) and isinstance(each.expression, Path):
            names = each.expression.names
            field = None if child is None else child.find(names[0])
            _place(entry["joinColumns"], names, "string" if field is None else field.type, child)
    return entry


def _entry(name: str, kind: str, field: Field | None, *, aggregate: bool = False) -> Entry:
    return {
        "aggregate": aggregate,
        "apexType": kind,
        "booleanType": kind == "boolean",
        "columnName": name,
        "custom": field is not None and field.custom,
        "displayName": name,
        "foreignKeyName": None if field is None else field.relationship_name,
        "insertable": field is not None and field.createable,
        "joinColumns": [],
        "numberType": field is not None and storage_type(field) in _NUMBERS,
        "textType": field is not None and storage_type(field) is StorageType.TEXT,
        "updatable": field is not None and field.updateable,
    }
