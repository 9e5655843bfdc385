"""From the journal's entries to what became of one notice: a fold without memory.

The journal is the only place that is believed. Two Salidas may work on one case at the
same time, and either may be killed anywhere; so an attempt counts only if what stood
before it in the journal allowed it. The journal has one order for everybody, hence of two
attempts at the same time exactly one counts, and both sides know which.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from salida.notice.notice import Channel
from salida.notice.tracking import actions
from salida.notice.tracking.told import Answer, AnswerKind, Attempt, HandSent, History, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from salida.journal import Entry


def history(entries: Iterable[Entry], notice: str) -> History:
    """Return what the journal says about the notice with that id.

    Entries of other notices and of other rooms are passed over, as are entries that a newer
    Salida wrote in a form that this one does not know.
    """
    told = History(notice)
    for entry in entries:
        step = _STEPS.get(entry.action)
        if step is not None and entry.data.get("notice") == notice:
            told = step(told, entry)
    return told


def _drafted(told: History, _entry: Entry) -> History:
    # A new draft must be reviewed anew.
    return replace(told, drafted=True, reviewed=False)


def _reviewed(told: History, _entry: Entry) -> History:
    return replace(told, reviewed=True)


def _sending(told: History, entry: Entry) -> History:
    attempt = Attempt(
        number=entry.number,
        at=entry.at,
        message_id=str(entry.data.get("message_id")),
        sha256=str(entry.data.get("sha256")),
        gives_up_at=_moment(entry.data.get("gives_up_at")) or entry.at,
        outcome=Outcome.OPEN if may_mail(told) else Outcome.VOID,
    )
    return replace(told, attempts=(*told.attempts, attempt))


def _ended(told: History, entry: Entry) -> History:
    settled = entry.action == actions.SETTLED
    outcome = _OUTCOMES[entry.action]
    if settled and entry.data.get("outcome") != "sent":
        outcome = Outcome.REFUSED
    number = entry.data.get("attempt")
    return replace(
        told,
        attempts=tuple(
            # What a person settled happened when it was tried, not when they found out.
            replace(
                each,
                outcome=outcome,
                ended_at=each.at if settled else entry.at,
                ended=entry.number,
            )
            if each.number == number and _may_become(each.outcome, outcome)
            else each
            for each in told.attempts
        ),
    )


def _may_become(before: Outcome, after: Outcome) -> bool:
    """Whether a later entry changes an outcome. An acceptance is a fact that nothing undoes."""
    match before:
        case Outcome.OPEN | Outcome.UNCERTAIN:
            return True
        case Outcome.SENT:
            return False
        case Outcome.REFUSED:
            return after is Outcome.SENT
        case Outcome.VOID:
            return after in {Outcome.SENT, Outcome.UNCERTAIN}


def _by_hand(told: History, entry: Entry) -> History:
    channel = entry.data.get("channel")
    known = next((each for each in Channel if each.value == channel), None)
    sent = HandSent(known, _moment(entry.data.get("sent_at")) or entry.at, entry.number)
    if any((each.channel, each.sent_at) == (known, sent.sent_at) for each in told.by_hand):
        return told
    return replace(told, by_hand=(*told.by_hand, sent))


def _answered(told: History, entry: Entry) -> History:
    kind = entry.data.get("kind")
    answer = Answer(
        key=str(entry.data.get("key")),
        kind=next((each for each in AnswerKind if each.value == kind), AnswerKind.OTHER),
        at=_moment(entry.data.get("dated")) or entry.at,
        number=entry.number,
        end_date=_day(entry.data.get("end_date")),
    )
    before = next((each for each in told.answers if each.key == answer.key), None)
    if before is not None:
        # Judging it anew does not make it come in anew.
        answer = replace(answer, number=before.number)
    others = [each for each in told.answers if each.key != answer.key]
    # Sorting is stable: of two with the same date the one taken in later stands later.
    return replace(told, answers=tuple(sorted((*others, answer), key=lambda each: each.at)))


def _reminded(told: History, entry: Entry) -> History:
    return replace(told, reminded=(*told.reminded, (str(entry.data.get("step")), entry.at)))


_OUTCOMES = {
    actions.SENT: Outcome.SENT,
    actions.REFUSED: Outcome.REFUSED,
    actions.UNCERTAIN: Outcome.UNCERTAIN,
    actions.SETTLED: Outcome.SENT,
}

_STEPS = {
    actions.DRAFTED: _drafted,
    actions.REVIEWED: _reviewed,
    actions.SENDING: _sending,
    actions.SENT: _ended,
    actions.REFUSED: _ended,
    actions.UNCERTAIN: _ended,
    actions.SETTLED: _ended,
    actions.SENT_BY_HAND: _by_hand,
    actions.ANSWERED: _answered,
    actions.REMINDED: _reminded,
}


def may_mail(told: History) -> bool:
    """Whether a message may go out: none is out, and none may be out.

    After a report that it did not arrive, it may go out once more.
    """
    return told.unsettled is None and (told.mailed_at is None or told.bounced)


def _moment(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
