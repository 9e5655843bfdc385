"""An answer as text columns, written as Salesforce writes values."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.query import Prepared

_EXACT = frozenset(
    {"boolean", "currency", "date", "datetime", "double", "int", "long", "percent", "time"}
)
"""Types whose values Salesforce prints itself: no person typed them."""

NUMBERS = frozenset({"currency", "double", "int", "long", "percent"})


def column_names(prepared: Prepared) -> list[str]:
    """Return the names of the columns; `COUNT()` gives one of its own."""
    return ["count"] if prepared.is_count else [each.name for each in prepared.columns]


def column_types(prepared: Prepared) -> list[str]:
    """Return the describe's type of each column."""
    return ["int"] if prepared.is_count else [each.type for each in prepared.columns]


def typed_by_people(column_type: str) -> bool:
    """Return whether values of this type may be any text."""
    return column_type not in _EXACT


def text_batches(prepared: Prepared) -> Iterator[pa.RecordBatch]:
    """Yield the answer as batches of strings: what Bulk API 2.0 would print, null as `""`.

    Where Bulk API 2.0 refuses the query (aggregates, child lists ...), values are written
    by the same rules.
    """
    if prepared.is_count:
        yield pa.record_batch({"count": [str(prepared.count())]})
    elif prepared.bulk_refusal() is None:
        yield from prepared.bulk_csv()
    else:
        for batch in prepared.arrow():
            columns = [_as_text(column) for column in batch.columns]
            yield pa.record_batch(columns, names=batch.schema.names)


def _as_text(column: pa.Array) -> pa.Array:
    kind = column.type
    if pa.types.is_timestamp(kind):
        moments = pc.strftime(column, format="%Y-%m-%dT%H:%M:%SZ")
        text = pc.replace_substring_regex(moments, r"(\.\d{3})\d*Z$", r"\1Z")
    elif pa.types.is_time(kind):
        clock = pc.cast(column, pa.string())
        text = pc.replace_substring_regex(clock, r"(\.\d{3})\d*$", r"\1Z")
    elif pa.types.is_decimal(kind):
        text = pa.array([_exact(each) for each in column.to_pylist()], pa.string())
    elif pa.types.is_floating(kind):
        text = pa.array([_shortest(each) for each in column.to_pylist()], pa.string())
    else:
        text = pc.cast(column, pa.string())
    return pc.fill_null(text, "")


def _exact(value: Any) -> str | None:
    """Write a decimal without exponent and without the zeros that its column adds."""
    if value is None:
        return None
    number: Decimal = value
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _shortest(value: float | None) -> str | None:
    return None if value is None else _exact(Decimal(repr(value)))
