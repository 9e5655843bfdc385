"""What one paper says: its kind, its date, its language and the terms that were found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from salida.agreement.proposal import PaperKind, ProposedTerm
    from salida.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Reading:
    """One paper as the rules understood it. Nothing in it is confirmed."""

    paper: str
    """The paper's file name."""

    kind: PaperKind
    paper_date: date | None
    """When it was signed or issued, where the paper says so."""

    language: str | None
    """`en` or `es`; `None` when the paper is neither."""

    terms: tuple[ProposedTerm, ...]
    findings: tuple[Finding, ...]
