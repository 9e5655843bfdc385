"""Whether a confirmation confirms what the notice says: every order form, every line, the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.language import Text, _
from salida.model.finding import Finding, Severity
from salida.notice.acknowledgement.classify import folded
from salida.notice.acknowledgement.match import names
from salida.notice.shown import Several
from salida.notice.tracking import AnswerKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.notice.acknowledgement.classify import Classification
    from salida.notice.acknowledgement.message import IncomingMessage
    from salida.notice.notice import Notice


def compare(
    message: IncomingMessage, classification: Classification, notice: Notice
) -> tuple[Finding, ...]:
    """Return what a confirmation leaves open; empty for any other answer.

    Only the sender's own words count: what they quote is our notice.
    """
    if classification.kind is not AnswerKind.CONFIRMATION:
        return ()
    return (
        *_days(message, classification, notice),
        *_orders(message, notice),
        *_lines(message, notice),
    )


def _days(
    message: IncomingMessage, classification: Classification, notice: Notice
) -> Iterator[Finding]:
    expected = set(notice.end_dates)
    if not expected:
        return
    if not classification.days:
        yield _finding(
            message,
            "confirmation_without_end",
            _("It names no end date"),
            _("Ask for one sentence with the day on which it ends"),
        )
        return
    seen = {day for named in classification.days for day in named.days}
    for named in classification.days:
        if not expected & set(named.days):
            yield _finding(
                message,
                "confirmation_names_other_end",
                _(
                    "It says {quote}; the notice says {days}",
                    quote=named.quote,
                    days=Several(tuple(Text("{day}", {"day": each}) for each in sorted(expected))),
                ),
                _("Ask at once for a correction, and cite the order form"),
                Severity.ERROR,
            )
        elif len(named.days) > 1:
            yield _finding(
                message,
                "confirmation_day_ambiguous",
                _("{quote} can be two different days", quote=named.quote),
                _("Ask for the date with the month in words"),
            )  # fmt: skip
    for day in sorted(expected - seen):
        yield _finding(
            message,
            "confirmation_leaves_out_end",
            _("It does not confirm what ends on {day}", day=day),
            _("Ask for the missing end date"),
            Severity.ERROR,
        )


def _orders(message: IncomingMessage, notice: Notice) -> Iterator[Finding]:
    words = f"{message.subject}\n{message.text}"
    left_out = [
        order.number
        for order in notice.orders
        if not names(words, order.number) and not names(words, order.contract_number or "")
    ]
    if len(notice.orders) > 1 and left_out:
        some = len(left_out) < len(notice.orders)
        yield _finding(
            message,
            "confirmation_leaves_out_order",
            _("It does not name the order forms {numbers}", numbers=Several(tuple(left_out))),
            _("Ask for each order form by its number: each renews by itself"),
            Severity.ERROR if some else Severity.WARNING,
        )


def _lines(message: IncomingMessage, notice: Notice) -> Iterator[Finding]:
    products = {line.product for _order, line in notice.lines(marketplace=False)}
    words = folded(message.text)
    named: set[str] = set()
    # The longest first, and then out of the way: "Sales Cloud" is part of other names.
    for product in sorted(products, key=len, reverse=True):
        if names(words, folded(product)):
            named.add(product)
            words = words.replace(folded(product), " ")
    if named and named != products:
        yield _finding(
            message,
            "confirmation_leaves_out_line",
            _("It names some products and not {products}",
              products=Several(tuple(sorted(products - named)))),
            _("Ask whether these end as well: a line that is not named may be invoiced on"),
            Severity.ERROR,
        )  # fmt: skip


def _finding(
    message: IncomingMessage,
    code: str,
    words: Text,
    hint: Text,
    severity: Severity = Severity.WARNING,
) -> Finding:
    return Finding(code, words, severity, subject=message.name, hint=hint)
