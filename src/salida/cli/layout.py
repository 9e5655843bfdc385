"""The few shapes that all commands print in: a heading, facts, a table.

They read well at 80 columns, without colour, and when piped into a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text as Styled

from salida.cli.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

GOOD = "green"
BAD = "bold red"
DOUBTFUL = "yellow"
QUIET = "dim"


def heading(title: object, *, style: str = "bold") -> Styled:
    """Return the line over a block."""
    return Styled(visible(str(title)), style=style, no_wrap=True, overflow="ignore")


def facts(*rows: tuple[object, object]) -> Iterable[Styled]:
    """Yield a line for each label and value, the values under each other.

    A value is never broken over lines, so that a path can be copied. A `Styled`
    value keeps its style.
    """
    width = max((cell_len(str(label)) for label, _value in rows), default=0)
    for label, value in rows:
        name = str(label)
        line = Styled("  ", no_wrap=True, overflow="ignore")
        line.append(name + " " * (width - cell_len(name) + 2), style=QUIET)
        line.append(value if isinstance(value, Styled) else visible(str(value)))
        yield line


def table(
    columns: Sequence[tuple[object, bool]], rows: Iterable[Sequence[object]], *, indent: int = 2
) -> Table:
    """Return a table without lines.

    Args:
        columns: Title, and whether its cells are numbers (set to the right).
        rows: A cell per column; a `Styled` cell keeps its style.
        indent: Spaces to the left.
    """
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style=QUIET)
    made.add_column("", width=max(indent - 2, 0))
    for title, is_number in columns:
        made.add_column(
            str(title),
            justify="right" if is_number else "left",
            no_wrap=is_number,
            overflow="fold",
        )
    for row in rows:
        made.add_row(
            "", *(cell if isinstance(cell, Styled) else visible(str(cell)) for cell in row)
        )
    return made
