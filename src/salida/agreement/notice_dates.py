"""When a notice must arrive, when it should be sent, and when it is too late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from salida.agreement.explain import cite, dated, days_before, days_of
from salida.agreement.sources import NOTICE, RECOMMENDED_NOTICE, WINDOW_CLOSES, WINDOW_OPENS
from salida.language import _
from salida.model.keydate import Input, KeyDate, KeyDateKind

if TYPE_CHECKING:
    from datetime import date

    from salida.agreement.periods import Period
    from salida.agreement.workdays import HolidayCalendar

_REPEAT_DAYS = 30
"""Where the notice period is long, the advised date still leaves a month for a second try."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How long before a deadline each channel must be used, in working days."""

    calendar: HolidayCalendar
    email_margin: int
    post_margin: int


def notice_dates(period: Period, delivery: Delivery) -> list[KeyDate]:
    """Return the dates of the notice; a term that just ends has only its renewal window."""
    window = _window(period)
    if not period.renews_by_itself:
        return window
    days, days_input = days_of(period.notice_days, NOTICE)
    renewal = () if period.renewal_type is None else (cite(period.renewal_type),)
    inputs = (cite(period.end), days_input, *renewal)
    deadline = days_before(period.end.value, days)
    return [
        *window,
        _deadline(period, deadline, days, inputs),
        dated(
            period,
            "point_of_no_return",
            deadline + timedelta(days=1),
            _("From this day the renewal can no longer be stopped by notice"),
            formula=_("{deadline} + 1 day", deadline=deadline),
            inputs=inputs,
        ),
        _recommended(period, days, inputs),
        *_sending(period, deadline, inputs, delivery),
    ]


def _window(period: Period) -> list[KeyDate]:
    shown = (
        ("renewal_window_opens", _("The renewal window opens"), WINDOW_OPENS),
        ("renewal_window_closes", _("The renewal window closes"), WINDOW_CLOSES),
    )
    return [
        dated(
            period,
            code,
            days_before(period.end.value, rule.days),
            title,
            formula=_("{end} - {days} days", end=period.end.value, days=rule.days),
            inputs=(cite(period.end), rule.input()),
            kind=KeyDateKind.WINDOW,
        )
        for code, title, rule in shown
    ]


def _deadline(period: Period, day: date, days: int, inputs: tuple[Input, ...]) -> KeyDate:
    return dated(
        period,
        "notice_deadline",
        day,
        _("Last day for the non-renewal notice to arrive"),
        formula=_("{end} - {days} days", end=period.end.value, days=days),
        inputs=inputs,
        kind=KeyDateKind.DEADLINE,
        if_missed=_(
            "The order form renews for another term and the fees of that term fall due. "
            "Send the notice all the same, ask the seller in writing to waive the delay, and "
            "negotiate fewer licences; have a lawyer read the clause."
        ),
    )


def _recommended(period: Period, days: int, inputs: tuple[Input, ...]) -> KeyDate:
    ahead = max(RECOMMENDED_NOTICE.days, days + _REPEAT_DAYS)
    return dated(
        period,
        "notice_recommended",
        days_before(period.end.value, ahead),
        _("Advised day to send the notice"),
        formula=_("{end} - {days} days", end=period.end.value, days=ahead),
        inputs=(*inputs, RECOMMENDED_NOTICE.input()),
        kind=KeyDateKind.RECOMMENDED,
        if_missed=_(
            "There is less time to repeat a notice that goes astray; the deadline itself stands."
        ),
    )


def _sending(
    period: Period, deadline: date, inputs: tuple[Input, ...], delivery: Delivery
) -> list[KeyDate]:
    shown = (
        ("send_in_app_by", _("Last working day to decline the renewal in Your Account"), 0),
        (
            "send_by_email_by",
            _("Last working day to send the notice by e-mail"),
            delivery.email_margin,
        ),
        (
            "send_by_post_by",
            _("Last working day to hand in registered post"),
            delivery.post_margin,
        ),
    )
    return [
        dated(
            period,
            code,
            delivery.calendar.before(deadline, margin),
            title,
            formula=_(
                "last working day on or before {deadline}, less {margin} working days",
                deadline=deadline,
                margin=margin,
            ),
            inputs=inputs,
            kind=KeyDateKind.RECOMMENDED,
            if_missed=_(
                "Use a faster channel; until {deadline} the notice is in time.", deadline=deadline
            ),
        )
        for code, title, margin in shown
    ]
