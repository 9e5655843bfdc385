"""The order forms and product lines in the letter: every one, add-ons included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.documents import Block, Facts, Heading, Paragraph, Table
from salida.language import Text, _, counted
from salida.notice.notice import NoticeKind
from salida.notice.shown import Day, alone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from salida.notice.notice import CoveredLine, CoveredOrder, Notice

Row = tuple[Text | str, ...]


def covered_lines(notice: Notice) -> Iterator[Block]:
    """Yield a part for each order form, and one of its own for AppExchange products."""
    reduced = notice.kind is NoticeKind.REDUCTION
    for order in notice.orders:
        yield Heading(_("Order form {number}", number=order.number), level=3)
        facts = tuple(_facts(order))
        if facts:
            yield Facts(facts)
        lines = [each for each in order.lines if not each.marketplace]
        if lines:
            yield _table([(order, each) for each in lines], notice.kind)
        elif not order.lines:
            yield Paragraph(_("Every product line of this order form, whatever it is called."))
    if notice.orders and not reduced:
        yield Paragraph(
            _(
                "This notice covers everything ordered under these order forms, with all add-ons "
                "and later additions, also where the tables do not name it."
            )
        )
    apart = list(notice.lines(marketplace=True))
    if apart:
        yield Heading(_("AppExchange products"), level=3)
        yield _table(apart, notice.kind, with_order=True)
        yield Paragraph(
            _(
                "AppExchange products are also cancelled with their publishers. As far as they are "
                "invoiced by you, this notice covers them as well."
            )
        )


def _facts(order: CoveredOrder) -> Iterator[tuple[Text, Text | str]]:
    if order.contract_number:
        yield _("Contract number"), order.contract_number
    if order.end_date is not None:
        yield _("Last day of the term"), alone(Day(order.end_date))
    if order.notice_days is not None:
        yield (
            _("Notice period"),
            counted(
                "{n} day before the end of the term",
                "{n} days before the end of the term",
                order.notice_days,
            ),
        )


def _table(
    lines: list[tuple[CoveredOrder, CoveredLine]], kind: NoticeKind, *, with_order: bool = False
) -> Table:
    reduced = kind is NoticeKind.REDUCTION
    # What is ended early does not end on the day that its order form states.
    early = kind in {NoticeKind.TERMINATION, NoticeKind.DATA_ACT_SWITCH}
    end = _("End of its term") if early else _("Last day")
    header: Row = (_("Line"), _("Product"), _("Quantity"), end)
    if with_order:
        header = (_("Order form"), *header)
    if reduced:
        header = (*header, _("Renewed"))
    quantity = 3 if with_order else 2
    return Table(
        header=header,
        rows=tuple(
            _row(order, line, reduced=reduced, with_order=with_order) for order, line in lines
        ),
        right=frozenset({quantity, quantity + 2} if reduced else {quantity}),
    )


def _row(order: CoveredOrder, line: CoveredLine, *, reduced: bool, with_order: bool) -> Row:
    product = _("{product} (add-on)", product=line.product) if line.add_on else line.product
    row: Row = (line.line, product, _quantity(line.quantity), _end(order.end_of(line)))
    if with_order:
        row = (order.number, *row)
    if reduced:
        row = (*row, _("none of them") if line.renew is None else alone(line.renew))
    return row


def _quantity(quantity: Decimal | None) -> Text:
    return _("all of them") if quantity is None else alone(quantity)


def _end(day: date | None) -> Text:
    return _("the end of its term") if day is None else alone(Day(day))
