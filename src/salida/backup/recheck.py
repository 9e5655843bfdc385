"""Before a run goes on: look whether everything that it noted is really on the disk.

A killed process leaves whole files, but a power cut may leave a noted file short or empty,
because the archive waits for the disk only when a snapshot is committed. What is not as it
was noted is forgotten, and so fetched again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.archive import SObjectOutcome, StoredFile
from salida.archive.files import sha256_of
from salida.archive.layout import blob_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from salida.archive import Blob, Part
    from salida.backup.run import Run


def recheck(run: Run) -> None:
    """Read every file of the run once and forget the damaged ones."""
    described = run.state.facts("describe:").values()
    listing = run.state.fact("global")
    schema = [
        StoredFile.from_json(each) for each in [listing, *described] if each and "path" in each
    ]
    if not all(_is_whole(run, each) for each in schema):
        run.state.forget("described")
    for name, noted in run.state.facts("outcome:").items():
        if not _are_whole(run, SObjectOutcome.from_json(noted).parts):
            run.state.forget(f"outcome:{name}")
    for sobject, page in run.state.pages_done():
        if not _are_whole(run, page.parts or ()):
            run.state.reopen_page(sobject, page)
    for facts, result in run.state.files_done():
        if result.blob is not None and not _is_whole(run, _stored(result.blob)):
            run.state.reopen_file(facts)


def _are_whole(run: Run, parts: Iterable[Part]) -> bool:
    return all(_is_whole(run, each.file) for each in parts)


def _stored(blob: Blob) -> StoredFile:
    return StoredFile(blob_path(blob.sha256), blob.sha256, blob.bytes)


def _is_whole(run: Run, file: StoredFile) -> bool:
    place = run.writer.place(file.path)
    try:
        # The size first: it costs nothing and finds nearly all.
        if place.stat().st_size == file.bytes and sha256_of(place) == file.sha256:
            return True
    except FileNotFoundError:
        return False
    if place.is_relative_to(run.writer.workspace.parent):
        # What is named by its hash would be taken for whole by its name and size.
        place.unlink()
    return False
