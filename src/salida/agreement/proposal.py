"""Terms as they were found: flat, each with its place, before they are settled."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from salida.agreement.names import Level

if TYPE_CHECKING:
    from datetime import date

    from salida.model.term import Term


class PaperKind(Enum):
    """What a paper is. Where papers disagree, the one named first here takes precedence.

    Source: the published terms let an order form override the master agreement; an
    amendment names what it changes; a renewal notice only repeats.
    """

    AMENDMENT = "amendment"
    ORDER_FORM = "order_form"
    MASTER_AGREEMENT = "master_agreement"
    RENEWAL_NOTICE = "renewal_notice"
    INVOICE = "invoice"
    OTHER = "other"


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """What a term is about: the agreement, one order form, or one line of it."""

    order: str = ""
    line: str = ""

    @property
    def level(self) -> Level:
        """The level that the scope stands at."""
        if self.line:
            return Level.LINE
        return Level.ORDER if self.order else Level.AGREEMENT

    def __str__(self) -> str:
        return f"{self.order}/{self.line}" if self.line else self.order


AGREEMENT = Scope()


@dataclass(frozen=True, slots=True)
class ProposedTerm:
    """One term that one paper states, or that a person wrote."""

    scope: Scope
    term: Term[Any]
    paper: PaperKind = PaperKind.OTHER
    paper_date: date | None = None
    """When the paper was signed or issued; of two of a kind the newer one counts."""
