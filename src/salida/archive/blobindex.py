"""Reading a part of the blob index: which blobs there are, and how large."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet as pq

if TYPE_CHECKING:
    from pathlib import Path


def read_blob_index(path: Path) -> dict[str, int]:
    """Return the size of every blob that the part names, by SHA-256.

    Raises:
        pyarrow.ArrowException: if the file is no Parquet file.
        KeyError: if it has other columns.
    """
    sizes: dict[str, int] = {}
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(columns=["sha256", "bytes"]):
            names, numbers = (batch.column(each).to_pylist() for each in ("sha256", "bytes"))
            sizes.update(zip(names, numbers, strict=True))
    return sizes
