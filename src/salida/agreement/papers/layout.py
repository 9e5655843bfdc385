"""From boxes of text to rows and columns: which cells share a line, which lines a column.

Coordinates are points from the top left corner of the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from salida.agreement.papers.page import Cell, Page, Row

_SAME_LINE = 0.5
"""Two boxes are on one line when they overlap by this share of the lower one."""

_GUTTER = 9.0
"""The least white between two columns of running text, in points."""

_COLUMN_ROWS = 8
"""So many rows in a row with one gutter make two columns; fewer are a table or a heading."""

_PROSE = 18
"""Cells of running text are longer than this on average; those of a table are not."""


@dataclass(frozen=True, slots=True)
class Box:
    """A run of text and where it stands."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def page_from_boxes(number: int, boxes: list[Box], width: float) -> Page:
    """Return the page that the boxes make up."""
    lines = [_joined(line) for line in _lines(boxes)]
    rows = [Row(tuple(Cell(each.text, each.left, each.right) for each in line)) for line in lines]
    return Page(number, tuple(rows), tuple(_flow(rows, width)))


def _lines(boxes: list[Box]) -> list[list[Box]]:
    lines: list[list[Box]] = []
    for box in sorted(boxes, key=lambda each: ((each.top + each.bottom) / 2, each.left)):
        if lines and _overlap(lines[-1], box):
            lines[-1].append(box)
        else:
            lines.append([box])
    return [sorted(each, key=lambda box: box.left) for each in lines]


def _overlap(line: list[Box], box: Box) -> bool:
    top = min(each.top for each in line)
    bottom = max(each.bottom for each in line)
    shared = min(bottom, box.bottom) - max(top, box.top)
    return shared >= _SAME_LINE * min(bottom - top, box.bottom - box.top)


def _joined(line: list[Box]) -> list[Box]:
    """Put boxes together that a word's space separates: a change of font is no new cell."""
    joined: list[Box] = []
    for box in line:
        height = box.bottom - box.top
        if joined and box.left - joined[-1].right < 0.6 * max(height, 6.0):
            last = joined[-1]
            gap = " " if box.left - last.right > 0.15 * height else ""
            text = f"{last.text.rstrip()}{gap}{box.text.strip()}"
            joined[-1] = Box(text, last.left, last.top, box.right, max(last.bottom, box.bottom))
        elif box.text.strip():
            joined.append(Box(box.text.strip(), box.left, box.top, box.right, box.bottom))
    return joined


def _flow(rows: list[Row], width: float) -> list[str]:
    """Return the running text: two columns of prose one after the other, all else line by line."""
    flow: list[str] = []
    position = 0
    while position < len(rows):
        run = _two_columns(rows[position:], width)
        if run:
            gutter, count = run
            block = rows[position : position + count]
            flow += [text for row in block if (text := _side(row, gutter, left=True))]
            flow += [text for row in block if (text := _side(row, gutter, left=False))]
            position += count
        else:
            flow.append(rows[position].text)
            position += 1
    return flow


def _two_columns(rows: list[Row], width: float) -> tuple[float, int] | None:
    """Return the gutter and how many rows share it, when prose in two columns begins here."""
    gutter = _gutter(rows[0], width)
    if gutter is None:
        return None
    count, cells = 0, []
    for row in rows:
        if any(each.left < gutter < each.right for each in row.cells):
            break
        count += 1
        cells += [each.text for each in row.cells]
    many = count >= _COLUMN_ROWS
    prose = bool(cells) and sum(map(len, cells)) / len(cells) > _PROSE
    return (gutter, count) if many and prose else None


def _gutter(row: Row, width: float) -> float | None:
    for one, other in pairwise(row.cells):
        middle = (one.right + other.left) / 2
        if other.left - one.right >= _GUTTER and 0.3 * width < middle < 0.7 * width:
            return middle
    return None


def _side(row: Row, gutter: float, *, left: bool) -> str:
    return "  ".join(each.text for each in row.cells if (each.middle < gutter) is left)
