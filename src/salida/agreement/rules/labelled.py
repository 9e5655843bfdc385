"""Labels with their values, read: what a pair says for the term that its label names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.agreement.rules.dates import find_dates
from salida.agreement.rules.found import Found
from salida.agreement.rules.stated_terms import end_after, end_computed
from salida.agreement.rules.values import read_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.agreement.rules.conventions import Conventions
    from salida.agreement.rules.pairs import Pair


def read_pair(pair: Pair, conventions: Conventions) -> Iterator[Found]:
    """Yield the value of a pair, sure only when all of it was seen."""
    label = pair.label
    value = read_value(label.term, pair.text, conventions, label.tail)
    if value is not None:
        sure = value.sure and pair.whole
        yield Found(label.term, value.value, sure, pair.page, pair.quote, value.findings)


def read_range(pair: Pair, conventions: Conventions) -> Iterator[Found]:
    """Yield the dates of "Term: 1 October 2025 to 30 September 2026", or of a start and a length."""
    dates = find_dates(pair.text, conventions.date_order)
    if len(dates) == 2:  # noqa: PLR2004 - a range has two ends
        for name, each in zip(("start_date", "end_date"), dates, strict=True):
            yield Found(name, each.value, each.other is None, pair.page, pair.quote)
    elif len(dates) == 1 and dates[0].other is None:
        months = read_value("renewal_term_months", pair.text, conventions)
        yield Found("start_date", dates[0].value, True, pair.page, pair.quote)
        if months is not None and months.value:
            end = end_after(dates[0].value, months.value)
            yield Found("end_date", end, False, pair.page, pair.quote, (end_computed(end),))


def read_effective(pair: Pair, conventions: Conventions) -> Iterator[Found]:
    """Yield a start: an order form's effective date is that or its signature, so never sure."""
    value = read_value("start_date", pair.text, conventions)
    if value is not None:
        yield Found("start_date", value.value, False, pair.page, pair.quote, value.findings)
