"""The scenarios, against sums worked by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salida.agreement.fees import fee, months_between
from salida.agreement.scenarios import ScenarioOptions, scenarios
from salida.model.agreement import Agreement, OrderForm, PricePeriod, Subscription
from salida.model.money import Money, money, total
from salida.model.provenance import Confidence, Provenance
from salida.model.term import Term

if TYPE_CHECKING:
    from salida.model.scenario import Scenario

CONFIRMED = Provenance("paper", Confidence.CONFIRMED, document="order.pdf", page=1, quote="...")


def line(
    price: Money,
    *,
    quantity: int = 10,
    number: str = "1",
    period: PricePeriod = PricePeriod.MONTH,
    list_price: Money | None = None,
) -> Subscription:
    return Subscription(
        line=number,
        product=Term("product", f"Product {number}", CONFIRMED),
        quantity=Term("quantity", Decimal(quantity), CONFIRMED),
        unit_price=Term("unit_price", price, CONFIRMED),
        price_period=Term("price_period", period, CONFIRMED),
        list_price=None if list_price is None else Term("list_price", list_price, CONFIRMED),
    )


def agreement(*lines: Subscription, fee_clause: Money | None = None) -> Agreement:
    order = OrderForm(
        number=Term("order_number", "Q-1", CONFIRMED),
        start_date=Term("start_date", date(2025, 1, 1), CONFIRMED),
        end_date=Term("end_date", date(2025, 12, 31), CONFIRMED),
        early_termination_fee=None
        if fee_clause is None
        else Term("early_termination_fee", fee_clause, CONFIRMED),
        subscriptions=lines,
    )
    return Agreement(orders=(order,))


def by_code(found: tuple[Scenario, ...]) -> dict[str, Scenario]:
    return {each.code: each for each in found}


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(date(2025, 1, 1), date(2025, 12, 31), Decimal(12), id="a year"),
        pytest.param(date(2024, 2, 1), date(2024, 2, 29), Decimal(1), id="leap February"),
        pytest.param(date(2025, 1, 31), date(2025, 2, 27), Decimal(1), id="from a month end"),
        pytest.param(date(2025, 6, 16), date(2025, 6, 30), Decimal("0.5"), id="half of June"),
        pytest.param(date(2025, 2, 15), date(2025, 3, 14), Decimal(1), id="across months"),
        pytest.param(date(2025, 5, 2), date(2025, 5, 1), Decimal(0), id="empty"),
    ],
)
def test_months_between(start: date, end: date, expected: Decimal) -> None:
    assert months_between(start, end) == expected


def test_a_yearly_price_over_half_a_year() -> None:
    span = (date(2025, 7, 1), date(2025, 12, 31))
    whole = (date(2025, 1, 1), date(2025, 12, 31))

    assert fee(money("1200", "EUR"), PricePeriod.YEAR, Decimal(3), span, whole) == money(
        "1800.00", "EUR"
    )


def test_a_price_for_the_term_is_spread_over_it() -> None:
    span = (date(2025, 10, 1), date(2025, 12, 31))
    whole = (date(2025, 1, 1), date(2025, 12, 31))

    assert fee(money("4000", "EUR"), PricePeriod.TERM, Decimal(1), span, whole) == money(
        "1000.00", "EUR"
    )


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        # 10 x 100 EUR a month: 6 months remain, the next term has 12.
        ("renew_0", "18000.00"),
        ("renew_7", "18840.00"),
        ("renew_10", "19200.00"),
        ("shrink_current", "15600.00"),
        ("shrink_list", "20400.00"),
        ("leave_at_end", "6000.00"),
        ("leave_today", "8500.00"),
        ("guide_refund", "0.00"),
    ],
)
def test_totals_worked_by_hand(code: str, expected: str) -> None:
    one = agreement(
        line(money("100", "EUR"), list_price=money("150", "EUR")),
        fee_clause=money("2500", "EUR"),
    )

    found = by_code(scenarios(one, today=date(2025, 7, 1)))

    assert found[code].total == money(expected, "EUR")


def test_the_guides_first_month_gives_everything_back_unverified() -> None:
    found = by_code(scenarios(agreement(line(money("100", "EUR"))), today=date(2025, 1, 20)))

    refund = found["guide_refund"]

    assert refund.lines[-1].amount == money("-12000.00", "EUR")
    assert refund.confidence is Confidence.UNVERIFIED


def test_a_refund_clause_lends_its_own_confidence() -> None:
    clause = Term("refund", "Prepaid fees are refunded pro rata", CONFIRMED)
    one = agreement(line(money("100", "EUR")))

    found = by_code(scenarios(Agreement(refund=clause, orders=one.orders), today=date(2025, 7, 1)))

    assert found["guide_refund"].confidence is Confidence.CONFIRMED


@pytest.mark.parametrize(
    "clause",
    [
        "Fees paid are non-refundable.",
        "Salesforce will not refund prepaid fees.",
        "Las tarifas abonadas no son reembolsables.",
        "El Cliente no tendrá derecho; no se devolverán las cantidades abonadas.",
    ],
)
def test_a_clause_that_denies_a_refund_never_backs_the_guide(clause: str) -> None:
    term = Term("refund", clause, CONFIRMED)
    one = agreement(line(money(100, "EUR")))

    found = by_code(scenarios(Agreement(refund=term, orders=one.orders), today=date(2025, 7, 1)))

    assert found["guide_refund"].confidence is Confidence.UNVERIFIED


def test_two_currencies_never_meet_in_one_scenario() -> None:
    one = agreement(line(money("100", "EUR")), line(money("50", "USD"), number="2"))

    found = scenarios(one, today=date(2025, 7, 1))

    assert {each.currency for each in found} == {"EUR", "USD"}
    for each in found:
        assert {line.amount.currency for line in each.lines} <= {each.currency}


def test_a_line_without_a_price_is_named_not_dropped() -> None:
    bare = Subscription(line="2", product=Term("product", "Pardot", CONFIRMED))

    found = scenarios(agreement(line(money("100", "EUR")), bare), today=date(2025, 7, 1))

    assert all(any("Pardot" in str(note) for note in each.notes) for each in found)


def test_the_agreements_own_uplift_is_a_scenario() -> None:
    one = agreement(line(money("100", "EUR")))
    stated = Agreement(
        uplift_percent=Term("uplift_percent", Decimal("3.5"), CONFIRMED), orders=one.orders
    )

    assert "renew_3.5" in by_code(scenarios(stated, today=date(2025, 7, 1)))


prices = st.decimals(0, 10_000, places=2).map(lambda amount: Money(amount, "EUR"))
currencies = st.sampled_from(["EUR", "USD", "JPY", "KWD", "CLP"])


@given(
    st.lists(st.tuples(st.decimals(0, 10_000, places=3), currencies), min_size=1, max_size=5),
    st.integers(1, 100_000),
    st.dates(date(2024, 12, 1), date(2026, 2, 1)),
    st.decimals(0, 100, places=2),
)
def test_lines_sum_to_the_total_in_any_currency(
    priced: list[tuple[Decimal, str]], quantity: int, today: date, kept: Decimal
) -> None:
    lines = [
        line(Money(amount, currency), quantity=quantity, number=str(index))
        for index, (amount, currency) in enumerate(priced)
    ]

    for each in scenarios(
        agreement(*lines), today=today, options=ScenarioOptions(kept_percent=kept)
    ):
        assert each.total == total((one.amount for one in each.lines), each.currency)
        assert all(one.amount == one.amount.rounded() for one in each.lines)


@given(prices, st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 1500), st.data())
def test_a_term_cut_in_two_costs_what_it_costs_whole(
    price: Money, start: date, days: int, data: st.DataObject
) -> None:
    """Only rounding each part may move the sum, by one of the smallest units."""
    end = start + timedelta(days=days)
    cut = start + timedelta(days=data.draw(st.integers(0, days - 1)))
    after = cut + timedelta(days=1)

    def cost(span: tuple[date, date]) -> Money:
        return fee(price, PricePeriod.MONTH, Decimal(1), span, (start, end))

    parts = cost((start, cut)) + cost((after, end))

    assert abs(parts.amount - cost((start, end)).amount) <= Decimal("0.01")


def test_the_agreements_own_uplift_is_no_assumption() -> None:
    one = agreement(line(money(100, "EUR")))
    stated = Agreement(
        uplift_percent=Term("uplift_percent", Decimal(7), CONFIRMED), orders=one.orders
    )

    found = by_code(scenarios(stated, today=date(2025, 7, 1)))

    assert found["renew_7"].confidence is Confidence.CONFIRMED
    assert found["renew_10"].confidence is Confidence.LOW
