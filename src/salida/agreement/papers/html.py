"""HTML: the text that a browser would show; cells of a table row stay side by side."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from salida.agreement.papers.flat import decode, one_page

if TYPE_CHECKING:
    from salida.agreement.papers.page import Page
    from salida.model.finding import Finding

_SKIPPED = frozenset({"script", "style", "title", "template", "noscript", "svg"})
_BREAKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "footer",
        "dl",
        "dt",
        "ul",
        "ol",
        "hr",
        "address",
    ]
)
_CELLS = frozenset({"td", "th"})
_ROWS = frozenset({"tr", "table", "thead", "tbody"})
_MAX_SPAN = 50


def read_html(content: bytes, _name: str) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """Return the visible text of an HTML file as one page."""
    reader = _Visible()
    reader.feed(decode(content))
    reader.close()
    return one_page(reader.finished()), ()


class _Visible(HTMLParser):
    """Collects rows of cells; whatever the tags claim, it only ever keeps text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._rows: list[list[str]] = []
        self._cells: list[str] = [""]
        self._hidden: list[str] = []
        self._in_cell = False
        self._begun = False
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden or tag in _SKIPPED or _invisible(attrs):
            if tag not in {"br", "hr", "img", "input", "meta", "link", "col", "wbr"}:
                self._hidden.append(tag)
        elif tag in _CELLS:
            self._begin_cell(dict(attrs).get("colspan"))
        elif tag in _ROWS:
            self._break()
        elif tag == "dd":
            self._cells.append("")
        elif tag in _BREAKS:
            self._new_line()

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            # Tags of a hidden part may be left open; its own end tag ends them too.
            while tag in self._hidden and self._hidden.pop() != tag:
                pass
        elif tag in _CELLS:
            self._in_cell = False
        elif tag in _ROWS:
            self._break()
        elif tag in _BREAKS - {"br", "dt", "hr"}:
            self._new_line()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._cells[-1] += data

    def finished(self) -> list[list[str]]:
        self._break()
        return self._rows

    def _begin_cell(self, span: str | None) -> None:
        # A row's first cell takes the place of the empty text before it.
        if self._begun or self._cells[0].strip():
            self._cells += [""] * self._span
        self._begun = self._in_cell = True
        self._span = min(int(span), _MAX_SPAN) if span and span.isdecimal() and int(span) else 1

    def _new_line(self) -> None:
        """Break the line, except in a cell: there only the words must not run together."""
        if self._in_cell:
            self._cells[-1] += " "
        else:
            self._break()

    def _break(self) -> None:
        if any(each.strip() for each in self._cells):
            self._rows.append(self._cells)
        self._cells = [""]
        self._in_cell = self._begun = False
        self._span = 1


def _invisible(attributes: list[tuple[str, str | None]]) -> bool:
    """Whether a browser hides it: an invisible clause must not become a term."""
    given = dict(attributes)
    style = "".join((given.get("style") or "").lower().split())
    return "hidden" in given or "display:none" in style or "visibility:hidden" in style
