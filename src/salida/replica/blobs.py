"""Stored files: `VersionData`, `Body` and every other base64 field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.replica import refusals
from salida.replica.call import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from salida.model.describe import Field, SObject
    from salida.replica.org import Org

_CHUNK = 256 * 1024


def blob(org: Org, sobject: SObject, record: str, field: Field) -> Answer:
    """Answer with the bytes of a record's file, as they are stored.

    Raises:
        SalesforceError: 404, if the record has no file here.
    """
    with org.catalogue.cursor() as cursor:
        row = cursor.execute(
            f"SELECT sha256, bytes FROM {org.catalogue.blob_view()} "  # noqa: S608 - the view's own name
            "WHERE sobject = ? AND record_id = ? AND field = ? LIMIT 1",
            [sobject.name, record, field.name],
        ).fetchone()
    if row is None:
        raise refusals.not_found()
    sha256, size = row
    path = org.archive.blob_path(sha256)
    if not path.is_file():
        # The index names it, the archive lost it: to a client it is not there.
        raise refusals.not_found()
    headers = {"Content-Length": str(size)}
    return Answer(body=_read(path), headers=headers, media_type="application/octetstream")


def _read(path: Path) -> Iterator[bytes]:
    # Opened with the first byte that is asked for: an answer that nobody reads leaves nothing open.
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
