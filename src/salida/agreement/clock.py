"""Every date of an exit, computed from the agreement and today. Pure.

A term includes its last day, so the org locks on the day after it. A deadline is the
last day that is still in time, in the agreement's own time zone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from salida.agreement.data_act import data_act_dates
from salida.agreement.notice_dates import Delivery, notice_dates
from salida.agreement.periods import periods
from salida.agreement.term_dates import term_dates
from salida.agreement.workdays import HolidayCalendar
from salida.errors import UsageError
from salida.language import _
from salida.model.keydate import KeyDateKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from salida.model.agreement import Agreement
    from salida.model.keydate import KeyDate


@dataclass(frozen=True, slots=True)
class ClockSettings:
    """What the company chooses about its clock."""

    calendar: HolidayCalendar = field(default_factory=HolidayCalendar)
    email_margin: int = 1
    """Working days that an e-mail is sent before the deadline, so that it can be repeated."""

    post_margin: int = 5
    """Working days that registered post needs to arrive and be proven."""

    data_act: bool = True
    """Whether the company is in the European Union."""


def key_dates(
    agreement: Agreement, *, today: date, settings: ClockSettings | None = None
) -> tuple[KeyDate, ...]:
    """Return every date of this exit, earliest first.

    An order form without an end date has no dates; `agreement.checks` reports it. Nothing
    is guessed in its place.
    """
    chosen = settings or ClockSettings()
    delivery = Delivery(chosen.calendar, chosen.email_margin, chosen.post_margin)
    found: list[KeyDate] = []
    for period in periods(agreement):
        found += notice_dates(period, delivery)
        found += term_dates(period)
    if chosen.data_act:
        found += data_act_dates(agreement, today)
    return tuple(sorted(found, key=lambda each: (each.day, each.order or "", each.code)))


def missed(dates: Iterable[KeyDate], today: date) -> tuple[KeyDate, ...]:
    """Return the deadlines that have passed, oldest first."""
    return tuple(each for each in dates if each.kind is KeyDateKind.DEADLINE and each.day < today)


def today_there(now: datetime, time_zone: str) -> date:
    """Return the calendar day at `now` in the agreement's time zone.

    Raises:
        UsageError: if `time_zone` is no IANA name.
    """
    try:
        zone = ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UsageError(
            _("Unknown time zone: `{zone}`", zone=time_zone),
            hint=_("Write an IANA name, such as Europe/Madrid"),
        ) from error
    return (
        now.astimezone(zone).date()
        if now.tzinfo
        else now.replace(tzinfo=UTC).astimezone(zone).date()
    )
