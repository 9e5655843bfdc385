"""From boxes of text to rows and columns: which boxes share a line, which lines a column.

Coordinates are points from the top left corner of the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import mode

from salida.agreement.papers.page import Cell, Page, Row

_SAME_LINE = 0.6
"""Two boxes are on one line when they share this part of the lower one's height."""

_WORD_SPACE = 0.45
"""White between boxes wider than this part of the line's height begins a cell."""

_PROSE = 0.24
"""Lines of prose in two columns are wider than this part of the page; cells of a table are not."""

_APART = 2.5
"""White of so many lines ends the columns: what follows is the page's footer or another part."""

_PROSE_LINES = 4
"""So many lines on either side make two columns; fewer are two blocks of an address."""


@dataclass(frozen=True, slots=True)
class Box:
    """A run of text and where it stands."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """How tall the box is."""
        return self.bottom - self.top

    @property
    def width(self) -> float:
        """How wide the box is."""
        return self.right - self.left


def page_from_boxes(number: int, boxes: list[Box], width: float, *, recognised: bool) -> Page:
    """Return the page that the boxes make up."""
    cells = [each for line in _lines(boxes) for each in _joined(line)]
    band = _columns(cells, width)
    if band is None:
        return Page(number, _rows(cells), recognised)
    gutter, inside = band
    top = min(each.top for each in inside)
    outside = [each for each in cells if each not in inside]
    parts = (
        [each for each in outside if each.top < top],
        [each for each in inside if each.left < gutter],
        [each for each in inside if each.left >= gutter],
        [each for each in outside if each.top >= top],
    )
    return Page(number, tuple(row for part in parts for row in _rows(part)), recognised)


def _rows(boxes: list[Box]) -> tuple[Row, ...]:
    return tuple(
        Row(
            tuple(Cell(each.text, each.left, each.right) for each in _joined(line)),
            min(each.top for each in line),
            max(each.bottom for each in line),
        )
        for line in _lines(boxes)
    )


def _lines(boxes: list[Box]) -> list[list[Box]]:
    lines: list[list[Box]] = []
    for box in sorted(boxes, key=lambda each: ((each.top + each.bottom) / 2, each.left)):
        if lines and _same_line(lines[-1], box):
            lines[-1].append(box)
        else:
            lines.append([box])
    return [sorted(each, key=lambda box: box.left) for each in lines]


def _same_line(line: list[Box], box: Box) -> bool:
    """Compare with the line's last box: a cell centred between two lines must not tie them."""
    last = line[-1]
    shared = min(last.bottom, box.bottom) - max(last.top, box.top)
    beside = all(min(e.right, box.right) - max(e.left, box.left) < 1 for e in line)
    return beside and shared >= _SAME_LINE * min(last.height, box.height)


def _joined(line: list[Box]) -> list[Box]:
    """Put boxes together that a word's space separates: a change of font is no new cell."""
    joined: list[Box] = []
    height = max(max((each.height for each in line), default=0.0), 6.0)
    for box in line:
        if joined and box.left - joined[-1].right < _WORD_SPACE * height:
            last = joined[-1]
            gap = " " if box.left - last.right > 0.15 * height else ""
            joined[-1] = Box(
                f"{last.text.rstrip()}{gap}{box.text.strip()}",
                last.left,
                min(last.top, box.top),
                box.right,
                max(last.bottom, box.bottom),
            )
        elif box.text.strip():
            joined.append(Box(box.text.strip(), box.left, box.top, box.right, box.bottom))
    return joined


def _columns(cells: list[Box], width: float) -> tuple[float, list[Box]] | None:
    """Return the gutter between two columns of prose and the boxes beside it, if there is one."""
    prose = [each for each in cells if _PROSE * width <= each.width <= 0.55 * width]
    right = [each for each in prose if 0.4 * width < each.left]
    if len(right) < _PROSE_LINES:
        return None
    gutter = mode(round(each.left) for each in right) - 3.0
    left = [each for each in prose if each.right <= gutter]
    right = [each for each in right if each.left >= gutter]
    if min(len(left), len(right)) < _PROSE_LINES:
        return None
    top = min(each.top for each in right) - 1.5 * right[0].height
    inside: list[Box] = []
    end = top
    for each in sorted((each for each in cells if each.top >= top), key=lambda box: box.top):
        apart = bool(inside) and each.top - end > _APART * each.height
        if apart or each.left < gutter < each.right:
            break
        inside.append(each)
        end = max(end, each.bottom)
    wide = sum(each.width >= _PROSE * width for each in inside)
    return (gutter, inside) if 2 * wide >= len(inside) else None
