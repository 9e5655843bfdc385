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
    r"\b(?:Inc|LLC|Ltd|Limited|PLC|plc|Corp(?:oration)?|GmbH|AG|S\.?L\.?U?|"
    r"S\.?A\.?U?|S\.?A\.?S|S\.?r\.?l|B\.?V|N\.?V|LLP|C\.V|Coop)\b"
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
    finder = _Finder(lines, taken)
    for index, line in enumerate(lines):
        if index in taken:
            continue
        for position, cell in enumerate(line.cells):
            labels = label_in(cell.text)
            for label in labels:
                if label.term:
                    yield from finder.pair(index, position, label)
            if not labels:
                yield from finder.wrapped(index, position)


@dataclass(frozen=True, slots=True)
class _Finder:
    """The lines of a paper, and those of them in which a label heads a column."""

    lines: Sequence[Line]
    taken: frozenset[int]

    def pair(self, index: int, position: int, label: Label) -> Iterator[Pair]:
        line = self.lines[index]
        cell = line.cells[position]
        inline = cell.text[label.rest :].strip()
        if inline:
            more = self.more(index, cell, None) if label.term in _LONG else []
            text = _as_address(inline, more)
            yield Pair(label, text, index, line.page, quote_of(cell.text, *more))
            return
        beside = line.cells[position + 1] if position + 1 < len(line.cells) else None
        if beside is None or self.is_label(index, beside):
            yield from self.under(index, label, cell)
        else:
            yield self.beside(index, label, cell, beside)

    def beside(self, index: int, label: Label, cell: Cell, value: Cell) -> Pair:
        more = self.more(index, value, cell) if label.term in _LONG | _NAMES else []
        text = (
            _as_address(value.text, more) if label.term in _LONG else " ".join((value.text, *more))
        )
        return Pair(
            label, text, index, self.lines[index].page, quote_of(cell.text, value.text, *more)
        )

    def under(self, index: int, label: Label, cell: Cell) -> Iterator[Pair]:
        found = None if self.ends_prose(index, cell) else self.below(index, cell)
        if found is None:
            return
        at, value = found
        more = self.more(at, value, None) if label.term in _LONG | _NAMES else []
        page = self.lines[index].page
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

    def wrapped(self, index: int, position: int) -> Iterator[Pair]:
        """Yield the pairs of a label that goes on below: "Contracting entity of / Salesforce"."""
        line = self.lines[index]
        both = self.with_next_line(index, line.cells[position])
        if both is None:
            return
        beside = line.cells[position + 1] if position + 1 < len(line.cells) else None
        for label in label_in(both.text):
            if not label.term or label.rest != len(both.text):
                continue
            if beside is None or self.is_label(index, beside):
                yield from self.under(index + 1, label, both)
            else:
                yield self.beside(index, label, both, beside)

    def is_label(self, index: int, cell: Cell) -> bool:
        if label_in(cell.text):
            return True
        both = self.with_next_line(index, cell)
        return both is not None and any(each.rest == len(both.text) for each in label_in(both.text))

    def with_next_line(self, index: int, cell: Cell) -> Cell | None:
        """Return the cell together with what stands close below it, at the same edge."""
        after = (
            self.lines[index + 1]
            if index + 1 < len(self.lines) and index + 1 not in self.taken
            else None
        )
        if after is None or not is_close(self.lines[index], after):
            return None
        below = next((each for each in after.cells if abs(each.left - cell.left) < _ALIGNED), None)
        if below is None:
            return None
        right = max(cell.right, below.right)
        return Cell(put_together(cell.text, below.text), cell.left, right)

    def below(self, index: int, cell: Cell) -> tuple[int, Cell] | None:
        """Return the value below a label; a line between that only other labels take is passed."""
        for after in range(index + 1, min(index + 3, len(self.lines))):
            if after in self.taken or self.lines[after].page != self.lines[index].page:
                return None
            under = [each for each in self.lines[after].cells if each.overlap(cell) > 0]
            if under:
                return (
                    (after, under[0]) if len(under) == 1 and not label_in(under[0].text) else None
                )
            if not is_close(self.lines[after - 1], self.lines[after]):
                return None
        return None

    def ends_prose(self, index: int, cell: Cell) -> bool:
        """Whether the label is the last word of a paragraph, hence none."""
        if not index or not is_close(self.lines[index - 1], self.lines[index]):
            return False
        above = [each for each in self.lines[index - 1].cells if each.overlap(cell) > 0]
        return any(len(each.text) > _PROSE and not label_in(each.text) for each in above)

    def more(self, index: int, cell: Cell, label: Cell | None) -> list[str]:
        """Return the lines that go on below a value: same column, close, no label beside them."""
        more: list[str] = []
        for after in range(index + 1, min(index + _MAX_LINES, len(self.lines))):
            line, previous = self.lines[after], self.lines[after - 1]
            under = [each for each in line.cells if each.overlap(cell) > 0]
            if (
                not is_close(previous, line)
                or after in self.taken
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


def _as_address(first: str, more: list[str]) -> str:
    """Return the lines of a value as one text: the lines of an address become its parts."""
    text = first
    for each in more:
        text += f" {each}" if text.endswith((",", ";", "-")) or each[:1].islower() else f", {each}"
    return text
