"""How a field's values are stored, decided from its describe alone.

The archive, the backup, the query engine and the practice org all ask here, so that
one field has one type everywhere. Values are never forced into the type: one that
does not fit is kept word for word beside it (`docs/reference/archive-format.md`).
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salida.model.describe import Field, SObject

DECIMAL_PRECISION = 38
DECIMAL_SCALE = 18
"""DECIMAL(38,18) holds every number that Salesforce can declare (18 digits on either side)."""

_DOUBLE_DIGITS = 15
"""A double keeps any 15 significant digits; more need a decimal."""


class StorageType(Enum):
    """The column types of an archive."""

    TEXT = "text"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    """64 bits, signed."""

    DECIMAL = "decimal"
    """DECIMAL(38,18)."""

    DOUBLE = "double"
    DATE = "date"
    DATETIME = "datetime"
    """Microseconds, UTC."""

    TIME = "time"
    """Microseconds since midnight, no zone."""

    BLOB = "blob"
    """Bytes: kept as a file of the archive, not in the row."""

    COMPOUND = "compound"
    """An address or a location: its components are columns of their own."""

    STRUCTURE = "structure"
    """Nested values that only REST returns; kept as JSON text."""


_BY_TYPE = {
    "boolean": StorageType.BOOLEAN,
    "int": StorageType.INTEGER,
    "long": StorageType.INTEGER,
    "currency": StorageType.DECIMAL,
    "date": StorageType.DATE,
    "datetime": StorageType.DATETIME,
    "time": StorageType.TIME,
    "base64": StorageType.BLOB,
    "address": StorageType.COMPOUND,
    "location": StorageType.COMPOUND,
    "json": StorageType.STRUCTURE,
    "complexvalue": StorageType.STRUCTURE,
}
# The API names these types differently in `type` and in `soapType`; either is enough.
_BY_SOAP_TYPE = {
    "urn:address": StorageType.COMPOUND,
    "urn:location": StorageType.COMPOUND,
    "xsd:base64Binary": StorageType.BLOB,
    "urn:JunctionIdListNames": StorageType.STRUCTURE,
    "urn:RecordTypesSupported": StorageType.STRUCTURE,
    "tns:json": StorageType.STRUCTURE,
}


def storage_type(field: Field) -> StorageType:
    """Return how `field` is stored; a type nobody knows yet is text, which loses nothing."""
    by_soap = _BY_SOAP_TYPE.get(field.soap_type)
    if by_soap is not None:
        return by_soap
    if field.soap_type.startswith("urn:SearchLayout"):
        return StorageType.STRUCTURE
    if field.type in {"double", "percent"}:
        wide = field.precision > _DOUBLE_DIGITS
        return StorageType.DECIMAL if wide else StorageType.DOUBLE
    return _BY_TYPE.get(field.type, StorageType.TEXT)


_IN_ROWS = frozenset(StorageType) - {
    StorageType.BLOB,
    StorageType.COMPOUND,
    StorageType.STRUCTURE,
}


def row_fields(sobject: SObject) -> tuple[Field, ...]:
    """Return the fields that are columns of a row, in the order of the describe.

    Not dropped by `compound_field_name`: `Account.Name` carries one and is a plain field.
    """
    return tuple(each for each in sobject.fields if storage_type(each) in _IN_ROWS)


def blob_fields(sobject: SObject) -> tuple[Field, ...]:
    """Return the fields whose values are files."""
    return tuple(each for each in sobject.fields if storage_type(each) is StorageType.BLOB)
