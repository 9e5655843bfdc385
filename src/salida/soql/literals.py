"""Values of a WHERE checked against the field they are compared with, as SQL.

The checks and their words are Salesforce's: a text is quoted, a date is not, an Id is one.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from salida.errors import SoqlUnsupportedError
from salida.language import _
from salida.model.ids import LONG, SHORT, check_suffix
from salida.model.storage import StorageType
from salida.soql import faults, sql
from salida.soql.strings import value_of
from salida.soql.syntax import Boolean, Literal, Moment, Null, Number, String

if TYPE_CHECKING:
    from salida.errors import SoqlError
    from salida.soql.scope import Value

_SHOWN_TYPES = {
    StorageType.BOOLEAN: "boolean",
    StorageType.INTEGER: "int",
    StorageType.DECIMAL: "double",
    StorageType.DOUBLE: "double",
    StorageType.DATE: "date",
    StorageType.DATETIME: "dateTime",
    StorageType.TIME: "time",
}
NUMBERS = frozenset({StorageType.INTEGER, StorageType.DECIMAL, StorageType.DOUBLE})
NOT_IN_ROWS = frozenset({StorageType.COMPOUND, StorageType.BLOB, StorageType.STRUCTURE})
ID_TYPES = frozenset({"id", "reference"})


def is_id(value: Value) -> bool:
    """Whether `value` holds record Ids."""
    return value.field.type in ID_TYPES


def folds_case(value: Value) -> bool:
    """Whether comparisons with `value` ignore case: text does, Ids and such fields do not."""
    return value.storage is StorageType.TEXT and not is_id(value) and not value.field.case_sensitive


def key(value: Value) -> str:
    """Return SQL for what `value` is compared and sorted by."""
    return f"lower({value.sql})" if folds_case(value) else value.sql


def is_null(literal: Literal, text: str) -> bool:
    """Whether `literal` means null; Salesforce stores no empty text, so `''` does too."""
    return isinstance(literal, Null) or (
        isinstance(literal, String) and value_of(literal, text) == ""
    )


def constant(literal: Literal, value: Value, text: str, at: int) -> str:
    """Return SQL for a literal that is neither null nor a date literal, checked against `value`.

    `at` is where the comparison starts: Salesforce blames its field, not the value.

    Raises:
        SoqlError: `INVALID_FIELD` when the type does not fit, and `INVALID_QUERY_FILTER_OPERATOR`
            for a text that is no Id.
    """
    storage = value.storage
    if isinstance(literal, String) and storage is StorageType.TEXT:
        return _string(literal, value, text, at)
    if isinstance(literal, Number) and storage in NUMBERS:
        return _number(literal, storage, text)
    if isinstance(literal, Boolean) and storage is StorageType.BOOLEAN:
        return "TRUE" if literal.value else "FALSE"
    if isinstance(literal, Moment) and _SHOWN_TYPES.get(storage, "").lower() == literal.kind:
        return _moment(literal, text)
    raise misfit(value, text, at)


def misfit(value: Value, text: str, at: int) -> SoqlError:
    """Return the error for a literal of the wrong type."""
    shown = _SHOWN_TYPES.get(value.storage)
    needs = f"{shown} and should not" if shown else "string and should"
    return faults.fault(
        text,
        at,
        f"value of filter criterion for field '{value.field.name}' must be of type {needs} "
        "be enclosed in quotes",
        code="INVALID_FIELD",
    )


def _string(literal: String, value: Value, text: str, at: int) -> str:
    decoded = value_of(literal, text)
    if is_id(value):
        return sql.text(_full_id(decoded, text, at))
    quoted = sql.text(decoded)
    return f"lower({quoted})" if folds_case(value) else quoted


def _full_id(written: str, text: str, at: int) -> str:
    """Return an Id with its 18 characters; a suffix tells the case of the first 15."""
    plain = written.isascii() and written.isalnum()
    if plain and len(written) == SHORT:
        return written + check_suffix(written)
    if plain and len(written) == LONG:
        return _restored(written)
    raise faults.fault(
        text,
        at,
        f"invalid ID field: {written}",
        code="INVALID_QUERY_FILTER_OPERATOR",
    )


_SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def _restored(written: str) -> str:
    """Return an 18-character Id in the case that its suffix states, whatever case it came in."""
    upper = [
        bool(_SUFFIX.find(check.upper()) >> position & 1)
        for check in written[SHORT:]
        for position in range(5)
    ]
    letters = [
        char.upper() if raised else char.lower()
        for char, raised in zip(written[:SHORT], upper, strict=True)
    ]
    restored = "".join(letters)
    return restored + check_suffix(restored)


def _number(literal: Number, storage: StorageType, text: str) -> str:
    if literal.currency is not None:
        raise SoqlUnsupportedError(
            _(
                "An archive converts no currencies, so it cannot compare with `{amount}`",
                amount=f"{literal.currency}{literal.text}",
            ),
            hint=_("Compare CurrencyIsoCode and the plain number"),
        )
    if storage is StorageType.DOUBLE:
        return sql.double(float(literal.text))
    try:
        number = Decimal(literal.text)
    except InvalidOperation:
        raise faults.fault(
            text, literal.at, f"numeric value out of range: {literal.text[:40]}"
        ) from None
    return sql.decimal(number) if sql.fits_decimal(number) else sql.double(float(literal.text))


def _moment(literal: Moment, text: str) -> str:
    try:
        if literal.kind == "date":
            return f"DATE '{date.fromisoformat(literal.text).isoformat()}'"
        if literal.kind == "time":
            return f"TIME '{time.fromisoformat(literal.text.upper().rstrip('Z')).isoformat()}'"
        return timestamp(datetime.fromisoformat(literal.text.upper()).astimezone(UTC))
    except (ValueError, OverflowError):
        raise faults.fault(text, literal.at, f"Invalid {literal.kind}: {literal.text}") from None


def timestamp(moment: datetime) -> str:
    """Return a moment in UTC as a SQL timestamp with time zone."""
    return f"TIMESTAMPTZ '{moment.strftime('%Y-%m-%d %H:%M:%S.%f').zfill(26)}+00'"
