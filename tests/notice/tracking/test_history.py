"""What became of a notice follows from the journal, whatever stands in it."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from salida.notice.tracking import NoticeState, Outcome, history
from salida.notice.tracking.history import may_mail


def state(told: Any, days: int = 30) -> NoticeState:
    return history(told.entries, told.notice).state(told.start + timedelta(days=days))


def test_nothing_told_is_a_draft(told: Any) -> None:
    assert state(told) is NoticeState.DRAFTED
    assert may_mail(history([], "n1"))


def test_a_new_draft_must_be_reviewed_anew(told: Any) -> None:
    told("drafted")
    told("reviewed")
    assert state(told) is NoticeState.REVIEWED
    told("drafted")
    assert state(told) is NoticeState.DRAFTED


def test_an_attempt_without_outcome_is_under_way_and_then_uncertain(told: Any) -> None:
    told.sending()

    known = history(told.entries, told.notice)

    assert known.state(told.start + timedelta(minutes=5)) is NoticeState.SENDING
    assert known.state(told.start + timedelta(minutes=13)) is NoticeState.UNCERTAIN
    assert not may_mail(known)


def test_an_attempt_known_to_be_uncertain_is_so_at_once(told: Any) -> None:
    told("uncertain", attempt=told.sending())

    known = history(told.entries, told.notice)

    assert known.state(told.start + timedelta(minutes=3)) is NoticeState.UNCERTAIN


def test_an_attempt_out_of_turn_does_not_count(told: Any) -> None:
    first = told.sending()
    second = told.sending()
    told("sent", attempt=first)

    assert [each.outcome for each in history(told.entries, "n1").attempts] == [
        Outcome.SENT,
        Outcome.VOID,
    ]
    told("refused", attempt=second)
    assert state(told) is NoticeState.SENT


def test_an_attempt_out_of_turn_that_died_leaves_nothing_to_settle(told: Any) -> None:
    first = told.sending()
    told.sending()
    told("refused", attempt=first)

    assert history(told.entries, "n1").unsettled is None
    assert may_mail(history(told.entries, "n1"))


def test_an_acceptance_that_comes_late_outweighs_what_was_settled(told: Any) -> None:
    attempt = told.sending()
    told("settled", attempt=attempt, outcome="not_sent")
    assert state(told) is NoticeState.DRAFTED
    told("sent", attempt=attempt)

    assert state(told) is NoticeState.SENT
    told("refused", attempt=attempt)
    assert state(told) is NoticeState.SENT


def test_what_was_settled_as_sent_was_sent_when_it_was_tried(told: Any) -> None:
    attempt = told.sending()
    told("settled", attempt=attempt, outcome="sent", minutes=5000)

    assert history(told.entries, "n1").sent_at == told.start + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("delivered", NoticeState.DELIVERED),
        ("auto_reply", NoticeState.DELIVERED),
        ("undelivered", NoticeState.UNDELIVERED),
        ("receipt", NoticeState.ACKNOWLEDGED),
        ("question", NoticeState.ACKNOWLEDGED),
        ("partial", NoticeState.ACKNOWLEDGED),
        ("confirmation", NoticeState.CONFIRMED),
        ("refusal", NoticeState.REFUSED),
        ("other", NoticeState.SENT),
        ("of a newer Salida", NoticeState.SENT),
    ],
)
def test_an_answer_moves_the_notice(told: Any, kind: str, expected: NoticeState) -> None:
    told.sent()
    told.answered(kind)

    assert state(told) is expected


def test_the_last_decision_counts_by_its_own_date(told: Any) -> None:
    told.sent()
    told.answered("confirmation", "later", dated="2025-07-20T10:00:00+00:00")
    told.answered("refusal", "earlier", dated="2025-07-10T10:00:00+00:00")

    assert state(told) is NoticeState.CONFIRMED


def test_an_answer_that_was_judged_again_is_still_one(told: Any) -> None:
    told.sent()
    told.answered("confirmation")
    told.answered("partial")

    assert len(history(told.entries, "n1").answers) == 1
    assert state(told) is NoticeState.ACKNOWLEDGED


def test_after_a_bounce_it_may_go_out_once_more_and_not_twice(told: Any) -> None:
    told.sent()
    assert not may_mail(history(told.entries, "n1"))
    told.answered("undelivered", "b1")
    assert may_mail(history(told.entries, "n1"))
    told.sent()

    assert state(told) is NoticeState.SENT
    assert not may_mail(history(told.entries, "n1"))
    told.answered("undelivered", "b1")
    assert not may_mail(history(told.entries, "n1"))
    told.answered("other", "b1")
    told.answered("undelivered", "b1")
    assert not may_mail(history(told.entries, "n1"))
    told.answered("undelivered", "b2")
    assert may_mail(history(told.entries, "n1"))


def test_a_notice_mailed_by_hand_is_out_and_one_posted_may_be_mailed_too(told: Any) -> None:
    told("sent_by_hand", channel="post", sent_at="2025-07-01T08:00:00+00:00")
    assert state(told) is NoticeState.SENT
    assert may_mail(history(told.entries, "n1"))
    told("sent_by_hand", channel="email", sent_at="2025-07-01T08:00:00+00:00")
    assert not may_mail(history(told.entries, "n1"))


_TEXTS = st.sampled_from(["sent", "not_sent", "post", "email", "", "2025-07-03T10:00:00", "x"])
_KINDS = st.sampled_from(
    ["delivered", "undelivered", "auto_reply", "receipt", "confirmation", "refusal", "other", "?"]
)
_EVENTS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "drafted", "reviewed", "sending", "sent", "refused", "uncertain", "settled",
                "sent_by_hand", "answered", "reminded", "unknown",
            ]
        ),
        st.fixed_dictionaries(
            {},
            optional={
                "attempt": st.integers(0, 12) | st.none() | _TEXTS,
                "outcome": _TEXTS,
                "kind": _KINDS,
                "key": st.sampled_from(["a", "b"]),
                "channel": _TEXTS,
                "sent_at": _TEXTS | st.none() | st.integers(),
                "dated": _TEXTS,
                "gives_up_at": _TEXTS,
                "end_date": _TEXTS,
                "notice": st.sampled_from(["n1", "n2"]),
            },
        ),
    ),
    max_size=14,
)  # fmt: skip


@given(events=_EVENTS)
def test_any_journal_gives_one_consistent_state(
    new_told: Any, events: list[tuple[str, dict[str, Any]]]
) -> None:
    told = _written(new_told(), events)
    known = history(told.entries, "n1")

    where = known.state(told.start + timedelta(days=30))

    assert (where is NoticeState.UNCERTAIN) <= (known.unsettled is not None)
    assert where is not NoticeState.SENDING
    assert (where is NoticeState.SENT) <= (known.sent_at is not None)
    assert may_mail(known) <= (known.unsettled is None)
    assert may_mail(known) <= (known.mailed_at is None or known.bounced)
    assert (where is NoticeState.UNDELIVERED) <= known.bounced
    own = [each for each in told.entries if each.data["notice"] == "n1"]
    assert history(own, "n1") == known
    assert len({each.key for each in known.answers}) == len(known.answers)


@given(events=_EVENTS)
def test_what_is_out_stays_out(new_told: Any, events: list[tuple[str, dict[str, Any]]]) -> None:
    told = _written(new_told(), events)
    sent = [
        {each.number for each in history(told.entries[:length], "n1").attempts
         if each.outcome is Outcome.SENT}
        for length in range(len(told.entries) + 1)
    ]  # fmt: skip

    assert all(before <= after for before, after in itertools.pairwise(sent))


@given(events=_EVENTS, kind=_KINDS)
def test_the_same_answer_twice_is_the_same_answer(
    new_told: Any, events: list[tuple[str, dict[str, Any]]], kind: str
) -> None:
    told = _written(new_told(), events)
    told.answered(kind, "same", dated="2025-07-03T10:00:00+00:00")
    once = history(told.entries, "n1")
    told.answered(kind, "same", dated="2025-07-03T10:00:00+00:00")

    assert history(told.entries, "n1") == once


def _written(told: Any, events: list[tuple[str, dict[str, Any]]]) -> Any:
    for action, data in events:
        told(action, **data)
    return told


class SeveralSenders(RuleBasedStateMachine):
    """Senders that may be anywhere in the protocol, die anywhere, and share one journal.

    It takes the very steps of `send_notice`; what the mail server does with the content is
    up to chance.
    """

    new_told: Any

    def __init__(self) -> None:
        super().__init__()
        self.told = type(self).new_told()
        self.ready = 0
        self.handing: set[int] = set()
        self.arrived: dict[int, bool] = {}

    def known(self) -> Any:
        return history(self.told.entries, "n1")

    @rule()
    def start(self) -> None:
        if may_mail(self.known()):
            self.ready += 1

    @precondition(lambda self: self.ready)
    @rule(dies=st.booleans())
    def announce(self, dies: bool) -> None:  # noqa: FBT001 - Hypothesis passes it
        self.ready -= 1
        number = self.told("sending", gives_up_at="2025-07-01T09:00:00+00:00")
        if may_mail(history(self.told.entries[:-1], "n1")):
            self.handing.add(number)
            self.arrived[number] = False
        elif not dies:
            self.told("refused", attempt=number)

    @precondition(lambda self: self.handing)
    @rule(
        answer=st.sampled_from(["sent", "refused", "uncertain"]), lost=st.booleans(), data=st.data()
    )
    def hand_over(self, answer: str, lost: bool, data: Any) -> None:  # noqa: FBT001 - Hypothesis passes it
        number = data.draw(st.sampled_from(sorted(self.handing)))
        self.handing.remove(number)
        self.arrived[number] = answer == "sent" or (
            answer == "uncertain" and data.draw(st.booleans())
        )
        if not lost:
            self.told(answer, attempt=number)

    @precondition(lambda self: not self.handing)
    @rule()
    def settle(self) -> None:
        attempt = self.known().unsettled
        if attempt is not None:
            outcome = "sent" if self.arrived[attempt.number] else "not_sent"
            self.told("settled", attempt=attempt.number, outcome=outcome)

    @invariant()
    def never_sent_twice(self) -> None:
        assert sum(self.arrived.values()) <= 1

    @invariant()
    def one_at_a_time(self) -> None:
        assert len(self.handing) <= 1

    @invariant()
    def never_lost_from_sight(self) -> None:
        if any(self.arrived.values()):
            where = self.known().state(self.told.start + timedelta(days=1))
            assert where in {NoticeState.SENT, NoticeState.UNCERTAIN}


def test_however_many_send_and_die_it_goes_out_once(new_told: Any) -> None:
    SeveralSenders.new_told = new_told
    run_state_machine_as_test(
        SeveralSenders, settings=settings(max_examples=150, stateful_step_count=25, deadline=None)
    )
