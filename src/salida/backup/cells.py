"""Text of cells into typed columns, whole columns at a time.

Bulk CSV and REST JSON both arrive as text and pass through here, so that one value is
stored in one way whatever brought it. Nothing is forced into a type: a text that is not
exactly representable becomes null in its column and is returned as rejected, and the
archive keeps it word for word in `_verbatim`.

Casting strings costs about 5 % of a page compared with letting the CSV reader convert.
It is needed: that reader trims blanks, and (as the cast does, Arrow 26) lets a number of
39 digits and more overflow into another decimal128(38, 18) without an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from salida.model.storage import DECIMAL_PRECISION, DECIMAL_SCALE, StorageType

if TYPE_CHECKING:
    from collections.abc import Callable

_ARROW = {
    StorageType.BOOLEAN: pa.bool_(),
    StorageType.INTEGER: pa.int64(),
    StorageType.DECIMAL: pa.decimal128(DECIMAL_PRECISION, DECIMAL_SCALE),
    StorageType.DOUBLE: pa.float64(),
    StorageType.DATE: pa.date32(),
    StorageType.DATETIME: pa.timestamp("us", "UTC"),
    StorageType.TIME: pa.time64("us"),
}
# Values of Arrow's own: it looks for numpy anew whenever it is given one of Python's.
_BOOLEANS = pa.array(["false", "true"])
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
_ZERO = re.compile(r"[+-]?0+(\.0+)?")
_TIME = re.compile(r"\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z?")
_SURE_DIGITS = pa.scalar(17)
"""A number of at most 17 characters has at most 15 digits, sign and point aside or an exponent
counted in: a double keeps any 15 digits (IEEE 754)."""

_LEAST_TOO_LARGE = 10.0 ** (DECIMAL_PRECISION - DECIMAL_SCALE)
"""The first number with more digits before the point than a decimal of the archive has."""

_LEAST_NOT_ZERO = pa.scalar(10.0**-DECIMAL_SCALE)
"""The least decimal of the archive above zero."""

_TINY = pa.scalar(1e-290)
"""Below this a double may have lost digits to the range and not to the length."""


@dataclass(frozen=True, slots=True)
class Cells:
    """One column of a batch."""

    values: Any
    """Arrow values of the field's type, null where the text is empty or does not fit."""

    rejected: Any | None = None
    """pa.Array of strings: the text where it does not fit, null elsewhere. `None`: all fit."""


def typed_cells(text: Any, storage: StorageType) -> Cells:
    """Convert a column of strings (null = no value) to the Arrow type of `storage`."""
    if storage is StorageType.TEXT:
        return Cells(text)
    if isinstance(text, pa.ChunkedArray):
        text = text.combine_chunks()
    if text.null_count == len(text):
        return Cells(pa.nulls(len(text), _ARROW[storage]))
    try:
        values = _CONVERTERS[storage](text)
    except pa.ArrowInvalid:
        return _one_by_one(text, storage)
    if values.null_count != text.null_count:
        return _one_by_one(text, storage)
    return Cells(values)


def _to_boolean(text: Any) -> Any:
    # A cast would also take `1` and `TRUE`. A word's place in the list is its value.
    return pc.index_in(text, _BOOLEANS).cast(pa.bool_())


def _to_decimal(text: Any) -> Any:
    size = pc.abs(text.cast(pa.float64()))
    ends = pc.min_max(size)
    if ends["max"].as_py() >= _LEAST_TOO_LARGE:
        raise pa.ArrowInvalid("a decimal would overflow")
    if ends["min"].as_py() < _LEAST_NOT_ZERO.as_py():
        tiny = text.filter(pc.less(size, _LEAST_NOT_ZERO))
        if not all(_ZERO.fullmatch(each) for each in pc.unique(tiny).to_pylist()):
            raise pa.ArrowInvalid("a decimal would vanish")
    return text.cast(_ARROW[StorageType.DECIMAL])


