"""The words of a message: out of HTML, apart from what it quotes, fit to be shown."""

from __future__ import annotations

import re
from html.parser import HTMLParser

MAX_CHARACTERS = 200_000
"""More is no answer to a notice."""

_SKIPPED = frozenset({"script", "style", "head", "template", "noscript", "title"})
_BREAKS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote"})
_QUOTE_BEGINS = re.compile(
    r"""^\s*(?:
        on\ .{5,200}\ wrote:                                  # Gmail, Apple Mail
      | el\ .{5,200}\ escribi[óo]:
      | -{2,}\s*(?:original\ message|mensaje\ original|forwarded\ message|mensaje\ reenviado)
      | _{20,}\s*$                                            # Outlook's rule
      | (?:from|de):\ .{1,300}\n+\s*(?:sent|date|to|enviado|fecha|para)(?:\ el)?:\ # Outlook
    )""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_MARKED = re.compile(r"^\s*>.*$\n?", re.MULTILINE)


def clean(text: str) -> str:
    """Return words from outside without control characters and halves of surrogate pairs."""
    return "".join(
        each
        if each.isprintable() or each in "\n\t"
        else "�"
        if "\ud800" <= each <= "\udfff"
        else " "
        for each in text.replace("\r\n", "\n").replace("\r", "\n")[:MAX_CHARACTERS]
    )


def one_line(text: str) -> str:
    """Return the words of a header: cleaned, on one line, at most 1,000 characters."""
    return " ".join(clean(text).split())[:1000]


def apart(text: str) -> tuple[str, str]:
    """Return the sender's own words, and what they quote.

    A reply carries our notice below it, and our notice speaks of non-renewal too; whoever
    mixed the two up would take any reply for a confirmation.
    """
    begins = _QUOTE_BEGINS.search(text)
    own, below = (text, "") if begins is None else (text[: begins.start()], text[begins.start() :])
    marked = "".join(_MARKED.findall(own))
    return _MARKED.sub("", own).strip(), f"{marked}{below}".strip()


def visible(html: str) -> str:
    """Return what a reader of the HTML sees, a line for each block; quotes marked with `>`."""
    reader = _Visible()
    reader.feed(html[: 5 * MAX_CHARACTERS])
    reader.close()
    return "\n".join(reader.finished())


class _Visible(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line = ""
        self._hidden = 0
        self._quotes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the base class names it
        self._hidden += tag in _SKIPPED
        if tag in _BREAKS:
            self._break()
        self._quotes += tag == "blockquote"

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(0, self._hidden - (tag in _SKIPPED))
        if tag in _BREAKS:
            self._break()
        self._quotes = max(0, self._quotes - (tag == "blockquote"))

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._line += data

    def finished(self) -> list[str]:
        self._break()
        return self._lines

    def _break(self) -> None:
        words = " ".join(self._line.split())
        if words:
            self._lines.append(f"> {words}" if self._quotes else words)
        self._line = ""
