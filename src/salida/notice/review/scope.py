"""What the letter covers against what was bought: order forms, lines, add-ons."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from salida.language import _
from salida.model.agreement import RenewalType
from salida.notice.review.facts import error, warning
from salida.notice.shown import Several

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from salida.model.agreement import Agreement, OrderForm
    from salida.model.finding import Finding
    from salida.notice.notice import CoveredLine, CoveredOrder
    from salida.notice.review.facts import Reviewed


def scope(reviewed: Reviewed) -> Iterator[Finding]:
    """Yield what is left out of the letter, and what it says otherwise than the agreement."""
    notice, agreement = reviewed.notice, reviewed.agreement
    if not notice.orders:
        yield error(
            "no_orders",
            _("The letter names no order form, so it ends nothing"),
            _("Read the order forms with `salida agreement read`, then draft it again"),
        )
    agreed = {str(order.number.value): order for order in agreement.orders}
    yield from _left_out(reviewed, agreed)
    for number, times in Counter(order.number for order in notice.orders).items():
        if times > 1:
            yield error(
                "order_twice",
                _(
                    "Order form {number} stands in the letter {times} times",
                    number=number,
                    times=times,
                ),
                _("Give the order forms of the agreement different numbers"),
                number,
            )
    for order in notice.orders:
        yield from _order(order, agreed.get(order.number))
    yield from _marketplace(reviewed)


def renews_by_itself(agreement: Agreement, order: OrderForm) -> bool:
    """Whether silence renews an order form; unknown counts as yes, the costly mistake."""
    renewal = order.renewal_type or agreement.renewal_type
    return renewal is None or renewal.value is RenewalType.AUTOMATIC


def _left_out(reviewed: Reviewed, agreed: dict[str, OrderForm]) -> Iterator[Finding]:
    covered = {order.number for order in reviewed.notice.orders}
    for number, order in agreed.items():
        if number not in covered and renews_by_itself(reviewed.agreement, order):
            yield warning(
                "order_left_out",
                _("Order form {number} is not in the letter and renews by itself", number=number),
                _("Add it, unless it is to go on; each order form renews on its own"),
                number,
            )


def _order(order: CoveredOrder, agreed: OrderForm | None) -> Iterator[Finding]:
    if not order.number.strip():
        yield error(
            "order_number_missing",
            _("An order form of the letter has no number"),
            _("Write the number that is printed on it"),
        )
    if agreed is None:
        yield error(
            "order_unknown",
            _("Order form {number} is not in the agreement", number=order.number),
            _("Draft the notice again; the agreement was changed after it"),
            order.number,
        )
        return
    end = None if agreed.end_date is None else agreed.end_date.value
    if order.end_date is not None and end is not None and order.end_date != end:
        yield error(
            "end_date_differs",
            _(
                "The letter ends it on {letter}, the agreement on {agreed}",
                letter=order.end_date,
                agreed=end,
            ),
            _("Draft the notice again, or correct the agreement"),
            order.number,
        )
    yield from _lines(order, agreed)


def _lines(order: CoveredOrder, agreed: OrderForm) -> Iterator[Finding]:
    covered = {line.line: line for line in order.lines}
    bought = {line.line: line for line in agreed.subscriptions}
    for number, line in bought.items():
        if number not in covered:
            yield warning(
                "add_on_left_out" if line.add_on else "line_left_out",
                _(
                    "Line {line}, {product}, is not in the letter",
                    line=number,
                    product=line.product.value,
                ),
                _("Name it: what the letter does not name may go on and be billed"),
                f"{order.number}/{number}",
            )
    for number, each in covered.items():
        if number not in bought:
            yield warning(
                "line_unknown",
                _(
                    "Line {line}, {product}, is not in the agreement",
                    line=number,
                    product=each.product,
                ),
                _("Draft the notice again, or add the line to the agreement"),
                f"{order.number}/{number}",
            )
    for number in (each for each in covered if each in bought):
        quantity = bought[number].quantity
        yield from _quantity(
            order.number, covered[number], None if quantity is None else quantity.value
        )
    if not order.lines:
        yield warning(
            "no_lines",
            _("The letter names no product line of the order form"),
            _("It covers them all, yet one that is named cannot be overlooked"),
            order.number,
        )


def _quantity(order: str, line: CoveredLine, agreed: Decimal | None) -> Iterator[Finding]:
    if line.quantity is not None and agreed is not None and line.quantity != agreed:
        yield warning(
            "quantity_differs",
            _(
                "The letter says {letter} of {product}, the agreement {agreed}",
                letter=line.quantity,
                product=line.product,
                agreed=agreed,
            ),
            _("Draft the notice again, or correct the agreement"),
            f"{order}/{line.line}",
        )


def _marketplace(reviewed: Reviewed) -> Iterator[Finding]:
    products = tuple(line.product for _order, line in reviewed.notice.lines(marketplace=True))
    if products:
        yield warning(
            "appexchange_apart",
            _(
                "The letter alone does not cancel these AppExchange products: {products}",
                products=Several(products),
            ),
            _(
                "On AppExchange: My Installs & Subscriptions, Manage Subscription, cancel; "
                "or as the publisher's own contract says"
            ),
        )
