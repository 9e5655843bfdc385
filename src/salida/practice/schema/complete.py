"""Make a complete describe of one that lacks keys, such as a reduced or an old one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from salida.practice.schema.describes import describe_json
from salida.practice.schema.fields import FieldRow
from salida.practice.schema.table import SObjectRow

if TYPE_CHECKING:
    from collections.abc import Mapping

_COMPARISONS = ("filterable", "sortable", "groupable", "aggregatable")


def complete_describe(describe: Mapping[str, Any]) -> dict[str, Any]:
    """Return `describe` with every key that it lacks derived from its names and types.

    What it states is kept word for word; a comparison flag of `null`, as some tools
    store it, means no.
    """
    name = str(describe["name"])
    row = SObjectRow(
        name=name,
        key_prefix=describe.get("keyPrefix"),
        label=describe.get("label") or name,
        label_plural=describe.get("labelPlural") or describe.get("label") or name,
        stated={},
        fields=tuple(_field(each) for each in describe.get("fields") or ()),
    )
    derived = describe_json(row)
    stated = {key: value for key, value in describe.items() if key != "fields"}
    return dict(sorted({**derived, **stated}.items()))


def _field(each: Mapping[str, Any]) -> FieldRow:
    no = {key: False for key in _COMPARISONS if key in each and each[key] is None}
    return FieldRow(name=each["name"], type=each["type"], stated={**each, **no})
