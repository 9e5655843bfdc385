"""One page of rows, from a stream of CSV to typed parts. Needs no org.

The stream is parsed in blocks (`pyarrow.csv.open_csv`), typed column by column and
written in row groups, so that memory depends on neither the page nor the org. One thread
per page; Arrow's own threads stay out of it (measured: threads over pages scale, threads
within a page do not).
"""

from __future__ import annotations

import csv
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

import pyarrow as pa
import pyarrow.csv

from salida.archive.columns import VERBATIM, arrow_schema
from salida.backup.cells import typed_cells
from salida.errors import UnavailableError
from salida.language import _
from salida.model.storage import storage_type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from salida.archive import Part, PartWriter
    from salida.model.describe import Field, SObject

SMALLEST_BLOCK = 2 << 20
LARGEST_BLOCK = 512 << 20
"""Bytes of CSV that are parsed at once; a record longer than a block fails (measured best: 2 MiB)."""

BYTES_AT_ONCE = 8 * SMALLEST_BLOCK
"""Bytes of CSV whose columns are typed together; at least one block."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class ByteStream(Protocol):
    """Decoded bytes of an answer: `read(n)` gives at most n, and `b""` at the end."""

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows with the columns of their sObject."""

    table: Any
    """pa.Table; carries `_verbatim` only when some value did not fit."""

    verbatim: Counter[str]
    """Field -> how many of its values did not fit."""


@dataclass(frozen=True, slots=True)
class PageCopy:
    """What became of one page."""

    rows: int
    bytes: int
    """Of CSV, inflated."""

    parts: tuple[Part, ...]
    verbatim: Mapping[str, int]


def copy_page(
    open_stream: Callable[[], AbstractContextManager[ByteStream]],
    sobject: SObject,
    fields: Sequence[Field],
    open_part: Callable[[int, bool], AbstractContextManager[PartWriter]],
    source: Mapping[str, Any],
) -> PageCopy:
    """Copy a page of Bulk CSV into parts.

    Args:
        open_stream: Opens the page from its beginning; called again when a record turns out to be
            longer than the block.
        sobject: The sObject that the rows belong to.
        fields: The fields that were asked for, in order.
        open_part: Makes the writer of the page's nth part, with or without `_verbatim`. A page has
            one part; a second one begins where values that do not fit turn up late.
        source: Where the rows came from, for the manifest.

    Raises:
        UnavailableError: if the page is not the CSV that was asked for.
        DiskFullError: if a part cannot be written.
    """
    block = _first_block(fields)
    while True:
        try:
            with open_stream() as stream:
                counted = _Counted(stream)
                parts, verbatim = write_parts(
                    csv_rows(counted, sobject, fields, block), open_part, source
                )
        except pa.ArrowInvalid as error:
            if "straddling" in str(error) and block < LARGEST_BLOCK:
                block *= 4
                continue
            raise UnavailableError(
                _("A page of {sobject} is no valid CSV", sobject=sobject.name),
                hint=_("The page is asked for again when the backup is started again"),
            ) from error
        rows = sum(each.rows for each in parts)
        return PageCopy(rows, counted.bytes, parts, verbatim)


