"""A bar chart as SVG: drawn here, readable by eye and by screen reader, in any browser."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WIDTH = 880
_LABELS = 340
_AMOUNTS = 130
_ROW = 44
_BAR = 24
_TOP = 64
_BOTTOM = 36
_HATCHING = """\
<defs><pattern id='doubtful' width='8' height='8' patternUnits='userSpaceOnUse'
 patternTransform='rotate(45)'><rect width='8' height='8' fill='#fff'/>
 <rect width='4' height='8' fill='#b35900'/></pattern></defs>"""
_FONT = "font-family='system-ui, Segoe UI, Helvetica, Arial, sans-serif'"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is, how long, and what is written at its end."""

    label: str
    value: Decimal
    shown: str
    doubtful: bool = False
    """Hatched instead of filled, so that it is told apart without colour too."""


def bar_chart(title: str, bars: Sequence[Bar], *, language: str, doubtful_note: str) -> str:
    """Return an SVG document. Bars below zero go to the left of the axis."""
    height = _TOP + _ROW * len(bars) + _BOTTOM
    spoken = "; ".join(f"{each.label}: {each.shown}" for each in bars)
    lines = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {_WIDTH} {height}'",
        f" role='img' aria-labelledby='title desc' xml:lang='{language}' {_FONT}>",
        f"<title id='title'>{escape(title)}</title>",
        f"<desc id='desc'>{escape(spoken)}</desc>",
        _HATCHING,
        f"<rect width='{_WIDTH}' height='{height}' fill='#fff'/>",
        f"<text x='16' y='32' font-size='20' font-weight='600' fill='#1a1a1a'>{escape(title)}</text>",
        *_bars(bars, height),
    ]
    if any(each.doubtful for each in bars):
        lines.append(
            f"<text x='16' y='{height - 8}' font-size='12' fill='#595959'>"
            f"▨ {escape(doubtful_note)}</text>"
        )
    return "\n".join([*lines, "</svg>", ""])


def _bars(bars: Sequence[Bar], height: int) -> Iterator[str]:
    room = _WIDTH - _LABELS - _AMOUNTS - 16
    most = max((each.value for each in bars), default=Decimal(0))
    least = min((each.value for each in bars), default=Decimal(0))
    high, low = max(most, Decimal(0)), min(least, Decimal(0))
    span = (high - low) or Decimal(1)
    zero = _LABELS + float(-low / span) * room
    for place, each in enumerate(bars):
        top = _TOP + place * _ROW
        length = float(abs(each.value) / span) * room
        left = zero - length if each.value < 0 else zero
        middle = top + _BAR / 2 + 5
        fill = "url(#doubtful)" if each.doubtful else "#0b5cab"
        # Also beside the label: a bar of no length shows no hatching.
        label = f"▨ {each.label}" if each.doubtful else each.label
        yield (
            f"<text x='{_LABELS - 12}' y='{middle}' text-anchor='end' font-size='14' "
            f"fill='#1a1a1a'>{escape(label)}</text>"
        )
        yield (
            f"<rect x='{left:.1f}' y='{top}' width='{length:.1f}' height='{_BAR}' "
            f"fill='{fill}' stroke='#1a1a1a' stroke-width='0.5'/>"
        )
        yield (
            f"<text x='{max(left + length, zero) + 8:.1f}' y='{middle}' font-size='14' "
            f"fill='#1a1a1a'>{escape(each.shown)}</text>"
        )
    yield (
        f"<line x1='{zero:.1f}' y1='{_TOP - 8}' x2='{zero:.1f}' y2='{height - _BOTTOM}' "
        "stroke='#1a1a1a'/>"
    )
