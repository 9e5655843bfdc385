"""What a document says, block by block, before it has a form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salida.language import Text

if TYPE_CHECKING:
    from datetime import date

Words = Text | str
"""Words to be translated, or words from outside that stay as they are."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's own title size."""

    text: Words
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: Words
    strong: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """Lines that stay together, as on an envelope. `right` puts them on the right."""

    lines: tuple[Words, ...]
    right: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, one a line: `Org Id: 00D...`."""

    rows: tuple[tuple[Words, Words], ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points."""

    items: tuple[Words, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header; `right` names the columns (from 0) that hold numbers."""

    header: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    right: frozenset[int] = frozenset()
    footer: tuple[Words, ...] | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """The end of a letter: its closing words, room to sign, and the printed name."""

    name: Words
    role: Words = ""
    closing: tuple[Words, ...] = ()
    """What stands above the line, such as the greeting; it never parts from it."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block = Heading | Paragraph | Address | Facts | Bullets | Table | Signature | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document in one language."""

    title: Words
    blocks: tuple[Block, ...]
    language: str
    """`en` or `es`: what every renderer speaks while it writes."""

    day: date
    author: str = ""
    footer: Words = ""
    """Shown small on every page, beside the page number."""

    headed: bool = True
    """Whether the title stands above the text; a letter carries it as its subject line instead."""
