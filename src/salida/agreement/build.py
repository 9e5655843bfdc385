"""One agreement from settled terms, one for each place and name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from salida.agreement.names import Level
from salida.agreement.proposal import ProposedTerm, Scope
from salida.model.agreement import Agreement, OrderForm, Subscription
from salida.model.provenance import Confidence, Provenance
from salida.model.term import Term

if TYPE_CHECKING:
    from collections.abc import Iterable

_FLAGS = frozenset({"add_on", "marketplace"})
_BY_SCOPE = Provenance(source="paper", confidence=Confidence.HIGH)


def build(terms: Iterable[ProposedTerm]) -> Agreement:
    """Return the agreement that the terms make up; orders and lines in their own order."""
    by_scope: dict[Scope, dict[str, Term[Any]]] = {}
    for each in terms:
        by_scope.setdefault(each.scope, {})[each.term.name] = each.term
    orders = sorted({scope.order for scope in by_scope if scope.order})
    return Agreement(
        **by_scope.get(Scope(), {}),
        orders=tuple(_order(number, by_scope) for number in orders),
    )


def _order(number: str, by_scope: dict[Scope, dict[str, Term[Any]]]) -> OrderForm:
    terms = dict(by_scope.get(Scope(number), {}))
    lines = sorted(
        (scope.line for scope in by_scope if scope.order == number and scope.level is Level.LINE),
        key=lambda line: (not line.isdigit(), int(line) if line.isdigit() else 0, line),
    )
    return OrderForm(
        number=terms.pop("number", Term("number", number, _BY_SCOPE)),
        **terms,
        subscriptions=tuple(_line(line, by_scope[Scope(number, line)]) for line in lines),
    )


def _line(line: str, terms: dict[str, Term[Any]]) -> Subscription:
    rest: dict[str, Any] = {
        name: bool(term.value) if name in _FLAGS else term for name, term in terms.items()
    }
    # A line that the paper does not name is still a line: its number stands for it.
    rest.setdefault("product", Term("product", f"#{line}", _BY_SCOPE))
    return Subscription(line=line, **rest)
