"""From values that were found to the terms of a reading: doubles, contradictions, places."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from salida.agreement.names import term_name
from salida.agreement.proposal import ProposedTerm, Scope
from salida.agreement.rules.folding import fold
from salida.agreement.values import show_value
from salida.language import _
from salida.model.finding import Finding
from salida.model.provenance import Confidence, Provenance
from salida.model.term import Term

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from salida.agreement.papers.page import Paper
    from salida.agreement.proposal import PaperKind
    from salida.agreement.rules.found import Found


@dataclass(slots=True)
class Gathering:
    """Collects what a paper says, place by place."""

    paper: Paper
    _places: dict[tuple[Scope, str], list[Found]] = field(default_factory=dict)

    def add(self, scope: Scope, found: Iterable[Found]) -> None:
        """Keep values that stand at that place; those of another level are not kept."""
        for each in found:
            if term_name(scope.level, each.name) is not None:
                self._places.setdefault((scope, each.name), []).append(each)

    def has(self, scope: Scope, name: str) -> bool:
        """Whether a sure value was found there."""
        return any(each.sure for each in self._places.get((scope, name), ()))

    def value(self, scope: Scope, name: str) -> Found | None:
        """Return the first value that was found there."""
        return next((e for e in self._places.get((scope, name), ()) if e.value is not None), None)

    def terms(
        self,
        kind: PaperKind,
        paper_date: date | None,
        *,
        doubtful: bool,
        only: frozenset[str] | None = None,
    ) -> tuple[tuple[ProposedTerm, ...], tuple[Finding, ...]]:
        """Return one term for each value of each place, and the findings about them.

        Two sure values at one place are both doubtful. `doubtful` makes every term so; `only` leaves
        out terms of other names.
        """
        recognised = {page.number for page in self.paper.pages if page.recognised}
        terms: list[ProposedTerm] = []
        findings: list[Finding] = []
        for (scope, name), found in self._places.items():
            if only is not None and name not in only:
                continue
            findings += [self._about(scope, name, one) for each in found for one in each.findings]
            values = _distinct(found)
            alone = sum(each.sure for each in values) <= 1 and not doubtful
            if len(values) > 1:
                findings.append(self._differ(scope, name, values))
            for each in values:
                sure = each.sure and alone and each.page not in recognised
                terms.append(ProposedTerm(scope, self._term(each, sure=sure), kind, paper_date))
        return tuple(terms), tuple(
            one for at, one in enumerate(findings) if one not in findings[:at]
        )

    def _term(self, found: Found, *, sure: bool) -> Term[object]:
        provenance = Provenance(
            source="paper",
            confidence=Confidence.HIGH if sure else Confidence.LOW,
            document=self.paper.name,
            page=found.page,
            quote=found.quote,
            sha256=self.paper.sha256,
        )
        return Term(found.name, found.value, provenance)

    def _subject(self, scope: Scope, name: str) -> str:
        place = f"{scope}: {name}" if str(scope) else name
        return f"{self.paper.name}, {place}"

    def _about(self, scope: Scope, name: str, finding: Finding) -> Finding:
        subject = self._subject(scope, name)
        return Finding(finding.code, finding.message, finding.severity, subject, finding.hint)

    def _differ(self, scope: Scope, name: str, values: list[Found]) -> Finding:
        said = "; ".join(f"{show_value(each.value)} (p. {each.page})" for each in values)
        return Finding(
            "paper_contradicts_itself",
            _("The paper says different things: {values}", values=said),
            subject=self._subject(scope, name),
            hint=_("Read both places and confirm the one that holds"),
        )


def _distinct(found: list[Found]) -> list[Found]:
    """Return one of each value, the surest and then the first; names differ only in their words."""
    kept: dict[object, Found] = {}
    for each in sorted(found, key=lambda one: not one.sure):
        if each.value is not None:
            key = _words(each.value) if isinstance(each.value, str) else each.value
            kept.setdefault(key, each)
    return list(kept.values())


def _words(text: str) -> str:
    """Return a text without case, accents, points and spaces: `ACME, S.L.` is `Acme SL`."""
    return re.sub(r"[\W_]+", "", fold(text))
