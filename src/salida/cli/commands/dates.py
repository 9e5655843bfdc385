"""`salida dates`: every date of the exit, and why it is that date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text as Styled

from salida.agreement.ics import to_ics
from salida.case import Case
from salida.case.clock import case_clock
from salida.case.files import write_whole
from salida.case.terms import load_terms
from salida.cli.command import command, option
from salida.cli.layout import BAD, DOUBTFUL, GOOD, QUIET, facts, heading, table
from salida.cli.record import now, record
from salida.cli.summary import finding_lines
from salida.cli.terms_view import place
from salida.cli.values import Folder
from salida.cli.visible import visible
from salida.language import _, counted, show_date, show_number
from salida.model.finding import Severity
from salida.model.keydate import KeyDate, KeyDateKind
from salida.model.provenance import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from rich.console import RenderableType

    from salida.case.clock import CaseClock
    from salida.case.terms import Terms
    from salida.cli.face import Face

EXPORTED = "dates.exported"


@command(
    "dates",
    words=_(
        "Show every date of the exit: the notice deadline, the renewal window, the last working "
        "day of each channel, the end of the term and the two clocks that run after it. Only dates "
        "that rest on confirmed terms are binding. What was missed is said, with what remains "
        "possible."
    ),
)
@option("--explain", is_flag=True, words=_("Why each date is that date: formula and sources"))
@option("--all", "everything", is_flag=True, words=_("Also the dates that have passed"))
@option(
    "--ics",
    type=Folder(),
    metavar=_("FILE"),
    words=_("Write a calendar file with alarms; a later one moves its events, adds none twice"),
)
@option(
    "--region",
    metavar=_("REGION"),
    words=_("Whose public holidays count: ES, ES-MD, FR; that of case.toml if absent"),
)
def dates(
    face: Face, *, explain: bool, everything: bool, ics: Path | None, region: str | None
) -> None:
    """Show the dates."""
    case = Case.open(face.case_folder)
    terms = load_terms(case)
    clock = case_clock(case, terms.agreement, now=now(), region=region)
    if ics is not None:
        export(case, clock, ics)
    if face.json:
        face.document(dates_document(clock, terms))
        return
    if not clock.dates:
        face.show(heading(_("No date can be computed")), *finding_lines(terms.findings))
        face.show(*facts((_("Next"), "salida agreement read")))
        return
    face.show(*date_lines(clock, everything=everything))
    if explain:
        face.show(*explanations(clock, everything=everything))
    face.show(*_unsure(terms, clock))
    if ics is not None:
        face.say(_("Written to {path}", path=ics))


def export(case: Case, clock: CaseClock, path: Path) -> None:
    """Write the calendar file, numbered one higher than the last one of this case.

    Raises:
        CaseError: if it cannot be written.
    """
    with case.journal() as journal:
        sequence = sum(1 for each in journal.entries() if each.action == EXPORTED)
    content = to_ics(clock.dates, case_id=case.settings.id, now=now(), sequence=sequence)
    write_whole(path.absolute(), content)
    record(case, EXPORTED, {"file": path.name, "sequence": sequence, "dates": len(clock.dates)})


def date_lines(clock: CaseClock, *, everything: bool = False) -> Iterator[RenderableType]:
    """Yield what was missed, then the dates to come."""
    yield heading(_("Dates, on {day}", day=clock.today))
    late = [each for each in clock.dates if is_missed(each, clock.today)]
    if late:
        yield ""
        yield heading(_("Missed"), style=BAD)
        for each in late:
            yield _missed_line(each)
            yield Styled(f"    {each.if_missed}" if each.if_missed else "", style=QUIET)
    coming = [each for each in clock.dates if everything or each.day >= clock.today]
    yield ""
    columns = (
        (_("day"), False),
        (_("days left"), True),
        (_("what"), False),
        (_("order form"), False),
        ("", False),
    )
    yield table(columns, [_row(each, clock.today) for each in coming])


def is_missed(each: KeyDate, today: date) -> bool:
    """Whether something that had to be done by then can no longer be done in time."""
    return each.kind is KeyDateKind.DEADLINE and each.day < today


def _missed_line(each: KeyDate) -> Styled:
    order = f" ({each.order})" if each.order else ""
    return Styled(f"  {show_date(each.day)}  {each.title}{visible(order)}", style=BAD)


def _row(each: KeyDate, today: date) -> tuple[object, ...]:
    styles = {KeyDateKind.DEADLINE: "bold", KeyDateKind.RECOMMENDED: "", KeyDateKind.EVENT: QUIET}
    style = styles.get(each.kind, QUIET)
    left = (each.day - today).days
    return (
        Styled(show_date(each.day), style=style, no_wrap=True),
        show_number(left),
        Styled(str(each.title), style=style),
        visible(each.order or ""),
        binding(each),
    )


def binding(each: KeyDate) -> Styled:
    """Return whether a date may be relied on."""
    if each.confidence is Confidence.CONFIRMED:
        return Styled(str(_("✓ binding")), style=GOOD)
    if all(
        _is_paper_confirmed(one.provenance.source, one.provenance.confidence) for one in each.inputs
    ):
        # It rests on confirmed terms and on rules that nobody of the company signed.
        return Styled(str(_("by rule")), style=QUIET)
    words = _("to confirm")
    return Styled(f"? {words}", style=DOUBTFUL)


def _is_paper_confirmed(source: str, confidence: Confidence) -> bool:
    return confidence is Confidence.CONFIRMED or source not in {"paper", "person"}


def explanations(clock: CaseClock, *, everything: bool = False) -> Iterator[RenderableType]:
    """Yield, for each date, its formula and where its inputs come from."""
    yield ""
    yield heading(_("Why"))
    for each in clock.dates:
        if not everything and each.day < clock.today and not is_missed(each, clock.today):
            continue
        order = f" · {visible(each.order)}" if each.order else ""
        yield ""
        yield Styled(f"  {show_date(each.day)}  {each.title}{order}", style="bold")
        yield Styled(f"    = {each.formula}")
        for one in each.inputs:
            words = f"    {one.name} = {visible(one.value)}  {visible(place(one.provenance))}"
            line = Styled(words, style=QUIET)
            if one.provenance.quote:
                line.append(f"  “{visible(one.provenance.quote)}”")
            yield line


def _unsure(terms: Terms, clock: CaseClock) -> Iterator[RenderableType]:
    errors = [each for each in terms.findings if each.severity is Severity.ERROR]
    yield from finding_lines(errors)
    if terms.unconfirmed:
        yield ""
        words = counted(
            "{n} term is not confirmed; a date that rests on it is not binding",
            "{n} terms are not confirmed; dates that rest on them are not binding",
            len(terms.unconfirmed),
        )
        yield Styled(f"? {words}", style=DOUBTFUL)
        yield from facts((_("Next"), "salida agreement confirm"))
    elif not any(each.confidence is Confidence.CONFIRMED for each in clock.dates):
        yield ""
        words = _("No date rests on confirmed terms alone")
        yield Styled(f"? {words}", style=DOUBTFUL)


def dates_document(clock: CaseClock, terms: Terms) -> dict[str, Any]:
    """Return the dates as JSON, each with its formula and inputs."""
    return {
        "type": "dates",
        "today": clock.today.isoformat(),
        "time_zone": clock.zone,
        "dates": [_date_document(each, clock.today) for each in clock.dates],
        "findings": [each.to_json() for each in terms.findings],
    }


def _date_document(each: KeyDate, today: date) -> dict[str, Any]:
    return {
        "code": each.code,
        "day": each.day.isoformat(),
        "days_left": (each.day - today).days,
        "kind": each.kind.value,
        "order": each.order,
        "title": str(each.title),
        "formula": str(each.formula),
        "confidence": each.confidence.value,
        "binding": each.confidence is Confidence.CONFIRMED,
        "missed": is_missed(each, today),
        "if_missed": None if each.if_missed is None else str(each.if_missed),
        "inputs": _inputs(each),
    }


def _inputs(each: KeyDate) -> Sequence[dict[str, Any]]:
    return [
        {"name": one.name, "value": one.value, **one.provenance.to_json()} for one in each.inputs
    ]
