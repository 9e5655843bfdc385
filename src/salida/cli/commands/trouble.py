"""`salida trouble`: what goes wrong while leaving, and what to write then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text as Styled

from salida.agreement.names import Level, TermName, ValueKind
from salida.agreement.values import parse_value
from salida.case import Case
from salida.case.files import write_whole
from salida.case.gathering import Gathered, gather
from salida.cli.command import argument, command, option
from salida.cli.layout import QUIET, facts, heading, table
from salida.cli.record import now, record
from salida.cli.values import Day, OneOf
from salida.documents import Attachment, Document, render_docx, render_html, render_pdf, to_email
from salida.language import LANGUAGES, _, speak
from salida.notice.trouble import (
    Trouble,
    TroubleCode,
    TroubleFacts,
    support_case,
    trouble,
    troubles,
)

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from salida.cli.face import Face

_AMOUNT = TermName("--amount", Level.LINE, ValueKind.MONEY, _("Amount"))


@command(
    "trouble",
    words=_(
        "List the troubles of leaving, or show one: what the guide says, what was found, what to do "
        "in order. With --write the draft of a support case about it is written into the case, "
        "filled from the agreement and the notice. Nothing is sent."
    ),
)
@argument(
    "name",
    required=False,
    type=OneOf(*(each.value for each in TroubleCode)),
    metavar=_("TROUBLE"),
    words=_("Which one; all of them in a list if absent"),
)
@option("--write", is_flag=True, words=_("Write the draft of a support case"))
@option("--invoice", metavar=_("NUMBER"), words=_("The invoice that it is about"))
@option("--amount", metavar=_("AMOUNT"), words=_("Its amount, such as '1234.50 EUR'"))
@option("--received", type=Day(), metavar=_("DATE"), words=_("When the notice was received"))
@option("--support-case", metavar=_("NUMBER"), words=_("The number of an earlier support case"))
@option("--answer", metavar=_("WORDS"), words=_("What Salesforce said, in its words"))
@option("--description", metavar=_("WORDS"), words=_("What else is to be said, in your words"))
@option("--language", type=OneOf(*LANGUAGES), words=_("Of the draft; that of case.toml if absent"))
def trouble_command(
    face: Face, *, name: str | None, write: bool, language: str | None, **known: Any
) -> None:
    """List troubles, show one, or write its draft."""
    if name is None:
        _list(face)
        return
    entry = trouble(name)
    files: tuple[Path, ...] = ()
    if write:
        case = Case.open(face.case_folder)
        gathered = gather(case, now=now())
        files = _write(case, gathered, entry, language, _facts(gathered, **known))
    if face.json:
        names = [str(each) for each in files]
        face.document({"type": "trouble", **_document(entry), "written": names})
        return
    _show(face, entry)
    for each in files:
        face.say(_("Written to {path}", path=each))


def _list(face: Face) -> None:
    if face.json:
        face.document({"type": "troubles", "troubles": [_document(each) for each in troubles()]})
        return
    rows = [(each.code.value, str(each.title)) for each in troubles()]
    face.show(
        heading(_("Troubles of leaving")),
        table(((_("name"), False), (_("what"), False)), rows),
        "",
        *facts((_("Next"), "salida trouble fees --write")),
    )


def _show(face: Face, entry: Trouble) -> None:
    face.show(heading(entry.title), Styled(f"  «{entry.guide}»", style=QUIET), "")
    face.show(Styled(f"  {entry.found}"))
    face.show(Styled(f"  [{'; '.join(entry.sources)}]", style=QUIET), "")
    face.show(heading(_("What to do")))
    for number, step in enumerate(entry.steps, start=1):
        face.show(Styled(f"  {number}. {step}"))


def _facts(
    gathered: Gathered,
    *,
    invoice: str | None,
    amount: str | None,
    received: date | None,
    support_case: str | None,
    answer: str | None,
    description: str | None,
) -> TroubleFacts:
    sent = [each.filed_on for each in gathered.facts.orders if each.filed_on is not None]
    return TroubleFacts(
        sent_on=min(sent, default=None),
        received_on=received,
        invoice=invoice or "",
        amount=None if amount is None else parse_value(_AMOUNT, amount),
        case_number=support_case or "",
        answer=answer or "",
        description=description or "",
    )


def _write(
    case: Case, gathered: Gathered, entry: Trouble, language: str | None, known: TroubleFacts
) -> tuple[Path, ...]:
    day = gathered.clock.today
    notice = gathered.notices[-1].stored.notice if gathered.notices else None
    document = support_case(
        entry.code.value,
        gathered.terms.agreement,
        notice,
        day=day,
        language=language or case.settings.language,
        facts=known,
    )
    base = case.documents_path / "trouble" / f"{day.isoformat()}-{entry.code.value}"
    files = {
        base.with_suffix(".pdf"): render_pdf(document),
        base.with_suffix(".docx"): render_docx(document),
        base.with_suffix(".html"): render_html(document).encode(),
        **_email(case, gathered, document, base),
    }
    for path, content in files.items():
        write_whole(path, content)
    record(case, "trouble.drafted", {"trouble": entry.code.value, "day": day.isoformat()})
    return tuple(files)


def _email(case: Case, gathered: Gathered, document: Document, base: Path) -> dict[Path, bytes]:
    """Return the draft as e-mail, when the case knows from whom and to whom."""
    address = gathered.terms.agreement.notice_email
    if case.settings.mail is None or address is None:
        return {}
    sender = case.settings.mail.sender
    with speak(document.language):
        message = to_email(
            document,
            sender=sender,
            to=(address.value,),
            message_id=f"<{base.name}.{case.settings.id}@{sender.rpartition('@')[2]}>",
            sent_at=now(),
            attachments=(Attachment(f"{base.name}.pdf", "application/pdf", render_pdf(document)),),
        )
    return {base.with_suffix(".eml"): bytes(message)}


def _document(entry: Trouble) -> dict[str, Any]:
    return {
        "code": entry.code.value,
        "title": str(entry.title),
        "guide": entry.guide,
        "found": str(entry.found),
        "confidence": entry.confidence.value,
        "sources": list(entry.sources),
        "steps": [str(each) for each in entry.steps],
    }
