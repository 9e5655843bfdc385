"""A paper as data: what stands on it, before any file format."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Title:
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Para:
    text: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels with values: in two columns, behind a colon, two pairs in a row, or one above the other."""

    rows: tuple[tuple[str, str], ...]
    how: Literal["grid", "colon", "double", "stacked", "inline"] = "grid"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts under headers; a row of one text spans the table. `right` columns hold numbers."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()
    widths: tuple[str, ...] = ()
    centred: bool = False
    """Whether short cells stand at half the height of long ones."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Prose in two columns."""

    blocks: tuple[Heading | Para, ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    pass


Block = Title | Heading | Para | Pairs | Table | Columns | NewPage


@dataclass(frozen=True, slots=True)
class Style:
    """How a PDF looks."""

    size: float = 10
    ruled: bool = True
    hyphenate: bool = False
    justify: bool = False
    header: str = ""
    footer: str = ""
    language: str = "en"
    paper: str = "a4"
    inset: float = 5


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper."""

    blocks: tuple[Block, ...]
    style: Style = field(default_factory=Style)
