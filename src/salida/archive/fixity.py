"""Whether a file is what its manifest says: each is read once, several at a time."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from salida.archive.columns import VERBATIM
from salida.archive.expected import unreadable, wrong
from salida.archive.files import sha256_of
from salida.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from salida.archive.expected import Expected
    from salida.model.finding import Finding

_MAX_THREADS = 8
_WAITING_PER_THREAD = 16


def check_files(
    root: Path, files: Iterable[tuple[str, Expected]], *, threads: int | None = None
) -> Iterator[tuple[str, Finding | None]]:
    """Check each file and yield its path with what is wrong with it, or `None`.

    Args:
        root: The archive's folder.
        files: Paths of plain files that exist, with what they must be.
        threads: How many to read at a time; as many as there are processors, up to eight.
    """
    count = threads or min(_MAX_THREADS, os.cpu_count() or 1)
    waiting: deque[tuple[str, Future[Finding | None]]] = deque()
    with ThreadPoolExecutor(count, thread_name_prefix="verify") as pool:
        for path, expected in files:
            waiting.append((path, pool.submit(_check, root, path, expected)))
            if len(waiting) > count * _WAITING_PER_THREAD:
                done, finding = waiting.popleft()
                yield done, finding.result()
        for done, finding in waiting:
            yield done, finding.result()


def _check(root: Path, path: str, expected: Expected) -> Finding | None:
    place = root / path
    try:
        size = place.stat().st_size
        if expected.bytes is not None and size != expected.bytes:
            return wrong(
                "file_size_differs",
                path,
                _("Has {size} bytes instead of {bytes}", size=size, bytes=expected.bytes),
            )
        if sha256_of(place) != expected.sha256:
            return wrong("file_differs", path, _("Its bytes are not those that were written"))
        if expected.rows is not None:
            return _check_part(place, path, expected)
    except OSError as error:
        return unreadable("file_unreadable", path, error)
    return None


def _check_part(place: Path, path: str, expected: Expected) -> Finding | None:
    """Hold a part's own footer against the manifest; its bytes are known to be right."""
    try:
        footer = pq.read_metadata(place)
    except pa.ArrowException as error:
        return unreadable("part_unreadable", path, error)
    if footer.num_rows != expected.rows:
        return wrong(
            "rows_differ",
            path,
            _(
                "Holds {found} rows; the manifest says {rows}",
                found=footer.num_rows,
                rows=expected.rows,
            ),
        )
    columns = frozenset(footer.schema.to_arrow_schema().names) - {VERBATIM}
    if expected.columns is not None and columns != expected.columns:
        return wrong(
            "columns_differ",
            path,
            _(
                "Its columns are not those of the describe: {names}",
                names=", ".join(sorted(columns ^ expected.columns)),
            ),
        )
    return None
