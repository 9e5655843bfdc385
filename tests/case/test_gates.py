"""Every combination of facts: seven gates, one next step, nothing passed without evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salida.case.facts import AgreementFacts, BackupFacts, Facts, FollowUp, Mark, OrderFacts
from salida.case.gates import GateCode, GateState, gates
from salida.case.next_step import next_step
from salida.language import LANGUAGES, Text, speak

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = date(2026, 3, 2)
DAYS = st.integers(-400, 400).map(lambda days: TODAY + timedelta(days=days))
MAYBE_DAY = st.none() | DAYS
MARKS = st.none() | st.builds(
    Mark,
    day=DAYS,
    actor=st.just("laura"),
    note=st.just("done"),
    file=st.none() | st.just("notice/proof.pdf"),
    intact=st.booleans(),
)
ORDERS = st.builds(
    OrderFacts,
    number=st.sampled_from(["Q-1", "Q-2"]),
    end=MAYBE_DAY,
    deadline=MAYBE_DAY,
    advised=MAYBE_DAY,
    drafted=st.booleans(),
    reviewed=st.booleans(),
    filed_on=MAYBE_DAY,
    confirmed_on=MAYBE_DAY,
    trouble=st.none() | st.just(Text("it bounced")),
)
FACTS = st.builds(
    Facts,
    today=st.just(TODAY),
    agreement=st.builds(
        AgreementFacts,
        terms=st.integers(0, 3),
        unconfirmed=st.integers(0, 2),
        defects=st.sampled_from([(), ("it ends before it starts",)]),
    ),
    backup=st.builds(
        BackupFacts,
        snapshot=st.none() | st.just("20260301T000000Z"),
        complete=st.booleans(),
        damaged=st.booleans(),
        other_org=st.booleans(),
        verified_on=MAYBE_DAY,
        days_needed=st.integers(1, 40),
    ),
    orders=st.lists(ORDERS, max_size=3).map(tuple),
    rehearsal=MAYBE_DAY,
    deletion_due=MAYBE_DAY,
    follow_up=st.none()
    | st.builds(
        FollowUp,
        day=DAYS,
        action=st.just(Text("Remind the seller")),
        reason=st.just(Text("Nobody answered")),
        command=st.just("salida notice track"),
    ),
    override=MARKS,
    people=MARKS,
    statements=MARKS,
    deletion=MARKS,
)


def state(facts: Facts, code: GateCode) -> GateState:
    return next(each.state for each in gates(facts) if each.code is code)


@given(FACTS)
def test_there_are_seven_gates_and_one_next_step(facts: Facts) -> None:
    found = gates(facts)
    step = next_step(facts)

    assert [each.code for each in found] == list(GateCode)
    for language in LANGUAGES:
        with speak(language):
            assert str(step.action)
            assert str(step.reason)
            assert all(str(each.reason) for each in found)


@given(FACTS)
def test_the_case_is_closed_exactly_when_every_gate_is_passed(facts: Facts) -> None:
    everything = all(each.state is GateState.PASSED for each in gates(facts))

    assert (next_step(facts).code == "close") is everything


@given(FACTS)
def test_nothing_is_filed_on_terms_that_nobody_confirmed(facts: Facts) -> None:
    step = next_step(facts)
    if facts.agreement.terms == 0:
        assert step.code == "read_papers"
    if step.code == "file_notice":
        assert state(facts, GateCode.FILED) is GateState.OPEN
        assert state(facts, GateCode.AGREEMENT) is GateState.PASSED


KILLS: dict[GateCode, tuple[Callable[[Facts], Facts], ...]] = {
    GateCode.AGREEMENT: (
        lambda facts: replace(facts, agreement=AgreementFacts()),
        lambda facts: replace(facts, agreement=replace(facts.agreement, unconfirmed=1)),
        lambda facts: replace(facts, agreement=replace(facts.agreement, defects=("no end",))),
    ),
    GateCode.BACKUP: (
        lambda facts: replace(facts, backup=BackupFacts()),
        lambda facts: replace(facts, backup=replace(facts.backup, complete=False)),
        lambda facts: replace(facts, backup=replace(facts.backup, damaged=True)),
        lambda facts: replace(facts, backup=replace(facts.backup, other_org=True)),
        lambda facts: replace(facts, backup=replace(facts.backup, verified_on=None)),
    ),
    GateCode.PEOPLE: (
        lambda facts: replace(facts, people=None),
        lambda facts: replace(facts, people=facts.people and replace(facts.people, intact=False)),
    ),
    GateCode.FILED: (
        lambda facts: replace(facts, orders=()),
        lambda facts: replace(
            facts, orders=tuple(replace(each, filed_on=None) for each in facts.orders)
        ),
        lambda facts: replace(facts, orders=(*facts.orders, OrderFacts("Q-new"))),
    ),
    GateCode.CONFIRMED: (
        lambda facts: replace(
            facts, orders=tuple(replace(each, confirmed_on=None) for each in facts.orders)
        ),
        lambda facts: replace(facts, orders=(*facts.orders, OrderFacts("Q-new"))),
    ),
    GateCode.STATEMENTS: (
        lambda facts: replace(facts, statements=None),
        lambda facts: replace(facts, today=date(2020, 1, 1)),
    ),
    GateCode.DELETION: (
        lambda facts: replace(facts, deletion=None),
        lambda facts: replace(
            facts, deletion=facts.deletion and replace(facts.deletion, intact=False)
        ),
        lambda facts: replace(
            facts, deletion=facts.deletion and replace(facts.deletion, file=None)
        ),
    ),
}


@pytest.mark.parametrize("code", GateCode)
@given(FACTS)
def test_a_gate_whose_evidence_is_gone_is_not_passed(code: GateCode, facts: Facts) -> None:
    for kill in KILLS[code]:
        assert state(kill(facts), code) is not GateState.PASSED


@given(FACTS)
def test_a_notice_is_never_open_without_a_backup_an_override_or_a_near_deadline(
    facts: Facts,
) -> None:
    if state(facts, GateCode.FILED) is GateState.OPEN:
        near = facts.next_deadline is not None and (facts.next_deadline - TODAY) < timedelta(
            days=facts.backup.days_needed
        )
        assert facts.backup_proven or facts.override is not None or near


ready = Facts(
    today=TODAY,
    agreement=AgreementFacts(terms=10),
    backup=BackupFacts("20260301T000000Z", complete=True, verified_on=TODAY),
    orders=(OrderFacts("Q-1", date(2026, 9, 30), date(2026, 8, 31), date(2026, 8, 1)),),
    rehearsal=date(2026, 8, 1),
    people=Mark(TODAY, "laura", "Laura and Iván stay"),
)


@given(
    st.lists(
        ORDERS.map(lambda each: replace(each, filed_on=None, confirmed_on=None)),
        min_size=1,
        max_size=4,
    )
)
def test_the_nearer_date_wins(orders: list[OrderFacts]) -> None:
    named = tuple(replace(each, number=f"Q-{place}") for place, each in enumerate(orders))
    facts = replace(ready, orders=named)

    def due(order: OrderFacts) -> date:
        if order.advised is not None and order.advised >= TODAY:
            return order.advised
        return order.deadline or order.end or TODAY

    step = next_step(facts)
    assert step.day == min(map(due, named))
    first = next(each for each in named if due(each) == step.day)
    assert first.number in str(step.action)


def test_without_papers_they_are_read_first() -> None:
    step = next_step(Facts(today=TODAY))

    assert (step.code, step.day) == ("read_papers", TODAY)


def test_without_a_backup_the_notice_is_refused_and_the_backup_is_next() -> None:
    facts = replace(ready, backup=BackupFacts(days_needed=3))

    assert state(facts, GateCode.FILED) is GateState.BLOCKED
    assert next_step(facts).code == "back_up"
    assert next_step(facts).day == date(2026, 7, 29)


def test_a_deadline_nearer_than_a_backup_turns_the_order_round() -> None:
    order = replace(ready.orders[0], deadline=TODAY + timedelta(days=1), advised=date(2026, 2, 1))
    facts = replace(ready, backup=BackupFacts(days_needed=3), orders=(order,))

    assert state(facts, GateCode.FILED) is GateState.OPEN
    step = next_step(facts)
    assert (step.code, step.day) == ("file_notice", TODAY + timedelta(days=1))
    assert "missed deadline costs more" in str(step.reason)


def test_a_missed_deadline_is_said_plainly_and_the_notice_still_goes_out() -> None:
    order = replace(ready.orders[0], deadline=TODAY - timedelta(days=1), advised=date(2026, 2, 1))
    facts = replace(ready, orders=(order,))

    step = next_step(facts)
    assert (step.code, step.day) == ("file_notice", TODAY - timedelta(days=1))
    assert "missed" in str(step.reason)


def test_of_two_order_forms_the_nearer_one_is_named() -> None:
    later = replace(ready.orders[0], number="Q-0", advised=date(2026, 8, 2))
    facts = replace(ready, orders=(later, *ready.orders))

    assert "Q-1" in str(next_step(facts).action)


def test_one_order_form_without_a_notice_keeps_the_gate_open() -> None:
    out = replace(ready.orders[0], number="Q-0", filed_on=TODAY)
    facts = replace(ready, orders=(out, *ready.orders))

    assert state(facts, GateCode.FILED) is GateState.OPEN
    assert state(facts, GateCode.CONFIRMED) is GateState.BLOCKED


def test_an_override_lets_the_notice_out_but_is_never_a_proof() -> None:
    facts = replace(
        ready, backup=BackupFacts(), override=Mark(TODAY, "laura", "The org is a sandbox")
    )

    backup = next(each for each in gates(facts) if each.code is GateCode.BACKUP)
    assert backup.state is GateState.OVERRIDDEN
    assert "The org is a sandbox" in str(backup.reason)
    assert state(facts, GateCode.FILED) is GateState.OPEN


def test_after_the_notice_the_follow_up_is_next() -> None:
    order = replace(ready.orders[0], filed_on=TODAY)
    follow = FollowUp(
        date(2026, 3, 5), Text("Remind the seller"), Text("Nobody answered"), "salida notice track"
    )
    facts = replace(ready, orders=(order,), follow_up=follow)

    assert str(next_step(facts).action) == "Remind the seller"


def test_after_the_confirmation_the_end_is_awaited() -> None:
    order = replace(ready.orders[0], filed_on=TODAY, confirmed_on=TODAY)
    facts = replace(ready, orders=(order,), deletion_due=date(2027, 1, 28))

    step = next_step(facts)
    assert (step.code, step.day) == ("check_statements", date(2026, 10, 1))


def test_statements_cannot_be_clean_before_the_end() -> None:
    order = replace(ready.orders[0], filed_on=TODAY, confirmed_on=TODAY)
    early = Mark(TODAY, "laura", "no charges")
    after = replace(ready, orders=(order,), statements=early, today=date(2026, 11, 1))

    assert state(after, GateCode.STATEMENTS) is GateState.OPEN
    late = replace(after, statements=replace(early, day=date(2026, 10, 20)))
    assert state(late, GateCode.STATEMENTS) is GateState.PASSED
