"""What a subscription line costs over a span of days. Exact, never a float.

The convention is named wherever an amount is shown: whole months first, counted from
the term's first day; a broken month by its days over the days of that month. A full
term is then exactly its months, and its parts add up to it.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from salida.agreement.data_act import add_months
from salida.language import Text, _
from salida.model.agreement import PricePeriod

if TYPE_CHECKING:
    from salida.model.money import Money

CONVENTION: Text = _("whole months, then days over the days of the broken month")
MONTHS_IN_YEAR = 12
_ONE_DAY = timedelta(days=1)


def months_between(start: date, end: date, anchor: date | None = None) -> Decimal:
    """Return the months from `start` to `end`, both included, with broken months as parts.

    Months are counted on the grid of `anchor`, the first day of the term, so that the
    parts of a term add up to the whole; without it, `start` is the anchor. Zero when
    the span is empty.
    """
    after = end + _ONE_DAY
    if after <= start:
        return Decimal(0)
    origin = start if anchor is None else anchor
    return _position(origin, after) - _position(origin, start)


def _position(origin: date, day: date) -> Decimal:
    """Return how many months after `origin` the day `day` begins."""
    whole = (day.year - origin.year) * MONTHS_IN_YEAR + day.month - origin.month
    if add_months(origin, whole) > day:
        whole -= 1
    begun = add_months(origin, whole)
    length = (add_months(origin, whole + 1) - begun).days
    return Decimal(whole) + Decimal((day - begun).days) / Decimal(length)


def fee(
    unit_price: Money,
    period: PricePeriod,
    quantity: Decimal,
    span: tuple[date, date],
    term: tuple[date, date],
) -> Money:
    """Return the fee of `quantity` units for `span`, rounded to the currency's smallest unit.

    `term` is the whole term of the line; a price for the term is spread over its months.
    """
    months = months_between(*span, anchor=term[0])
    per_month = {
        PricePeriod.MONTH: Decimal(1),
        PricePeriod.YEAR: Decimal(1) / MONTHS_IN_YEAR,
    }.get(period)
    if per_month is None:
        whole = months_between(*term)
        share = months / whole if whole else Decimal(0)
        return (unit_price * quantity * share).rounded()
    return (unit_price * quantity * months * per_month).rounded()
