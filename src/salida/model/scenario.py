"""One way this can end, in money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salida.model.money import Money, total

if TYPE_CHECKING:
    from datetime import date

    from salida.language import Text
    from salida.model.keydate import Input
    from salida.model.provenance import Confidence


@dataclass(frozen=True, slots=True)
class ScenarioLine:
    """One amount of a scenario. What the company pays is positive, what comes back negative."""

    title: Text
    amount: Money
    formula: Text
    inputs: tuple[Input, ...]
    confidence: Confidence
    order: str | None = None
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named set of lines in one currency; the total is their sum, never stored beside them."""

    code: str
    title: Text
    currency: str
    lines: tuple[ScenarioLine, ...]
    confidence: Confidence
    notes: tuple[Text, ...] = ()

    @property
    def total(self) -> Money:
        """The sum of the lines."""
        return total((each.amount for each in self.lines), self.currency)
