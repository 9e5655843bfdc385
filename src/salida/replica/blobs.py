"""Stored files: `VersionData`, `Body` and every other base64 field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.errors import IntegrityError
from salida.replica import refusals
from salida.replica.call import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

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
    try:
        file = org.archive.open_blob(sha256)
    except IntegrityError:
        # The index names it, the archive lost it: to a client it is not there.
        raise refusals.not_found() from None
    headers = {"Content-Length": str(size)}
    return Answer(body=_read(file), headers=headers, media_type="application/octetstream")


def _read(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk
