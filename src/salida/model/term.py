"""One term of an agreement, with the place it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from salida.model.provenance import Confidence

if TYPE_CHECKING:
    from salida.model.provenance import Provenance

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Term(Generic[T]):
    """A named value of an agreement: the notice days, the end date, a unit price."""

    name: str
    """`notice_days`, `end_date`, `unit_price` ... as `docs/reference/agreement-file.md` lists them."""

    value: T
    provenance: Provenance

    @property
    def binding(self) -> bool:
        """Whether a person confirmed it; only then may a date be presented as binding."""
        return self.provenance.confidence is Confidence.CONFIRMED
