"""Amounts of money: an exact number and its currency."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact, InvalidOperation
from typing import TYPE_CHECKING

from babel.numbers import get_currency_precision, is_currency

from salida.errors import UsageError
from salida.language import _, show_money

if TYPE_CHECKING:
    from collections.abc import Iterable

# Python's default context rounds sums at 28 digits without a word; this one never rounds a sum.
_EXACT = Context(prec=200, traps=[Inexact, InvalidOperation])
_ROUNDING = Context(prec=200, rounding=ROUND_HALF_UP, traps=[InvalidOperation])


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in one currency.

    Never a float, never rounded unless asked; two currencies never mix.
    """

    amount: Decimal
    currency: str
    """An ISO 4217 code: `EUR`."""

    def __post_init__(self) -> None:
        # Callers without a type checker would otherwise carry floats in unseen.
        amount: object = self.amount
        if not isinstance(amount, Decimal):
            message = f"Money needs a Decimal, not {type(amount).__name__}"
            raise TypeError(message)
        if not amount.is_finite():
            message = f"Money needs a finite amount, not {amount}"
            raise ValueError(message)

    def __str__(self) -> str:
        """Return the amount as the reader's country writes it."""
        return show_money(self.amount, self.currency)

    def __add__(self, other: Money) -> Money:
        return Money(_EXACT.add(self.amount, other._same(self.currency)), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(_EXACT.subtract(self.amount, other._same(self.currency)), self.currency)

    def __neg__(self) -> Money:
        return Money(_EXACT.minus(self.amount), self.currency)

    def __mul__(self, factor: Decimal | int) -> Money:
        given: object = factor
        if not isinstance(given, Decimal | int):
            message = f"Money is multiplied by a Decimal or an int, not {type(given).__name__}"
            raise TypeError(message)
        return Money(_EXACT.multiply(self.amount, factor), self.currency)

    def rounded(self) -> Money:
        """Return the amount rounded half up to the currency's smallest unit (CLDR)."""
        unit = Decimal(1).scaleb(-get_currency_precision(self.currency))
        return Money(self.amount.quantize(unit, context=_ROUNDING), self.currency)

    def _same(self, currency: str) -> Decimal:
        if self.currency != currency:
            raise UsageError(
                _("Cannot add {one} to {other}", one=self.currency, other=currency),
                hint=_("Convert one of them first, at a rate that you state"),
            )
        return self.amount


def money(amount: str | int | Decimal, currency: str) -> Money:
    """Return `amount` as money.

    Raises:
        UsageError: if the amount is no finite number or the currency is not in ISO 4217.
        TypeError: if the amount is a float.
    """
    given: object = amount
    if isinstance(given, float):
        message = "an amount of money is written as text or a Decimal, never as a float"
        raise TypeError(message)
    if not is_currency(currency):
        raise UsageError(
            _("Unknown currency: `{currency}`", currency=currency),
            hint=_("Write its ISO 4217 code, such as EUR or USD"),
        )
    try:
        number = Decimal(amount)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise UsageError(
            _("Not an amount: `{amount}`", amount=amount),
            hint=_("Write it with a point and without group marks, such as 1234.50"),
        )
    return Money(number, currency)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """Return the sum of `amounts`, zero in `currency` when there are none."""
    result = Money(Decimal(0), currency)
    for each in amounts:
        result = result + each
    return result
