"""A paper of the tests and everything that is true of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from salida.model.money import Money

if TYPE_CHECKING:
    from collections.abc import Callable

    from salida.agreement.proposal import PaperKind
    from tests.support.papers.blocks import Paper

Truth = dict[str, tuple[Any, int]]
"""For each `order/line/term`, `order/term` or `term`: its value, and the page that states it."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One paper: how it is made, and what a careful reader finds in it."""

    name: str
    """The file's name, whose ending names the format."""

    paper: Paper
    make: Callable[[Paper], bytes]
    kind: PaperKind
    language: str
    truth: Truth
    paper_date: date | None = None
    low: frozenset[str] = frozenset()
    """Terms of `truth` that the paper leaves in doubt."""

    findings: frozenset[str] = frozenset()
    """Codes of the findings that must be made, and no other."""


def d(text: str) -> date:
    return date.fromisoformat(text)


def n(text: str) -> Decimal:
    return Decimal(text)


def eur(text: str) -> Money:
    return Money(Decimal(text), "EUR")


def usd(text: str) -> Money:
    return Money(Decimal(text), "USD")


def gbp(text: str) -> Money:
    return Money(Decimal(text), "GBP")


def on(page: int, /, **terms: Any) -> Truth:
    """Return terms of the agreement that stand on a page."""
    return {name: (value, page) for name, value in terms.items()}


def order(order_form: str, page: int, /, **terms: Any) -> Truth:
    """Return terms of an order form that stand on a page."""
    return {f"{order_form}/{name}": (value, page) for name, value in terms.items()}


def line(order_form: str, place: str, page: int, /, **terms: Any) -> Truth:
    """Return terms of a line that stand on a page."""
    return {f"{order_form}/{place}/{name}": (value, page) for name, value in terms.items()}
