"""One value on its way to becoming a term, with the words that it was read from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from salida.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Found:
    """A value that a paper states; `sure` when label and value are unambiguous."""

    name: str
    value: Any
    sure: bool
    page: int
    quote: str
    findings: tuple[Finding, ...] = ()

    def unsure(self, *findings: Finding) -> Found:
        """Return the same value, no longer sure, with what speaks against it."""
        return replace(self, sure=False, findings=(*self.findings, *findings))


def quote_of(*parts: str) -> str:
    """Return the parts of a quote; two spaces stand for a gap or a new line, as in `Row.text`."""
    return "  ".join(part.strip() for part in parts if part.strip())
