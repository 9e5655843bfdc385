"""`salida agreement show`: the terms, how sure each is, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text as Styled

from salida.case import Case
from salida.case.terms import load_terms, terms_path
from salida.cli.command import command, option
from salida.cli.layout import DOUBTFUL, GOOD, facts
from salida.cli.summary import finding_lines
from salida.cli.terms_view import term_document, terms_lines
from salida.language import _, counted

if TYPE_CHECKING:
    from salida.case.terms import Terms
    from salida.cli.face import Face


@command(
    "show",
    words=_(
        "Show the terms of the agreement: each with its value, how sure it is, the paper and page "
        "that it was read from, and where papers disagree. They are in agreement.toml in the case "
        "folder, which is yours to edit."
    ),
)
@option("--quotes", is_flag=True, words=_("Also the words of the paper for each term"))
def agreement_show(face: Face, *, quotes: bool) -> None:
    """Show the terms."""
    case = Case.open(face.case_folder)
    terms = load_terms(case)
    if face.json:
        face.document({"type": "agreement", **terms_document(case, terms)})
        return
    if not terms.chosen and not terms.unreadable:
        face.show(_("No paper of the agreement has been read"))
        face.show(*facts((_("Next"), "salida agreement read")))
        return
    show_terms(face, case, terms, quotes=quotes)


def show_terms(face: Face, case: Case, terms: Terms, *, quotes: bool = False) -> None:
    """Print the terms, then what is wrong with them, then what to do."""
    face.show(*terms_lines(terms.chosen, quotes=quotes), *finding_lines(terms.findings), "")
    face.show(confirmation_line(terms))
    following = "salida agreement confirm" if terms.unconfirmed else "salida dates"
    face.show(*facts((_("File"), terms_path(case)), (_("Next"), following)))


def confirmation_line(terms: Terms) -> Styled:
    """Return one line that says how many terms a person has confirmed."""
    waiting = len(terms.unconfirmed)
    if waiting:
        words = counted(
            "{n} term of {all} is not confirmed, so no date is binding",
            "{n} terms of {all} are not confirmed, so no date is binding",
            waiting,
            all=len(terms.chosen),
        )
        return Styled(f"? {words}", style=DOUBTFUL)
    words = counted(
        "✓ {n} term, confirmed by a person",
        "✓ {n} terms, all confirmed by a person",
        len(terms.chosen),
    )
    return Styled(str(words), style=GOOD)


def terms_document(case: Case, terms: Terms) -> dict[str, Any]:
    """Return the terms and their findings as JSON."""
    return {
        "file": str(terms_path(case)),
        "terms": [term_document(each) for each in terms.chosen],
        "unconfirmed": len(terms.unconfirmed),
        "findings": [each.to_json() for each in terms.findings],
    }
