"""The rows of one job on disk, each findable by its number.

Two files: the lines one after the other, and where each begins. A page is then a range of
bytes: nothing is kept in memory however many rows there are, and any page can be read again.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

_OFFSET = struct.Struct("<Q")
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Spool:
    """A finished result."""

    folder: Path
    rows: int

    def page_end(self, start: int, *, most_rows: int, most_bytes: int) -> int:
        """Return the row after the last one of a page that begins with row `start`.

        A page has at least one row, however long, unless there is none left.
        """
        last = min(self.rows, start + most_rows)
        if last <= start:
            return last
        with (self.folder / "offsets").open("rb") as offsets:
            limit = _offset(offsets, start) + most_bytes
            ends = range(start + 1, last + 1)
            fitting = bisect_right(ends, limit, key=lambda row: _offset(offsets, row))
        return start + max(1, fitting)

    def read(self, start: int, end: int) -> Iterator[bytes]:
        """Yield the lines of the rows from `start` up to `end`, in pieces of any length."""
        with (self.folder / "offsets").open("rb") as offsets:
            position, stop = _offset(offsets, start), _offset(offsets, end)
        with (self.folder / "lines").open("rb") as lines:
            lines.seek(position)
            while position < stop:
                piece = lines.read(min(_CHUNK, stop - position))
                if not piece:
                    message = f"the spool in {self.folder} was cut"
                    raise OSError(message)
                position += len(piece)
                yield piece


class SpoolWriter:
    """A result in the making; use it as a context manager."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        self.rows = 0
        self.bytes = 0

    def __enter__(self) -> Self:
        self._lines = (self._folder / "lines").open("wb")
        self._offsets = (self._folder / "offsets").open("wb")
        self._offsets.write(_OFFSET.pack(0))
        return self

    def __exit__(self, *_error: object) -> None:
        self._lines.close()
        self._offsets.close()

    def append(self, lines: pa.StringArray) -> None:
        """Add rows: an Arrow string array already is their bytes and where each one begins."""
        if len(lines) == 0:
            return
        _validity, offsets, text = lines.buffers()
        starts = pa.Array.from_buffers(
            pa.int32(), len(lines) + 1, [None, offsets], offset=lines.offset
        )
        first, last = starts[0].as_py(), starts[-1].as_py()
        if text is not None:
            self._lines.write(text.slice(first, last - first))
        ends = pc.add(starts[1:].cast(pa.int64()), self.bytes - first)
        self._offsets.write(
            ends.buffers()[1].slice(ends.offset * _OFFSET.size, len(ends) * _OFFSET.size)
        )
        self.rows += len(lines)
        self.bytes += last - first

    def finish(self) -> Spool:
        """Return the result; call it after the last `append` and before leaving the block."""
        self._lines.flush()
        self._offsets.flush()
        return Spool(self._folder, self.rows)


def _offset(offsets: BinaryIO, row: int) -> int:
    offsets.seek(row * _OFFSET.size)
    (value,) = _OFFSET.unpack(offsets.read(_OFFSET.size))
    return int(value)
