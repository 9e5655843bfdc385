"""A paper made ready for the rules: lines without page furniture, and passages of prose."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from salida.agreement.rules.folding import fold
from salida.agreement.rules.phrases import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from salida.agreement.papers.page import Cell, Page, Paper, Row

_PAGE_NUMBER = re.compile(
    r"(?:(?:page|pag\.?|pagina|hoja|p\.)\s*)?-?\s*\d{1,4}\s*-?(?:\s*(?:of|de|/)\s*\d{1,4})?"
)
_PARAGRAPH_GAP = 1.0
"""More white than this part of a line's height, and a new paragraph begins."""

_SHORT_LINE = 0.6
"""A line shorter than this part of the next one ended its paragraph."""

_NUMBERED = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z])[.)]?\s+[A-ZÁÉÍÓÚ«“\"]")
"""How a numbered paragraph begins: `11.2 Renewal`, `(a) The`."""

_REPEATED = 3
"""What stands at the edge of so many pages is a running header or footer."""

_PROSE = 40
"""A line shorter than this is a heading, whose sentence does not go on."""

_OWN_HYPHEN = frozenset(
    [
        "add",
        "cross",
        "day",
        "e",
        "long",
        "mid",
        "month",
        "multi",
        "non",
        "post",
        "pre",
        "self",
        "semi",
        "short",
        "sub",
        "then",
        "third",
        "year",
    ]
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a page, without running headers, footers and page numbers before or after."""

    page: int
    row: Row

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The row's cells."""
        return self.row.cells


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of prose and the page it begins on."""

    text: str
    page: int
    folded: str = field(repr=False, compare=False, default="")


@dataclass(slots=True)
class _Passage:
    """Lines of one column that follow each other, put together as they are collected."""

    text: str
    pages: list[tuple[int, int]]
    first: int
    last: int
    cell: Cell

    def add(self, text: str, page: int) -> None:
        joined = put_together(self.text, text)
        self.pages.append((len(joined) - len(text), page))
        self.text = joined

    def page_at(self, offset: int) -> int:
        return max((start, page) for start, page in self.pages if start <= offset)[1]


def lines_of(paper: Paper) -> tuple[Line, ...]:
    """Return the paper's lines in reading order, without what every page repeats."""
    last = Counter(row.text for page in paper.pages for row in page.rows[-2:])
    first = Counter(row.text for page in paper.pages for row in page.rows[:1])
    met: set[str] = set()
    kept: list[Line] = []
    for page in paper.pages:
        for index, row in enumerate(page.rows):
            if _is_furniture(page, index, first, last):
                # Once is enough, but once it must be: an order's number may stand only there.
                if row.text in met or _PAGE_NUMBER.fullmatch(fold(row.text)):
                    continue
                met.add(row.text)
            kept.append(Line(page.number, row))
    return tuple(kept)


def _is_furniture(page: Page, index: int, first: Counter[str], last: Counter[str]) -> bool:
    row = page.rows[index]
    edge = index < 1 or index >= len(page.rows) - 2
    if edge and len(row.cells) == 1 and _PAGE_NUMBER.fullmatch(fold(row.text)):
        return True
    repeated = first[row.text] if index < 1 and len(row.cells) == 1 else 0
    return edge and max(repeated, last[row.text] if index else 0) >= _REPEATED


def sentences(lines: Sequence[Line]) -> tuple[Sentence, ...]:
    """Return the prose of the lines, sentence by sentence; a quote is cut from these."""
    return tuple(each for passage in _passages(lines) for each in _sentences(passage))


def _passages(lines: Sequence[Line]) -> Iterable[_Passage]:
    done: list[_Passage] = []
    growing: list[_Passage] = []
    for index, line in enumerate(lines):
        previous = lines[index - 1] if index else None
        candidates = growing if previous and is_close(previous, line) else []
        growing = []
        for cell in line.cells:
            passage = _continued(candidates, cell)
            if passage is None:
                passage = _Passage(cell.text, [(0, line.page)], index, index, cell)
                done.append(passage)
            else:
                candidates.remove(passage)
                passage.add(cell.text, line.page)
                passage.last, passage.cell = index, cell
            growing.append(passage)
    return _over_breaks(sorted(done, key=lambda each: each.first))


def is_close(previous: Line, line: Line) -> bool:
    """Whether a line follows another without the white of a new paragraph or a new row."""
    gap = line.row.top - previous.row.bottom
    height = max(line.row.bottom - line.row.top, previous.row.bottom - previous.row.top)
    return previous.page == line.page and -height < gap <= _PARAGRAPH_GAP * max(height, 6.0)


def _continued(candidates: list[_Passage], cell: Cell) -> _Passage | None:
    beside = [each for each in candidates if each.cell.overlap(cell) > 0]
    best = max(beside, key=lambda each: each.cell.overlap(cell), default=None)
    if best is None:
        return None
    before, width = best.cell, cell.right - cell.left
    ended = before.right - before.left < _SHORT_LINE * width and not cell.text[:1].islower()
    numbered = _NUMBERED.match(cell.text) and best.text.endswith((".", ";", ":"))
    return None if numbered or (ended and not best.text.endswith((",", "-"))) else best


def _over_breaks(passages: list[_Passage]) -> Iterator[_Passage]:
    """Put a sentence together that goes on at the top of the next column or page."""
    open_: _Passage | None = None
    for each in passages:
        goes_on = (
            open_ is not None
            and each.first == open_.last + 1
            and not open_.text.endswith((".", ":", ";"))
            and len(open_.text) > _PROSE
            and bool(re.match(r"[a-záéíóúñ(]", each.text))
        )
        if open_ is not None and goes_on:
            shift = len(put_together(open_.text, each.text)) - len(each.text)
            open_.text = put_together(open_.text, each.text)
            open_.pages += [(start + shift, page) for start, page in each.pages]
            open_.last, open_.cell = each.last, each.cell
            continue
        if open_ is not None:
            yield open_
        open_ = each
    if open_ is not None:
        yield open_


def put_together(before: str, after: str) -> str:
    """Return two lines as one; the hyphen of a word that was split goes."""
    word = before[:-1].rpartition(" ")[2]
    if not before.endswith("-") or not word.isalpha() or not after[:1].islower():
        return f"{before} {after}"
    return before + after if word.lower() in _OWN_HYPHEN else before[:-1] + after


_ABBREVIATION = any_of(
    r"\b(?:no|nos|n\.o|num|nro|art|sec|fig|pag|ref|inc|ltd|corp|co|st|av|avda|tel|ext|dept)$",
    r"\b(?:s\.l|s\.l\.u|s\.a|s\.a\.u|s\.r\.l|s\.c|c\.v|u\.s|e\.g|i\.e|cif|nif|approx|vs|etc)$",
    r"\b(?:sr|sra|dr|d|dna|mr|ms|mrs|[a-z])$",
    r"\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|ene|abr|ago|dic)$",
    r"\b(?:section|clause|article|schedule|seccion|clausula|articulo|anexo) \d{1,2}(?:\.\d{1,2})*$",
)
_ENUMERATOR = re.compile(r"\W*\d{1,2}(?:\.\d{1,2})*")
_END = re.compile(r"[.!?][\"”»')]*\s+")
_LOOK_BACK = 40
_LONGEST = 4000
"""Nobody writes a clause so long; a file made to keep rules busy might."""


def _sentences(passage: _Passage) -> Iterator[Sentence]:
    text = passage.text
    start = 0
    for match in _END.finditer(text):
        before = fold(text[max(start, match.start() - _LOOK_BACK) : match.start()])
        numbered = _ENUMERATOR.fullmatch(before) and match.start() - start < _LOOK_BACK
        if text[match.start()] == "." and (numbered or _ABBREVIATION.search(before)):
            continue
        yield from _sentence(passage, start, match.end())
        start = match.end()
    yield from _sentence(passage, start, len(text))


def _sentence(passage: _Passage, start: int, end: int) -> Iterator[Sentence]:
    for begin in range(start, end, _LONGEST):
        text = passage.text[begin : min(begin + _LONGEST, end)].strip()
        if text:
            yield Sentence(text, passage.page_at(begin), fold(text))
