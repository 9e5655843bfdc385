"""Several papers together: an amendment's products find their lines, a notice its order form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from salida.agreement.names import Level
from salida.agreement.proposal import PaperKind, ProposedTerm, Scope
from salida.agreement.rules.folding import fold
from salida.agreement.rules.proposing import propose

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from salida.agreement.papers.page import Paper
    from salida.agreement.rules.reading import Reading


def propose_all(papers: Iterable[Paper]) -> tuple[Reading, ...]:
    """Return a reading of each paper, in order, with places that fit together.

    An amendment that names a product is about the line of the order form with that product;
    a paper that names only a contract number is about the order form with that number.
    """
    readings = [propose(each) for each in papers]
    terms = [each for reading in readings for each in reading.terms]
    orders = _orders_by_contract(terms)
    numbers = {each.scope.order for each in terms if each.term.name == "number"}
    readings = [_renamed(each, orders, numbers) for each in readings]
    lines = _lines_by_product(each for reading in readings for each in reading.terms)
    return tuple(
        _relined(each, lines) if each.kind is not PaperKind.ORDER_FORM else each
        for each in readings
    )


def _orders_by_contract(terms: Sequence[ProposedTerm]) -> dict[str, str]:
    """Return the order form of each contract number that belongs to exactly one."""
    owners: dict[str, set[str]] = {}
    for each in terms:
        if each.term.name == "contract_number" and each.paper is PaperKind.ORDER_FORM:
            owners.setdefault(str(each.term.value), set()).add(each.scope.order)
    return {contract: owner.pop() for contract, owner in owners.items() if len(owner) == 1}


def _renamed(reading: Reading, orders: dict[str, str], numbers: set[str]) -> Reading:
    def place(scope: Scope) -> Scope:
        if scope.order in numbers or scope.order not in orders:
            return scope
        return Scope(orders[scope.order], scope.line)

    return replace(reading, terms=tuple(replace(e, scope=place(e.scope)) for e in reading.terms))


def _lines_by_product(terms: Iterable[ProposedTerm]) -> dict[tuple[str, str], str]:
    """Return the line of each product that its order form lists once."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in terms:
        if each.term.name == "product" and each.paper is PaperKind.ORDER_FORM:
            key = each.scope.order, fold(str(each.term.value))
            found.setdefault(key, []).append(each.scope.line)
    return {key: lines[0] for key, lines in found.items() if len(set(lines)) == 1}


def _relined(reading: Reading, lines: dict[tuple[str, str], str]) -> Reading:
    def place(scope: Scope) -> Scope:
        if scope.level is not Level.LINE:
            return scope
        return Scope(scope.order, lines.get((scope.order, fold(scope.line)), scope.line))

    return replace(reading, terms=tuple(replace(e, scope=place(e.scope)) for e in reading.terms))
