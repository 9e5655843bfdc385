"""Papers of varied layout, each with everything that is true of it."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

import pytest

from salida.agreement.rules import propose_all
from salida.agreement.rules.folding import fold
from salida.agreement.settle import settle
from salida.model.finding import Severity
from salida.model.money import Money
from salida.model.provenance import Confidence
from tests.support.papers.corpus import SAMPLES, Read, read_sample

BY_NAME = {each.name: each for each in SAMPLES}


@cache
def reading_of(name: str) -> Read:
    return read_sample(BY_NAME[name])


@pytest.fixture(params=[each.name for each in SAMPLES])
def read(request: pytest.FixtureRequest) -> Read:
    return reading_of(str(request.param))


def test_every_term_is_found_once_with_its_value_and_page(read: Read) -> None:
    proposed = read.proposed()
    found = {
        name: [(each.term.value, each.term.provenance.page) for each in proposed.get(name, [])]
        for name in read.sample.truth
    }

    assert found == {name: [truth] for name, truth in read.sample.truth.items()}


def test_nothing_else_is_proposed(read: Read) -> None:
    assert read.wrong(Confidence.HIGH) == []
    assert read.wrong(Confidence.LOW) == []


def test_what_the_paper_leaves_in_doubt_is_low_and_all_else_is_high(read: Read) -> None:
    low = {
        name
        for name, terms in read.proposed().items()
        if any(each.term.provenance.confidence is Confidence.LOW for each in terms)
    }

    assert low == read.sample.low


def test_the_paper_is_known_for_what_it_is(read: Read) -> None:
    reading, sample = read.reading, read.sample

    assert (reading.kind, reading.paper_date, reading.language) == (
        sample.kind,
        sample.paper_date,
        sample.language,
    )
    assert all(each.paper is sample.kind for each in reading.terms)


def test_findings_are_made_where_there_is_doubt_and_nowhere_else(read: Read) -> None:
    assert {each.code for each in read.reading.findings} == read.sample.findings


def test_every_quote_stands_on_its_page(read: Read) -> None:
    words = {page.number: "" for page in read.paper.pages}
    for page in read.paper.pages:
        for row in page.rows:
            words[page.number] += _letters(row.text)
        following = [each for each in read.paper.pages if each.number == page.number + 1]
        words[page.number] += "".join(_letters(row.text) for each in following for row in each.rows)

    for each in read.reading.terms:
        provenance = each.term.provenance
        assert provenance.document == read.sample.name
        assert provenance.sha256 == read.paper.sha256
        assert provenance.quote
        assert provenance.page
        for part in re.split(r"  | … ", provenance.quote):
            assert _letters(part) in words[provenance.page]


def _letters(text: str) -> str:
    """Return a text without spaces and hyphens, which line ends change."""
    return re.sub(r"[\s-]", "", fold(text))


def test_the_papers_are_many_and_of_every_kind_and_format() -> None:
    assert len(SAMPLES) >= 25
    assert {each.kind.value for each in SAMPLES} == {
        "order_form", "master_agreement", "amendment", "renewal_notice", "invoice",
    }  # fmt: skip
    assert {each.name.rsplit(".", 1)[1] for each in SAMPLES} == {"pdf", "docx", "html", "txt"}
    assert sum(each.language == "es" for each in SAMPLES) >= 10


def test_an_ambiguous_date_is_told_with_both_readings() -> None:
    reading = reading_of("vesper-order.pdf").reading

    told = [each for each in reading.findings if each.code == "date_ambiguous"]

    assert [str(each.message) for each in told] == [
        "`03/04/2026` is Mar 4, 2026 or Apr 3, 2026; the earlier one is proposed"
    ]
    assert told[0].severity is Severity.WARNING


def test_an_amendment_of_a_product_is_about_its_line_of_the_order_form() -> None:
    readings = propose_all(
        reading_of(name).paper for name in ("northwind-order.pdf", "northwind-amendment.pdf")
    )

    agreement = settle(term for each in readings for term in each.terms).agreement

    (order,) = agreement.orders
    assert order.end_date is not None
    assert order.end_date.value.isoformat() == "2026-12-31"
    assert [str(each.product.value) for each in order.subscriptions] == [
        "Sales Cloud - Enterprise Edition",
        "Service Cloud - Enterprise Edition",
        "Data Storage Add-On (500 MB)",
    ]
    assert [int(each.quantity.value) for each in order.subscriptions if each.quantity] == [
        85,
        55,
        3,
    ]
    assert order.subscriptions[2].unit_price is not None
    assert order.subscriptions[2].unit_price.value == Money(Decimal("99.50"), "EUR")


def test_a_notice_that_names_the_contract_is_about_its_order_form() -> None:
    readings = propose_all(
        reading_of(name).paper for name in ("aviso-renovacion.txt", "pedido-olivo.pdf")
    )

    assert {each.scope.order for each in readings[0].terms} == {"Q-5500187"}
