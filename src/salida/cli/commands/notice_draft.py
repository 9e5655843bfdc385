"""`salida notice draft`: the letter that ends the agreement, from its confirmed terms."""

from __future__ import annotations

import uuid
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from salida.agreement.fees import fee
from salida.agreement.priced_lines import currencies, priced_lines
from salida.case import Case
from salida.case.gathering import Gathered, gather
from salida.case.notices import DRAFTED, render, save_notice
from salida.cli.command import command, option
from salida.cli.layout import facts, heading
from salida.cli.notice_view import chosen, file_rows, notice_document, notice_facts
from salida.cli.record import now, record
from salida.cli.summary import finding_lines
from salida.cli.values import Day, Folder, OneOf
from salida.errors import UsageError
from salida.language import LANGUAGES, _
from salida.model.finding import Finding, Severity
from salida.model.money import Money, total
from salida.notice.draft import NoticeRequest, Renewed, draft
from salida.notice.notice import Channel, NoticeKind, Signer
from salida.notice.reasons import Price, ReasonFacts, Replacement, reason

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from salida.case.notices import StoredNotice
    from salida.cli.face import Face
    from salida.model.agreement import Agreement

_USUAL = (Channel.EMAIL, Channel.POST)


@command(
    "draft",
    words=_(
        "Draft the notice of non-renewal (or another kind) from the terms of the agreement: every "
        "order form and product line, the org Id, the reason, and what is asked of Salesforce. It "
        "is written as PDF, DOCX, HTML and e-mail into the case, with a cover page for registered "
        "post. Nothing is sent."
    ),
)
@option(
    "--kind",
    type=OneOf(*(each.value for each in NoticeKind)),
    default=NoticeKind.NON_RENEWAL.value,
    words=_("What it does: end at the term's end, renew less, end for cause, switch provider"),
)
@option("--signer", metavar=_("NAME"), words=_("Who signs for the company"))
@option("--role", metavar=_("ROLE"), words=_("As what they sign"))
@option("--place", metavar=_("PLACE"), words=_("Where it is signed"))
@option(
    "--contact", metavar=_("CONTACT"), words=_("Who answers questions: name, telephone, e-mail")
)
@option("--reason", "words", metavar=_("REASON"), words=_("The reason, in your words"))
@option(
    "--reason-file",
    type=Folder(),
    metavar=_("FILE"),
    words=_("The reason from a text file; paragraphs apart by a blank line"),
)
@option("--replacement", metavar=_("NAME"), words=_("The system that takes over, for the reason"))
@option("--live-on", type=Day(), metavar=_("DATE"), words=_("When it takes over"))
@option(
    "--order",
    "orders",
    multiple=True,
    metavar=_("NUMBER"),
    words=_("An order form to end; may be repeated; all of them if absent"),
)
@option(
    "--renew",
    multiple=True,
    metavar=_("LINE=N"),
    words=_("In a reduction: how many of a line go on, such as Q-1/2=10; may be repeated"),
)
@option("--to", multiple=True, metavar=_("ADDRESS"), words=_("A further e-mail address"))
@option(
    "--channel",
    "channels",
    multiple=True,
    type=OneOf(*(each.value for each in Channel)),
    words=_("How it will be sent; may be repeated; e-mail and post if absent"),
)
@option("--clause", metavar=_("CLAUSE"), words=_("The clause that a termination rests on"))
@option("--destination", metavar=_("NAME"), words=_("Where a Data Act switch goes"))
@option("--language", type=OneOf(*LANGUAGES), words=_("Of the letter; that of case.toml if absent"))
def notice_draft(
    face: Face,
    *,
    kind: str,
    signer: str | None,
    role: str | None,
    place: str | None,
    contact: str | None,
    words: str | None,
    reason_file: Path | None,
    replacement: str | None,
    live_on: date | None,
    orders: Sequence[str],
    renew: Sequence[str],
    to: Sequence[str],
    channels: Sequence[str],
    clause: str | None,
    destination: str | None,
    language: str | None,
) -> None:
    """Draft a notice."""
    case = Case.open(face.case_folder)
    gathered = gather(case, now=now())
    agreement = gathered.terms.agreement
    _refuse_unknown(agreement, orders)
    spoken = language or case.settings.language
    request = NoticeRequest(
        id=uuid.uuid4(),
        kind=NoticeKind(kind),
        language=spoken,
        day=gathered.clock.today,
        signer=Signer(signer or "", role or ""),
        place=place or "",
        reason=request_reason(
            agreement, spoken, _own_words(words, reason_file), _replacement(replacement, live_on)
        ),
        channels=tuple(Channel(each) for each in channels) or _USUAL,
        recipients=tuple(to),
        orders=tuple(orders) or None,
        renewed=tuple(_renewed(each) for each in renew),
        contact=contact or "",
        clause=clause or "",
        destination=destination or "",
        eu=case.settings.clock is None or case.settings.clock.data_act is not False,
    )
    stored, files = write(case, request, agreement)
    gathered = gather(case, now=now())
    tracked = chosen(gathered, stored.id)
    if face.json:
        names = [str(each) for each in files]
        face.document({"type": "notice", **notice_document(tracked), "files": names})
        return
    face.show(
        heading(_("Drafted, not sent")), *facts(*notice_facts(tracked), *file_rows(case, files))
    )
    face.show(*finding_lines(_unconfirmed(gathered)), "")
    face.show(*facts((_("Next"), "salida notice review")))


