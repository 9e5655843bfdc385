"""From what the papers say to one agreement: conflicts are findings, precedence decides."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from salida.agreement.build import build
from salida.agreement.proposal import PaperKind, ProposedTerm, Scope
from salida.language import _
from salida.model.finding import Finding, Severity
from salida.model.provenance import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from salida.model.agreement import Agreement

_PRECEDENCE = tuple(PaperKind)
_SURE = (Confidence.CONFIRMED, Confidence.HIGH, Confidence.LOW, Confidence.UNVERIFIED)


@dataclass(frozen=True, slots=True)
class Settlement:
    """One agreement out of many papers, and where they disagreed."""

    agreement: Agreement
    chosen: tuple[ProposedTerm, ...]
    """The terms that count, one for each place and name."""

    overruled: tuple[ProposedTerm, ...]
    findings: tuple[Finding, ...]


def settle(proposed: Iterable[ProposedTerm]) -> Settlement:
    """Choose one value for each term.

    What a person confirmed always counts. Then an amendment before an order form before
    the master agreement before a renewal notice; within a kind the newer paper, then the
    surer reading. Every disagreement is a finding that names both quotes.
    """
    places: dict[tuple[Scope, str], list[ProposedTerm]] = defaultdict(list)
    for each in proposed:
        places[each.scope, each.term.name].append(each)
    chosen: list[ProposedTerm] = []
    overruled: list[ProposedTerm] = []
    findings: list[Finding] = []
    for (scope, _name), found in sorted(places.items(), key=lambda item: item[0]):
        first, *others = sorted(found, key=_rank)
        chosen.append(first)
        differing = [each for each in others if each.term.value != first.term.value]
        overruled += differing
        findings += [_conflict(scope, first, each) for each in differing]
    return Settlement(build(chosen), tuple(chosen), tuple(overruled), tuple(findings))


def _rank(each: ProposedTerm) -> tuple[Any, ...]:
    provenance = each.term.provenance
    newest_first = -(each.paper_date or date.min).toordinal()
    return (
        provenance.confidence is not Confidence.CONFIRMED,
        _PRECEDENCE.index(each.paper),
        newest_first,
        _SURE.index(provenance.confidence),
        provenance.document or "",
        provenance.page or 0,
        str(each.term.value),
    )


def _conflict(scope: Scope, winner: ProposedTerm, loser: ProposedTerm) -> Finding:
    return Finding(
        code="papers_disagree",
        severity=Severity.WARNING,
        subject=f"{scope}: {winner.term.name}" if str(scope) else winner.term.name,
        message=_(
            "{winner} says {value}, {loser} says {other}; {winner} takes precedence",
            winner=_place(winner),
            value=winner.term.value,
            loser=_place(loser),
            other=loser.term.value,
        ),
        hint=_("Read both and confirm the one that holds"),
    )


def _place(each: ProposedTerm) -> str:
    provenance = each.term.provenance
    page = f", p. {provenance.page}" if provenance.page else ""
    return f"{provenance.document or provenance.source}{page}"