def _to_double(text: Any) -> Any:
    values = text.cast(pa.float64())
    if not pc.all(pc.is_finite(values)).as_py():
        raise pa.ArrowInvalid("a double would overflow")
    long = pc.greater(pc.binary_length(text), _SURE_DIGITS)
    doubtful = pc.or_(long, pc.less(pc.abs(values), _TINY))
    texts = text.filter(doubtful)
    if len(texts):
        # Most doubles print as they were written; only the others need a closer look.
        printed = values.filter(doubtful).cast(pa.string())
        others = pc.unique(texts.filter(pc.not_equal(printed, texts))).to_pylist()
        if not all(_is_exact_double(each) for each in others):
            raise pa.ArrowInvalid("a double would lose digits")
    return values


def _is_exact_double(text: str) -> bool:
    try:
        number = float(text)
        return isfinite(number) and Decimal(repr(number)) == Decimal(text)
    except (ValueError, InvalidOperation):
        return False


def _to_time(text: Any) -> Any:
    # There is no cast from text to time; an instant of 1 January 1970 has the same digits.
    if not pc.all(pc.match_substring_regex(text, rf"^{_TIME.pattern}$")).as_py():
        raise pa.ArrowInvalid("not a time")
    bare = pc.utf8_rtrim(text, characters="Z")
    instants = pc.binary_join_element_wise("1970-01-01T", bare, "")
    return instants.cast(pa.timestamp("us")).cast(pa.time64("us"))


def _cast_to(storage: StorageType) -> Callable[[Any], Any]:
    arrow_type = _ARROW[storage]
    return lambda text: text.cast(arrow_type)


_CONVERTERS: dict[StorageType, Callable[[Any], Any]] = {
    StorageType.BOOLEAN: _to_boolean,
    StorageType.INTEGER: _cast_to(StorageType.INTEGER),
    StorageType.DECIMAL: _to_decimal,
    StorageType.DOUBLE: _to_double,
    StorageType.DATE: _cast_to(StorageType.DATE),
    StorageType.DATETIME: _cast_to(StorageType.DATETIME),
    StorageType.TIME: _to_time,
}


def _one_by_one(text: Any, storage: StorageType) -> Cells:
    """Convert distinct texts singly: the column holds at least one that does not fit."""
    encoded = text.dictionary_encode()
    values = pa.concat_arrays([_single(each, storage) for each in encoded.dictionary])
    column = values.take(encoded.indices)
    refused = pc.and_(pc.is_null(column), pc.is_valid(text))
    if not pc.any(refused).as_py():
        return Cells(column)
    return Cells(column, pc.if_else(refused, text, pa.scalar(None, pa.string())))


def _single(text: Any, storage: StorageType) -> Any:
    """Return an array of one value, null if `text` does not fit."""
    try:
        return _CONVERTERS[storage](pa.array([text.as_py()], pa.string()))
    except pa.ArrowInvalid:
        number = _number(text.as_py()) if storage in _EXACT else None
        return _exact(number, storage)


_EXACT = {StorageType.INTEGER, StorageType.DECIMAL}


def _exact(number: Decimal | None, storage: StorageType) -> Any:
    """Read `12.0` and `9.0E7` as integers, for Java prints doubles so; and the largest decimals."""
    value: object = number
    if number is not None and storage is StorageType.INTEGER:
        whole = abs(number) < 2**63 and number == int(number)
        value = int(number) if whole else None
    try:
        array = pa.array([value], _ARROW[storage])
    except pa.ArrowInvalid:
        return pa.nulls(1, _ARROW[storage])
    # Arrow rounds a Decimal that is too small for the scale, without a word.
    return array if array[0].as_py() == value else pa.nulls(1, _ARROW[storage])


def _number(text: str) -> Decimal | None:
    return Decimal(text) if _NUMBER.fullmatch(text) else None
