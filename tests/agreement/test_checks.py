"""Contradictions and holes: each one is told in words, none makes a traceback."""

from __future__ import annotations

from datetime import date

import pytest

from salida.agreement.checks import check
from salida.agreement.clock import key_dates
from salida.agreement.file import read_terms
from salida.agreement.scenarios import scenarios
from salida.agreement.settle import settle

WHOLE = """
[agreement]
customer = "Acme, S.L."
supplier = "SFDC Ireland Limited"
notice_address = "Dublin"
org_id = "00D000000000001EAA"
renewal_type = "automatic"
notice_days = 30
[order."Q-1"]
start_date = 2025-10-01
end_date = 2026-09-30
currency = "EUR"
[order."Q-1".line."1"]
product = "Sales Cloud"
quantity = 10
unit_price = "120 EUR"
"""


def codes(text: str) -> set[str]:
    terms, findings = read_terms(text)
    agreement = settle(terms).agreement
    # Whatever the defects, the rest of the room keeps working.
    key_dates(agreement, today=date(2026, 1, 1))
    scenarios(agreement, today=date(2026, 1, 1))
    return {each.code for each in (*findings, *check(agreement))}


def test_a_whole_agreement_has_no_findings() -> None:
    assert codes(WHOLE) == set()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('supplier = "SFDC Ireland Limited"', "", "missing_term"),
        ("end_date = 2026-09-30", "end_date = 2025-09-30", "end_before_start"),
        ("end_date = 2026-09-30", "", "missing_end"),
        ("quantity = 10", "quantity = 0", "quantity_not_positive"),
        ("quantity = 10", "quantity = -1", "unreadable_term"),
        ("quantity = 10", "", "line_not_priced"),
        ('"120 EUR"', '"120 USD"', "currency_differs"),
        ('"120 EUR"', '"120 XXQ"', "unreadable_term"),
        ("notice_days = 30", "notice_days = 900", "notice_longer_than_term"),
        ("notice_days = 30", "", "missing_notice_days"),
        ('renewal_type = "automatic"', "", "missing_renewal_type"),
        ('[order."Q-1".line."1"]', '[order."Q-2".line."1"]', "no_lines"),
    ],
)
def test_a_defect_is_told(old: str, new: str, code: str) -> None:
    assert code in codes(WHOLE.replace(old, new))


def test_order_forms_that_end_apart_are_told() -> None:
    other = '[order."Q-2"]\nend_date = 2027-01-31\n'

    assert "order_forms_end_apart" in codes(WHOLE + other)


def test_nothing_read_says_that_the_order_form_is_missing() -> None:
    assert "no_order_form" in codes("")
