"""Writing one part: rows into a Parquet file, hashed while it is written.

The bytes depend on the rows alone, not on the batches they arrive in, so that a run that
was killed and resumed leaves the same file as one that was not. Encoding settings are
measured: zstd 1 and dictionaries only where values repeat cost the least per row.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from salida.archive.files import close_anyway, flush, put_in_place, room_on_disk
from salida.archive.rowgroups import RowGroups
from salida.archive.values import Part

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

_LEVEL = 1
_MODSTAMP = "SystemModstamp"


def _summarised(schema: pa.Schema) -> list[str]:
    """Return the columns whose least and greatest value help a reader skip rows.

    Texts come in no order that would let it skip any, and comparing them costs a tenth of all
    writing (measured). Only Ids rise from row to row.
    """
    return [
        each.name
        for each in schema
        if each.name == "Id" or not (pa.types.is_string(each.type) or pa.types.is_nested(each.type))
    ]


class HashingFile:
    """A file for writing that knows the SHA-256 and the number of its bytes so far."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.bytes = 0
        self.closed = False

    def write(self, raw: bytes) -> int:
        """Append `raw`."""
        self._file.write(raw)
        self._hash.update(raw)
        self.bytes += len(raw)
        return len(raw)

    def tell(self) -> int:
        """Return how many bytes were written."""
        return self.bytes

    def flush(self) -> None:
        """Hand everything to the operating system."""
        self._file.flush()

    def close(self) -> None:
        """Only mark it: whoever opened the file closes it."""
        self.closed = True

    def hexdigest(self) -> str:
        """Return the SHA-256 of everything written."""
        return self._hash.hexdigest()


class PartWriter:
    """A part that is being written; leave the `with` block without `finish` and nothing is left."""

    def __init__(
        self,
        *,
        path: str,
        target: Path,
        temporary: Path,
        schema: pa.Schema,
        dictionary: Sequence[str],
        durable: bool,
    ) -> None:
        self.schema = schema
        self._path = path
        self._target = target
        self._temporary = temporary
        self._durable = durable
        self._groups = RowGroups(schema)
        self._rows = 0
        self._earliest: datetime | None = None
        self._latest: datetime | None = None
        self._finished = False
        with room_on_disk(target):
            temporary.parent.mkdir(parents=True, exist_ok=True)
            self._file = temporary.open("wb")
        self._sink = HashingFile(self._file)
        self._writer = pq.ParquetWriter(
            pa.PythonFile(self._sink, mode="w"),
            schema,
            compression="zstd",
            compression_level=_LEVEL,
            use_dictionary=[each for each in dictionary if each in schema.names],
            write_page_checksum=True,
            write_page_index=True,
            write_statistics=_summarised(schema),
        )

    def write(self, rows: pa.Table | pa.RecordBatch) -> None:
        """Append rows; their columns must be those of `schema`, in its order.

        Raises:
            DiskFullError: if the disk is full.
            ValueError: if the columns differ from `schema`.
        """
        table = pa.Table.from_batches([rows]) if isinstance(rows, pa.RecordBatch) else rows
        if not table.schema.equals(self.schema):
            message = f"{self._path} has other columns: {table.schema} instead of {self.schema}"
            raise ValueError(message)
        self._rows += table.num_rows
        for group in self._groups.add(table):
            self._write_group(group)

    def finish(self, source: Mapping[str, Any] | None = None) -> Part:
        """End the file, put it in its place and return what the manifest says about it.

        Args:
            source: Where the rows came from, as the manifest will state it.
        """
        rest = self._groups.rest()
        if rest is not None:
            self._write_group(rest)
        with room_on_disk(self._target):
            self._writer.close()
            self._file.flush()
            flush(self._file.fileno(), durable=self._durable)
            self._file.close()
            put_in_place(self._temporary, self._target)
        self._finished = True
        return Part(
            path=self._path,
            rows=self._rows,
            bytes=self._sink.bytes,
            sha256=self._sink.hexdigest(),
            source=dict(source or {}),
            min_modstamp=self._earliest,
            max_modstamp=self._latest,
        )

    def discard(self) -> None:
        """Forget the part: what was written so far goes."""
        if self._finished:
            return
        self._finished = True
        # Parquet writes a footer even into a file that nobody wants; here, not when it is
        # collected as garbage, when the file is closed already.
        with suppress(pa.ArrowException, OSError):
            self._writer.close()
        close_anyway(self._file)
        self._temporary.unlink(missing_ok=True)

    def _write_group(self, group: pa.Table) -> None:
        self._note_times(group)
        with room_on_disk(self._target):
            self._writer.write_table(group, row_group_size=group.num_rows)

    def _note_times(self, group: pa.Table) -> None:
        if _MODSTAMP not in group.schema.names:
            return
        ends = pc.min_max(group.column(_MODSTAMP)).as_py()
        if ends["min"] is None:
            return
        self._earliest = min(self._earliest or ends["min"], ends["min"])
        self._latest = max(self._latest or ends["max"], ends["max"])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.discard()
