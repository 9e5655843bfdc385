"""The reason: built from what is known, silent about what is not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salida.model.money import money
from salida.notice.reasons import InternalChange, Price, ReasonFacts, Replacement, Use, reason
from salida.notice.review import review

ALL = ReasonFacts(
    price=Price(money("180000", "EUR"), Decimal("7.5"), money("42000", "EUR")),
    use=Use(155, 61, date(2025, 3, 1)),
    replacement=Replacement("Nimbus CRM", date(2025, 9, 1)),
    internal_change=InternalChange("The sales of two countries were sold.", date(2025, 5, 20)),
)


def test_every_fact_that_is_given_is_said() -> None:
    text = reason(ALL, "en")

    for words in (
        "They cost €180,000.00 a year",
        "7.5 %",
        "€42,000.00",
        "Of 155 licences, 61 have been used since March 1, 2025",
        "Nimbus CRM",
        "September 1, 2025",
        "The sales of two countries were sold.",
        "May 20, 2025",
    ):
        assert words in text, words
    assert len(text.split("\n\n")) == 4


def test_numbers_and_dates_follow_the_language_of_the_letter() -> None:
    text = reason(ALL, "es").replace("\xa0", " ")

    assert "180.000,00 €" in text
    assert "7,5" in text


@pytest.mark.parametrize(
    "facts",
    [
        ReasonFacts(price=Price()),
        ReasonFacts(use=Use()),
        ReasonFacts(use=Use(licences=10)),
        ReasonFacts(replacement=Replacement()),
        ReasonFacts(internal_change=InternalChange()),
    ],
)
def test_what_nobody_stated_leaves_no_blank(facts: ReasonFacts) -> None:
    text = reason(facts, "en")

    assert text
    assert "None" not in text
    assert not any(digit in text for digit in "0123456789")


def test_without_a_topic_there_is_no_reason() -> None:
    assert reason(ReasonFacts(), "en") == ""


@given(
    facts=st.builds(
        ReasonFacts,
        price=st.none() | st.just(ALL.price),
        use=st.none() | st.just(ALL.use),
        replacement=st.none() | st.just(ALL.replacement),
        internal_change=st.none() | st.just(ALL.internal_change),
    )
)
def test_a_built_reason_passes_its_own_review(facts: ReasonFacts, company: Any) -> None:
    notice = company.notice(reason=reason(facts, "en"))
    found = review(notice, company.agreement, company.clock(company.agreement), today=company.today)
    codes = {each.code for each in found}

    assert not codes & {"reason_unfinished", "unverified_claim"}
    assert ("reason_missing" in codes) == (facts == ReasonFacts())
