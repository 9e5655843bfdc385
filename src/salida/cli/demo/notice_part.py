"""The demo's last part: with a proven backup the notice is drafted and reviewed."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from salida.case.gathering import gather
from salida.cli.commands.notice_draft import request_reason, write
from salida.cli.commands.notice_review import run_review, verdict
from salida.cli.commands.status import gate_lines, next_lines, status_document
from salida.cli.demo.shown import paragraph
from salida.cli.layout import QUIET, heading
from salida.cli.notice_view import chosen, notice_document
from salida.cli.record import now
from salida.documents import page_count
from salida.language import _, counted, current_language
from salida.model.finding import Severity
from salida.notice.draft import NoticeRequest
from salida.notice.letter import subject
from salida.notice.notice import Channel, NoticeKind, Signer

if TYPE_CHECKING:
    from salida.case import Case
    from salida.case.gathering import Tracked
    from salida.cli.face import Face
    from salida.cli.steps import Steps
    from salida.model.finding import Finding

_SIGNER = "Laura Vidal Serrano"
_CONTACT = "Laura Vidal Serrano, laura.vidal@brisalta.example, +34 910 000 000"


def give_notice(steps: Steps, case: Case) -> tuple[Tracked, tuple[Finding, ...]]:
    """Draft and review the notice; return it with what the review found."""
    gathered = gather(case, now=now())
    agreement = gathered.terms.agreement
    with steps.step(_("Draft the notice")) as done:
        request = NoticeRequest(
            id=uuid.uuid4(),
            kind=NoticeKind.NON_RENEWAL,
            language=current_language(),
            day=gathered.clock.today,
            signer=Signer(_SIGNER, str(_("Managing director"))),
            place="Madrid",
            reason=request_reason(agreement, current_language(), None, None),
            channels=(Channel.EMAIL, Channel.POST),
            contact=_CONTACT,
        )
        stored, _files = write(case, request, agreement)
        pages = page_count(stored.letter_path.read_bytes())
        done(counted("{n} page, as PDF, DOCX and HTML", "{n} pages, as PDF, DOCX and HTML", pages))
    with steps.step(_("Review the notice")) as done:
        gathered = gather(case, now=now())
        found = run_review(case, gathered, chosen(gathered, stored.id), post=None)
        errors = sum(each.severity is Severity.ERROR for each in found)
        done(
            counted("{n} error", "{n} errors", errors) if errors else _("nothing stands in its way")
        )
    return chosen(gather(case, now=now()), stored.id), found


def show_notice(face: Face, case: Case, tracked: Tracked, found: tuple[Finding, ...]) -> None:
    """Print the notice's first words, its verdict, and where the exit stands now."""
    errors = [each for each in found if each.severity is Severity.ERROR]
    face.show("", heading(_("The notice")), paragraph(subject(tracked.stored.notice)))
    reason = tracked.stored.notice.reason.split("\n\n", maxsplit=1)[0]
    face.show(paragraph(reason, style=QUIET), verdict(errors))
    gathered = gather(case, now=now())
    face.show("", heading(_("Where the exit stands now")), *gate_lines(gathered.facts))
    face.show("", *next_lines(gathered.facts))


def notice_part_document(
    case: Case, tracked: Tracked, found: tuple[Finding, ...]
) -> dict[str, Any]:
    """Return the last part as JSON."""
    return {
        "notice": notice_document(tracked),
        "review": [each.to_json() for each in found],
        "status": status_document(case, gather(case, now=now())),
    }
