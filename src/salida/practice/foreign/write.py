"""Foreign rows into the parts and blobs of a snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from salida.model.storage import blob_fields, row_fields, storage_type
from salida.practice.foreign.cells import cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from salida.archive import Part, SnapshotWriter
    from salida.model.describe import SObject

_ROWS_PER_WRITE = 20_000


def write_rows(
    run: SnapshotWriter,
    sobject: SObject,
    rows: Sequence[Mapping[str, Any]],
    blobs: list[dict[str, object]],
) -> list[Part]:
    """Write the rows of an sObject, all fields in place, as one part; add its blobs to `blobs`."""
    if not rows:
        return []
    columns = {field.name: storage_type(field) for field in row_fields(sobject)}
    cells = {name: [cell(row.get(name), kind) for row in rows] for name, kind in columns.items()}
    verbatim = [
        [(name, column[place][1]) for name, column in cells.items() if column[place][1] is not None]
        for place in range(len(rows))
    ]
    for row in rows:
        blobs.extend(_put_blobs(run, sobject, row))
    with run.part(sobject, 0, verbatim=any(verbatim)) as part:
        schema: pa.Schema = part.schema
        for first in range(0, len(rows), _ROWS_PER_WRITE):
            end = first + _ROWS_PER_WRITE
            arrays = [
                pa.array(
                    [value for value, _text in cells[each][first:end]], schema.field(each).type
                )
                for each in columns
            ]
            if any(verbatim):
                kept = [pairs or None for pairs in verbatim[first:end]]
                arrays.append(pa.array(kept, schema.field(len(arrays)).type))
            part.write(pa.Table.from_arrays(arrays, schema=schema))
        return [part.finish()]


def _put_blobs(
    run: SnapshotWriter, sobject: SObject, row: Mapping[str, Any]
) -> Iterable[dict[str, object]]:
    for field in blob_fields(sobject):
        raw = row.get(field.name)
        if isinstance(raw, bytes):
            with run.blob() as writer:
                writer.write(raw)
                blob = writer.finish()
            yield {
                "sobject": sobject.name,
                "record_id": row["Id"],
                "field": field.name,
                "sha256": blob.sha256,
                "md5": blob.md5,
                "bytes": blob.bytes,
            }


def write_blob_index(run: SnapshotWriter, blobs: list[dict[str, object]]) -> tuple[Part, ...]:
    """Write the blob index, if there is anything to index."""
    if not blobs:
        return ()
    with run.blob_index() as index:
        index.write(pa.Table.from_pylist(blobs, schema=index.schema))
        return (index.finish(),)
