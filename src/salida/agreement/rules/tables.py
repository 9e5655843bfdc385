"""Tables by the position of their headers: which cell belongs to which column.

A header may take several lines. A cell belongs to the column that it overlaps most;
where it overlaps none, to the nearest. An entry of a table is the row that holds its
numbers; words above or below it in the same column go with the nearer one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salida.agreement.papers.page import Cell
from salida.agreement.rules.columns import Column, column_of, is_group, is_total
from salida.agreement.rules.labels import label_in
from salida.agreement.rules.sheet import put_together

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from salida.agreement.rules.sheet import Line

_HEADER_LINES = 6
_SENTENCE = 90
_WITH_ITS_VALUE = 2
_CLOSE = 0.9
"""Lines with less white between them than this part of their height share a cell."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a table: the words of each column, and where it stands."""

    words: Mapping[Column, str]
    group: str
    """The heading inside the table that the entry stands under, such as `Add-ons`."""

    page: int
    quote: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was understood: its headers, its entries, and the lines that it takes up."""

    headers: Mapping[Column, str]
    entries: tuple[Entry, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Header:
    columns: tuple[tuple[Column, Cell], ...]
    lines: int

    @property
    def kinds(self) -> frozenset[Column]:
        return frozenset(column for column, _cell in self.columns)

    @property
    def anchors(self) -> frozenset[Column]:
        """The columns that every entry fills on its first line."""
        if Column.NEW in self.kinds:
            return frozenset({Column.NEW})
        if Column.PRODUCT in self.kinds:
            return frozenset({Column.QUANTITY, Column.UNIT_PRICE, Column.LIST_PRICE})
        return frozenset({Column.START, Column.END})


def find_tables(lines: Sequence[Line]) -> tuple[Table, ...]:
    """Return the tables whose headers name products, orders, or old and new values."""
    tables: list[Table] = []
    index = 0
    while index < len(lines):
        header = _header(lines, index)
        if header is None:
            index += 1
            continue
        table = _read(lines, index, header)
        tables.append(table)
        index = table.last + 1
    return tuple(tables)


def _header(lines: Sequence[Line], index: int) -> _Header | None:
    """Return the header that begins at `index`: as many lines as make it a header and fit."""
    best: _Header | None = None
    cells = list(lines[index].cells)
    for count in range(1, _HEADER_LINES + 1):
        if count > 1:
            if index + count > len(lines) or not _goes_on(
                lines[index + count - 2], lines[index + count - 1]
            ):
                break
            cells = _stacked(cells, lines[index + count - 1].cells)
        header = _Header(tuple((column_of(each.text), each) for each in cells), count)
        if _is_header(header.kinds) and len(header.columns) <= len(cells):
            best = header
    return best


def _is_header(kinds: frozenset[Column]) -> bool:
    products = Column.PRODUCT in kinds and bool(kinds & {Column.QUANTITY, Column.UNIT_PRICE})
    orders = bool(kinds & {Column.ORDER, Column.CONTRACT}) and Column.END in kinds
    return products or orders or {Column.OLD, Column.NEW} <= kinds


def _goes_on(line: Line, below: Line) -> bool:
    """Whether the line below belongs to the same header: close, and words only."""
    text = below.row.text
    words = not re.search(r"\d", text) and not is_group(text) and len(text) < _SENTENCE
    return words and _gap(line, below) <= _CLOSE * _height(line)


def _stacked(cells: Sequence[Cell], below: Sequence[Cell]) -> list[Cell]:
    stacked = list(cells)
    for each in below:
        over = [position for position, cell in enumerate(stacked) if cell.overlap(each) > 0]
        if len(over) == 1:
            cell = stacked[over[0]]
            left, right = min(cell.left, each.left), max(cell.right, each.right)
            stacked[over[0]] = Cell(f"{cell.text} {each.text}", left, right)
        elif not over:
            stacked.append(each)
    return sorted(stacked, key=lambda cell: cell.left)


def _read(lines: Sequence[Line], index: int, header: _Header) -> Table:
    body = list(_body(lines, index + header.lines, header))
    entries = tuple(_entries(lines, body))
    last = max([index + header.lines - 1, *(each.index for each in body)])
    headers: dict[Column, str] = {}
    for column, cell in header.columns:
        headers.setdefault(column, cell.text)
    return Table(headers, entries, index, last)


@dataclass(frozen=True, slots=True)
class _Body:
    """One line below a header: its words by column, or a heading, or nothing of interest."""

    index: int
    words: Mapping[Column, str]
    is_entry: bool = False
    heading: str = ""


def _body(lines: Sequence[Line], start: int, header: _Header) -> Iterator[_Body]:
    """Yield the lines of the table until something else begins."""
    index = start
    while index < len(lines):
        line = lines[index]
        words = _assigned(line, header)
        if is_total(line.cells[0].text) or (
            len(line.cells) <= _WITH_ITS_VALUE and is_total(line.row.text)
        ):
            yield _Body(index, {})
        elif _is_entry(line, words, header):
            yield _Body(index, words, is_entry=True)
        elif len(line.cells) == 1 and is_group(line.row.text):
            yield _Body(index, {}, heading=line.row.text)
        elif _again(lines, index, header):
            # The header is printed again where the table goes on, on the next page.
            for more in range(header.lines):
                yield _Body(index + more, {})
            index += header.lines - 1
        elif _is_part(lines, index, header, words):
            yield _Body(index, words)
        else:
            return
        index += 1


def _is_entry(line: Line, words: Mapping[Column, str], header: _Header) -> bool:
    """Whether a line holds an entry's numbers; a sentence with a number in it spans columns."""
    if _spans_columns(line, header):
        return False
    if Column.NEW in header.kinds:
        return Column.NEW in words and len(words) >= _WITH_ITS_VALUE
    numbers = [column for column in header.anchors if re.search(r"\d", words.get(column, ""))]
    return bool(numbers) and not any(label_in(text) for text in words.values() if ":" in text)


