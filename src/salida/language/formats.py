"""Numbers, sizes and times as the reader's country writes them."""

from __future__ import annotations

from datetime import UTC
from decimal import Context, localcontext
from typing import TYPE_CHECKING

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal

from salida.language.catalogue import current_language

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

_UNITS = ("B", "kB", "MB", "GB", "TB", "PB")
_STEP = 1000
_MINUTE = 60
_HOUR = 3600


def show_number(value: float | Decimal) -> str:
    """Return `value` with the reader's group and decimal marks."""
    return str(format_decimal(value, locale=current_language()))


def show_decimal(value: Decimal) -> str:
    """Return `value` with every digit that it has: `12.5`, `0.0001`, `1,234.50`."""
    with localcontext(_room_for(value)):
        return format_decimal(value, locale=current_language(), decimal_quantization=False)


def show_money(amount: Decimal, currency: str) -> str:
    """Return an amount with its currency: `1.234,50 €`, `€1,234.50`.

    Digits beyond the currency's smallest unit are shown when they are there.
    """
    with localcontext(_room_for(amount)):
        return format_currency(
            amount, currency, locale=current_language(), decimal_quantization=False
        )


def _room_for(value: Decimal) -> Context:
    """Return a context with room for every digit of `value`: Babel quantizes in the one in force.

    Twice the magnitude, because Babel writes `1E+30` with thirty zeros on either side first.
    """
    return Context(prec=28 + len(value.as_tuple().digits) + 2 * abs(value.adjusted()))


def show_date(day: date, *, long: bool = False) -> str:
    """Return a day with its month in letters, so that nobody swaps day and month."""
    return format_date(day, "long" if long else "medium", locale=current_language())


def show_bytes(size: int) -> str:
    """Return a size in bytes as the largest decimal unit that fits: `1.6 GB`."""
    amount = float(size)
    unit = 0
    # Rounded first: 999,999 bytes are `1.0 MB`, not `1,000.0 kB`.
    while round(amount, 1 if unit else 0) >= _STEP and unit < len(_UNITS) - 1:
        amount /= _STEP
        unit += 1
    pattern = "#,##0.0" if unit else "0"
    return f"{format_decimal(amount, format=pattern, locale=current_language())} {_UNITS[unit]}"


def show_datetime(moment: datetime) -> str:
    """Return a moment as the reader's country writes it, in UTC and saying so."""
    return f"{format_datetime(moment, 'medium', tzinfo=UTC, locale=current_language())} UTC"


def show_duration(seconds: float) -> str:
    """Return a time span in one or two units: `1 h 05 min`, `42 s`."""
    whole = int(seconds + 0.5)
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < _HOUR:
        return f"{whole // _MINUTE} min {whole % _MINUTE:02d} s"
    return f"{whole // _HOUR} h {whole % _HOUR // _MINUTE:02d} min"
