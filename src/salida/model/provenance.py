"""Where a date, an amount or a verdict comes from, and how sure we are of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Confidence(Enum):
    """How far a value may be trusted."""

    CONFIRMED = "confirmed"
    """A person of the company read it and said so."""

    HIGH = "high"
    LOW = "low"
    UNVERIFIED = "unverified"
    """Somebody claims it; no clause, statute or count backs it. Never shown as a right."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """The place that a value was taken from.

    A paper gives `document`, `page` and `quote`; a count from the org gives `source`.
    """

    source: str
    """What kind of place: `paper`, `describe`, `count`, `manifest`, `statute`, `guide`, `person`."""

    confidence: Confidence
    document: str | None = None
    page: int | None = None
    """Counted from 1."""

    quote: str | None = None
    sha256: str | None = None

    def to_json(self) -> dict[str, object]:
        """Return the value as JSON; absent parts are `null`."""
        return {
            "source": self.source,
            "confidence": self.confidence.value,
            "document": self.document,
            "page": self.page,
            "quote": self.quote,
            "sha256": self.sha256,
        }
