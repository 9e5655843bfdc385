"""The demo's first half: papers, clock, money, gates, and a notice that is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from salida.agreement.scenarios import scenarios
from salida.case.confirming import confirm
from salida.case.gathering import Gathered, gather
from salida.case.terms import load_terms
from salida.cli.commands.agreement_confirm import write_confirmed
from salida.cli.commands.agreement_read import read
from salida.cli.commands.dates import binding
from salida.cli.commands.notice_send import pass_gate
from salida.cli.commands.scenarios import scenarios_document, totals_table
from salida.cli.commands.status import gate_lines, next_lines, status_document
from salida.cli.demo.shown import paragraph, shortened
from salida.cli.layout import BAD, QUIET, facts, heading, table
from salida.cli.record import now
from salida.cli.terms_view import place
from salida.errors import GateError
from salida.language import _, counted, current_language, show_date, show_number
from salida.practice.papers import practice_papers, practice_term

if TYPE_CHECKING:
    from pathlib import Path

    from salida.archive import OrgIdentity
    from salida.case import Case
    from salida.case.terms import Terms
    from salida.cli.face import Face
    from salida.cli.steps import Steps
    from salida.model.scenario import Scenario

_DATES = (
    "notice_recommended",
    "renewal_window_opens",
    "send_by_post_by",
    "notice_deadline",
    "term_end",
    "org_locks",
    "data_return_ends",
    "courtesy_ends",
)
_QUOTE = 150
"""Characters of a quote on the screen."""


def sign(steps: Steps, case: Case, org: OrgIdentity, folder: Path) -> Terms:
    """Invent the papers that the company signed, read them and confirm their terms."""
    today = gather(case, now=now()).clock.today
    term = practice_term(org.name, org.id, today)
    papers = practice_papers(term, current_language())
    folder.mkdir()
    for each in papers:
        (folder / each.name).write_bytes(each.content)
    with steps.step(_("Read what was signed")) as done:
        result = read(case, [folder / each.name for each in papers])
        terms = len(result.terms.chosen)
        done(_("{terms} terms from {papers} papers", terms=terms, papers=len(papers)))
    with steps.step(_("Confirm the terms")) as done:
        changes = [confirm(each) for each in result.terms.unconfirmed]
        write_confirmed(case, result.terms, changes, asked=False)
        done(counted("{n} term, as a person would", "{n} terms, as a person would", len(changes)))
    return load_terms(case)


def show_agreement(face: Face, gathered: Gathered) -> None:
    """Print what was signed, when what is due, and what it costs."""
    terms = gathered.terms
    face.show("", heading(_("What was signed")))
    for order in terms.agreement.orders:
        if order.start_date is None or order.end_date is None or order.notice_days is None:
            continue
        notice = order.notice_days
        face.show(
            *facts(
                (_("Order form"), order.number.value),
                (
                    _("Term"),
                    _("{start} to {end}", start=order.start_date.value, end=order.end_date.value),
                ),
                (_("Notice days"), f"{notice.value} · {place(notice.provenance)}"),
            ),
            paragraph(f"“{shortened(notice.provenance.quote or '', _QUOTE)}”", style=QUIET),
        )
    face.show("", heading(_("The clock")), _clock_table(gathered))
    found = _scenarios(gathered)
    if found:
        face.show("", heading(_("The money, until the end of the next term")))
        face.show(totals_table(found[0].currency, found))


def _clock_table(gathered: Gathered) -> Any:
    today = gathered.clock.today
    rows = [
        (show_date(each.day), show_number((each.day - today).days), each.title, binding(each))
        for each in gathered.clock.dates
        if each.code in _DATES
    ]
    columns = ((_("day"), False), (_("days left"), True), (_("what"), False), ("", False))
    return table(columns, rows)


def _scenarios(gathered: Gathered) -> list[Scenario]:
    return list(scenarios(gathered.terms.agreement, today=gathered.clock.today))


def refusal(face: Face, gathered: Gathered) -> GateError:
    """Ask whether a notice may go out now, and return why not: there is no backup yet."""
    try:
        pass_gate(face, gathered, None)
    except GateError as error:
        return error
    message = "the demo's deadline lies ahead and it has no backup: the gate must be closed"
    raise AssertionError(message)


def show_refusal(face: Face, gathered: Gathered, error: GateError) -> None:
    """Print where the case stands, and what happens to a notice that would go out now."""
    face.show("", heading(_("Where the exit stands")), *gate_lines(gathered.facts))
    face.show("", heading(_("A notice now? Refused")), paragraph(error.message, style=BAD))
    face.show(paragraph(error.hint or "", style=QUIET), "", *next_lines(gathered.facts), "")


def agreement_document(case: Case, gathered: Gathered, error: GateError) -> dict[str, Any]:
    """Return the first half as JSON."""
    return {
        "terms": len(gathered.terms.chosen),
        "unconfirmed": len(gathered.terms.unconfirmed),
        "dates": [
            {"code": each.code, "day": each.day.isoformat(), "confidence": each.confidence.value}
            for each in gathered.clock.dates
        ],
        "scenarios": scenarios_document(_scenarios(gathered), gathered.clock.today)["scenarios"],
        "status": status_document(case, gathered),
        "refusal": error.to_json(),
    }
