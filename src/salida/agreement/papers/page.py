"""A page as rows of cells: what a reader sees, whatever the file format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Cell:
    """A run of text that stands together on one line; `left` and `right` in points."""

    text: str
    left: float
    right: float

    @property
    def middle(self) -> float:
        """Where the cell's centre is."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Row:
    """Cells on one line, from left to right."""

    cells: tuple[Cell, ...]

    @property
    def text(self) -> str:
        """The row as one line; cells are two spaces apart."""
        return "  ".join(each.text for each in self.cells)


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `flow` is its running text in reading order, `rows` what stands side by side."""

    number: int
    """Counted from 1; the only page of formats that have none."""

    rows: tuple[Row, ...]
    flow: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One file that was read, and what was wrong with it."""

    name: str
    sha256: str
    pages: tuple[Page, ...]
    findings: tuple[Finding, ...] = ()

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield the running text, each line with its page."""
        for page in self.pages:
            for line in page.flow:
                yield page.number, line
