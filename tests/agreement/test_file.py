"""agreement.toml: what is written is read back, what a person writes counts, the rest is told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salida.agreement.file import read_terms, write_terms
from salida.agreement.names import TERMS, Level, TermName, ValueKind
from salida.agreement.proposal import AGREEMENT, PaperKind, ProposedTerm, Scope
from salida.agreement.settle import settle
from salida.errors import UsageError
from salida.model.agreement import RenewalType
from salida.model.money import Money, money
from salida.model.provenance import Confidence, Provenance
from salida.model.term import Term

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).map(
    lambda text: text.strip() or "x"
)
SCOPES = {Level.AGREEMENT: st.just(AGREEMENT), Level.ORDER: words.map(Scope)}


def values(name: TermName) -> st.SearchStrategy[Any]:
    if name.name == "org_id":
        return st.just("00D000000000001EAA")
    if name.choices is not None:
        return st.sampled_from(name.choices)
    amounts = st.decimals(0, 1_000_000, places=2)
    return {
        ValueKind.TEXT: words,
        ValueKind.DATE: st.dates(),
        ValueKind.WHOLE: st.integers(0, 1000),
        ValueKind.DECIMAL: amounts,
        ValueKind.MONEY: amounts.map(lambda amount: Money(amount, "EUR")),
        ValueKind.FLAG: st.booleans(),
    }[name.kind]


@st.composite
def proposed(draw: st.DrawFn) -> ProposedTerm:
    name = draw(st.sampled_from(TERMS))
    scope = (
        Scope(draw(words), draw(words)) if name.level is Level.LINE else draw(SCOPES[name.level])
    )
    provenance = Provenance(
        source="paper",
        confidence=draw(st.sampled_from(Confidence)),
        document=draw(words),
        page=draw(st.none() | st.integers(1, 500)),
        quote=draw(st.none() | words),
    )
    return ProposedTerm(
        scope=scope,
        term=Term(name.name, draw(values(name)), provenance),
        paper=draw(st.sampled_from(PaperKind)),
        paper_date=draw(st.none() | st.dates()),
    )


@given(st.lists(proposed(), max_size=8, unique_by=lambda each: (each.scope, each.term.name)))
def test_what_is_written_is_read_back(terms: list[ProposedTerm]) -> None:
    text = write_terms(terms)

    read, findings = read_terms(text)

    assert findings == ()
    assert set(read) == set(terms)
    assert write_terms(terms, text) == text


def test_a_bare_value_is_a_persons_and_confirmed() -> None:
    terms, findings = read_terms(
        '[agreement]\nnotice_days = 45\n[order."Q-1"]\nend_date = 2026-09-30\n'
    )

    assert findings == ()
    assert [(str(each.scope), each.term.name, each.term.value) for each in terms] == [
        ("", "notice_days", 45),
        ("Q-1", "end_date", date(2026, 9, 30)),
    ]
    assert all(each.term.binding for each in terms)


def test_comments_of_a_person_stay() -> None:
    first = write_terms(
        [ProposedTerm(AGREEMENT, Term("notice_days", 30, Provenance("paper", Confidence.HIGH)))]
    )
    edited = first.replace("value = 30", "value = 30 # asked the seller on Monday")

    again = write_terms(read_terms(edited)[0], edited)

    assert "# asked the seller on Monday" in again


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("[agreement]\nnotice_dayz = 30", "unknown_term", "notice_days"),
        ("[agreement]\nnotice_days = -3", "unreadable_term", "-3"),
        ('[agreement]\nearly_termination_fee = "10 XXQ"', "unreadable_term", "XXQ"),
        ('[agreement]\norg_id = "123"', "unreadable_term", "123"),
        ('[order."Q".line."1"]\nquantity = -4', "unreadable_term", "-4"),
        ('[order."Q"]\nend_date = "31/12/2026"', "unreadable_term", "YYYY-MM-DD"),
        ('[order."Q"]\nrenewal_type = "perhaps"', "unreadable_term", "automatic"),
        ('[agreement.notice_days]\nconfidence = "high"', "unreadable_term", "value"),
        ('[agreement.notice_days]\nvalue = 3\nconfidence = "sure"', "unreadable_term", "sure"),
    ],
)
def test_a_wrong_term_is_a_finding_and_the_rest_counts(text: str, code: str, words: str) -> None:
    terms, findings = read_terms(text + '\n[order."Z"]\nnotice_days = 60\n')

    assert [str(each.scope) for each in terms] == ["Z"]
    assert [each.code for each in findings] == [code]
    assert words in f"{findings[0].message} {findings[0].hint}"


def test_what_is_not_toml_is_refused_with_the_line() -> None:
    with pytest.raises(UsageError, match="line 1"):
        read_terms("notice days: 30")


def paper(
    name: str, value: object, kind: PaperKind, day: date, confidence: Confidence = Confidence.HIGH
) -> ProposedTerm:
    provenance = Provenance("paper", confidence, document=f"{kind.value}-{day}.pdf", page=1)
    return ProposedTerm(Scope("Q-1"), Term(name, value, provenance), kind, day)


def test_an_amendment_beats_the_order_form_beats_a_renewal_notice() -> None:
    found = settle(
        [
            paper("notice_days", 30, PaperKind.RENEWAL_NOTICE, date(2026, 1, 1)),
            paper("notice_days", 60, PaperKind.ORDER_FORM, date(2024, 1, 1)),
            paper("notice_days", 45, PaperKind.AMENDMENT, date(2025, 1, 1)),
        ]
    )

    assert found.agreement.orders[0].notice_days is not None
    assert found.agreement.orders[0].notice_days.value == 45
    assert [each.code for each in found.findings] == ["papers_disagree"] * 2
    assert len(found.overruled) == 2


def test_the_newer_of_two_papers_of_a_kind_counts() -> None:
    found = settle(
        [
            paper("end_date", date(2026, 1, 1), PaperKind.AMENDMENT, date(2024, 1, 1)),
            paper("end_date", date(2027, 1, 1), PaperKind.AMENDMENT, date(2025, 1, 1)),
        ]
    )

    assert found.agreement.orders[0].end_date is not None
    assert found.agreement.orders[0].end_date.value == date(2027, 1, 1)


def test_what_a_person_confirmed_always_counts() -> None:
    found = settle(
        [
            paper("notice_days", 45, PaperKind.AMENDMENT, date(2025, 1, 1)),
            paper("notice_days", 90, PaperKind.OTHER, date(2020, 1, 1), Confidence.CONFIRMED),
        ]
    )

    assert found.agreement.orders[0].notice_days is not None
    assert found.agreement.orders[0].notice_days.value == 90


def test_papers_that_agree_are_no_conflict() -> None:
    found = settle(
        [
            paper("renewal_type", RenewalType.AUTOMATIC, PaperKind.ORDER_FORM, date(2024, 1, 1)),
            paper("renewal_type", RenewalType.AUTOMATIC, PaperKind.AMENDMENT, date(2025, 1, 1)),
        ]
    )

    assert found.findings == ()


def test_lines_are_in_the_order_of_their_numbers() -> None:
    read = Provenance("paper", Confidence.HIGH, document="o.pdf")
    terms = [
        ProposedTerm(Scope("Q-1", line), Term("product", f"P{line}", read))
        for line in ("10", "9", "1")
    ]

    assert [each.line for each in settle(terms).agreement.orders[0].subscriptions] == [
        "1",
        "9",
        "10",
    ]


def test_money_is_never_a_float() -> None:
    terms, _findings = read_terms('[order."Q".line."1"]\nunit_price = "0.10 EUR"\n')

    assert terms[0].term.value == money(Decimal("0.10"), "EUR")
