"""A table for people; records one under the other when they are too wide for it."""

from __future__ import annotations

import json
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

_WIDEST = (60, 40, 32, 26, 20)
"""Characters that a cell may have, tried until a row fits; longer texts get an ellipsis."""

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
    kinds = column_types(prepared)
    rows = [[_told(cell, kind) for cell, kind in zip(row, kinds, strict=True)] for row in rows]
    for widest in _WIDEST:
        shown = [[_cut(cell, widest) for cell in row] for row in rows]
        widths = [max(map(cell_len, column)) for column in zip(names, *shown, strict=True)]
        if sum(widths) + _GAP * len(widths) <= width:
            numeric = [each in NUMBERS for each in kinds]
            yield table(list(zip(names, numeric, strict=True)), shown, indent=0)
            break
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


def _told(cell: str, kind: str) -> str:
    """Return a child list as its values instead of as JSON; anything else as it is."""
    if kind != "query" or not cell:
        return cell
    children = json.loads(cell)["records"]
    return "; ".join(
        " · ".join(
            value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            for name, value in child.items()
            if name != "attributes" and value is not None
        )
        for child in children
    )


def _cut(cell: str, widest: int) -> str:
    text = visible(cell)
    return text if len(text) <= widest else f"{text[: widest - 1]}…"


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
