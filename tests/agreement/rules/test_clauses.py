"""Clauses sentence by sentence: what they say, and the sentences beside them that say less."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from salida.agreement.rules.clauses import data_return, early_termination_fee, governing_law
from salida.agreement.rules.conventions import Conventions
from salida.agreement.rules.dates import Order
from salida.agreement.rules.folding import fold
from salida.agreement.rules.labels import label_in
from salida.agreement.rules.phrases import phrase
from salida.agreement.rules.renewal import renewal_terms
from salida.agreement.rules.sheet import Sentence
from salida.agreement.rules.stated_terms import stated_term
from salida.model.agreement import RenewalType

ENGLISH = Conventions("en", None, ".", None)
DAY_FIRST = Conventions("en", Order.DAY_FIRST, ".", None)


def sentence(text: str) -> Sentence:
    return Sentence(text, 3, fold(text))


def said(text: str) -> dict[str, object]:
    return {each.name: each.value for each in renewal_terms(sentence(text)) if each.sure}


AUTOMATIC = [
    "The subscription will automatically renew unless a party gives notice.",
    "This order auto-renews.",
    "Subscriptions renew automatically at the end of each term.",
    "El pedido se renovará automáticamente a su vencimiento.",
    "La suscripción se prorrogará de forma tácita.",
    "Operará la tácita reconducción del contrato.",
    "El plazo se prorrogará tácitamente.",
]
MANUAL = [
    "This order shall not automatically renew.",
    "The subscription does not renew automatically.",
    "There is no automatic renewal.",
    "The term shall expire on its last day unless the parties sign a new order form.",
    "It renews only if Customer signs a new quote.",
    "El contrato no se renovará automáticamente.",
    "El presente pedido finalizará sin renovación automática.",
    "No habrá prórroga tácita.",
]


@pytest.mark.parametrize("text", AUTOMATIC)
def test_a_clause_that_renews_by_itself_is_automatic(text: str) -> None:
    assert said(text)["renewal_type"] is RenewalType.AUTOMATIC


@pytest.mark.parametrize("text", MANUAL)
def test_a_clause_that_needs_a_signature_is_manual(text: str) -> None:
    assert said(text)["renewal_type"] is RenewalType.MANUAL


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Either party may give notice of non-renewal at least 30 days before the end of the term.", 30),
        ("Customer may opt out of the renewal by giving 90 days' prior written notice.", 90),
        ("Notice of non-renewal must be received not less than forty-five (45) days prior to expiry.", 45),
        ("It renews for one year unless a party notifies the other sixty days before the renewal date.", 60),
        ("Cualquiera de las partes podrá oponerse a la prórroga con un preaviso de 60 días.", 60),
        ("Se renovará salvo denuncia comunicada con treinta (30) días de antelación al vencimiento.", 30),
        ("Si no desea renovar, deberá avisarlo por escrito 45 días antes de la fecha de finalización.", 45),
    ],
)  # fmt: skip
def test_a_clause_states_its_notice_days(text: str, days: int) -> None:
    assert said(text)["notice_days"] == days


@pytest.mark.parametrize(
    "text",
    [
        "Salesforce will notify different pricing at least 60 days before the renewal term.",
        "A party may terminate for cause upon 30 days' written notice of a material breach.",
        "Salesforce may suspend the Services after 10 days' prior notice.",
        "We will remind you 90 days before the end of your term in writing.",
        "Invoices are due 30 days after the invoice date.",
        "El Proveedor podrá suspender el servicio previo aviso de diez días.",
        "El precio se comunicará con 60 días de antelación a la renovación.",
        "Customer may ask for its data within 30 days after the end of the term by written notice.",
    ],
)
def test_other_notices_are_not_taken_for_it(text: str) -> None:
    assert "notice_days" not in said(text)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("It automatically renews for successive one-year terms.", 12),
        ("It will renew for additional periods of twelve (12) months each.", 12),
        ("It renews annually and automatically.", 12),
        ("Se prorrogará automáticamente por periodos sucesivos de un año.", 12),
        ("Se renovará automáticamente por seis meses adicionales.", 6),
    ],
)
def test_a_clause_states_the_renewal_term(text: str, months: int) -> None:
    assert said(text)["renewal_term_months"] == months


def test_a_renewal_term_that_depends_on_another_is_told_and_not_sure() -> None:
    text = "It automatically renews for the expiring term or one year, whichever is shorter."

    (found,) = [
        each for each in renewal_terms(sentence(text)) if each.name == "renewal_term_months"
    ]

    assert (found.value, found.sure) == (12, False)
    assert [each.code for each in found.findings] == ["renewal_term_relative"]


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("On renewal the price rises by up to seven percent (7%).", "7"),
        ("Fees for a renewal term shall not exceed those before by more than 4.5%.", "4.5"),
        ("En cada renovación los precios podrán incrementarse un máximo del 3,5 %.", "3.5"),
        ("El precio de la prórroga no superará en más de un cinco por ciento el anterior.", "5"),
    ],
)
def test_a_clause_states_the_uplift(text: str, percent: str) -> None:
    assert said(text)["uplift_percent"] == Decimal(percent)


@pytest.mark.parametrize(
    "text",
    [
        "Overdue amounts bear interest at 1.5% per month.",
        "The price includes a discount of 20%.",
        "VAT of 21% is added to all prices.",
        "At renewal prices increase by the CPI plus 3%.",
        "The uptime target is 99.9%.",
    ],
)
def test_other_percentages_are_not_taken_for_it(text: str) -> None:
    assert "uplift_percent" not in said(text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The term begins on 1 October 2025 and ends on 30 September 2026.", "2025-10-01", "2026-09-30"),
        ("The subscription runs from October 1, 2025 through September 30, 2026.", "2025-10-01", "2026-09-30"),
        ("El plazo comienza el 1 de octubre de 2025 y finaliza el 30 de septiembre de 2026.", "2025-10-01", "2026-09-30"),
        ("Vigencia: desde el 01/10/2025 hasta el 30/09/2026.", "2025-10-01", "2026-09-30"),
    ],
)  # fmt: skip
def test_a_sentence_states_a_term(text: str, start: str, end: str) -> None:
    found = {
        each.name: str(each.value) for each in stated_term(sentence(text), DAY_FIRST) if each.sure
    }

    assert found == {"start_date": start, "end_date": end}


@pytest.mark.parametrize(
    "text",
    [
        "This offer expires on 30 June 2025.",
        "The quote is valid until 30 June 2025 for this subscription.",
        "The subscription will renew from 1 October 2026 to 30 September 2027.",
        "The order form dated 12 September 2025 is amended.",
    ],
)
def test_other_dates_are_not_taken_for_a_term(text: str) -> None:
    assert [each for each in stated_term(sentence(text), ENGLISH) if each.sure] == []


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("This Agreement is governed by the laws of Ireland.", "laws of Ireland"),
        ("It is governed by and construed in accordance with English law.", "English law"),
        ("The laws apply; this order is governed by the laws of the State of New York, without regard to conflicts.", "laws of the State of New York"),
        ("El contrato se rige por la ley española.", "ley española"),
        ("Se regirá por las leyes de México y las partes se someten a sus tribunales.", "leyes de México"),
    ],
)  # fmt: skip
def test_the_governing_law_is_quoted(text: str, law: str) -> None:
    assert [each.value for each in governing_law(sentence(text))] == [law]


def test_the_days_for_the_data_are_found_and_those_of_a_backup_are_not() -> None:
    yes = "Within 30 days after termination Customer may export its Customer Data."
    no = "Backups of data are available for download for 14 days."

    assert [(each.value, each.sure) for each in data_return(sentence(yes))] == [(30, True)]
    assert list(data_return(sentence(no))) == []


def test_a_fee_that_is_a_rule_becomes_a_finding_and_no_amount() -> None:
    rule = "On early termination Customer shall pay all fees remaining for the term as a fee."
    amount = "An early termination fee of EUR 1,500.00 is charged."

    (told,) = early_termination_fee(sentence(rule), ENGLISH)
    (paid,) = early_termination_fee(sentence(amount), ENGLISH)

    assert (told.value, [each.code for each in told.findings]) == (None, ["fee_is_a_formula"])
    assert str(paid.value.amount) == "1500.00"


@pytest.mark.parametrize(
    ("cell", "term", "rest"),
    [
        ("Order Form Number: Q-1", "number", "Q-1"),
        ("Order #Q-12", "number", "Q-12"),
        ("N.º de pedido", "number", ""),
        ("End Date (DD/MM/YYYY)", "end_date", ""),
        ("Fecha de fin de la suscripción:", "end_date", ""),
        ("3. Subscription Start Date: 1 May 2025", "start_date", "1 May 2025"),
        ("ID de organización", "org_id", ""),
        ("¿Renovación automática?", "", None),
    ],
)
def test_a_cell_is_known_by_the_label_that_it_begins_with(
    cell: str, term: str, rest: str | None
) -> None:
    labels = {each.term: cell[each.rest :].strip() for each in label_in(cell)}

    if rest is not None:
        assert labels[term] == rest


@pytest.mark.parametrize(
    "cell",
    [
        "Quote Expiration Date",
        "Offer valid until: 1 May",
        "Purchase Order Number: 12",
        "Válida hasta",
    ],
)
def test_labels_of_other_things_take_their_values_away(cell: str) -> None:
    assert {each.term for each in label_in(cell)} <= {""}


@pytest.mark.parametrize(
    "cell", ["Ordering guide", "Customer success plan", "Termination for cause", "Endpoints: 3"]
)
def test_words_that_only_begin_like_a_label_are_none(cell: str) -> None:
    assert label_in(cell) == ()


def test_the_notation_of_phrases_knows_choices_and_optional_words() -> None:
    pattern = re.compile(phrase("[order [form]] (start|begin) date[s]"))

    for written in ("start date", "begin dates", "order start date", "order form start date"):
        assert pattern.fullmatch(written)
    for written in ("orderstart date", "form start date", "order date", "start", "start  "):
        assert not pattern.fullmatch(written)