def write(
    case: Case, request: NoticeRequest, agreement: Agreement
) -> tuple[StoredNotice, tuple[Path, ...]]:
    """Write the notice and its forms into the case, and the draft into the journal.

    Raises:
        CaseError: if the case cannot be written.
    """
    stored = save_notice(case, draft(agreement, request))
    files = render(case, stored, now=now())
    record(
        case,
        DRAFTED,
        {"notice": stored.id, "kind": request.kind.value, "sha256": stored.sha256,
         "orders": [each.number for each in stored.notice.orders]},
    )  # fmt: skip
    return stored, files


def _refuse_unknown(agreement: Agreement, orders: Sequence[str]) -> None:
    known = [str(each.number.value) for each in agreement.orders]
    if not known:
        raise UsageError(
            _("No order form is known that a notice could end"),
            hint=_("Read the papers: `salida agreement read FILE`"),
        )
    for each in orders:
        if each not in known:
            raise UsageError(
                _("There is no order form `{number}`", number=each),
                hint=_("There are: {known}", known=", ".join(known)),
            )


def request_reason(
    agreement: Agreement, language: str, own: str | None, new: Replacement | None
) -> str:
    """Return the person's own words, or a reason built from what is known."""
    if own is not None:
        return own
    uplift = agreement.uplift_percent
    price = Price(yearly=yearly(agreement), uplift_percent=uplift.value if uplift else None)
    return reason(ReasonFacts(price=price, replacement=new), language)


def _own_words(words: str | None, file: Path | None) -> str | None:
    if words is None and file is not None:
        return file.read_text(encoding="utf-8")
    return words


def _replacement(name: str | None, live_on: date | None) -> Replacement | None:
    return None if name is None and live_on is None else Replacement(name or "", live_on)


def yearly(agreement: Agreement) -> Money | None:
    """Return what all lines cost in a year; `None` in several currencies, or when one has no price."""
    lines, left_out = priced_lines(agreement)
    used = currencies(lines)
    if left_out or len(used) != 1:
        return None
    year = [
        fee(
            each.unit_price,
            each.period,
            each.quantity,
            (each.start, each.end),
            (each.start, each.end),
        )
        for each in lines
        if (each.end - each.start).days in {364, 365}
    ]
    return total(year, used[0]) if len(year) == len(lines) else None


def _renewed(written: str) -> Renewed:
    place, _equals, number = written.rpartition("=")
    order, _slash, line = place.rpartition("/")
    try:
        quantity = Decimal(number)
    except InvalidOperation:
        quantity = Decimal(-1)
    if not order or not line or not quantity.is_finite() or quantity < 0:
        raise UsageError(
            _("{name} cannot be `{value}`", name="--renew", value=written),
            hint=_("Write the order form, the line and the number: Q-1/2=10"),
        )
    return Renewed(order, line, quantity)


def _unconfirmed(gathered: Gathered) -> list[Finding]:
    waiting = gathered.terms.unconfirmed
    if not waiting:
        return []
    return [
        Finding(
            "terms_not_confirmed",
            _("{n} terms of the letter may rest on readings that nobody confirmed", n=len(waiting)),
            Severity.WARNING,
            hint=_("Confirm them, then draft again: `salida agreement confirm`"),
        )
    ]
