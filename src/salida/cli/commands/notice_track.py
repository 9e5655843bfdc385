"""`salida notice track`: answers taken in, what to do next, and the letters for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from rich.text import Text as Styled

from salida.case import Case
from salida.case.files import write_whole
from salida.case.gathering import STEPS, Gathered, Tracked, gather
from salida.cli.answer_view import ANSWERS, Judged, take_in
from salida.cli.command import argument, command, option
from salida.cli.commands.status import when
from salida.cli.layout import GOOD, QUIET, facts, heading, table
from salida.cli.notice_view import chosen, notice_document, notice_facts
from salida.cli.record import now, record
from salida.cli.values import Day, Folder, OneOf
from salida.cli.visible import visible
from salida.documents import render_docx, render_html, render_pdf
from salida.errors import UsageError
from salida.language import _, show_datetime
from salida.notice.tracking import AnswerKind, Demand, StepKind, escalation_letter
from salida.notice.tracking.escalation import WRITTEN

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from salida.cli.face import Face

REMINDED = "notice.reminded"


@command(
    "track",
    words=_(
        "Follow a notice until its end is confirmed in writing: take in answers (.eml, .msg, PDF, "
        "text), show what is to be done next and when, and write the reminder, the letter to the "
        "manager, the support case or the formal demand. What an answer says is proposed; a person "
        "decides with --kind."
    ),
)
@argument(
    "notice",
    required=False,
    metavar=_("NOTICE"),
    words=_("The beginning of its id; the newest if absent"),
)
@option("--answer", type=Folder(), metavar=_("FILE"), words=_("An answer to take in"))
@option(
    "--kind",
    type=OneOf(*(each.value for each in AnswerKind)),
    metavar=_("KIND"),
    words=_(
        "What the answer says, as you read it: {kinds}; without it, it is only shown",
        kinds=", ".join(each.value for each in AnswerKind),
    ),
)
@option("--end", type=Day(), metavar=_("DATE"), words=_("The end date that the answer confirms"))
@option(
    "--write",
    type=OneOf(*(each.value for each in WRITTEN)),
    words=_("Write the letter of a step: PDF, DOCX and HTML; nothing is sent"),
)
@option(
    "--done",
    type=OneOf(*(each.value for each in (*WRITTEN, StepKind.ANSWER))),
    words=_("Record that a step was taken"),
)
def notice_track(
    face: Face,
    *,
    notice: str | None,
    answer: Path | None,
    kind: str | None,
    end: date | None,
    write: str | None,
    done: str | None,
) -> None:
    """Track a notice."""
    case = Case.open(face.case_folder)
    gathered = gather(case, now=now())
    tracked = chosen(gathered, notice)
    taken: dict[str, Any] | None = None
    if answer is not None:
        word = Judged(None if kind is None else AnswerKind(kind), end)
        taken = take_in(face, case, tracked, answer, word)
    elif kind is not None or end is not None:
        raise UsageError(_("Which answer?"), hint=_("Name its file with `--answer FILE`"))
    if done is not None:
        record(case, REMINDED, {"notice": tracked.stored.id, "step": done})
    files = () if write is None else _write(case, gathered, tracked, StepKind(write))
    gathered = gather(case, now=now())
    tracked = chosen(gathered, tracked.stored.id)
    if face.json:
        names = [str(each) for each in files]
        face.document(
            {"type": "tracking", **notice_document(tracked), "answer": taken, "written": names}
        )
        return
    for each in files:
        face.say(_("Written to {path}", path=each))
    _show(face, gathered, tracked)


def _write(case: Case, gathered: Gathered, tracked: Tracked, step: StepKind) -> tuple[Path, ...]:
    if tracked.told.sent_at is None:
        raise UsageError(
            _("The notice has not been sent, so nobody can be reminded of it"),
            hint=_(
                "Send it with `salida notice send`, or record it with `salida notice mark-sent`"
            ),
        )
    demand = Demand(
        notice=tracked.stored.notice,
        told=tracked.told,
        zone=ZoneInfo(gathered.clock.zone),
        deadline=gathered.facts.next_deadline or _deadline(gathered, tracked),
    )
    letter = escalation_letter(step, demand, day=gathered.clock.today)
    base = tracked.stored.folder / f"{gathered.clock.today.isoformat()}-{step.value}"
    files = {
        base.with_suffix(".pdf"): render_pdf(letter),
        base.with_suffix(".docx"): render_docx(letter),
        base.with_suffix(".html"): render_html(letter).encode(),
    }
    for path, content in files.items():
        write_whole(path, content)
    record(case, "notice.escalation_written", {"notice": tracked.stored.id, "step": step.value})
    return tuple(files)


def _deadline(gathered: Gathered, tracked: Tracked) -> date | None:
    numbers = {each.number for each in tracked.stored.notice.orders}
    return min(
        (
            each.deadline
            for each in gathered.facts.orders
            if each.number in numbers and each.deadline is not None
        ),
        default=None,
    )


def _show(face: Face, gathered: Gathered, tracked: Tracked) -> None:
    face.show(heading(_("Notice")), *facts(*notice_facts(tracked)))
    if tracked.told.answers:
        rows = [
            (show_datetime(each.at), str(ANSWERS[each.kind]), visible(each.key))
            for each in tracked.told.answers
        ]
        face.show("", table(((_("when"), False), (_("answer"), False), ("", False)), rows))
    face.show("")
    if not tracked.steps:
        words = _("✓ Nothing is left to do about this notice")
        face.show(Styled(str(words), style=GOOD))
        return
    face.show(heading(_("What is to be done")))
    for step in tracked.steps:
        line = Styled("  ")
        line.append_text(when(step.day, gathered.clock.today))
        line.append(f"  {STEPS[step.kind]}", style="bold")
        line.append(f"  {step.reason}", style=QUIET)
        if step.kind in WRITTEN:
            line.append(f"  --write {step.kind.value}", style=QUIET)
        face.show(line)
