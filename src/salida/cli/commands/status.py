"""`salida status`: where this exit stands, and the one thing to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text as Styled

from salida.case import Case
from salida.case.gates import MARKABLE, TITLES, Gate, GateState, gates
from salida.case.gathering import Gathered, gather
from salida.case.marks import MARKED, UNMARKED, keep_proof
from salida.case.next_step import NextStep, next_step
from salida.cli.command import command, option
from salida.cli.layout import BAD, DOUBTFUL, GOOD, QUIET, facts, heading, table
from salida.cli.record import now, record
from salida.cli.values import Folder, OneOf, Whole
from salida.errors import UsageError
from salida.language import Text, _, counted, show_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from rich.console import RenderableType

    from salida.case.facts import Facts
    from salida.cli.face import Face

_STATES: dict[GateState, tuple[Text, str]] = {
    GateState.PASSED: (_("✓ passed"), GOOD),
    GateState.OPEN: (_("○ open"), ""),
    GateState.BLOCKED: (_("· waits"), QUIET),
    GateState.OVERRIDDEN: (_("! overridden"), DOUBTFUL),
}


@command(
    "status",
    words=_(
        "Show where this exit stands: seven gates, each computed from what lies in the case, and "
        "the one thing to do next, with its reason and its date. What Salida cannot see yet is "
        "marked by hand with --mark, and written into the journal."
    ),
)
@option(
    "--mark",
    type=OneOf(*MARKABLE),
    words=_("Say that this is done; needs --note, and for deletion --file"),
)
@option("--unmark", type=OneOf(*MARKABLE), words=_("Withdraw that"))
@option("--note", metavar=_("NOTE"), words=_("What was done, in your words"))
@option("--file", type=Folder(), metavar=_("FILE"), words=_("A proof; it is kept in the case"))
@option(
    "--backup-days",
    type=Whole(0, 366),
    metavar=_("DAYS"),
    words=_("How many days a backup takes; estimated from the last one if absent"),
)
def status(
    face: Face,
    *,
    mark: str | None,
    unmark: str | None,
    note: str | None,
    file: Path | None,
    backup_days: int | None,
) -> None:
    """Show where the case stands."""
    case = Case.open(face.case_folder)
    if mark is not None:
        _mark(case, mark, note, file)
    elif note is not None or file is not None:
        raise UsageError(
            _("A note or a file belongs to a gate"),
            hint=_("Name the gate with `--mark`: {names}", names=", ".join(MARKABLE)),
        )
    if unmark is not None:
        record(case, UNMARKED, {"gate": unmark, "note": note})
    gathered = gather(case, now=now(), backup_days=backup_days)
    if face.json:
        face.document(status_document(case, gathered))
        return
    face.show(heading(_("Case {name}", name=case.settings.name)))
    face.show(*gate_lines(gathered.facts), "", *next_lines(gathered.facts))


def _mark(case: Case, name: str, note: str | None, file: Path | None) -> None:
    if not (note or "").strip():
        raise UsageError(
            _("Say what was done, so that it can be judged later"),
            hint=_("Add `--note`"),
        )
    if name == "deletion" and file is None:
        raise UsageError(
            _("A deletion is proven by its certificate"), hint=_("Add it with `--file FILE`")
        )
    proof = None if file is None else keep_proof(case, file)
    record(case, MARKED, {"gate": name, "note": note, "file": proof})


def gate_lines(known: Facts) -> Iterator[RenderableType]:
    """Yield the seven gates, a row each."""
    columns = (("", True), (_("gate"), False), ("", False), (_("why"), False))
    yield table(columns, [_row(number, each) for number, each in enumerate(gates(known), start=1)])


def _row(number: int, gate: Gate) -> tuple[object, ...]:
    words, style = _STATES[gate.state]
    bold = "bold" if gate.state is GateState.OPEN else style
    return (
        number,
        Styled(str(TITLES[gate.code]), style=bold),
        Styled(str(words), style=style, no_wrap=True),
        Styled(str(gate.reason), style=style if gate.state is GateState.BLOCKED else ""),
    )


def next_lines(known: Facts) -> Iterator[Styled]:
    """Yield the next step: what, why, by when, how."""
    step = next_step(known)
    yield heading(_("Next: {action}", action=step.action))
    rows: list[tuple[object, object]] = [
        (_("Why"), step.reason),
        (_("By"), when(step.day, known.today)),
    ]
    if step.command is not None:
        rows.append((_("How"), step.command))
    yield from facts(*rows)


def when(day: date, today: date) -> Styled:
    """Return a day with how far away it is."""
    left = (day - today).days
    if left < 0:
        late = counted("{day}: {n} day late", "{day}: {n} days late", -left, day=show_date(day))
        return Styled(str(late), style=BAD)
    if left == 0:
        return Styled(str(_("{day}: today", day=show_date(day))), style=DOUBTFUL)
    return Styled(str(counted("{day}: in {n} day", "{day}: in {n} days", left, day=show_date(day))))


def status_document(case: Case, gathered: Gathered) -> dict[str, Any]:
    """Return the gates and the next step as JSON."""
    known = gathered.facts
    return {
        "type": "status",
        "case": case.settings.name,
        "today": known.today.isoformat(),
        "gates": [
            {
                "code": each.code.value,
                "title": str(TITLES[each.code]),
                "state": each.state.value,
                "reason": str(each.reason),
                "evidence": [str(one) for one in each.evidence],
            }
            for each in gates(known)
        ],
        "next": _step_document(next_step(known)),
        "backup_days": known.backup.days_needed,
        "backup_days_reason": str(known.backup.days_reason),
    }


def _step_document(step: NextStep) -> dict[str, Any]:
    return {
        "code": step.code,
        "action": str(step.action),
        "reason": str(step.reason),
        "day": step.day.isoformat(),
        "command": step.command,
    }
