"""An answer to a notice: shown as it was understood, recorded as a person judged it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.text import Text as Styled

from salida.cli.layout import DOUBTFUL, facts, heading
from salida.cli.record import actor, now
from salida.cli.summary import finding_lines
from salida.language import Text, _, show_datetime
from salida.notice.acknowledgement import (
    Classification,
    IncomingMessage,
    Match,
    MatchStrength,
    classify,
    compare,
    match,
    read_message,
    record_answer,
)
from salida.notice.tracking import AnswerKind

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from salida.case import Case
    from salida.case.gathering import Tracked
    from salida.cli.face import Face
    from salida.model.finding import Finding

ANSWERS: dict[AnswerKind, Text] = {
    AnswerKind.DELIVERED: _("it arrived"),
    AnswerKind.UNDELIVERED: _("it did not arrive"),
    AnswerKind.AUTO_REPLY: _("an automatic answer"),
    AnswerKind.RECEIPT: _("receipt acknowledged"),
    AnswerKind.CONFIRMATION: _("the end is confirmed"),
    AnswerKind.PARTIAL: _("a part of it is confirmed"),
    AnswerKind.REFUSAL: _("it is refused"),
    AnswerKind.QUESTION: _("a question"),
    AnswerKind.OTHER: _("something else"),
}
_MATCHES: dict[MatchStrength, Text] = {
    MatchStrength.NONE: _("nothing says that it is about this notice"),
    MatchStrength.WEAK: _("hardly"),
    MatchStrength.PROBABLE: _("probably"),
    MatchStrength.STRONG: _("very likely"),
    MatchStrength.CERTAIN: _("certainly"),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person says that an answer is; `None` leaves it to the question on the terminal."""

    kind: AnswerKind | None = None
    end: date | None = None


def take_in(face: Face, case: Case, tracked: Tracked, path: Path, word: Judged) -> dict[str, Any]:
    """Show what an answer seems to say; keep it when a person has judged it.

    Raises:
        UsageError: if the file cannot be read.
        CaseError: if it cannot be kept.
    """
    message = read_message(path)
    notice = tracked.stored.notice
    said = classify(message)
    fits = match(message, notice, tracked.told)
    findings = (*message.findings, *said.findings, *fits.findings, *compare(message, said, notice))
    if not face.json:
        _show_answer(face, message, said, fits, findings)
    judged = word.kind or _ask(face, said)
    if judged is not None:
        end = word.end
        if judged is AnswerKind.CONFIRMATION and end is None:
            end = _only_day(said)
        with case.journal() as journal:
            record_answer(
                journal,
                case.documents_path,
                path,
                message,
                notice_id=tracked.stored.id,
                kind=judged,
                quote=said.quote,
                end_date=end,
                now=now(),
                actor=actor(),
            )
    return {
        "file": str(path),
        "proposed": said.kind.value,
        "confidence": said.confidence.value,
        "quote": said.quote,
        "match": fits.strength.name.lower(),
        "reasons": [str(each) for each in fits.reasons],
        "findings": [each.to_json() for each in findings],
        "recorded_as": None if judged is None else judged.value,
    }


def _show_answer(
    face: Face,
    message: IncomingMessage,
    said: Classification,
    fits: Match,
    findings: tuple[Finding, ...],
) -> None:
    reasons = "; ".join(str(each) for each in fits.reasons)
    sent = "?" if message.sent_at is None else show_datetime(message.sent_at)
    face.show(
        heading(_("Answer")),
        *facts(
            (_("From"), message.sender or "?"),
            (_("Sent"), sent),
            (
                _("About this notice"),
                f"{_MATCHES[fits.strength]}{f' ({reasons})' if reasons else ''}",
            ),
            (_("Seems to say"), ANSWERS[said.kind]),
            (_("In its words"), f"“{said.quote}”" if said.quote else "?"),
        ),
        *finding_lines(findings),
        "",
    )


def _ask(face: Face, said: Classification) -> AnswerKind | None:
    """Ask whether the proposal is right; without a terminal nothing is recorded."""
    if face.json or not sys.stdin.isatty():
        face.say(
            Styled(
                str(_("Not recorded: say what it is with `--kind {kind}`", kind=said.kind.value)),
                style=DOUBTFUL,
            )
        )
        return None
    question = _("Is that what it says? [y] yes, [n] no, do not record it:")
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    return (
        said.kind if sys.stdin.readline().strip().lower() in {"y", "yes", "s", "sí", "si"} else None
    )


def _only_day(said: Classification) -> date | None:
    """Return the day that a confirmation names, when there is exactly one reading of it."""
    days = {day for named in said.days for day in named.days}
    return days.pop() if len(days) == 1 else None
