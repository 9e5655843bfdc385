"""Dates in every usual form of English and Spanish papers.

A date of digits alone, such as 03/04/2026, has two readings when neither part exceeds
twelve; which one holds is not decided here but told by the caller as an `Order`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from salida.agreement.rules.folding import fold
from salida.agreement.rules.numerals import IN_WORDS, from_words


class Order(Enum):
    """Which part of a date of digits stands first."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date, where it stands, and its other reading if it has one."""

    value: date
    start: int
    end: int
    other: date | None = None


_CENTURY = 2000
_TWO_DIGITS = 100

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero ene",
            "february feb febrero",
            "march mar marzo",
            "april apr abril abr",
            "may mayo",
            "june jun junio",
            "july jul julio",
            "august aug agosto ago",
            "september sept sep septiembre setiembre set",
            "october oct octubre",
            "november nov noviembre",
            "december dec diciembre dic",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?P<year>\d{4}\b|'?\d{2}\b(?![\d/-]))"
_DAY = r"(?P<day>\b\d{1,2})(?:st|nd|rd|th|\.?o|er)?\b"
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "fifteenth": 15,
    "twentieth": 20, "thirtieth": 30, "thirty-first": 31, "primero": 1,
}  # fmt: skip
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?<![\d.])(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})\b(?![.-]?\d)",
        rf"{_DAY}(?:\s*\([a-z\s]+\))?(?:\s+day)?[\s.,/-]*(?:de|of|del)?[\s.,/-]*(?:mes de\s+)?{_MONTH}[\s,./-]*(?:de\s|del\s|of\s|del ano\s)?\s*{_YEAR}",
        rf"\b{_MONTH}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b\s*(?:,|de\b|del\b)?\s*(?P<year>\d{{4}})\b",
        rf"\b(?P<day>{'|'.join(_ORDINALS)}|{IN_WORDS})\s+(?:day\s+)?(?:de|of)\s+{_MONTH},?\s*(?:de|del|of)?\s*(?P<year>\d{{4}}\b|dos mil {IN_WORDS})",
    )
)
_DIGITS = re.compile(
    r"(?<![\d./-])(?P<first>\d{1,2})([/.-])(?P<second>\d{1,2})\2(?P<year>\d{4}|\d{2})\b(?![/-]?\d)"
)


def find_dates(text: str, order: Order | None = None) -> list[DateFound]:
    """Return the dates of `text` in order; one of two readings is the earlier one.

    The earlier one, because a notice that is early harms nobody.
    """
    folded = fold(text)
    found: list[DateFound] = []
    for form in _FORMS:
        for match in form.finditer(folded):
            value = _named(match)
            if value is not None and not _taken(found, match):
                found.append(DateFound(value, match.start(), match.end()))
    for match in _DIGITS.finditer(folded):
        if not _taken(found, match):
            found += _of_digits(match, order)
    return sorted(found, key=lambda each: each.start)


def orders_seen(text: str) -> set[Order]:
    """Return the orders that the dates of `text` can only be written in."""
    seen = set()
    for match in _DIGITS.finditer(fold(text)):
        first, second, year = (int(match[each]) for each in ("first", "second", "year"))
        readings = _day(year, second, first), _day(year, first, second)
        if readings[0] and not readings[1]:
            seen.add(Order.DAY_FIRST)
        elif readings[1] and not readings[0]:
            seen.add(Order.MONTH_FIRST)
    return seen


def _taken(found: list[DateFound], match: re.Match[str]) -> bool:
    return any(each.start < match.end() and match.start() < each.end for each in found)


def _named(match: re.Match[str]) -> date | None:
    month, day, year = match["month"], match["day"], match["year"].lstrip("'")
    day_number = int(day) if day.isdigit() else _ORDINALS.get(day) or from_words(day)
    year_number = int(year) if year.isdigit() else from_words(year)
    if day_number is None or year_number is None:
        return None
    return _day(year_number, int(month) if month.isdigit() else _MONTHS[month], day_number)


def _of_digits(match: re.Match[str], order: Order | None) -> list[DateFound]:
    first, second, year = (int(match[each]) for each in ("first", "second", "year"))
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if order is Order.DAY_FIRST and day_first:
        month_first = None
    elif order is Order.MONTH_FIRST and month_first:
        day_first = None
    readings = sorted({each for each in (day_first, month_first) if each})
    if not readings:
        return []
    other = readings[1] if len(readings) > 1 else None
    return [DateFound(readings[0], match.start(), match.end(), other)]


def _day(year: int, month: int, day: int) -> date | None:
    """Return the day, or `None` when the calendar has no such day; `26` is 2026."""
    try:
        return date(year + _CENTURY if year < _TWO_DIGITS else year, month, day)
    except ValueError:
        return None
