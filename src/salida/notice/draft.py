"""From an agreement to a notice: which lines it covers, whom it goes to, what it asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from salida.notice.notice import (
    Ask,
    Channel,
    CoveredLine,
    CoveredOrder,
    Notice,
    NoticeKind,
    Party,
    Signer,
)

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from uuid import UUID

    from salida.model.agreement import Agreement, OrderForm, Subscription
    from salida.model.term import Term

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Renewed:
    """How many of a line a reduction renews."""

    order: str
    line: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class NoticeRequest:
    """What the company decides about its notice; the agreement knows the rest."""

    id: UUID
    kind: NoticeKind
    language: str
    day: date
    signer: Signer
    place: str = ""
    reason: str = ""
    channels: tuple[Channel, ...] = (Channel.EMAIL, Channel.POST)
    recipients: tuple[str, ...] = ()
    """Added to the agreement's own address for notices."""

    orders: tuple[str, ...] | None = None
    """Numbers of the order forms to end; `None` is all of them."""

    renewed: tuple[Renewed, ...] = ()
    contact: str = ""
    clause: str = ""
    destination: str = ""
    eu: bool = True
    own_asks: tuple[str, ...] = ()


def draft(agreement: Agreement, request: NoticeRequest) -> Notice:
    """Return the notice; what the agreement does not say stays empty for `review` to name."""
    return Notice(
        id=request.id,
        kind=request.kind,
        language=request.language,
        day=request.day,
        signer=request.signer,
        place=request.place,
        customer=Party(
            name=_text(agreement.customer),
            address=_lines(agreement.customer_address),
            tax_id=_text(agreement.customer_tax_id),
        ),
        supplier=Party(_text(agreement.supplier), _lines(agreement.notice_address)),
        recipients=_recipients(agreement, request),
        org_id=_text(agreement.org_id),
        orders=tuple(
            _order(agreement, order, request)
            for order in agreement.orders
            if request.orders is None or order.number.value in request.orders
        ),
        reason=request.reason.strip(),
        asks=_asks(agreement, request.kind),
        channels=request.channels,
        contact=request.contact,
        clause=request.clause,
        data_return_days=_value(agreement.data_return_days),
        destination=request.destination,
        eu=request.eu,
        own_asks=request.own_asks,
    )


def _recipients(agreement: Agreement, request: NoticeRequest) -> tuple[str, ...]:
    """Return the agreement's address first, and each address once."""
    agreed = _text(agreement.notice_email)
    return tuple(dict.fromkeys((*((agreed,) if agreed else ()), *request.recipients)))


def _order(agreement: Agreement, order: OrderForm, request: NoticeRequest) -> CoveredOrder:
    number = str(order.number.value)
    renewed = {each.line: each.quantity for each in request.renewed if each.order == number}
    return CoveredOrder(
        number=number,
        contract_number=_value(order.contract_number),
        end_date=_value(order.end_date),
        renewal_type=_value(order.renewal_type or agreement.renewal_type),
        notice_days=_value(order.notice_days or agreement.notice_days),
        lines=tuple(_line(each, renewed.get(each.line)) for each in order.subscriptions),
    )


def _line(line: Subscription, renew: Decimal | None) -> CoveredLine:
    return CoveredLine(
        line=line.line,
        product=line.product.value,
        quantity=_value(line.quantity),
        end_date=_value(line.end_date),
        add_on=line.add_on,
        marketplace=line.marketplace,
        renew=renew,
    )


def _asks(agreement: Agreement, kind: NoticeKind) -> tuple[Ask, ...]:
    left_out = set[Ask]()
    if kind is not NoticeKind.DATA_ACT_SWITCH:
        left_out.add(Ask.SWITCH_ASSISTANCE)
    # A refund is asked for only where a paper of the company's own grants one.
    if kind is not NoticeKind.TERMINATION or agreement.refund is None:
        left_out.add(Ask.PREPAID_REFUND)
    if kind is NoticeKind.REDUCTION:
        # The org goes on, and so does its data.
        left_out |= {Ask.DATA_RETURN, Ask.DELETION_CERTIFICATE, Ask.FINAL_STATEMENT}
    return tuple(each for each in Ask if each not in left_out)


def _value(term: Term[T] | None) -> T | None:
    return None if term is None else term.value


def _text(term: Term[str] | None) -> str:
    return "" if term is None else term.value.strip()


def _lines(term: Term[str] | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in _text(term).splitlines() if line.strip())
