"""A person's word about terms: confirmed as read, or given a value of their own. Pure."""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import TYPE_CHECKING

from salida.agreement.names import names_at, term_name
from salida.agreement.proposal import PaperKind, ProposedTerm, Scope
from salida.agreement.values import parse_value
from salida.errors import UsageError
from salida.language import _
from salida.model.provenance import Confidence, Provenance
from salida.model.term import Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from salida.language import Text


def confirm(each: ProposedTerm) -> ProposedTerm:
    """Return the same term with the same place, as confirmed by a person."""
    provenance = replace(each.term.provenance, confidence=Confidence.CONFIRMED)
    return replace(each, term=replace(each.term, provenance=provenance))


def own_value(scope: Scope, name: str, written: str) -> ProposedTerm:
    """Return a value that a person states, hence confirmed.

    Raises:
        UsageError: if no term is called so there, or the value does not fit it.
    """
    known = term_name(scope.level, name)
    if known is None:
        names = [each.name for each in names_at(scope.level)]
        near = difflib.get_close_matches(name, names, 1)
        hint: Text = _("Known there are: {names}", names=", ".join(names))
        if near:
            hint = _("Did you mean `{name}`?", name=near[0])
        raise UsageError(_("No term is called `{name}` there", name=name), hint=hint)
    provenance = Provenance(source="person", confidence=Confidence.CONFIRMED)
    term = Term(name, parse_value(known, written), provenance)
    return ProposedTerm(scope, term, PaperKind.OTHER)


def replaced(
    terms: Iterable[ProposedTerm], changes: Sequence[ProposedTerm]
) -> tuple[ProposedTerm, ...]:
    """Return the terms with the changed ones in their places, new ones at the end."""
    new = {(each.scope, each.term.name): each for each in changes}
    kept = [new.pop((each.scope, each.term.name), each) for each in terms]
    return (*kept, *new.values())


def matching(
    terms: Iterable[ProposedTerm], names: Sequence[str], *, order: str | None, line: str | None
) -> tuple[ProposedTerm, ...]:
    """Return the terms with these names (all when there are none) in this order form or line.

    Raises:
        UsageError: if one of the names is found nowhere.
    """
    found = tuple(
        each
        for each in terms
        if (order is None or each.scope.order == order)
        and (line is None or each.scope.line == line)
    )
    have = {each.term.name for each in found}
    for name in names:
        if name not in have:
            near = difflib.get_close_matches(name, have, 1)
            hint: Text = _("See what there is with `salida agreement show`")
            if near:
                hint = _("Did you mean `{name}`?", name=near[0])
            raise UsageError(_("No term is called `{name}` there", name=name), hint=hint)
    if not found and (order or line):
        raise UsageError(
            _("There is no such order form or line"),
            hint=_("See what there is with `salida agreement show`"),
        )
    return tuple(each for each in found if not names or each.term.name in names)
