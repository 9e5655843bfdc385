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

    def overlap(self, other: Cell) -> float:
        """Return how many points the two share, seen from above; negative when apart."""
        return min(self.right, other.right) - max(self.left, other.left)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells on one line, from left to right; `top` and `bottom` in points from the page's top."""

    cells: tuple[Cell, ...]
    top: float
    bottom: float

    @property
    def text(self) -> str:
        """The row as one line; cells are two spaces apart."""
        return "  ".join(each.text for each in self.cells)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its rows in reading order, two columns of prose one after the other."""

    number: int
    """Counted from 1; the only page of formats that have none."""

    rows: tuple[Row, ...]
    recognised: bool = False
    """Whether the text was read from a picture, hence with mistakes."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One file that was read, and what was wrong with it."""

    name: str
    sha256: str
    pages: tuple[Page, ...]
    findings: tuple[Finding, ...] = ()

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield the text line by line, each line with its page."""
        for page in self.pages:
            for row in page.rows:
                yield page.number, row.text
