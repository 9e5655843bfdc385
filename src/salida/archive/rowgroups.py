"""Where one row group ends and the next begins: by rows and by bytes, never by batches."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ROWS = 125_000
"""Measured: smaller groups compress worse, larger ones only cost memory."""

MAX_BYTES = 64 << 20
"""Bounds the memory of a writer when rows are long: one text field may hold 131,072 characters."""


class RowGroups:
    """Collects rows and gives them back in groups that depend on the rows alone.

    A group ends with the row that brings it to `MAX_ROWS` rows or `MAX_BYTES` bytes, where
    a row's bytes are those of its texts and a fixed number for its other columns. (Arrow's
    own `nbytes` changes with the batches that the rows came in.)
    """

    def __init__(self, schema: pa.Schema) -> None:
        self._texts = [n for n, each in enumerate(schema) if pa.types.is_string(each.type)]
        self._fixed = sum(each.type.bit_width // 8 for each in schema if _has_width(each.type))
        self._pending: list[pa.Table] = []
        self._rows = 0
        self._bytes = 0

    def add(self, table: pa.Table) -> Iterator[pa.Table]:
        """Take `table` in and yield each group that is full now, in one piece per column."""
        self._keep(table)
        while self._rows >= MAX_ROWS or self._bytes >= MAX_BYTES:
            head, rest = self._split(pa.concat_tables(self._pending))
            self._pending, self._rows, self._bytes = [], 0, 0
            self._keep(rest)
            yield head

    def rest(self) -> pa.Table | None:
        """Return the rows of the last, unfilled group, or `None` when there are none."""
        return pa.concat_tables(self._pending).combine_chunks() if self._pending else None

    def _keep(self, table: pa.Table) -> None:
        if table.num_rows:
            self._pending.append(table)
            self._rows += table.num_rows
            self._bytes += self._width(table)

    def _split(self, table: pa.Table) -> tuple[pa.Table, pa.Table]:
        """Return the rows up to the first that fills a group, in one piece, and the others."""
        head = table.slice(0, MAX_ROWS).combine_chunks()
        counts = range(head.num_rows + 1)
        cut = bisect_left(counts, MAX_BYTES, key=lambda rows: self._width(head.slice(0, rows)))
        return head.slice(0, cut), table.slice(min(cut, head.num_rows))

    def _width(self, table: pa.Table) -> int:
        """Return the bytes of all rows, from the ends of the text columns: no row is looked at."""
        texts = sum(_text_bytes(piece) for n in self._texts for piece in table.column(n).chunks)
        return texts + int(table.num_rows * self._fixed)


def _text_bytes(piece: pa.StringArray) -> int:
    if not len(piece):
        return 0
    # Arrow's columnar format: buffer 1 of a string array holds its int32 offsets.
    offsets = memoryview(piece.buffers()[1]).cast("i")
    return int(offsets[piece.offset + len(piece)] - offsets[piece.offset])


def _has_width(kind: pa.DataType) -> bool:
    """Whether every value takes the same room; `_verbatim`, a map, is too rare to count."""
    return not (pa.types.is_string(kind) or pa.types.is_map(kind))
