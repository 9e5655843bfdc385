"""What is to be done next, and on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salida.notice.tracking import Step, StepKind, history, next_steps

MADRID = ZoneInfo("Europe/Madrid")


@dataclass(frozen=True)
class Offices:
    """Open from Monday to Friday, but not on the 25th of July."""

    closed: frozenset[date] = frozenset({date(2025, 7, 25)})

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.closed


def steps(told: Any, *, day: date, deadline: date | None = None) -> tuple[Step, ...]:
    now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    known = history(told.entries, told.notice)
    return next_steps(known, now=now, zone=MADRID, deadline=deadline, calendar=Offices())


def days(found: tuple[Step, ...]) -> list[tuple[StepKind, date]]:
    return [(each.kind, each.day) for each in found]


def test_a_silent_supplier_is_reminded_and_then_its_manager_support_and_counsel(told: Any) -> None:
    told.sent()  # on Tuesday 1 July

    assert days(steps(told, day=date(2025, 7, 2))) == [
        (StepKind.REMIND, date(2025, 7, 4)),
        (StepKind.MANAGER, date(2025, 7, 15)),
        (StepKind.SUPPORT, date(2025, 7, 22)),
        (StepKind.LEGAL, date(2025, 7, 30)),
    ]


def test_a_step_that_was_taken_is_not_asked_for_again(told: Any) -> None:
    told.sent()
    told("reminded", step="remind")

    assert steps(told, day=date(2025, 7, 2))[0].kind is StepKind.MANAGER


def test_everything_is_earlier_when_the_deadline_is_near(told: Any) -> None:
    told.sent()

    found = days(steps(told, day=date(2025, 7, 2), deadline=date(2025, 7, 16)))

    assert found == [
        (StepKind.REMIND, date(2025, 7, 4)),
        (StepKind.MANAGER, date(2025, 7, 8)),
        (StepKind.SUPPORT, date(2025, 7, 10)),
        (StepKind.LEGAL, date(2025, 7, 14)),
    ]


def test_nothing_is_asked_for_on_the_day_it_went_out(told: Any) -> None:
    told.sent()

    found = steps(told, day=date(2025, 7, 1), deadline=date(2025, 7, 1))

    assert {each.day for each in found} == {date(2025, 7, 2)}


def test_who_has_answered_gets_longer_to_confirm(told: Any) -> None:
    told.sent()
    told.answered("receipt", dated="2025-07-03T10:00:00+00:00")

    assert steps(told, day=date(2025, 7, 4))[0] == Step(
        StepKind.REMIND, date(2025, 7, 17), steps(told, day=date(2025, 7, 4))[0].reason
    )


def test_a_question_is_answered_first(told: Any) -> None:
    told.sent()
    told.answered("question", dated="2025-07-03T10:00:00+00:00")
    assert days(steps(told, day=date(2025, 7, 4)))[0] == (StepKind.ANSWER, date(2025, 7, 4))

    told("reminded", step="answer", minutes=60 * 24 * 3)

    assert steps(told, day=date(2025, 7, 4))[0].kind is StepKind.REMIND


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((), [StepKind.SEND]),
        (("uncertain",), [StepKind.SETTLE]),
        (("undelivered",), [StepKind.RESEND]),
        (("refusal",), [StepKind.MANAGER, StepKind.SUPPORT, StepKind.LEGAL]),
        (("confirmation",), []),
        (("sending",), []),
    ],
)
def test_each_state_has_its_step(
    told: Any, events: tuple[str, ...], expected: list[StepKind]
) -> None:
    for each in events:
        if each == "sending":
            told.sending(gives_up_at="2026-01-01T00:00:00+00:00")
        elif each == "uncertain":
            told("uncertain", attempt=told.sending())
        else:
            told.sent()
            told.answered(each)

    found = steps(told, day=date(2025, 7, 2))

    assert [each.kind for each in found] == expected
    assert {each.day for each in found} <= {date(2025, 7, 2)}


def test_an_unsent_notice_is_overdue_the_day_before_its_deadline_has_passed(told: Any) -> None:
    (step,) = steps(told, day=date(2025, 7, 30), deadline=date(2025, 7, 28))

    assert step.day == date(2025, 7, 24)  # Friday the 25th is a holiday


@given(
    sent=st.dates(date(2025, 1, 1), date(2025, 12, 1)),
    left=st.integers(-5, 120) | st.none(),
    seen=st.integers(0, 60),
)
def test_steps_rise_never_precede_the_notice_and_fall_on_working_days(
    new_told: Any, sent: date, left: int | None, seen: int
) -> None:
    told = new_told()
    minutes = int(
        (datetime(sent.year, sent.month, sent.day, 10, tzinfo=UTC) - told.start).total_seconds()
        // 60
    )
    told("sent", attempt=told.sending(), minutes=minutes or 1)
    deadline = None if left is None else sent + timedelta(days=left)

    found = steps(told, day=sent + timedelta(days=seen), deadline=deadline)

    assert [each.kind for each in found] == [
        StepKind.REMIND, StepKind.MANAGER, StepKind.SUPPORT, StepKind.LEGAL,
    ]  # fmt: skip
    assert sorted(each.day for each in found) == [each.day for each in found]
    assert all(each.day > sent and Offices().is_working_day(each.day) for each in found)
