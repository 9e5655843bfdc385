"""What is contradictory or missing in an agreement: findings in words, before anyone acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.language import Text, _
from salida.model.agreement import RenewalType
from salida.model.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from salida.model.agreement import Agreement, OrderForm, Subscription


def check(agreement: Agreement) -> tuple[Finding, ...]:
    """Return every defect of the agreement; an empty tuple when there is none."""
    return (
        *_whole(agreement),
        *(finding for order in agreement.orders for finding in _order(agreement, order)),
        *_different_ends(agreement),
    )


def _whole(agreement: Agreement) -> Iterator[Finding]:
    needed = {
        "customer": (agreement.customer, _("Who the customer is")),
        "supplier": (agreement.supplier, _("Which Salesforce entity the contract is with")),
        "notice_address": (agreement.notice_address, _("Where a notice must be sent")),
        "org_id": (agreement.org_id, _("Which org it is about")),
    }
    for name, (term, what) in needed.items():
        if term is None:
            yield _finding(
                "missing_term",
                name,
                _("{what} is not stated", what=what),
                hint=_("Read the master agreement's first and last pages, or write it yourself"),
            )
    if not agreement.orders:
        yield _finding(
            "no_order_form",
            None,
            _("No order form was read, so no term has an end and no date can be computed"),
            Severity.ERROR,
            _("Read the order forms: they state the term and what was bought"),
        )


def _order(agreement: Agreement, order: OrderForm) -> Iterator[Finding]:
    number = str(order.number.value)
    if order.end_date is None and not any(each.end_date for each in order.subscriptions):
        yield _finding(
            "missing_end",
            number,
            _("The order form states no end, so its deadline is unknown"),
            Severity.ERROR,
            _("Write `end_date` from the order form, or read the amendment that sets it"),
        )
    if order.renewal_type is None and agreement.renewal_type is None:
        yield _finding(
            "missing_renewal_type",
            number,
            _("No paper says whether it renews by itself; it is treated as if it did"),
        )
    start = order.start_date.value if order.start_date else None
    end = order.end_date.value if order.end_date else None
    yield from _backwards(number, start, end)
    yield from _notice(agreement, order, start, end)
    if not order.subscriptions:
        yield _finding("no_lines", number, _("The order form has no product lines"))
    for line in order.subscriptions:
        yield from _line(number, order, line)


def _backwards(subject: str, start: date | None, end: date | None) -> Iterator[Finding]:
    if start is not None and end is not None and end < start:
        yield _finding(
            "end_before_start",
            subject,
            _("It ends on {end}, before it starts on {start}", end=end, start=start),
            Severity.ERROR,
            _("One of the two was read wrongly, or day and month are swapped"),
        )


def _notice(
    agreement: Agreement, order: OrderForm, start: date | None, end: date | None
) -> Iterator[Finding]:
    notice = order.notice_days or agreement.notice_days
    if notice is None:
        renewal = order.renewal_type or agreement.renewal_type
        if renewal is None or renewal.value is RenewalType.AUTOMATIC:
            yield _finding(
                "missing_notice_days",
                str(order.number.value),
                _("No paper states the notice days; the published 30 are used, unconfirmed"),
            )
    elif start is not None and end is not None and notice.value > (end - start).days >= 0:
        yield _finding(
            "notice_longer_than_term",
            str(order.number.value),
            _("The notice of {days} days is longer than the term", days=notice.value),
            Severity.ERROR,
        )


def _line(number: str, order: OrderForm, line: Subscription) -> Iterator[Finding]:
    subject = f"{number}/{line.line}"
    start = line.start_date.value if line.start_date else None
    end = line.end_date.value if line.end_date else None
    yield from _backwards(subject, start, end)
    if line.quantity is not None and line.quantity.value <= 0:
        yield _finding(
            "quantity_not_positive",
            subject,
            _("The quantity is {quantity}", quantity=line.quantity.value),
            Severity.ERROR,
        )
    if (
        line.unit_price is not None
        and order.currency is not None
        and line.unit_price.value.currency != order.currency.value
    ):
        yield _finding(
            "currency_differs",
            subject,
            _(
                "The line is priced in {line}, the order form in {order}",
                line=line.unit_price.value.currency,
                order=order.currency.value,
            ),
        )
    if line.unit_price is None or line.quantity is None:
        yield _finding(
            "line_not_priced",
            subject,
            _("Without quantity and unit price the line is left out of every amount"),
        )


def _different_ends(agreement: Agreement) -> Iterator[Finding]:
    ends = sorted({order.end_date.value for order in agreement.orders if order.end_date})
    if len(ends) > 1:
        yield _finding(
            "order_forms_end_apart",
            None,
            _(
                "The order forms end on {n} different days, from {first} to {last}",
                n=len(ends),
                first=ends[0],
                last=ends[-1],
            ),
            hint=_("Each needs its own notice in time; ask whether they were to co-terminate"),
        )


def _finding(
    code: str,
    subject: str | None,
    message: Text,
    severity: Severity = Severity.WARNING,
    hint: Text | None = None,
) -> Finding:
    return Finding(code=code, message=message, severity=severity, subject=subject, hint=hint)
