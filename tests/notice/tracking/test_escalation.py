"""The letters that follow a notice which nobody confirms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from salida.documents import render_docx, render_html, render_pdf, render_plain
from salida.notice.notice import NoticeKind
from salida.notice.tracking import Demand, StepKind, escalation_letter, history
from salida.notice.tracking.escalation import WRITTEN

DAY = date(2025, 7, 15)


@pytest.fixture
def demand(company: Any, told: Any) -> Demand:
    told.sent()
    told("sent_by_hand", channel="post", sent_at="2025-07-02T08:00:00+00:00")
    told.answered("receipt", dated="2025-07-04T10:00:00+00:00")
    told("reminded", step="remind", minutes=60 * 24 * 9)
    return Demand(
        notice=company.notice(),
        told=history(told.entries, told.notice),
        zone=ZoneInfo("Europe/Madrid"),
        deadline=date(2025, 8, 31),
    )


def plain(step: StepKind, demand: Demand) -> str:
    return " ".join(render_plain(escalation_letter(step, demand, day=DAY)).split())


@pytest.mark.parametrize("step", WRITTEN)
def test_every_letter_states_the_facts_and_what_happened(step: StepKind, demand: Demand) -> None:
    words = plain(step, demand)

    for fact in (
        "Acme Ibérica, S.L.",
        "00D000000000001EAA",
        "6f3a1a80-5d5e-4c35-9f0e-2f1d9d7c0a11",
        "Q-00123456, ends on September 30, 2025",
        "Q-00999999, ends on January 31, 2026",
        "<m@x.test>",
        "August 31, 2025",
        "Confirm in writing that order form Q-00123456 ends on September 30, 2025",
        "Ana Ruiz",
    ):
        assert fact in words
    places = [words.index(each) for each in (
        "July 1, 2025 What: We sent the notice by e-mail",
        "July 2, 2025 What: We sent the notice by registered post",
        "July 4, 2025 What: You acknowledged receipt",
        "July 10, 2025 What: We reminded you",
    )]  # fmt: skip
    assert places == sorted(places)


def test_the_demand_is_addressed_and_says_what_follows(demand: Demand) -> None:
    words = plain(StepKind.LEGAL, demand)

    assert "Salesforce Example Limited Legal Department 1 Example Quay Dublin 2" in words
    assert "Madrid, July 15, 2025 Dear Sir or Madam" in words
    assert "5 working days after you receive this" in words
    assert "All rights are reserved" in words
    assert "All rights are reserved" not in plain(StepKind.REMIND, demand)


def test_a_refusal_is_quoted_and_contradicted(demand: Demand) -> None:
    refused = replace(demand, refusal="Your notice came too late.")

    assert "You answered: “Your notice came too late.”" in plain(StepKind.MANAGER, refused)
    assert "You answered" not in plain(StepKind.MANAGER, demand)


def test_a_reduction_does_not_ask_for_the_end(demand: Demand) -> None:
    reduced = replace(demand, notice=replace(demand.notice, kind=NoticeKind.REDUCTION))

    words = plain(StepKind.REMIND, reduced)

    assert "goes on after September 30, 2025 only in the quantities of the notice" in words
    assert "does not renew" not in words
    assert "Issue no invoice" not in words


def test_the_manager_is_named_where_known(demand: Demand) -> None:
    assert "Dear Jane Doe," in plain(StepKind.MANAGER, replace(demand, manager="Jane Doe"))
    assert "Dear Sir or Madam," in plain(StepKind.MANAGER, demand)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_letter_can_be_rendered_in_every_form(demand: Demand, language: str) -> None:
    spoken = replace(demand, notice=replace(demand.notice, language=language))
    for step in WRITTEN:
        letter = escalation_letter(step, spoken, day=DAY)
        assert letter.language == language
        assert render_html(letter)
        assert render_docx(letter)
    assert render_pdf(escalation_letter(StepKind.LEGAL, spoken, day=DAY)).startswith(b"%PDF-")


def test_there_is_no_letter_for_a_notice_that_never_left(demand: Demand) -> None:
    with pytest.raises(ValueError, match="no letter"):
        escalation_letter(StepKind.REMIND, replace(demand, told=history([], "n1")), day=DAY)
    with pytest.raises(ValueError, match="no letter"):
        escalation_letter(StepKind.SETTLE, demand, day=DAY)
