"""Formats without pages: Word, HTML and plain text, all as one page of rows."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table as WordTable

from salida.agreement.papers.page import Cell, Page, Row
from salida.language import _
from salida.model.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

_COLUMN = 100.0
"""Cells of a format without coordinates stand this far apart."""

_APART = re.compile(r"\t+|\s*\|\s*| {2,}")
_SKIPPED = frozenset({"script", "style", "head", "template", "noscript"})
_BREAKS = frozenset(
    {"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "section", "dt"}
)


def read_docx(content: bytes, name: str) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """Return the paragraphs and tables of a Word file, in their order."""
    try:
        word = docx.Document(io.BytesIO(content))
        rows = [row for block in word.iter_inner_content() for row in _word_rows(block)]
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        finding = Finding(
            code="paper_damaged",
            severity=Severity.ERROR,
            subject=name,
            message=_("The Word file cannot be opened: {problem}", problem=str(error)),
            hint=_("Open it in a word processor and save it again as .docx or PDF"),
        )
        return (), (finding,)
    return _one_page(rows), ()


def read_html(content: bytes, _name: str) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """Return the visible text of an HTML file; cells of a table row stay side by side."""
    reader = _Visible()
    reader.feed(decode(content))
    reader.close()
    return _one_page(reader.finished()), ()


def read_text(content: bytes, _name: str) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """Return a text file; a form feed starts a page, two spaces or a tab start a cell."""
    pages: list[Page] = []
    for number, part in enumerate(decode(content).split("\f"), start=1):
        rows = [row for line in part.splitlines() if (row := _row(_APART.split(line.strip())))]
        if rows:
            pages.append(Page(number, tuple(rows), tuple(each.text for each in rows)))
    return tuple(pages), ()


def decode(content: bytes) -> str:
    """Decode a file that does not say its encoding: UTF-8 or UTF-16 by mark, else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _one_page(rows: Iterable[Row | None]) -> tuple[Page, ...]:
    kept = tuple(each for each in rows if each is not None)
    return (Page(1, kept, tuple(each.text for each in kept)),) if kept else ()


def _word_rows(block: Any) -> list[Row | None]:
    if isinstance(block, WordTable):
        return [_row(_different(row.cells)) for row in block.rows]
    return [_row([line]) for line in block.text.split("\n")]


def _different(cells: Iterable[Any]) -> list[str]:
    """Return the texts of a row; a merged cell is met once for each column it spans."""
    texts: list[str] = []
    last: Any = None
    for cell in cells:
        texts.append("" if last is not None and cell._tc is last else cell.text)  # noqa: SLF001 - the only mark of a merged cell
        last = cell._tc  # noqa: SLF001 - the same
    return texts


def _row(texts: Iterable[str]) -> Row | None:
    cells = tuple(
        Cell(words, index * _COLUMN, index * _COLUMN + _COLUMN / 2)
        for index, text in enumerate(texts)
        if (words := " ".join(text.split()))
    )
    return Row(cells) if cells else None


class _Visible(HTMLParser):
    """Collects rows: a cell for `td` and `th`, a new row wherever a browser breaks the line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._rows: list[Row | None] = []
        self._cells: list[str] = [""]
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the base class names it
        if tag in _SKIPPED:
            self._hidden += 1
        elif tag in {"td", "th", "dd"}:
            self._cells.append("")
        elif tag in _BREAKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BREAKS - {"br", "dt"}:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._cells[-1] += data

    def finished(self) -> list[Row | None]:
        self._break()
        return self._rows

    def _break(self) -> None:
        self._rows.append(_row(each for each in self._cells if each.strip()))
        self._cells = [""]
