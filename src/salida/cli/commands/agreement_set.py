"""`salida agreement set`: a value that a person states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.agreement.proposal import Scope
from salida.agreement.values import show_value
from salida.case import Case
from salida.case.confirming import own_value, replaced
from salida.case.terms import load_terms, save_terms
from salida.cli.command import argument, command, option
from salida.cli.layout import facts, heading
from salida.cli.record import record
from salida.cli.terms_view import label, place, term_document, value_words
from salida.errors import UsageError
from salida.language import _

if TYPE_CHECKING:
    from salida.cli.face import Face


@command(
    "set",
    words=_(
        "State a term yourself; it counts as confirmed. A date is 2026-09-30, money is "
        "'1234.50 EUR', a renewal is automatic or manual. docs/reference/agreement-file.md lists "
        "every term."
    ),
)
@argument("name", metavar=_("TERM"), words=_("The term's name, such as notice_days"))
@argument("value", metavar=_("VALUE"), words=_("Its value"))
@option("--order", metavar=_("NUMBER"), words=_("The order form that it is a term of"))
@option("--line", metavar=_("LINE"), words=_("The line of that order form"))
def agreement_set(
    face: Face, *, name: str, value: str, order: str | None, line: str | None
) -> None:
    """Set one term."""
    case = Case.open(face.case_folder)
    if line and not order:
        raise UsageError(_("A line belongs to an order form"), hint=_("Name it with `--order`"))
    terms = load_terms(case)
    scope = Scope(order or "", line or "")
    mine = own_value(scope, name, value)
    before = terms.find(scope, name)
    # Said to be so by a person: written before it is told, so that nothing is told in vain.
    save_terms(case, replaced(terms.chosen, [mine]))
    record(
        case,
        "agreement.set",
        {
            "order": scope.order or None,
            "line": scope.line or None,
            "name": name,
            "value": show_value(mine.term.value),
            "before": None if before is None else show_value(before.term.value),
        },
    )
    if face.json:
        face.document({"type": "term", **term_document(mine)})
        return
    rows: list[tuple[object, object]] = [(_("Now"), value_words(mine.term.value))]
    if before is not None:
        was = f"{value_words(before.term.value)} ({place(before.term.provenance)})"
        rows.append((_("Before"), was))
    where = f" ({scope})" if str(scope) else ""
    face.show(heading(f"{label(mine)}{where}"), *facts(*rows))