def csv_rows(
    stream: ByteStream, sobject: SObject, fields: Sequence[Field], block: int = SMALLEST_BLOCK
) -> Iterator[Rows]:
    """Parse a stream of Bulk CSV into typed rows, block by block.

    Raises:
        UnavailableError: if its columns are not the fields that were asked for.
        pa.ArrowInvalid: if it is no CSV, or a record is longer than `block`.
    """
    head, names = _header(stream, [each.name for each in fields])
    if not head:
        return
    reader = pyarrow.csv.open_csv(
        pa.PythonFile(_Prefixed(head, stream), mode="r"),
        read_options=pyarrow.csv.ReadOptions(
            block_size=block, use_threads=False, column_names=names
        ),
        parse_options=pyarrow.csv.ParseOptions(
            newlines_in_values=True,
            # An empty line is a row when there is one column only.
            ignore_empty_lines=len(names) > 1,
        ),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            include_columns=[each.name for each in fields],
            # Bulk prints null as "", and Salesforce stores no empty text.
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
        ),
    )
    # Calls from Python cost as much as the work on one block does: several blocks share them.
    while blocks := list(islice(reader, max(1, BYTES_AT_ONCE // block))):
        yield typed_rows(pa.Table.from_batches(blocks).columns, sobject, fields)


def typed_rows(columns: Sequence[Any], sobject: SObject, fields: Sequence[Field]) -> Rows:
    """Type columns of text (strings in Arrow, in one piece or several; null = no value)."""
    cells = [
        typed_cells(column, storage_type(field))
        for column, field in zip(columns, fields, strict=True)
    ]
    rejected = {
        field.name: cell.rejected
        for field, cell in zip(fields, cells, strict=True)
        if cell.rejected is not None
    }
    schema = arrow_schema(sobject, fields=fields, verbatim=bool(rejected))
    arrays = [cell.values for cell in cells]
    if rejected:
        arrays.append(_verbatim_column(rejected, schema.field(VERBATIM).type))
    counts = Counter({name: len(texts) - texts.null_count for name, texts in rejected.items()})
    return Rows(pa.Table.from_arrays(arrays, schema=schema), counts)


def write_parts(
    rows: Iterable[Rows],
    open_part: Callable[[int, bool], AbstractContextManager[PartWriter]],
    source: Mapping[str, Any],
) -> tuple[tuple[Part, ...], Mapping[str, int]]:
    """Write rows into as few parts as their columns allow; no rows, no part."""
    parts: list[Part] = []
    verbatim: Counter[str] = Counter()
    with ExitStack() as stack:
        writer: PartWriter | None = None
        for each in rows:
            verbatim.update(each.verbatim)
            if writer is not None and each.verbatim and VERBATIM not in writer.schema.names:
                parts.append(writer.finish(source))
                stack.pop_all().close()
                writer = None
            if writer is None:
                writer = stack.enter_context(open_part(len(parts), bool(each.verbatim)))
            writer.write(_conformed(each.table, writer.schema))
        if writer is not None:
            parts.append(writer.finish(source))
    return tuple(parts), dict(verbatim)


def _conformed(table: Any, schema: Any) -> Any:
    if len(table.schema) == len(schema):
        return table
    column = schema.field(VERBATIM)
    return table.append_column(column, pa.nulls(table.num_rows, column.type))


def _verbatim_column(rejected: Mapping[str, Any], map_type: Any) -> Any:
    """Build `_verbatim`. The only place that walks rows, and only where a value does not fit."""
    lists = {name: texts.to_pylist() for name, texts in rejected.items()}
    rows = zip(*lists.values(), strict=True)
    pairs = (
        [(name, text) for name, text in zip(lists, row, strict=True) if text is not None]
        for row in rows
    )
    return pa.array([each or None for each in pairs], map_type)


def _first_block(fields: Sequence[Field]) -> int:
    """Return a block that holds any record whose texts are as long as the describe allows."""
    block = SMALLEST_BLOCK
    while block < min(sum(each.length for each in fields), LARGEST_BLOCK // 32):
        block *= 2
    return block


def _header(stream: ByteStream, wanted: list[str]) -> tuple[bytes, list[str]]:
    """Return the bytes after the header, as far as they are read, and the names of the columns.

    Every page has a header, say the guide and most clients; one client saw it on the first page
    only. Both are read. A line that holds the name of a field is a header, never a record.
    """
    head = _until_newline(stream).removeprefix(_BYTE_ORDER_MARK)
    line, newline, rest = head.partition(b"\n")
    names = next(csv.reader([line.decode("utf-8", "replace").rstrip("\r")]), [])
    if sorted(map(str.lower, names)) == sorted(map(str.lower, wanted)):
        canonical = {each.lower(): each for each in wanted}
        rest = rest or (stream.read(SMALLEST_BLOCK) if newline else b"")
        return rest, [canonical[each.lower()] for each in names]
    if set(names) & set(wanted):
        raise UnavailableError(
            _("A page has other columns than were asked for"),
            hint=_("The page is asked for again when the backup is started again"),
        )
    return head, wanted


def _until_newline(stream: ByteStream) -> bytes:
    head = b""
    while b"\n" not in head:
        more = stream.read(SMALLEST_BLOCK)
        if not more:
            break
        head += more
    return head


class _Counted:
    """A stream that knows how many bytes went through it."""

    def __init__(self, stream: ByteStream) -> None:
        self._stream = stream
        self.bytes = 0

    def read(self, size: int = -1, /) -> bytes:
        piece = self._stream.read(size)
        self.bytes += len(piece)
        return piece


class _Prefixed:
    """The bytes that were read ahead, then the stream: exactly as many as Arrow asks for.

    Arrow takes whatever one read returns for a block, so that a short read would cut records.
    """

    closed = False

    def __init__(self, head: bytes, stream: ByteStream) -> None:
        self._head = head
        self._stream = stream

    def read(self, size: int = -1, /) -> bytes:
        pieces = [self._head[:size]]
        self._head = self._head[size:]
        missing = size - len(pieces[0])
        while missing > 0 and (piece := self._stream.read(missing)):
            pieces.append(piece)
            missing -= len(piece)
        return b"".join(pieces)

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        """Leave the stream open: whoever opened it closes it."""
