"""A support case or escalation that is ready to be sent, filled from agreement and notice.

It holds only what is known: a fact that was not given leaves its sentence out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salida.documents import Bullets, Document, Facts, Paragraph, Signature
from salida.language import Text, _
from salida.notice.shown import Day, Several, alone, one_line
from salida.notice.trouble.entries import Trouble, trouble
from salida.notice.trouble.phrases import complaint, demands

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from salida.documents import Block
    from salida.model.agreement import Agreement
    from salida.model.money import Money
    from salida.notice.notice import Notice, Signer

Fact = tuple[Text | str, Text | str]


@dataclass(frozen=True, slots=True)
class TroubleFacts:
    """What happened, as far as it is known."""

    sent_on: date | None = None
    """When the notice left."""

    received_on: date | None = None
    """When it was received, as its proof says."""

    invoice: str = ""
    amount: Money | None = None
    case_number: str = ""
    """Of an earlier support case."""

    answer: str = ""
    """What Salesforce said, in its words."""

    description: str = ""
    """What else is to be said, in the company's words."""


def support_case(
    code: str,
    agreement: Agreement,
    notice: Notice | None,
    *,
    day: date,
    language: str,
    signer: Signer | None = None,
    facts: TroubleFacts | None = None,
) -> Document:
    """Return the draft about one trouble. Without a notice it speaks of the agreement alone.

    Raises:
        UsageError: if there is no trouble of that code.
    """
    entry, known = trouble(code), facts or TroubleFacts()
    by = signer or (None if notice is None else notice.signer)
    return Document(
        title=_subject(entry, agreement),
        blocks=tuple(_blocks(entry, agreement, notice, known, by)),
        language=language,
        day=day,
        author=_customer(agreement),
        footer="" if notice is None else _("Our reference: {id}", id=notice.id),
    )


def _subject(entry: Trouble, agreement: Agreement) -> Text:
    if agreement.org_id is None:
        return entry.title
    return _("{title}: org {org}", title=entry.title, org=one_line(agreement.org_id.value))


def _customer(agreement: Agreement) -> str:
    return "" if agreement.customer is None else one_line(agreement.customer.value)


def _blocks(
    entry: Trouble,
    agreement: Agreement,
    notice: Notice | None,
    known: TroubleFacts,
    by: Signer | None,
) -> Iterator[Block]:
    facts = (*_agreed(agreement, notice), *_happened(known))
    if facts:
        yield Facts(facts)
    yield Paragraph(_("To whom it may concern:"))
    if notice is not None and known.sent_on is not None:
        yield Paragraph(
            _(
                "On {day} we gave notice under the agreement above (our reference {id}).",
                day=Day(known.sent_on),
                id=notice.id,
            )
        )
    for each in complaint(entry.code):
        yield Paragraph(each)
    if known.answer:
        yield Paragraph(_("Your answer was: “{answer}”", answer=known.answer.strip()))
    if known.description:
        yield Paragraph(known.description.strip())
    yield Paragraph(_("We ask you to do the following within ten days:"))
    yield Bullets(demands(entry.code), numbered=True)
    yield Paragraph(
        _(
            "Please answer in writing, with the number of this case, and pass it on to whoever can "
            "decide it. All rights are reserved; nothing here withdraws or suspends a notice that "
            "was given."
        )
    )
    greeting = _("Yours faithfully,")
    yield Paragraph(greeting) if by is None else Signature(by.name, by.role, closing=(greeting,))


def _agreed(agreement: Agreement, notice: Notice | None) -> Iterator[Fact]:
    named: tuple[tuple[Text, str | None], ...] = (
        (_("Customer"), _customer(agreement)),
        (_("Your company"), None if agreement.supplier is None else agreement.supplier.value),
        (_("Org Id"), None if agreement.org_id is None else agreement.org_id.value),
    )
    for name, value in named:
        if value:
            yield name, value
    numbers = (
        tuple(order.number for order in notice.orders)
        if notice is not None
        else tuple(str(order.number.value) for order in agreement.orders)
    )
    if numbers:
        yield _("Order forms"), alone(Several(numbers))
    if notice is not None:
        if notice.end_dates:
            ends = tuple(alone(Day(each)) for each in notice.end_dates)
            yield _("End of the term"), alone(Several(ends))
        yield _("Date of the notice"), alone(Day(notice.day))


def _happened(known: TroubleFacts) -> Iterator[Fact]:
    if known.received_on is not None:
        yield _("Received by you on"), alone(Day(known.received_on))
    if known.invoice:
        yield _("Invoice"), known.invoice
    if known.amount is not None:
        yield _("Amount"), alone(known.amount)
    if known.case_number:
        yield _("Earlier case"), known.case_number
