"""All files: versions, attachments, documents, and every other base64 field of an archived row.

Each is one API call, so that in a large org this phase, not the rows, takes the days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from salida.archive import SObjectOutcome
from salida.archive.columns import BLOB_INDEX_SCHEMA
from salida.backup import known_objects as known
from salida.backup.at_once import at_once
from salida.backup.reconcile import FileFacts, external_file, reconcile_file
from salida.backup.run import STOPPING
from salida.backup.state import FileResult
from salida.backup.stored_rows import read_columns
from salida.errors import SalesforceError, UnavailableError
from salida.model.gap import Gap, GapReason
from salida.model.storage import blob_fields
from salida.salesforce import blobs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from salida.archive import Blob, Part
    from salida.backup.plan import Reader
    from salida.backup.run import Run
    from salida.model.describe import Field

ATTEMPTS = 3
"""For a file whose bytes are not those that its row states, or break off."""

FILES_AT_ONCE = 1_000
"""Files taken from the notes at a time."""

INDEX_ROWS = 100_000
CHUNK = 1 << 20

_EMPTY_MD5 = "d41d8cd98f00b204e9800998ecf8427e"
_MD5_DIGITS = 32


def list_files(run: Run, readers: Iterable[Reader]) -> None:
    """Note every file that an archived row has. Noting twice is harmless."""
    for reader in readers:
        fields = blob_fields(reader.sobject)
        stored = run.state.fact(f"outcome:{reader.name}") if fields else None
        if stored is None:
            continue
        parts = SObjectOutcome.from_json(stored).parts
        for field in fields:
            run.state.list_files(_facts(run, reader, field, parts))
    done, total = run.state.count_files()
    run.tracker.files, run.tracker.files_total = done, total


def _facts(run: Run, reader: Reader, field: Field, parts: tuple[Part, ...]) -> Iterator[FileFacts]:
    key = (reader.name, field.name)
    columns = {each.name for each in reader.fields}
    told = [
        each.get(key) for each in (known.SIZE_FIELDS, known.CHECKSUM_FIELDS, known.LOCATION_FIELDS)
    ]
    told = [each if each in columns else None for each in told]
    names = ["Id", *(each for each in told if each)]
    for batch in read_columns([run.writer.place(each.path) for each in parts], names):
        nothing = [None] * batch.num_rows
        values = [batch.column(each).to_pylist() if each else nothing for each in told]
        for record, size, checksum, location in zip(
            batch.column("Id").to_pylist(), *values, strict=True
        ):
            yield FileFacts(*key[:1], record, field.name, size, _md5(checksum), location)


def _md5(checksum: str | None) -> str | None:
    """Return a checksum that is an MD5. Notes and links have none, or something else there."""
    return checksum if checksum and len(checksum) == _MD5_DIGITS else None


def archive_files(run: Run) -> None:
    """Fetch every noted file that is not done.

    Raises:
        LimitError, ArchiveError, AuthenticationError: the run ends, to be resumed.
        UnavailableError: if the org stopped answering.
    """
    unanswered: list[FileFacts] = []
    after = ("", "", "")
    while waiting := run.state.files_waiting(after, FILES_AT_ONCE):
        after = waiting[-1].key
        unanswered += at_once(
            run,
            lambda facts: _archive(run, facts),
            waiting,
            threads=run.options.downloads,
            most_unanswered=2 * run.options.downloads,
        )
    for facts in unanswered:
        try:
            _archive(run, facts)
        except UnavailableError as error:
            # Gone for good, or the whole org? Any other answer tells.
            run.client.get_json("/sobjects")
            _note(run, facts, FileResult(gap=_missing(facts, str(error))))


def _archive(run: Run, facts: FileFacts) -> None:
    external = external_file(facts)
    if external is not None:
        _note(run, facts, FileResult(gap=external))
        return
    try:
        result = _fetched(run, facts)
    except (*STOPPING, UnavailableError):
        raise
    except SalesforceError as error:
        result = FileResult(gap=_missing(facts, str(error)))
    _note(run, facts, result)


def _fetched(run: Run, facts: FileFacts) -> FileResult:
    """Fetch until the bytes are those that the row states; keep the last ones even if never."""
    for attempt in range(1, ATTEMPTS + 1):
        blob = _download(run, facts)
        gap = reconcile_file(facts, size=blob.bytes, md5=blob.md5)
        if gap is None or attempt == ATTEMPTS:
            return FileResult(blob, gap)
        run.client.sleep(2.0**attempt)
    raise AssertionError


def _download(run: Run, facts: FileFacts) -> Blob:
    with run.writer.blob() as writer:
        if facts.size != 0 or facts.md5 not in {None, _EMPTY_MD5}:
            run.check()
            with blobs.open_blob(run.client, *facts.key) as stream:
                for piece in stream.chunks(CHUNK):
                    writer.write(piece)
        return writer.finish()


def _note(run: Run, facts: FileFacts, result: FileResult) -> None:
    run.state.finish_file(facts, result)
    run.tracker.add(facts.sobject, files=1, size=result.blob.bytes if result.blob else 0)


def _missing(facts: FileFacts, words: str) -> Gap:
    return Gap(facts.subject, GapReason.BLOB_MISSING, words, rows=1)


def write_index(run: Run) -> tuple[tuple[Part, ...], dict[str, list[Gap]]]:
    """Write the blob index; return its parts and the gaps of files, by sObject."""
    gaps: dict[str, list[Gap]] = {}
    rows: list[tuple[Any, ...]] = []
    parts: list[Part] = []
    with run.writer.blob_index() as index:
        for facts, result in run.state.files_done():
            if result.gap is not None:
                gaps.setdefault(facts.sobject, []).append(result.gap)
            if result.blob is not None:
                blob = result.blob
                rows.append((*facts.key, blob.sha256, blob.md5, blob.bytes))
            if len(rows) == INDEX_ROWS:
                index.write(_table(rows))
                rows.clear()
        index.write(_table(rows))
        part = index.finish({})
    if part.rows:
        parts.append(part)
    return tuple(parts), gaps


def _table(rows: list[tuple[Any, ...]]) -> Any:
    columns = list(zip(*rows, strict=True)) or [()] * len(BLOB_INDEX_SCHEMA)
    arrays = [
        pa.array(each, field.type) for each, field in zip(columns, BLOB_INDEX_SCHEMA, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=BLOB_INDEX_SCHEMA)
