"""The guide's troubles: each answered, each with a draft that is ready to be sent."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salida.documents import render_docx, render_html, render_pdf, render_plain
from salida.errors import UsageError
from salida.model.agreement import Agreement
from salida.model.money import money
from salida.notice.trouble import TroubleCode, TroubleFacts, support_case, trouble, troubles

GUIDE = Path(__file__).parents[2] / ".." / "shared" / "mission" / "guide-es.txt"
CODES = [each.value for each in TroubleCode]
FACTS = TroubleFacts(
    sent_on=date(2025, 7, 1),
    received_on=date(2025, 7, 3),
    invoice="INV-77",
    amount=money("9000", "EUR"),
    case_number="0451",
    answer="It is too late.",
    description="The card was charged twice.",
)


def test_every_trouble_has_both_voices_and_what_to_do() -> None:
    assert [each.code for each in troubles()] == list(TroubleCode)
    for each in troubles():
        assert each.guide
        assert each.sources
        assert len(each.steps) >= 4


def test_the_guide_is_quoted_word_for_word() -> None:
    if not GUIDE.exists():
        pytest.skip("the guide is not beside the repository")
    guide = " ".join(GUIDE.read_text(encoding="utf-8").split())

    for each in troubles():
        assert each.guide in guide, each.guide


def test_an_unknown_trouble_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError) as refusal:
        trouble("divorce")

    assert "no_answer" in str(refusal.value.hint)


@pytest.mark.parametrize("code", CODES)
def test_a_draft_is_filled_from_agreement_notice_and_facts(company: Any, code: str) -> None:
    notice = company.notice()
    draft = support_case(
        code, company.agreement, notice, day=date(2025, 9, 1), language="en", facts=FACTS
    )
    text = " ".join(render_plain(draft).split())

    for words in (
        "00D000000000001EAA",
        "Acme Ibérica, S.L.",
        "Salesforce Example Limited",
        "Q-00123456 and Q-00999999",
        "September 30, 2025 and January 31, 2026",
        "On July 1, 2025 we gave notice",
        str(notice.id),
        "July 3, 2025",
        "INV-77",
        "€9,000.00",
        "0451",
        "It is too late.",
        "The card was charged twice.",
        "All rights are reserved",
        "Ana Ruiz",
    ):
        assert words in text, words


def test_each_draft_says_something_of_its_own(company: Any) -> None:
    drafts = {
        render_plain(
            support_case(
                code, company.agreement, company.notice(), day=company.today, language="en"
            )
        )
        for code in CODES
    }

    assert len(drafts) == len(CODES)


def test_what_did_not_happen_is_not_told(company: Any) -> None:
    draft = support_case(
        "fees", company.agreement, company.notice(), day=company.today, language="en"
    )
    text = render_plain(draft)

    for words in ("we gave notice", "Received by you", "Invoice:", "Amount", "Your answer"):
        assert words not in text


@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_any_agreement_gives_a_draft_in_every_form(data: st.DataObject, company: Any) -> None:
    agreement = data.draw(company.agreements)
    notice = data.draw(st.sampled_from([None, company.notice(agreement)]))
    draft = support_case(
        data.draw(st.sampled_from(CODES)),
        agreement,
        notice,
        day=company.today,
        language=data.draw(st.sampled_from(["en", "es"])),
        facts=data.draw(st.sampled_from([None, FACTS])),
    )

    text = " ".join(render_plain(draft).split())
    assert all(order.number.value in text for order in agreement.orders)
    assert render_pdf(draft).startswith(b"%PDF")
    assert render_docx(draft).startswith(b"PK")
    assert render_html(draft).startswith("<!doctype html>")


def test_a_draft_without_anything_known_still_stands() -> None:
    draft = support_case("no_answer", Agreement(), None, day=date(2025, 7, 1), language="es")

    assert "None" not in render_plain(draft)
