"""The clock of a case: its day, its holidays and all its dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salida.agreement.clock import ClockSettings, key_dates, today_there
from salida.agreement.workdays import HolidayCalendar, holiday_calendar
from salida.case.settings import Clock

if TYPE_CHECKING:
    from datetime import date, datetime

    from salida.case.folder import Case
    from salida.model.agreement import Agreement
    from salida.model.keydate import KeyDate

TIME_ZONE = "Europe/Madrid"
"""Where days begin when neither a paper nor `case.toml` says it. A day ends here before it ends
in Dublin or San Francisco, so that no deadline of theirs is shown a day late."""

HOLIDAYS = "ES"


@dataclass(frozen=True, slots=True)
class CaseClock:
    """The day it is, and every date of the agreement."""

    today: date
    zone: str
    """An IANA name."""

    calendar: HolidayCalendar
    dates: tuple[KeyDate, ...]


def case_clock(
    case: Case, agreement: Agreement, *, now: datetime, region: str | None = None
) -> CaseClock:
    """Return the clock of a case; `region` takes the place of its own holidays.

    Raises:
        UsageError: if the time zone or the region is unknown.
    """
    settings = case.settings.clock or Clock()
    zone = settings.time_zone or TIME_ZONE
    if agreement.time_zone is not None:
        zone = agreement.time_zone.value
    today = today_there(now, zone)
    country, _dash, part = (region or settings.holidays or HOLIDAYS).upper().partition("-")
    calendar = holiday_calendar(country, part or None)
    chosen = ClockSettings(calendar=calendar, data_act=settings.data_act is not False)
    return CaseClock(today, zone, calendar, key_dates(agreement, today=today, settings=chosen))
