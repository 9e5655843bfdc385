"""Labels with their values: beside them, behind a colon, or on the line below."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salida.agreement.papers.page import Cell
from salida.agreement.rules.found import quote_of
from salida.agreement.rules.labels import Label, label_in
from salida.agreement.rules.sheet import is_close, put_together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from salida.agreement.rules.sheet import Line

_LONG = frozenset({"customer_address", "notice_address", "governing_law"})
"""Terms whose value may run over several lines."""

_NAMES = frozenset({"customer", "supplier", "billing_contact", "account_executive"})
"""Terms whose value may wrap in a column of its own."""

_MAX_LINES = 6
_PROSE = 40
_ALIGNED = 2.0
_LEGAL_FORM = re.compile(
    r"\b(?:Inc|LLC|Ltd|Limited|PLC|plc|Corp(?:oration)?|GmbH|AG|S\.?L\.?U?|S\.?A\.?U?|S\.?A\.?S|S\.?r\.?l|B\.?V|N\.?V|LLP|C\.V|Coop)\b"
)
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
    whole: bool = True
    """False when more words stand close below a name: they may or may not belong to it."""


def pairs(lines: Sequence[Line], taken: frozenset[int] = frozenset()) -> Iterator[Pair]:
    """Yield each label with its value; lines in `taken`, those of tables, have none."""
    for index, line in enumerate(lines):
        if index in taken:
            continue
        for position, cell in enumerate(line.cells):
            labels = label_in(cell.text)
            for label in labels:
                if label.term:
                    yield from _pair(lines, taken, index, position, label)
            if not labels:
                yield from _wrapped(lines, taken, index, position)


def _pair(
    lines: Sequence[Line], taken: frozenset[int], index: int, position: int, label: Label
) -> Iterator[Pair]:
    line = lines[index]
    cell = line.cells[position]
    inline = cell.text[label.rest :].strip()
    if inline:
        more = _more(lines, taken, index, cell, None) if label.term in _LONG else []
        text = _as_address(inline, more)
        yield Pair(label, text, index, line.page, quote_of(cell.text, *more))
        return
    beside = line.cells[position + 1] if position + 1 < len(line.cells) else None
    if beside is None or _is_label(lines, taken, index, beside):
        yield from _under(lines, taken, index, label, cell)
    else:
        yield _beside(lines, taken, index, label, cell, beside)


def _beside(
    lines: Sequence[Line], taken: frozenset[int], index: int, label: Label, cell: Cell, value: Cell
) -> Pair:
    more = _more(lines, taken, index, value, cell) if label.term in _LONG | _NAMES else []
    text = _as_address(value.text, more) if label.term in _LONG else " ".join((value.text, *more))
    return Pair(label, text, index, lines[index].page, quote_of(cell.text, value.text, *more))


def _under(
    lines: Sequence[Line], taken: frozenset[int], index: int, label: Label, cell: Cell
) -> Iterator[Pair]:
    found = None if _ends_prose(lines, index, cell) else _below(lines, taken, index, cell)
    if found is None:
        return
    at, value = found
    more = _more(lines, taken, at, value, None) if label.term in _LONG | _NAMES else []
    page = lines[index].page
    if label.term in _LONG:
        text = _as_address(value.text, more)
        yield Pair(label, text, index, page, quote_of(cell.text, value.text, *more))
        return
    # Below a name stands the rest of it or an address; only a legal form tells which.
    joined = f"{value.text} {more[0]}" if more else value.text
    if more and _LEGAL_FORM.search(joined) and not _LEGAL_FORM.search(value.text):
        yield Pair(label, joined, index, page, quote_of(cell.text, value.text, more[0]))
        return
    whole = not more or bool(_LEGAL_FORM.search(value.text))
    yield Pair(label, value.text, index, page, quote_of(cell.text, value.text), whole)


def _as_address(first: str, more: list[str]) -> str:
    """Return the lines of a value as one text: the lines of an address become its parts."""
    text = first
    for each in more:
        text += f" {each}" if text.endswith((",", ";", "-")) or each[:1].islower() else f", {each}"
    return text


def _wrapped(
    lines: Sequence[Line], taken: frozenset[int], index: int, position: int
) -> Iterator[Pair]:
    """Yield the pairs of a label that goes on below: "Contracting entity of / Salesforce"."""
    line = lines[index]
    both = _with_next_line(lines, taken, index, line.cells[position])
    if both is None:
        return
    beside = line.cells[position + 1] if position + 1 < len(line.cells) else None
    for label in label_in(both.text):
        if not label.term or label.rest != len(both.text):
            continue
        if beside is None or _is_label(lines, taken, index, beside):
            yield from _under(lines, taken, index + 1, label, both)
        else:
            yield _beside(lines, taken, index, label, both, beside)


def _is_label(lines: Sequence[Line], taken: frozenset[int], index: int, cell: Cell) -> bool:
    if label_in(cell.text):
        return True
    both = _with_next_line(lines, taken, index, cell)
    return both is not None and any(each.rest == len(both.text) for each in label_in(both.text))


def _with_next_line(
    lines: Sequence[Line], taken: frozenset[int], index: int, cell: Cell
) -> Cell | None:
    """Return the cell together with what stands close below it, at the same edge."""
    after = lines[index + 1] if index + 1 < len(lines) and index + 1 not in taken else None
    if after is None or not is_close(lines[index], after):
        return None
    below = next((each for each in after.cells if abs(each.left - cell.left) < _ALIGNED), None)
    if below is None:
        return None
    right = max(cell.right, below.right)
    return Cell(put_together(cell.text, below.text), cell.left, right)


def _below(
    lines: Sequence[Line], taken: frozenset[int], index: int, cell: Cell
) -> tuple[int, Cell] | None:
    """Return the value below a label; a line between that only other labels take is passed."""
    for after in range(index + 1, min(index + 3, len(lines))):
        if after in taken or lines[after].page != lines[index].page:
            return None
        under = [each for each in lines[after].cells if each.overlap(cell) > 0]
        if under:
            return (after, under[0]) if len(under) == 1 and not label_in(under[0].text) else None
        if not is_close(lines[after - 1], lines[after]):
            return None
    return None


def _ends_prose(lines: Sequence[Line], index: int, cell: Cell) -> bool:
    """Whether the label is the last word of a paragraph, hence none."""
    if not index or not is_close(lines[index - 1], lines[index]):
        return False
    above = [each for each in lines[index - 1].cells if each.overlap(cell) > 0]
    return any(len(each.text) > _PROSE and not label_in(each.text) for each in above)


def _more(
    lines: Sequence[Line], taken: frozenset[int], index: int, cell: Cell, label: Cell | None
) -> list[str]:
    """Return the lines that go on below a value: same column, close, no label beside them."""
    more: list[str] = []
    for after in range(index + 1, min(index + _MAX_LINES, len(lines))):
        line, previous = lines[after], lines[after - 1]
        under = [each for each in line.cells if each.overlap(cell) > 0]
        if (
            not is_close(previous, line)
            or after in taken
            or len(under) != 1
            or label_in(under[0].text)
        ):
            break
        if label is not None and any(each.overlap(label) > 0 for each in line.cells):
            break
        if _NEXT_LABEL.search(under[0].text):
            break
        more.append(under[0].text)
    return more