def _again(lines: Sequence[Line], index: int, header: _Header) -> bool:
    other = _header(lines, index)
    return other is not None and other.kinds == header.kinds and other.lines == header.lines


def _is_part(
    lines: Sequence[Line], index: int, header: _Header, words: Mapping[Column, str]
) -> bool:
    """Whether a line without numbers is a part of a cell: close to an entry, in one column each."""
    if not words or not _fits(lines[index], header):
        return False
    if _is_close(lines, index - 1):
        return True
    # Numbers centred beside a long text: its first lines stand above them.
    below = index
    while below + 1 < len(lines) and _is_close(lines, below):
        below += 1
        if _is_entry(lines[below], _assigned(lines[below], header), header):
            return True
        if not _fits(lines[below], header):
            return False
    return False


def _fits(line: Line, header: _Header) -> bool:
    """Whether each cell keeps to one column and none is a label of something else."""
    return not _spans_columns(line, header) and not label_in(line.cells[0].text)


def _spans_columns(line: Line, header: _Header) -> bool:
    if len(line.cells) == len(header.columns):
        return False
    return any(
        sum(cell.overlap(column) > 0 for _kind, column in header.columns) > 1 for cell in line.cells
    )


def _is_close(lines: Sequence[Line], index: int) -> bool:
    """Whether a line and the next one may be lines of one cell."""
    return _gap(lines[index], lines[index + 1]) <= _CLOSE * _height(lines[index])


def _entries(lines: Sequence[Line], body: Sequence[_Body]) -> Iterator[Entry]:
    """Put the lines of one entry together: its numbers, and the words nearest to them."""
    group = ""
    anchors: list[tuple[list[_Body], str]] = []
    for each in body:
        if each.heading:
            group = each.heading
        elif each.is_entry:
            last = anchors[-1][0] if anchors else None
            if last and _gap(lines[last[-1].index], lines[each.index]) < 0:
                last.append(each)
            else:
                anchors.append(([each], group))
    for each in body:
        if each.words and not each.is_entry and anchors:
            nearest = min(anchors, key=lambda anchor: _distance(lines, anchor[0][0], each))
            nearest[0].append(each)
    for parts, heading in anchors:
        parts.sort(key=lambda part: part.index)
        yield _entry(lines, parts, heading)


def _distance(lines: Sequence[Line], anchor: _Body, other: _Body) -> float:
    one, two = sorted((anchor, other), key=lambda each: each.index)
    if lines[one.index].page != lines[two.index].page:
        return float("inf")
    between = [_gap(lines[at], lines[at + 1]) for at in range(one.index, two.index)]
    return max(between)


def _entry(lines: Sequence[Line], parts: Sequence[_Body], group: str) -> Entry:
    words: dict[Column, str] = {}
    for part in parts:
        for column, text in part.words.items():
            words[column] = put_together(words[column], text) if column in words else text
    quote = "  ".join(lines[part.index].row.text for part in parts)
    return Entry(words, group, lines[parts[0].index].page, quote)


def _assigned(line: Line, header: _Header) -> dict[Column, str]:
    """Return the words of each column on a line."""
    columns = header.columns
    words: dict[Column, str] = {}
    for position, cell in enumerate(line.cells):
        if len(line.cells) == len(columns):
            kind = columns[position][0]
        else:
            kind = max(columns, key=lambda column: cell.overlap(column[1]))[0]
        words[kind] = f"{words[kind]} {cell.text}" if kind in words else cell.text
    return words


def _gap(line: Line, below: Line) -> float:
    """Return the white between two lines in points; infinite across pages."""
    return below.row.top - line.row.bottom if line.page == below.page else float("inf")


def _height(line: Line) -> float:
    return max(line.row.bottom - line.row.top, 6.0)
