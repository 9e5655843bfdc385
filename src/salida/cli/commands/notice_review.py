"""`salida notice review`: what is missing or contradictory, before anything leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text as Styled

from salida.archive import Archive
from salida.case import Case
from salida.case.gathering import Gathered, Tracked, gather
from salida.case.notices import render
from salida.cli.command import argument, command, option
from salida.cli.layout import BAD, GOOD, facts, heading
from salida.cli.notice_view import (
    chosen,
    file_rows,
    notice_document,
    notice_facts,
    reviewed_findings,
)
from salida.cli.record import now, record
from salida.cli.summary import finding_lines
from salida.cli.values import OneOf
from salida.errors import IncompleteError, SalidaError
from salida.language import _, counted
from salida.model.finding import Finding, Severity

if TYPE_CHECKING:
    from salida.cli.face import Face

REVIEWED = "notice.reviewed"


@command(
    "review",
    words=_(
        "Review a notice: everything that is missing, contradictory or late, before it leaves. The "
        "forms are written anew, so that an edit of notice.json is in the letter. Only a notice "
        "that was reviewed without an error is sent. Ends with exit code 3 if there is one."
    ),
)
@argument(
    "notice",
    required=False,
    metavar=_("NOTICE"),
    words=_("The beginning of its id; the newest if absent"),
)
@option(
    "--post",
    type=OneOf("yes", "no"),
    words=_("Whether you read in the notice clause that an e-mail is not enough"),
)
def notice_review(face: Face, *, notice: str | None, post: str | None) -> None:
    """Review a notice."""
    case = Case.open(face.case_folder)
    gathered = gather(case, now=now())
    tracked = chosen(gathered, notice)
    found = run_review(case, gathered, tracked, post=post)
    files = render(case, tracked.stored, now=now())
    tracked = chosen(gather(case, now=now()), tracked.stored.id)
    errors = [each for each in found if each.severity is Severity.ERROR]
    if face.json:
        face.document(
            {
                "type": "review",
                **notice_document(tracked),
                "findings": [each.to_json() for each in found],
                "ok": not errors,
            }
        )
    else:
        rows = (*notice_facts(tracked), *file_rows(case, files))
        face.show(heading(_("Review")), *facts(*rows), *finding_lines(found), "", verdict(errors))
        if not errors:
            face.show(*facts((_("Next"), "salida notice send")))
    if errors:
        raise IncompleteError(
            counted("The notice has {n} error", "The notice has {n} errors", len(errors)),
            hint=_("Mend the terms and draft it again, or edit notice.json"),
        )


def run_review(
    case: Case, gathered: Gathered, tracked: Tracked, *, post: str | None
) -> tuple[Finding, ...]:
    """Review a notice; without an error that is written down, for these very bytes."""
    found = reviewed_findings(gathered, tracked, archive_org=archive_org(case), post=post)
    errors = sum(each.severity is Severity.ERROR for each in found)
    if not errors:
        record(
            case,
            REVIEWED,
            {
                "notice": tracked.stored.id,
                "sha256": tracked.stored.sha256,
                "findings": [each.code for each in found],
                "post": post,
            },
        )
    return found


def archive_org(case: Case) -> str | None:
    """Return which org the archive was made of, `None` when that cannot be said."""
    if not (case.archive_path / "archive.json").exists():
        return None
    try:
        return Archive.open(case.archive_path).manifest().org.id
    except SalidaError:
        return None


def verdict(errors: list[Finding]) -> Styled:
    """Return one line that says whether it may leave."""
    if not errors:
        return Styled(str(_("✓ Reviewed: nothing stands in its way")), style=GOOD)
    words = counted("✗ Not to be sent: {n} error", "✗ Not to be sent: {n} errors", len(errors))
    return Styled(str(words), style=BAD)
