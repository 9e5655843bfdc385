"""Numbers, prices, durations and percentages in both languages' notations."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from salida.agreement.rules.amounts import currency_in, find_numbers, period_in
from salida.agreement.rules.conventions import Conventions, conventions_of
from salida.agreement.rules.numerals import durations, from_words, percents
from salida.agreement.rules.values import read_money, read_value
from salida.model.agreement import BillingFrequency, PricePeriod, RenewalType
from salida.model.money import Money

ENGLISH = Conventions("en", None, ".", None)
SPANISH = Conventions("es", None, ",", None)


@pytest.mark.parametrize(
    ("written", "mark", "value"),
    [
        ("1.234,56", None, "1234.56"),
        ("1,234.56", None, "1234.56"),
        ("1 234,56", None, "1234.56"),
        ("1\N{NO-BREAK SPACE}234,56", None, "1234.56"),
        ("1\N{NARROW NO-BREAK SPACE}234,56", None, "1234.56"),
        ("1'234.56", None, "1234.56"),
        ("1.234.567,8", None, "1234567.8"),
        ("12,500,000", None, "12500000"),
        ("165.00", None, "165.00"),
        ("148,5", None, "148.5"),
        ("0.125", None, "0.125"),
        ("1.200", ",", "1200"),
        ("1,200", ".", "1200"),
        ("45", None, "45"),
        ("-4", None, "-4"),
        ("\N{MINUS SIGN}4", None, "-4"),
    ],
)
def test_a_number_is_read_whatever_groups_and_divides(
    written: str, mark: str | None, value: str
) -> None:
    (found,) = find_numbers(f"{written} users", mark)

    assert (found.value, found.sure) == (Decimal(value), True)


@pytest.mark.parametrize(("written", "mark"), [("1.200", None), ("1,200", None), ("1.200", ".")])
def test_a_mark_that_may_group_or_divide_is_not_sure(written: str, mark: str | None) -> None:
    (found,) = find_numbers(written, mark)

    assert not found.sure


@given(st.decimals(0, 10**9, places=2), st.sampled_from(("en", "es", "fr", "de_CH")))
def test_a_price_as_any_of_these_locales_writes_it_is_read(value: Decimal, locale: str) -> None:
    written = str(format_decimal(value, "#,##0.00", locale=locale))

    (found,) = find_numbers(written, None)

    assert (found.value, found.sure) == (value, True)


@pytest.mark.parametrize(
    ("written", "conventions", "amount", "currency"),
    [
        ("€ 1.234,56", SPANISH, "1234.56", "EUR"),
        ("1.234,56 €", SPANISH, "1234.56", "EUR"),
        ("EUR 1,234.56", ENGLISH, "1234.56", "EUR"),
        ("US$ 165.00", ENGLISH, "165.00", "USD"),
        ("US$165", ENGLISH, "165", "USD"),
        ("165.00 USD", ENGLISH, "165.00", "USD"),
        ("£80.00 per user per month", ENGLISH, "80.00", "GBP"),
        ("1.500 euros", SPANISH, "1500", "EUR"),
        ("MXN 1,980.00", ENGLISH, "1980.00", "MXN"),
    ],
)
def test_a_price_is_read_with_its_currency(
    written: str, conventions: Conventions, amount: str, currency: str
) -> None:
    value = read_money(written, conventions)

    assert value is not None
    assert (value.value, value.sure) == (Money(Decimal(amount), currency), True)


def test_a_bare_dollar_is_that_of_the_paper_and_else_not_sure() -> None:
    assert currency_in("$ 5", "CAD") == ("CAD", True)
    assert currency_in("$ 5") == ("USD", False)
    assert conventions_of("All prices are in CAD. $ 5").dollar == "CAD"
    assert conventions_of("Prices in USD and CAD. $ 5").dollar is None


def test_a_currency_may_stand_with_the_label_and_an_unknown_one_is_told() -> None:
    in_label = read_money("132.00", ENGLISH, "(EUR / month)")
    unknown = read_money("XQX 132.00", ENGLISH)

    assert in_label is not None
    assert in_label.value == Money(Decimal("132.00"), "EUR")
    assert unknown is not None
    assert (unknown.value, [each.code for each in unknown.findings]) == (None, ["currency_unknown"])


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("thirty", 30), ("forty-five", 45), ("sixty", 60), ("ninety", 90), ("twelve", 12),
        ("one hundred and twenty", 120), ("treinta", 30), ("cuarenta y cinco", 45), ("sesenta", 60),
        ("ciento veinte", 120), ("noventa", 90), ("dos", 2), ("quince", 15), ("dos mil veintiseis", 2026),
    ],
)  # fmt: skip
def test_a_number_in_words_is_read(words: str, number: int) -> None:
    assert from_words(words) == number


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("at least thirty (30) days before", 30),
        ("sixty days prior", 60),
        ("45 days", 45),
        ("30 (thirty) calendar days", 30),
        ("treinta (30) días naturales", 30),
        ("noventa días", 90),
        ("six weeks", 42),
        ("dos semanas", 14),
    ],
)
def test_a_notice_in_days_or_weeks_is_sure(text: str, days: int) -> None:
    value = read_value("notice_days", text, ENGLISH)

    assert value is not None
    assert (value.value, value.sure, value.findings) == (days, True, ())


@pytest.mark.parametrize(
    ("text", "days", "code"),
    [
        ("dos meses", 62, "notice_in_months"),
        ("two (2) months", 62, "notice_in_months"),
        ("one month", 31, "notice_in_months"),
        ("3 months", 92, "notice_in_months"),
        ("10 business days", 14, "notice_in_working_days"),
        ("quince (15) días hábiles", 21, "notice_in_working_days"),
        ("thirty (60) days", 60, "numbers_differ"),
    ],
)
def test_a_notice_that_is_no_plain_number_of_days_is_told(text: str, days: int, code: str) -> None:
    value = read_value("notice_days", text, ENGLISH)

    assert value is not None
    assert (value.value, value.sure) == (days, False)
    assert [each.code for each in value.findings] == [code]


def test_durations_in_a_sentence_keep_their_places() -> None:
    text = "renews for one (1) year unless notice is given 30 days before"

    found = [(each.count, each.months, text[each.start : each.end]) for each in durations(text)]

    assert found == [(1, 12, "one (1) year"), (30, None, "30 days")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("up to 7%", "7"), ("seven percent (7%)", "7"), ("3,5 %", "3.5"), ("6.5 per cent", "6.5"),
        ("siete por ciento", "7"), ("un cinco por ciento (5 %)", "5"), ("five percent", "5"),
    ],
)  # fmt: skip
def test_a_percentage_is_read(text: str, value: str) -> None:
    assert {each.value for each in percents(text)} == {Decimal(value)}


@pytest.mark.parametrize(
    ("term", "text", "value"),
    [
        ("billing_frequency", "Annual, in advance", BillingFrequency.ANNUAL),
        ("billing_frequency", "Semi-annually", BillingFrequency.SEMIANNUAL),
        ("billing_frequency", "Trimestral", BillingFrequency.QUARTERLY),
        ("billing_frequency", "mensual por adelantado", BillingFrequency.MONTHLY),
        ("billing_frequency", "Upfront for the entire term", BillingFrequency.UPFRONT),
        ("renewal_type", "Yes", RenewalType.AUTOMATIC),
        ("renewal_type", "Sí", RenewalType.AUTOMATIC),
        ("renewal_type", "No", RenewalType.MANUAL),
        ("renewal_type", "Manual (new order needed)", RenewalType.MANUAL),
        ("renewal_type", "Does not auto-renew", RenewalType.MANUAL),
        ("org_id", "00D5g000004AbCd", "00D5g000004AbCdEAK"),
        ("org_id", "00D5g000004AbCdEAK (production)", "00D5g000004AbCdEAK"),
        ("renewal_term_months", "one year", 12),
        ("renewal_term_months", "24 meses", 24),
        ("notice_email", "write to legal@acme.example, please", "legal@acme.example"),
    ],
)
def test_the_words_after_a_label_are_read(term: str, text: str, value: object) -> None:
    read = read_value(term, text, ENGLISH)

    assert read is not None
    assert (read.value, read.sure) == (value, True)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("customer", "______________"), ("customer", "n/a"), ("start_date", "to be agreed"),
        ("number", "to follow"), ("number", "1 October 2025"), ("currency", "as agreed"),
        ("renewal_type", "see section 11"), ("org_id", "00D123"),
    ],
)  # fmt: skip
def test_what_is_no_value_is_not_made_one(term: str, text: str) -> None:
    assert read_value(term, text, ENGLISH) is None


def test_a_price_says_what_it_pays_for_only_when_it_names_one_period() -> None:
    assert period_in("USD 25 / user / month") is PricePeriod.MONTH
    assert period_in("25 € al año") is PricePeriod.YEAR
    assert period_in("one-time charge") is PricePeriod.TERM
    assert period_in("per month, billed annually") is None
    assert period_in("each") is None
