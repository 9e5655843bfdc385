"""Where one row group ends and the next begins: by rows and by bytes, never by batches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ROWS = 125_000
"""Measured: smaller groups compress worse, larger ones only cost memory."""

MAX_BYTES = 64 << 20
"""Bounds the memory of a writer when rows are long: one text field may hold 131,072 characters."""


class RowGroups:
    """Collects rows and gives them back in groups that depend on the rows alone."""

    def __init__(self, schema: pa.Schema) -> None:
        self._schema = schema
        self._long = [each.name for each in schema if _has_length(each.type)]
        self._fixed = sum(each.type.bit_width for each in schema if _has_width(each.type)) // 8
        self._pending: list[pa.Table] = []
        self._rows = 0
        self._bytes = 0

    def add(self, table: pa.Table) -> Iterator[pa.Table]:
        """Take `table` in and yield each group that is full now, in one piece per column."""
        self._keep(table)
        while self._rows >= MAX_ROWS or self._bytes >= MAX_BYTES:
            whole = pa.concat_tables(self._pending)
            cut = self._cut(whole)
            self._pending, self._rows, self._bytes = [], 0, 0
            self._keep(whole.slice(cut))
            yield whole.slice(0, cut).combine_chunks()

    def rest(self) -> pa.Table | None:
        """Return the rows of the last, unfilled group, or `None` when there are none."""
        if self._rows == 0:
            return None
        return pa.concat_tables(self._pending).combine_chunks()

    def _keep(self, table: pa.Table) -> None:
        if table.num_rows == 0:
            return
        self._pending.append(table)
        self._rows += table.num_rows
        self._bytes += table.num_rows * self._fixed
        for name in self._long:
            self._bytes += pc.sum(_lengths(table.column(name))).as_py() or 0

    def _cut(self, table: pa.Table) -> int:
        """Return how many rows of `table` fill a group: the first that reach either limit."""
        head = table.slice(0, MAX_ROWS)
        if self._bytes < MAX_BYTES:
            return int(head.num_rows)
        widths = pa.array([self._fixed], pa.int64())[0]
        for name in self._long:
            widths = pc.add(widths, pc.coalesce(_lengths(head.column(name)), 0))
        if not self._long:
            return min(int(head.num_rows), MAX_BYTES // self._fixed + 1)
        reached = pc.less(pc.cumulative_sum(widths), MAX_BYTES)
        return min(int(head.num_rows), (pc.sum(reached).as_py() or 0) + 1)


def _lengths(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the bytes of each text; a map counts by its entries, which is near enough."""
    if pa.types.is_map(column.type):
        return pc.cast(pc.list_value_length(column), pa.int64())
    return pc.cast(pc.binary_length(column), pa.int64())


def _has_length(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_map(kind))


def _has_width(kind: pa.DataType) -> bool:
    return not _has_length(kind)
