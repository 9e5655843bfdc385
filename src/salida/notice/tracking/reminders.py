"""What is to be done next about a notice, and on which day.

A ladder of steps, each so many working days after the last thing that Salesforce did,
and each early enough before the notice deadline that the next one still has time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from salida.language import Text, _
from salida.notice.tracking.told import AnswerKind, NoticeState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from salida.notice.tracking.told import History

_ONE_DAY = timedelta(days=1)


class StepKind(Enum):
    """Something that a person does, with a draft of Salida's where one is needed."""

    SEND = "send"
    SETTLE = "settle"
    """Find out whether an uncertain message went out."""

    RESEND = "resend"
    ANSWER = "answer"
    REMIND = "remind"
    MANAGER = "manager"
    SUPPORT = "support"
    LEGAL = "legal"


@dataclass(frozen=True, slots=True)
class Step:
    """One step, when, and why then."""

    kind: StepKind
    day: date
    reason: Text


class WorkingDays(Protocol):
    """A calendar that knows when offices are open."""

    def is_working_day(self, day: date) -> bool:
        """Whether an office is open on `day`."""


@dataclass(frozen=True, slots=True)
class _Rung:
    kind: StepKind
    unanswered: int
    """Working days after sending, when nobody has said that they have it."""

    unconfirmed: int
    """Working days after the last answer of a person, when it is still not confirmed."""

    before_deadline: int
    """Working days before the deadline at the latest: the steps above need them."""


# No paper sets these. Three days is what a busy desk needs to say "received"; the customers
# who waited politely waited four months for a confirmation.
_LADDER = (
    _Rung(StepKind.REMIND, unanswered=3, unconfirmed=10, before_deadline=8),
    _Rung(StepKind.MANAGER, unanswered=10, unconfirmed=15, before_deadline=6),
    _Rung(StepKind.SUPPORT, unanswered=15, unconfirmed=20, before_deadline=4),
    _Rung(StepKind.LEGAL, unanswered=20, unconfirmed=25, before_deadline=2),
)
_HOLD_BACK = 1
"""Working days left for sending a notice that is ready, before it becomes urgent."""


def next_steps(
    told: History,
    *,
    now: datetime,
    zone: ZoneInfo,
    deadline: date | None,
    calendar: WorkingDays,
) -> tuple[Step, ...]:
    """Return every step still to be taken, the next one first; none when all is confirmed.

    `zone` is the agreement's time zone, `deadline` the last day for the notice to arrive.
    A day in the past means that the step is overdue.
    """
    today = now.astimezone(zone).date()
    match told.state(now):
        case NoticeState.CONFIRMED | NoticeState.SENDING:
            return ()
        case NoticeState.DRAFTED | NoticeState.REVIEWED:
            day = today if deadline is None else _before(deadline, _HOLD_BACK, calendar)
            return (Step(StepKind.SEND, min(day, today), _("It has not been sent")),)
        case NoticeState.UNCERTAIN:
            reason = _("Nobody knows whether it went out; until that is settled nothing is sent")
            return (Step(StepKind.SETTLE, today, reason),)
        case NoticeState.UNDELIVERED:
            return (Step(StepKind.RESEND, today, _("It did not arrive")),)
        case NoticeState.REFUSED:
            return tuple(_refused(told, today, zone))
    steps = list(_ladder(told, zone, deadline, calendar))
    if _open_question(told):
        asked = told.answers[-1].at.astimezone(zone).date()
        reason = _("They asked something on {day}", day=asked)
        steps.insert(0, Step(StepKind.ANSWER, _after(asked, 1, calendar), reason))
    return tuple(sorted(steps, key=lambda each: each.day))


def _ladder(
    told: History, zone: ZoneInfo, deadline: date | None, calendar: WorkingDays
) -> Iterator[Step]:
    heard = told.answers[-1].at if told.received_at is not None else None
    start = (heard or told.sent_at or told.answers[-1].at).astimezone(zone).date()
    taken = {kind for kind, _at in told.reminded}
    for rung in _LADDER:
        if rung.kind.value in taken:
            continue
        waited = rung.unanswered if heard is None else rung.unconfirmed
        day = _after(start, waited, calendar)
        reason = (
            _("Sent on {start}, and {days} working days later nobody has answered",
              start=start, days=waited)
            if heard is None
            else _("Answered on {start}, and {days} working days later it is not confirmed",
                   start=start, days=waited)
        )  # fmt: skip
        latest = deadline and _before(deadline, rung.before_deadline, calendar)
        if latest and latest < day:
            # Never on the day it went out: a reminder of something just sent helps nobody.
            day = max(latest, _after(start, 1, calendar))
            reason = _("The notice deadline is {deadline}", deadline=deadline)
        yield Step(rung.kind, day, reason)


def _refused(told: History, today: date, zone: ZoneInfo) -> Iterator[Step]:
    refused = [each for each in told.answers if each.kind is AnswerKind.REFUSAL][-1]
    taken = {kind for kind, at in told.reminded if at >= refused.at}
    reason = _("Refused on {day}", day=refused.at.astimezone(zone).date())
    for kind in (StepKind.MANAGER, StepKind.SUPPORT, StepKind.LEGAL):
        if kind.value not in taken:
            yield Step(kind, today, reason)


def _open_question(told: History) -> bool:
    """Whether the last thing they said is a question. Answering it is recorded as a reminder."""
    last = told.answers[-1] if told.answers else None
    if last is None or last.kind is not AnswerKind.QUESTION:
        return False
    return not any(kind == StepKind.ANSWER.value and at >= last.at for kind, at in told.reminded)


def _after(day: date, count: int, calendar: WorkingDays) -> date:
    """Return the working day that lies `count` of them after `day`."""
    while count:
        day += _ONE_DAY
        count -= calendar.is_working_day(day)
    return day


def _before(day: date, count: int, calendar: WorkingDays) -> date:
    """Return the working day that lies `count` of them before `day`."""
    while count:
        day -= _ONE_DAY
        count -= calendar.is_working_day(day)
    return day
