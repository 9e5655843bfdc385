"""Subscription lines that can be priced, and those that cannot, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salida.agreement.explain import cite
from salida.language import Text, _
from salida.model.agreement import PricePeriod

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from salida.model.agreement import Agreement, OrderForm, Subscription
    from salida.model.keydate import Input
    from salida.model.money import Money


@dataclass(frozen=True, slots=True)
class PricedLine:
    """One line with everything that its fee needs."""

    order: str
    line: str
    product: str
    quantity: Decimal
    unit_price: Money
    list_price: Money | None
    period: PricePeriod
    start: date
    end: date
    renewal_months: int | None
    inputs: tuple[Input, ...]

    @property
    def key(self) -> str:
        """`Q-1/2`: the order form's number and the line."""
        return f"{self.order}/{self.line}"

    @property
    def currency(self) -> str:
        """The currency of its price."""
        return self.unit_price.currency


def priced_lines(agreement: Agreement) -> tuple[tuple[PricedLine, ...], tuple[Text, ...]]:
    """Return the lines that can be priced, and a note for each that cannot."""
    lines: list[PricedLine] = []
    notes: list[Text] = []
    for order in agreement.orders:
        for each in order.subscriptions:
            lacking = _lacking(order, each)
            if lacking:
                notes.append(
                    _(
                        "{product} ({order}) is left out of every amount: the papers give no {what}",
                        product=each.product.value,
                        order=order.number.value,
                        what=", ".join(lacking),
                    )
                )
            else:
                lines.append(_priced(agreement, order, each))
    return tuple(lines), tuple(notes)


def currencies(lines: Iterable[PricedLine]) -> tuple[str, ...]:
    """Return the currencies in use, in alphabetical order: amounts of two never add up."""
    return tuple(sorted({each.currency for each in lines}))


def _lacking(order: OrderForm, line: Subscription) -> list[str]:
    needed = {
        str(_("quantity")): line.quantity,
        str(_("unit price")): line.unit_price,
        str(_("start date")): line.start_date or order.start_date,
        str(_("end date")): line.end_date or order.end_date,
    }
    return [name for name, term in needed.items() if term is None]


def _priced(agreement: Agreement, order: OrderForm, line: Subscription) -> PricedLine:
    start, end = line.start_date or order.start_date, line.end_date or order.end_date
    renewal = order.renewal_term_months or agreement.renewal_term_months
    # `_lacking` has just said that these are there.
    assert line.quantity and line.unit_price and start and end  # noqa: S101, PT018
    terms = (line.quantity, line.unit_price, line.price_period, start, end)
    return PricedLine(
        order=str(order.number.value),
        line=line.line,
        product=str(line.product.value),
        quantity=line.quantity.value,
        unit_price=line.unit_price.value,
        list_price=line.list_price.value if line.list_price else None,
        period=line.price_period.value if line.price_period else PricePeriod.MONTH,
        start=start.value,
        end=end.value,
        renewal_months=renewal.value if renewal else None,
        inputs=tuple(cite(each) for each in terms if each is not None),
    )
