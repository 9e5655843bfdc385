"""What a reader of an HTML message sees.

Not with `html.parser`: that takes time squared on tags which never end, and a stranger
writes the message. This passes once over it.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_HIDDEN = frozenset({"script", "style", "head", "template", "noscript", "title"})
_BREAKS = frozenset(
    {"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote"}
)
_NAME = re.compile(r"/?[a-zA-Z][a-zA-Z0-9]{0,20}")


def visible(html: str) -> str:
    """Return the words of an HTML message, a line for each block; quotations marked with `>`."""
    lines: list[str] = []
    line, quotations = "", 0
    for words, tag in _pieces(html):
        line += words
        name = tag.removeprefix("/")
        if name in _BREAKS:
            lines += _shown(line, quotations)
            line = ""
        if name == "blockquote":
            quotations = max(0, quotations + (-1 if tag.startswith("/") else 1))
    return "\n".join((*lines, *_shown(line, quotations)))


def _shown(line: str, quotations: int) -> list[str]:
    words = " ".join(unescape(line).split())
    return [f"> {words}" if quotations else words] if words else []


def _pieces(html: str) -> Iterator[tuple[str, str]]:
    """Yield words with the tag that follows them, both without what a browser hides."""
    lower = html.lower()
    place = 0
    while (start := html.find("<", place)) >= 0:
        words = html[place:start]
        name = _NAME.match(html, start + 1)
        if html.startswith("<!--", start):
            end, tag = _after(html, "-->", start), ""
        elif name is None and not html.startswith(("<!", "<?"), start):
            # A sign that compares, not one that begins a tag.
            yield f"{words}<", ""
            place = start + 1
            continue
        else:
            end, tag = _after(html, ">", start), name[0].lower() if name else ""
        if tag in _HIDDEN:
            end = _after(lower, ">", _after(lower, f"</{tag}", end))
        yield words, tag
        place = end
    yield html[place:], ""


def _after(text: str, mark: str, start: int) -> int:
    """Return the place behind the next `mark`; what never ends hides all that follows."""
    found = text.find(mark, start)
    return len(text) if found < 0 else found + len(mark)
