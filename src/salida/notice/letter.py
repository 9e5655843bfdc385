"""The notice as a letter that a lawyer would sign: the declaration first, then all it needs."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from salida.documents import (
    Address,
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Paragraph,
    Signature,
)
from salida.language import Text, _
from salida.notice.asked import requests
from salida.notice.covered import covered_lines
from salida.notice.lead import consequences, customer_of, declaration, name_of
from salida.notice.notice import Channel, NoticeKind
from salida.notice.shown import Day, Several, alone, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.notice.notice import Notice, Party


def letter(notice: Notice) -> Document:
    """Return the letter. It says only what the notice holds; `review` names what it lacks."""
    return Document(
        title=subject(notice),
        blocks=tuple(_blocks(notice)),
        language=notice.language,
        day=notice.day,
        author=one_line(notice.customer.name),
        footer=_("Our reference: {id}", id=notice.id),
        headed=False,
    )


def subject(notice: Notice) -> Text:
    """Return the letter's subject on one line; it is the subject of the e-mail as well."""
    customer = notice.customer.name and one_line(notice.customer.name)
    if not notice.org_id:
        return _("{what}: {customer}", what=name_of(notice.kind), customer=customer)
    return _(
        "{what}: {customer}, org {org}",
        what=name_of(notice.kind),
        customer=customer,
        org=one_line(notice.org_id),
    )


def _blocks(notice: Notice) -> Iterator[Block]:
    yield Address(envelope(notice.customer, tax_id=True))
    yield Address(envelope(notice.supplier), right=True)
    yield Paragraph(_dateline(notice))
    yield Paragraph(_("Subject: {subject}", subject=subject(notice)), strong=True)
    yield Paragraph(_("To whom it may concern:"))
    yield Paragraph(declaration(notice), strong=True)
    for each in consequences(notice):
        yield Paragraph(each)
    yield Facts(_facts(notice))
    yield from _sections(notice)
    yield Signature(
        notice.signer.name,
        notice.signer.role,
        closing=(
            _("Yours faithfully,"),
            _("for and on behalf of {customer}", customer=customer_of(notice)),
        ),
    )


def envelope(party: Party, *, tax_id: bool = False) -> tuple[Text | str, ...]:
    """Return a company as it stands on an envelope, without saying its name twice."""
    address = party.address[1:] if party.address[:1] == (party.name,) else party.address
    number = (_("Tax number {number}", number=party.tax_id),) if tax_id and party.tax_id else ()
    return tuple(each for each in (party.name, *number, *address) if each)


def _dateline(notice: Notice) -> Text:
    if not notice.place:
        return alone(Day(notice.day))
    return _("{place}, {day}", place=notice.place, day=Day(notice.day))


def _facts(notice: Notice) -> tuple[tuple[Text | str, Text | str], ...]:
    facts: list[tuple[Text | str, Text | str]] = []
    if notice.org_id:
        facts.append((_("Org Id"), notice.org_id))
    numbers = tuple(order.number for order in notice.orders)
    if numbers:
        facts.append((_("Order forms"), alone(Several(numbers))))
    facts.append((_("Our reference"), str(notice.id)))
    return tuple(facts)


def _sections(notice: Notice) -> Iterator[Block]:
    number = count(1)
    yield Heading(_("{n}. Order forms and product lines", n=next(number)))
    yield from covered_lines(notice)
    if notice.reason:
        grounds = notice.kind is NoticeKind.TERMINATION
        title = _("{n}. Grounds", n=next(number)) if grounds else _("{n}. Reasons", n=next(number))
        yield Heading(title)
        yield Paragraph(notice.reason)
        if not grounds:
            yield Paragraph(
                _("The reasons are given for information; this notice does not depend on them.")
            )
    asked = tuple(requests(notice))
    if asked:
        yield Heading(_("{n}. What we ask of you", n=next(number)))
        yield Bullets(asked, numbered=True)
    yield Heading(_("{n}. Reservation of rights", n=next(number)))
    yield Paragraph(
        _(
            "This letter is given without prejudice to every other right and claim of {customer}, "
            "all of which are reserved. Nothing in it is a waiver, an admission of any debt, or "
            "consent to a new price, quantity or term, and silence on a later proposal is no "
            "acceptance of it.",
            customer=customer_of(notice),
        )
    )
    if notice.channels:
        yield Heading(_("{n}. How this notice is sent", n=next(number)))
        yield Paragraph(_delivery(notice))


def _delivery(notice: Notice) -> Text:
    ways = Several(tuple(_way(notice, each) for each in notice.channels))
    if len(notice.channels) == 1:
        return _("This notice is sent by {way}.", way=ways)
    return _(
        "This notice is sent by {ways}. All copies are one and the same notice, and it counts "
        "as given on the day on which the first of them is received.",
        ways=ways,
    )


def _way(notice: Notice, channel: Channel) -> Text:
    match channel:
        case Channel.YOUR_ACCOUNT:
            return _("declaration in the Your Account app of the org")
        case Channel.BILLING_PORTAL:
            return _("declaration in the Billing Portal")
        case Channel.ACCOUNT_EXECUTIVE:
            return _("delivery to your account executive")
        case Channel.POST:
            return _("registered post with proof of content and of receipt")
        case Channel.EMAIL:
            if not notice.recipients:
                return _("e-mail")
            return _("e-mail to {addresses}", addresses=Several(notice.recipients))
