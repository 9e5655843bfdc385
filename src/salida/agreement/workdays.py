"""Working days by the public holidays of a country and its region."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

from salida.errors import UsageError
from salida.language import _

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HolidayCalendar:
    """The public holidays that hold where the notice is sent and received.

    `country` is ISO 3166-1 alpha-2; `region` is the library's subdivision, such as
    `MD` for Madrid. Local town holidays are not known, hence one more day of margin
    is never wrong.
    """

    country: str = "ES"
    region: str | None = None

    def is_working_day(self, day: date) -> bool:
        """Whether an office is open on `day`."""
        return day.weekday() < _SATURDAY and day not in _holidays(
            self.country, self.region, day.year
        )

    def on_or_before(self, day: date) -> date:
        """Return the last working day that is not after `day`."""
        while not self.is_working_day(day):
            day -= _ONE_DAY
        return day

    def before(self, day: date, working_days: int) -> date:
        """Return the working day that lies `working_days` of them before `day`."""
        day = self.on_or_before(day)
        for _step in range(working_days):
            day = self.on_or_before(day - _ONE_DAY)
        return day


def holiday_calendar(country: str, region: str | None = None) -> HolidayCalendar:
    """Return a calendar for a country and region that are known.

    Raises:
        UsageError: if no holidays are known for them.
    """
    try:
        _holidays(country, region, date.min.year + 2000)
    except NotImplementedError as error:
        raise UsageError(
            _("No public holidays are known for `{place}`", place=_place(country, region)),
            hint=_("Use an ISO country code such as ES and a region such as MD, CT or AN"),
        ) from error
    return HolidayCalendar(country, region)


@cache
def _holidays(country: str, region: str | None, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, subdiv=region, years=year))


def _place(country: str, region: str | None) -> str:
    return f"{country}-{region}" if region else country
