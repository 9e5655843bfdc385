"""Parquet with the types of the archive."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from salida.query import Prepared


def write_parquet(prepared: Prepared, file: IO[bytes]) -> int:
    """Write the answer, typed; return how many rows."""
    if prepared.is_count:
        pq.write_table(pa.table({"count": [prepared.count()]}), file)
        return 1
    rows = 0
    reader = prepared.arrow()
    with pq.ParquetWriter(file, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)
            rows += batch.num_rows
    return rows
