"""How the demo's parts stand on a screen of 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text as Styled

if TYPE_CHECKING:
    from rich.console import RenderableType


def paragraph(words: object, *, style: str = "", indent: int = 2) -> RenderableType:
    """Return running text that is broken at the screen's edge, unlike a path or a command."""
    return Padding(Styled(str(words), style=style), (0, 0, 0, indent))


def shortened(words: str, most: int) -> str:
    """Return the words, cut at a word's end when there are too many."""
    if len(words) <= most:
        return words
    return words[:most].rpartition(" ")[0].rstrip(",;:") + " …"
