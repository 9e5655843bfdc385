from __future__ import annotations

import ast
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import salida.model
from salida.errors import UsageError
from salida.model.money import Money, money, total

amounts = st.decimals(
    min_value=Decimal("-1e30"), max_value=Decimal("1e30"), allow_nan=False, places=10
)
euros = amounts.map(lambda amount: Money(amount, "EUR"))


@given(st.lists(euros, max_size=8), st.randoms())
def test_a_total_does_not_depend_on_the_order(each: list[Money], random: Any) -> None:
    shuffled = list(each)
    random.shuffle(shuffled)

    assert total(shuffled, "EUR") == total(each, "EUR")


@given(st.lists(euros), st.lists(euros))
def test_totals_of_parts_make_the_total(one: list[Money], other: list[Money]) -> None:
    assert total(one, "EUR") + total(other, "EUR") == total(one + other, "EUR")


@given(euros, euros)
def test_what_is_added_can_be_taken_away(one: Money, other: Money) -> None:
    assert (one + other) - other == one
    assert one - other == -(other - one)


@given(euros, st.integers(0, 50))
def test_multiplying_is_adding_many_times(price: Money, quantity: int) -> None:
    assert price * quantity == total([price] * quantity, "EUR")


def test_a_sum_of_many_digits_is_not_rounded() -> None:
    """Python's default context would give 1E+28 and lose the cent."""
    assert money("1e28", "EUR") + money("0.01", "EUR") == money(
        "10000000000000000000000000000.01", "EUR"
    )


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        pytest.param("2.005", "EUR", "2.01", id="half up"),
        pytest.param("-2.005", "EUR", "-2.01", id="half away from zero"),
        pytest.param("2.0049", "EUR", "2.00", id="down"),
        pytest.param("99.5", "JPY", "100", id="no minor unit"),
        pytest.param("1.2345", "TND", "1.235", id="three decimals"),
        pytest.param("123456789012345678901234567890.125", "USD", None, id="many digits"),
    ],
)
def test_rounds_to_the_currency(amount: str, currency: str, expected: str | None) -> None:
    rounded = money(amount, currency).rounded()

    assert str(rounded.amount) == (expected or "123456789012345678901234567890.13")


@pytest.mark.parametrize("amount", ["", "ten", "1,000.00", "NaN", "Infinity", "-inf", "12€"])
def test_refuses_what_is_no_amount(amount: str) -> None:
    with pytest.raises(UsageError) as error:
        money(amount, "EUR")

    assert error.value.hint


@pytest.mark.parametrize("currency", ["", "eur", "EURO", "XQZ"])
def test_refuses_an_unknown_currency(currency: str) -> None:
    with pytest.raises(UsageError):
        money("1", currency)


def test_two_currencies_never_mix() -> None:
    with pytest.raises(UsageError):
        money("1", "EUR") + money("1", "USD")
    with pytest.raises(UsageError):
        total([money("1", "EUR")], "USD")


def test_floats_are_refused_everywhere() -> None:
    value: Any = 1.5
    with pytest.raises(TypeError):
        money(value, "EUR")
    with pytest.raises(TypeError):
        Money(value, "EUR")
    with pytest.raises(TypeError):
        money("1", "EUR") * value


def test_an_amount_is_finite() -> None:
    with pytest.raises(ValueError, match="finite"):
        Money(Decimal("NaN"), "EUR")


def test_no_float_is_written_in_the_model() -> None:
    """Invariant 8: money adds up, so no module that carries it makes a float."""
    source = Path(salida.model.__file__).with_name("money.py").read_text()

    literals = [
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    assert literals == []
