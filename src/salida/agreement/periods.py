"""Which terms run, and what each says about its end.

An order form has one term; a line with its own end date has a term of its own. Order
forms that end together keep separate dates, because each needs to be named in the notice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from salida.model.agreement import RenewalType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from salida.model.agreement import Agreement, OrderForm
    from salida.model.term import Term

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Period:
    """One running term, with the order form's terms in place of the master agreement's."""

    label: str
    """The order form's number; with `/line` where a line ends on another day."""

    end: Term[date]
    start: Term[date] | None
    renewal_type: Term[RenewalType] | None
    notice_days: Term[int] | None
    renewal_term_months: Term[int] | None
    data_return_days: Term[int] | None

    @property
    def renews_by_itself(self) -> bool:
        """Whether silence renews it. Unknown counts as yes: the costly mistake is the other one."""
        return self.renewal_type is None or self.renewal_type.value is RenewalType.AUTOMATIC


def periods(agreement: Agreement) -> Iterator[Period]:
    """Yield every running term whose end a paper or a person states."""
    for order in agreement.orders:
        if order.end_date is not None:
            yield _period(
                agreement, order, str(order.number.value), order.start_date, order.end_date
            )
        for line in order.subscriptions:
            own = line.end_date
            if own is not None and (order.end_date is None or own.value != order.end_date.value):
                label = f"{order.number.value}/{line.line}"
                yield _period(agreement, order, label, line.start_date or order.start_date, own)


def _period(
    agreement: Agreement,
    order: OrderForm,
    label: str,
    start: Term[date] | None,
    end: Term[date],
) -> Period:
    return Period(
        label=label,
        end=end,
        start=start,
        renewal_type=_first(order.renewal_type, agreement.renewal_type),
        notice_days=_first(order.notice_days, agreement.notice_days),
        renewal_term_months=_first(order.renewal_term_months, agreement.renewal_term_months),
        data_return_days=agreement.data_return_days,
    )


def _first(ordered: Term[T] | None, master: Term[T] | None) -> Term[T] | None:
    """Return the order form's term, or the master agreement's: the order form takes precedence."""
    return ordered if ordered is not None else master
