"""Word files and plain text, as rows of cells; a Word file is one page."""

from __future__ import annotations

import io
import re
import zlib
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table as WordTable

from salida.agreement.papers.page import Cell, Page, Row
from salida.language import _
from salida.model.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from salida.language import Text

_COLUMN = 100.0
"""Cells of a format without coordinates stand this far apart."""

_CHARACTER = 6.0
_LINE = 12.0
_PARAGRAPH = 30.0
_HEIGHT = 10.0

_SEPARATED = re.compile(r"\t+|\s*\|\s*")
_APART = re.compile(r"\S+(?: \S+)*")
_MAX_UNPACKED = 200 * 1024 * 1024
"""A contract's XML is a few megabytes; more is a file made to fill the memory."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# What python-docx and lxml raise over a file that is no sound Word file, seen by cutting and
# editing real ones; `SyntaxError` is lxml's base class, `RuntimeError` zipfile's for a password.
_BROKEN = (
    PackageNotFoundError,
    BadZipFile,
    zlib.error,
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)


def read_docx(content: bytes, name: str) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """Return the headers, paragraphs and tables of a Word file, in their order."""
    if content.startswith(_OLE):
        # Office writes a file with a password, and every .doc, in its old container format.
        return (), (_refused(name, _("it has a password, or is in Word's old format")),)
    try:
        with ZipFile(io.BytesIO(content)) as package:
            if sum(each.file_size for each in package.infolist()) > _MAX_UNPACKED:
                return (), (_refused(name, _("it unpacks to far more than a contract holds")),)
        word = docx.Document(io.BytesIO(content))
        texts = [
            *_margins(word),
            *(row for each in word.iter_inner_content() for row in _rows(each)),
        ]
    except _BROKEN as error:
        return (), (_refused(name, str(error) or type(error).__name__),)
    return one_page(texts), ()


def read_text(content: bytes, _name: str) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """Return a text file; a form feed starts a page, two spaces, a tab or a `|` a cell."""
    pages: list[Page] = []
    for number, part in enumerate(decode(content).split("\f"), start=1):
        rows = [
            Row(cells, index * _LINE, index * _LINE + _HEIGHT)
            for index, line in enumerate(part.splitlines())
            if (cells := _text_cells(line))
        ]
        if rows:
            pages.append(Page(number, tuple(rows)))
    return tuple(pages), ()


def decode(content: bytes) -> str:
    """Decode a file that does not say its encoding: UTF-8 or UTF-16 by mark, else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def one_page(texts: Iterable[Iterable[str]]) -> tuple[Page, ...]:
    """Return rows of texts as one page; an empty text keeps its column empty."""
    rows = [
        Row(cells, index * _PARAGRAPH, index * _PARAGRAPH + _HEIGHT)
        for index, row in enumerate(texts)
        if (cells := _cells(row))
    ]
    return (Page(1, tuple(rows)),) if rows else ()


def _cells(texts: Iterable[str]) -> tuple[Cell, ...]:
    return tuple(
        Cell(words, index * _COLUMN, index * _COLUMN + _COLUMN / 2)
        for index, text in enumerate(texts)
        if (words := " ".join(text.split()))
    )


def _text_cells(line: str) -> tuple[Cell, ...]:
    """Return a line's cells: by separators where it has them, else where the words stand."""
    if set(line.strip()) <= set("-=_+| \t"):
        return ()
    if "\t" in line.strip() or "|" in line:
        return _cells(_SEPARATED.split(line.strip().strip("|")))
    return tuple(
        Cell(
            " ".join(match.group().split()),
            match.start() * _CHARACTER,
            match.end() * _CHARACTER,
        )
        for match in _APART.finditer(line.expandtabs())
    )


def _margins(word: Any) -> Iterator[list[str]]:
    """Yield the page headers: an order form's number often stands only there."""
    for section in word.sections:
        if not section.header.is_linked_to_previous:
            for block in section.header.iter_inner_content():
                yield from _rows(block)


def _rows(block: Any) -> Iterator[list[str]]:
    if not isinstance(block, WordTable):
        for line in block.text.split("\n"):
            yield _SEPARATED.split(line)
        return
    for row in block.rows:
        cells = list(_different(row.cells))
        yield ["" if each is None else each.text for each in cells]
        for cell in cells:
            for inner in cell.tables if cell is not None else ():
                yield from _rows(inner)


def _different(cells: Iterable[Any]) -> Iterator[Any]:
    """Yield the cells of a row; a merged cell is met once for each column it spans, then `None`."""
    last: Any = None
    for cell in cells:
        yield None if cell._tc is last else cell  # noqa: SLF001 - the only mark of a merged cell
        last = cell._tc  # noqa: SLF001 - the same


def _refused(name: str, problem: Text | str) -> Finding:
    return Finding(
        code="paper_damaged",
        severity=Severity.ERROR,
        subject=name,
        message=_("The Word file cannot be read: {problem}", problem=problem),
        hint=_("Open it in a word processor and save it again as .docx or PDF"),
    )
