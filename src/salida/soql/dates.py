"""What `TODAY`, `LAST_N_WEEKS:3` and the other date literals mean at a given moment.

Every literal is a range of whole days in the user's calendar: its first day, and the first day
after it. Source: SOQL and SOSL Reference, "Date Formats and Date Literals".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable

SUNDAY = 6
"""As `date.weekday()` counts."""

_LAST_YEAR = 9999


@dataclass(frozen=True, slots=True)
class Calendar:
    """The moment of a query and the habits of the user and the org that asked."""

    now: datetime
    """With a time zone, whichever."""

    time_zone: str = "UTC"
    first_weekday: int = SUNDAY
    """The first day of a week as `date.weekday()` counts; Salesforce takes it from the locale."""

    fiscal_month: int = 1
    """`Organization.FiscalYearStartMonth`."""

    fiscal_year_named_by_start: bool = False
    """`Organization.UsesStartDateAsFiscalYearName`."""

    @property
    def today(self) -> date:
        """The user's date now."""
        return self.now.astimezone(ZoneInfo(self.time_zone)).date()

    def midnight(self, day: date) -> datetime:
        """Return the moment at which the user's `day` begins, in UTC."""
        zone = ZoneInfo(self.time_zone)
        return datetime.combine(day, time(), zone).astimezone(ZoneInfo("UTC"))


Range = tuple[date, date]


def date_range(name: str, number: int | None, calendar: Calendar) -> Range:
    """Return the first day of a date literal and the first day after it.

    Raises:
        OverflowError: if the range leaves the calendar (years 1 to 9999).
    """
    if number is None:
        return _PLAIN[name](calendar)
    unit, direction = NUMBERED_LITERALS[name]
    return _numbered(unit, direction, number, calendar)


def _numbered(unit: str, direction: str, number: int, calendar: Calendar) -> Range:
    if unit == "DAY":
        today = calendar.today
        if direction == "LAST":  # today counts: LAST_N_DAYS:1 is yesterday and today
            return _days(today, -number), _days(today, 1)
        if direction == "NEXT":  # begins tomorrow
            return _days(today, 1), _days(today, number + 1)
        return _days(today, -number), _days(today, 1 - number)
    start = _start(unit, calendar)
    if direction == "LAST":
        return _shift(unit, start, -number), start
    if direction == "NEXT":
        return _shift(unit, start, 1), _shift(unit, start, number + 1)
    return _shift(unit, start, -number), _shift(unit, start, 1 - number)


def _start(unit: str, calendar: Calendar) -> date:
    """Return the first day of the running week, month, quarter or year."""
    today = calendar.today
    if unit == "WEEK":
        return today - timedelta(days=(today.weekday() - calendar.first_weekday) % 7)
    if unit == "MONTH":
        return today.replace(day=1)
    first_month = calendar.fiscal_month if unit.startswith("FISCAL") else 1
    months = 3 if unit.endswith("QUARTER") else 12
    return _months(today.replace(day=1), -((today.month - first_month) % months))


_MONTHS = {"MONTH": 1, "QUARTER": 3, "YEAR": 12, "FISCAL_QUARTER": 3, "FISCAL_YEAR": 12}


def _shift(unit: str, start: date, count: int) -> date:
    if unit == "WEEK":
        return _days(start, 7 * count)
    return _months(start, _MONTHS[unit] * count)


def _days(day: date, count: int) -> date:
    return day + timedelta(days=count)


def _months(first_of_month: date, count: int) -> date:
    years, month = divmod(first_of_month.month - 1 + count, 12)
    year = first_of_month.year + years
    if not 1 <= year <= _LAST_YEAR:
        message = f"the year {year} is outside the calendar"
        raise OverflowError(message)
    return date(year, month + 1, 1)


def _relative(unit: str, shift: int) -> Callable[[Calendar], Range]:
    def between(calendar: Calendar) -> Range:
        if unit == "DAY":
            return _days(calendar.today, shift), _days(calendar.today, shift + 1)
        start = _start(unit, calendar)
        return _shift(unit, start, shift), _shift(unit, start, shift + 1)

    return between


_UNITS = ("WEEK", "MONTH", "QUARTER", "YEAR", "FISCAL_QUARTER", "FISCAL_YEAR")
_PLAIN: dict[str, Callable[[Calendar], Range]] = {
    "YESTERDAY": _relative("DAY", -1),
    "TODAY": _relative("DAY", 0),
    "TOMORROW": _relative("DAY", 1),
    "LAST_90_DAYS": lambda calendar: _numbered("DAY", "LAST", 90, calendar),
    "NEXT_90_DAYS": lambda calendar: _numbered("DAY", "NEXT", 90, calendar),
    **{
        f"{word}_{unit}": _relative(unit, shift)
        for unit in _UNITS
        for word, shift in (("LAST", -1), ("THIS", 0), ("NEXT", 1))
    },
}
DATE_LITERALS = frozenset(_PLAIN)
"""The literals without a number."""

NUMBERED_LITERALS = {
    **{f"LAST_N_{unit}S": (unit, "LAST") for unit in ("DAY", *_UNITS)},
    **{f"NEXT_N_{unit}S": (unit, "NEXT") for unit in ("DAY", *_UNITS)},
    **{f"N_{unit}S_AGO": (unit, "AGO") for unit in ("DAY", *_UNITS)},
}
"""The literals that take a number: name to unit and direction."""
