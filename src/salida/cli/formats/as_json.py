"""JSON in the shape of Salesforce's own query answer."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from salida.query import Prepared


def write_json(prepared: Prepared, file: IO[bytes]) -> int:
    """Write `{"totalSize": n, "done": true, "records": [...]}`, a record a line; return n."""
    total = prepared.count()
    file.write(b'{"totalSize":%d,"done":true,"records":[' % total)
    separator = b"\n"
    for record in prepared.json_records():
        file.write(separator + record)
        separator = b",\n"
    file.write(b"\n]}\n" if separator == b",\n" else b"]}\n")
    return total
