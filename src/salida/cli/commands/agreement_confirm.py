"""`salida agreement confirm`: a person compares the terms with their papers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.text import Text as Styled

from salida.agreement.values import show_value
from salida.case import Case
from salida.case.confirming import confirm, matching, own_value, replaced
from salida.case.terms import load_terms, save_terms
from salida.cli.command import argument, command, option
from salida.cli.commands.agreement_show import confirmation_line, terms_document
from salida.cli.layout import QUIET, facts, heading
from salida.cli.record import record
from salida.cli.summary import finding_lines
from salida.cli.terms_view import CONFIDENCE, label, place, value_words
from salida.cli.visible import visible
from salida.errors import UsageError
from salida.language import Text, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salida.agreement.proposal import ProposedTerm
    from salida.case.terms import Terms
    from salida.cli.face import Face

_YES = frozenset({"y", "yes", "s", "sí", "si"})
_OTHER = frozenset({"e", "edit", "editar"})
_STOP = frozenset({"q", "quit", "salir"})


@command(
    "confirm",
    words=_(
        "Confirm terms that were read from the papers. On a terminal each term is shown with its "
        "page and the words it was read from, and may be confirmed, corrected or left; with names, "
        "those are confirmed without a question; --all confirms every one. Only confirmed terms "
        "make dates binding."
    ),
)
@argument(
    "names",
    nargs=-1,
    required=False,
    metavar=_("TERM..."),
    words=_("Names of terms, such as notice_days; wherever they stand, unless --order says"),
)
@option("--all", "everything", is_flag=True, words=_("Every term that is not confirmed yet"))
@option("--order", metavar=_("NUMBER"), words=_("Only terms of this order form and its lines"))
@option("--line", metavar=_("LINE"), words=_("Only terms of this line"))
def agreement_confirm(
    face: Face, *, names: Sequence[str], everything: bool, order: str | None, line: str | None
) -> None:
    """Confirm terms."""
    case = Case.open(face.case_folder)
    terms = load_terms(case)
    if not terms.chosen:
        raise UsageError(
            _("There is no term to confirm"),
            hint=_("Read the papers: `salida agreement read FILE`"),
        )
    found = matching(terms.chosen, names, order=order, line=line)
    waiting = tuple(each for each in found if not each.term.binding)
    if names or everything:
        changes = [confirm(each) for each in waiting]
    elif face.json or not sys.stdin.isatty():
        raise UsageError(
            _("Without a terminal nobody can be asked"),
            hint=_("Name the terms, or confirm every one with `--all`"),
        )
    else:
        changes = _ask(face, waiting)
    terms = write_confirmed(case, terms, changes, asked=not (names or everything))
    if face.json:
        face.document(
            {"type": "confirmation", "confirmed": len(changes), **terms_document(case, terms)}
        )
        return
    face.show(*finding_lines(terms.findings), confirmation_line(terms))
    following = "salida agreement show" if terms.unconfirmed else "salida dates"
    face.show(*facts((_("Next"), following)))


def write_confirmed(case: Case, terms: Terms, changes: list[ProposedTerm], *, asked: bool) -> Terms:
    """Write confirmed terms into file and journal; return the terms as they are now.

    Raises:
        CaseError: if the case cannot be written.
    """
    if not changes:
        return terms
    save_terms(case, replaced(terms.chosen, changes))
    record(
        case,
        "agreement.confirmed",
        {
            "asked": asked,
            "terms": [
                {
                    "order": each.scope.order or None,
                    "line": each.scope.line or None,
                    "name": each.term.name,
                    "value": show_value(each.term.value),
                    "document": each.term.provenance.document,
                    "page": each.term.provenance.page,
                }
                for each in changes
            ],
        },
    )
    return load_terms(case)


def _ask(face: Face, waiting: Sequence[ProposedTerm]) -> list[ProposedTerm]:
    """Ask for each term; what was answered before stopping counts."""
    changes: list[ProposedTerm] = []
    for number, each in enumerate(waiting, start=1):
        _show(face, each, _("{n} of {all}", n=number, all=len(waiting)))
        answer = _answer(_("[y] right, [e] correct it, [n] leave it, [q] stop:"))
        if answer is None or answer.lower() in _STOP:
            break
        answer = answer.lower()
        if answer in _YES:
            changes.append(confirm(each))
        elif answer in _OTHER:
            corrected = _correct(face, each)
            changes += [corrected] if corrected is not None else []
    return changes


def _show(face: Face, each: ProposedTerm, which: object) -> None:
    provenance = each.term.provenance
    where = f"  {each.scope}" if str(each.scope) else ""
    face.show("", heading(f"{label(each)} = {value_words(each.term.value)}"))
    face.show(
        Styled(
            f"  {place(provenance)} · {CONFIDENCE[provenance.confidence]}{where} · {which}", QUIET
        )
    )
    if provenance.quote:
        face.show(Styled(f"  “{visible(provenance.quote)}”"))


def _correct(face: Face, each: ProposedTerm) -> ProposedTerm | None:
    """Ask for another value until one fits; an empty one leaves the term as it is."""
    while written := _answer(_("Its value:")):
        try:
            return own_value(each.scope, each.term.name, written)
        except UsageError as error:
            face.say(f"  {error.message}. {error.hint or ''}")
    return None


def _answer(prompt: Text) -> str | None:
    """Return what was typed; `None` at the end of the input."""
    sys.stderr.write(f"  {prompt} ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    return line.strip() if line else None
