"""One term of an agreement, with the place it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salida.model.provenance import Confidence

if TYPE_CHECKING:
    from datetime import date

    from salida.model.money import Money
    from salida.model.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Term:
    """A named value of an agreement: the notice days, the end date, a unit price."""

    name: str
    value: str | int | bool | date | Money
    provenance: Provenance

    @property
    def binding(self) -> bool:
        """Whether a person confirmed it; only then may a date be presented as binding."""
        return self.provenance.confidence is Confidence.CONFIRMED
