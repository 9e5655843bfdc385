"""A table for people; records one under the other when they are too wide for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text as Styled

from salida.cli.formats.as_text import NUMBERS, column_names, column_types, text_batches
from salida.cli.layout import QUIET, facts, table
from salida.cli.visible import visible
from salida.language import _, counted, show_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from salida.query import Prepared

MOST = 100
"""Rows that a person reads; a file takes the rest."""

_WIDEST = 40
"""Cells of one column, in characters; longer texts are cut with an ellipsis."""

_GAP = 2


def table_lines(prepared: Prepared, *, width: int, most: int = MOST) -> Iterator[RenderableType]:
    """Yield the answer for a screen of `width` characters, and how many rows there are in all."""
    if prepared.is_count:
        yield show_number(prepared.count())
        return
    names = column_names(prepared)
    rows = _first_rows(prepared, most)
    if not rows:
        yield Styled(str(_("No records")), style=QUIET)
        return
    shown = [[_cut(cell) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(names, *shown, strict=True)]
    if sum(widths) + _GAP * len(widths) <= width:
        numeric = [each in NUMBERS for each in column_types(prepared)]
        yield table(list(zip(names, numeric, strict=True)), shown, indent=0)
    else:
        yield from _one_under_the_other(names, rows)
    yield Styled(str(_how_many(prepared, len(rows), most)), style=QUIET)


def _first_rows(prepared: Prepared, most: int) -> list[list[str]]:
    rows: list[list[str]] = []
    for batch in text_batches(prepared):
        columns = [column.to_pylist() for column in batch.slice(0, most - len(rows)).columns]
        rows += [list(row) for row in zip(*columns, strict=True)]
        if len(rows) == most:
            break
    return rows


def _one_under_the_other(
    names: Sequence[str], rows: Sequence[Sequence[str]]
) -> Iterator[RenderableType]:
    for number, row in enumerate(rows, start=1):
        yield Styled(f"── {number}", style=QUIET)
        yield from facts(*((name, cell) for name, cell in zip(names, row, strict=True) if cell))


def _cut(cell: str) -> str:
    text = visible(cell)
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _how_many(prepared: Prepared, shown: int, most: int) -> object:
    if shown < most:
        return counted("{n} record", "{n} records", shown)
    total = prepared.count()
    if total == shown:
        return counted("{n} record", "{n} records", shown)
    return _(
        "{shown} of {total} records; `--output FILE.csv` takes all",
        shown=show_number(shown),
        total=show_number(total),
    )
