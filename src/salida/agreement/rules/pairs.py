"""Labels with their values: beside them, behind a colon, or on the line below."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salida.agreement.rules.found import quote_of
from salida.agreement.rules.labels import Label, label_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from salida.agreement.papers.page import Cell
    from salida.agreement.rules.sheet import Line

_LONG = frozenset({"customer_address", "notice_address", "governing_law"})
"""Terms whose value may run over several lines."""

_NAMES = frozenset({"customer", "supplier", "billing_contact", "account_executive"})
"""Terms whose value may wrap in a column of its own."""

_MAX_LINES = 6
_NEXT_LABEL = re.compile(r"^\w[\w ]{1,30}:|_{3,}")


@dataclass(frozen=True, slots=True)
class Pair:
    """A label, the words that belong to it, and where they stand."""

    label: Label
    text: str
    index: int
    """Which line of the section the label stands on."""

    page: int
    quote: str


def pairs(lines: Sequence[Line], taken: frozenset[int] = frozenset()) -> Iterator[Pair]:
    """Yield each label with its value; lines in `taken`, those of tables, have none."""
    for index, line in enumerate(lines):
        if index in taken:
            continue
        for position, cell in enumerate(line.cells):
            for label in label_in(cell.text):
                if label.term:
                    yield from _pair(lines, taken, index, position, label)


def _pair(
    lines: Sequence[Line], taken: frozenset[int], index: int, position: int, label: Label
) -> Iterator[Pair]:
    line = lines[index]
    cell = line.cells[position]
    inline = cell.text[label.rest :].strip()
    if inline:
        more = _more(lines, taken, index, cell, None) if label.term in _LONG else []
        yield Pair(label, quote_text(inline, more), index, line.page, quote_of(cell.text, *more))
        return
    beside = line.cells[position + 1] if position + 1 < len(line.cells) else None
    if beside is not None and not label_in(beside.text):
        more = _more(lines, taken, index, beside, cell) if label.term in _LONG | _NAMES else []
        text = quote_text(beside.text, more) if label.term in _LONG else " ".join((beside.text, *more))
        yield Pair(label, text, index, line.page, quote_of(cell.text, beside.text, *more))
        return
    below = _below(lines, taken, index, cell)
    if below is not None:
        more = _more(lines, taken, index + 1, below, None) if label.term in _LONG else []
        text = quote_text(below.text, more)
        yield Pair(label, text, index, line.page, quote_of(cell.text, below.text, *more))


def quote_text(first: str, more: list[str]) -> str:
    """Return the lines of a value as one text: the lines of an address become its parts."""
    text = first
    for each in more:
        text += f" {each}" if text.endswith((",", ";", "-")) or each[:1].islower() else f", {each}"
    return text


def _below(lines: Sequence[Line], taken: frozenset[int], index: int, cell: Cell) -> Cell | None:
    if index + 1 >= len(lines) or index + 1 in taken or lines[index + 1].page != lines[index].page:
        return None
    under = [each for each in lines[index + 1].cells if each.overlap(cell) > 0]
    if len(under) != 1 or label_in(under[0].text):
        return None
    return under[0]


def _more(
    lines: Sequence[Line], taken: frozenset[int], index: int, cell: Cell, label: Cell | None
) -> list[str]:
    """Return the lines that go on below a value: same column, close, no label beside them."""
    more: list[str] = []
    for after in range(index + 1, min(index + _MAX_LINES, len(lines))):
        line, previous = lines[after], lines[after - 1]
        gap = line.row.top - previous.row.bottom
        height = previous.row.bottom - previous.row.top
        apart = line.page != previous.page or not -height < gap < 0.9 * max(height, 6.0)
        under = [each for each in line.cells if each.overlap(cell) > 0]
        if apart or after in taken or len(under) != 1 or label_in(under[0].text):
            break
        if label is not None and any(each.overlap(label) > 0 for each in line.cells):
            break
        if _NEXT_LABEL.search(under[0].text):
            break
        more.append(under[0].text)
    return more
