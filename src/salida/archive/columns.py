"""Which column a field becomes: its Arrow type, its SQL type, how it is encoded.

The storage type itself is decided in `salida.model.storage`; this is its only Arrow spelling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from salida.model.storage import (
    DECIMAL_PRECISION,
    DECIMAL_SCALE,
    StorageType,
    row_fields,
    storage_type,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salida.model.describe import Field, SObject

VERBATIM = "_verbatim"
"""The extra column that keeps, word for word, the values that do not fit their own column.

A map from field name to text. Salesforce names start with a letter, so it clashes with none.
"""

VERBATIM_TYPE: pa.DataType = pa.map_(pa.string(), pa.string())
VERBATIM_SQL = "MAP(VARCHAR, VARCHAR)"

_ARROW: dict[StorageType, pa.DataType] = {
    StorageType.TEXT: pa.string(),
    StorageType.BOOLEAN: pa.bool_(),
    StorageType.INTEGER: pa.int64(),
    StorageType.DECIMAL: pa.decimal128(DECIMAL_PRECISION, DECIMAL_SCALE),
    StorageType.DOUBLE: pa.float64(),
    StorageType.DATE: pa.date32(),
    # Microseconds in UTC: the one unit that Spark, Iceberg and DuckDB all read as an instant.
    StorageType.DATETIME: pa.timestamp("us", tz="UTC"),
    StorageType.TIME: pa.time64("us"),
}

_SQL = {
    StorageType.TEXT: "VARCHAR",
    StorageType.BOOLEAN: "BOOLEAN",
    StorageType.INTEGER: "BIGINT",
    StorageType.DECIMAL: f"DECIMAL({DECIMAL_PRECISION},{DECIMAL_SCALE})",
    StorageType.DOUBLE: "DOUBLE",
    StorageType.DATE: "DATE",
    StorageType.DATETIME: "TIMESTAMP WITH TIME ZONE",
    StorageType.TIME: "TIME",
}

# A dictionary pays where few values repeat; elsewhere it costs a quarter of the encoding time.
_REPEATING = frozenset({"boolean", "combobox", "multipicklist", "picklist", "reference"})

BLOB_INDEX_SCHEMA: pa.Schema = pa.schema(
    [
        ("sobject", pa.string()),
        ("record_id", pa.string()),
        ("field", pa.string()),
        ("sha256", pa.string()),
        ("md5", pa.string()),
        ("bytes", pa.int64()),
    ]
)
"""One row per file that a record holds; the bytes are `blobs/<first two digits>/<sha256>`."""

BLOB_INDEX_SQL = {
    "sobject": "VARCHAR",
    "record_id": "VARCHAR",
    "field": "VARCHAR",
    "sha256": "VARCHAR",
    "md5": "VARCHAR",
    "bytes": "BIGINT",
}


def arrow_type(field: Field) -> pa.DataType:
    """Return the Arrow type of the column of `field`.

    Raises:
        ValueError: if the field is no column of a row: a blob, a compound or a structure.
    """
    return _ARROW[_in_row(field)]


def sql_type(field: Field) -> str:
    """Return the DuckDB type of the column of `field`; raises as `arrow_type` does."""
    return _SQL[_in_row(field)]


def arrow_schema(
    sobject: SObject, *, verbatim: bool = False, fields: Sequence[Field] | None = None
) -> pa.Schema:
    """Return the schema of a part of `sobject`, in the order of the describe.

    Args:
        sobject: Whose rows the part holds.
        verbatim: Whether the part has the column `_verbatim`.
        fields: The fields that the part has, when not all; their order is kept.
    """
    chosen = row_fields(sobject) if fields is None else fields
    columns = [pa.field(each.name, arrow_type(each)) for each in chosen]
    if verbatim:
        columns.append(pa.field(VERBATIM, VERBATIM_TYPE))
    return pa.schema(columns)


def sql_columns(sobject: SObject) -> dict[str, str]:
    """Return every column that a query may ask of `sobject`, with its DuckDB type."""
    columns = {each.name: sql_type(each) for each in row_fields(sobject)}
    return {**columns, VERBATIM: VERBATIM_SQL}


def repeating_columns(sobject: SObject) -> tuple[str, ...]:
    """Return the columns that are worth a dictionary, in the order of the describe."""
    return tuple(each.name for each in row_fields(sobject) if each.type in _REPEATING)


def _in_row(field: Field) -> StorageType:
    storage = storage_type(field)
    if storage not in _ARROW:
        message = f"{field.name} ({storage.value}) is no column of a row"
        raise ValueError(message)
    return storage
