"""One foreign value as the archive stores it, or word for word when it does not fit."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from salida.model.storage import DECIMAL_PRECISION, DECIMAL_SCALE, StorageType

if TYPE_CHECKING:
    from collections.abc import Callable

Cell = str | bool | int | float | Decimal | date | datetime | time | None

_LONGEST_INTEGER = 2**63
_TRUE = frozenset({"true", "1"})
_FALSE = frozenset({"false", "0"})
# Salesforce writes `+0000`, which `datetime.fromisoformat` takes, and times with a bare `Z`.
_TIME = re.compile(r"(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?Z?$")


def cell(value: object, storage: StorageType) -> tuple[Cell, str | None]:
    """Return `value` as its column takes it, and its text when the column cannot.

    Strings are read as Salesforce's APIs write them. An empty string is null, as in
    Salesforce. Exactly one of the two is set, unless the value is null.
    """
    if value is None or value == "":
        return None, None
    try:
        read = _READERS[storage](value)
    except (ValueError, InvalidOperation, OverflowError):
        read = None
    return (None, str(value)) if read is None else (read, None)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _boolean(value: object) -> bool | None:
    word = str(value).strip().lower()
    return True if word in _TRUE else False if word in _FALSE else None


def _integer(value: object) -> int | None:
    number = Decimal(str(value))
    if number != number.to_integral_value() or abs(number) >= _LONGEST_INTEGER:
        return None
    return int(number)


def _decimal(value: object) -> Decimal | None:
    number = Decimal(str(value))
    if not number.is_finite():
        return None
    fits_before = number.adjusted() < DECIMAL_PRECISION - DECIMAL_SCALE
    _sign, _digits, exponent = number.normalize().as_tuple()
    fits_after = isinstance(exponent, int) and exponent >= -DECIMAL_SCALE
    return number if fits_before and fits_after else None


def _double(value: object) -> float | None:
    if isinstance(value, bool):
        return None
    number = float(str(value))
    # A number that a double would round is not stored as one.
    return number if Decimal(repr(number)) == Decimal(str(value)) else None


def _date(value: object) -> date | None:
    if isinstance(value, datetime):
        return None
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _datetime(value: object) -> datetime | None:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _time(value: object) -> time | None:
    if isinstance(value, time):
        return value
    matched = _TIME.match(str(value))
    if matched is None:
        return None
    hours, minutes, seconds, fraction = matched.groups()
    microseconds = int((fraction or "0").ljust(6, "0"))
    return time(int(hours), int(minutes), int(seconds or 0), microseconds)


_READERS: dict[StorageType, Callable[[object], Cell]] = {
    StorageType.TEXT: _text,
    StorageType.BOOLEAN: _boolean,
    StorageType.INTEGER: _integer,
    StorageType.DECIMAL: _decimal,
    StorageType.DOUBLE: _double,
    StorageType.DATE: _date,
    StorageType.DATETIME: _datetime,
    StorageType.TIME: _time,
}
