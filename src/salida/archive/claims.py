"""What a snapshot claims about its files: its manifest and all that hangs on it.

Nothing is believed before its own bytes are known to be right, so that one flipped byte is
told as one, and not as everything that it made unreadable.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from salida.archive.blobindex import read_blob_index
from salida.archive.columns import BLOB_INDEX_SCHEMA
from salida.archive.expected import Expected, SnapshotView, unreadable, wrong
from salida.archive.files import inside, sha256_of
from salida.archive.layout import blob_path, manifest_path
from salida.archive.manifest import Manifest
from salida.archive.values import StoredFile
from salida.errors import IntegrityError
from salida.language import _
from salida.model.describe import sobject_from_json
from salida.model.storage import row_fields

if TYPE_CHECKING:
    from pathlib import Path

    from salida.archive.identity import Identity
    from salida.archive.values import SObjectOutcome

# What reading JSON of another shape than expected may raise.
_OTHER_SHAPE = (AttributeError, LookupError, TypeError, ValueError)


Described = dict[StoredFile, frozenset[str] | None]
"""The columns of each describe that was read: snapshots share most of them."""


def read_manifest(
    root: Path, view: SnapshotView, identity: Identity | None, described: Described
) -> None:
    """Read the manifest into `view`, with every file that it names, blobs excepted."""
    path = manifest_path(view.name)
    try:
        raw = inside(root, path).read_bytes()
        manifest = Manifest.from_bytes(raw, path=path)
    except (IntegrityError, OSError) as error:
        view.findings.append(unreadable("manifest_unreadable", path, error))
        return
    if manifest.snapshot != view.name or (identity and manifest.archive != identity.id):
        message = _("Belongs to another archive or snapshot")
        view.findings.append(wrong("manifest_misplaced", path, message))
        return
    view.manifest = manifest
    view.files[path] = Expected(hashlib.sha256(raw).hexdigest(), len(raw))
    for file in (*manifest.files(), *(identity.files() if identity else ())):
        view.files[file.path] = Expected(file.sha256, file.bytes)
    columns: frozenset[str] | None = frozenset(BLOB_INDEX_SCHEMA.names)
    for part in manifest.content.blob_index:
        view.files[part.path] = Expected(part.sha256, part.bytes, part.rows, columns)
    for outcome in manifest.sobjects:
        columns = _columns(root, view, outcome, described) if outcome.parts else None
        for part in outcome.parts:
            view.files[part.path] = Expected(part.sha256, part.bytes, part.rows, columns)
    view.delivered = _delivered_names(root, view, manifest.content.describe_global)


def read_blobs(root: Path, view: SnapshotView) -> bool:
    """Read into `view` which blobs there must be; return whether the blob index is whole."""
    if view.manifest is None:
        return False
    blobs: dict[str, int] = {}
    for part in view.manifest.content.blob_index:
        if not _is_whole(root, part.file):
            return False
        try:
            blobs.update(read_blob_index(inside(root, part.path)))
        except (pa.ArrowException, LookupError) as error:
            view.findings.append(unreadable("part_unreadable", part.path, error))
            return False
    view.files.update({blob_path(each): Expected(each, size) for each, size in blobs.items()})
    return True


def _columns(
    root: Path, view: SnapshotView, outcome: SObjectOutcome, described: Described
) -> frozenset[str] | None:
    """Return the columns that the parts must have: none may be absent in silence."""
    describe = outcome.describe
    if describe is None:
        return None
    if describe not in described:
        described[describe] = _described_columns(root, view, describe)
    columns = described[describe]
    return None if columns is None else columns - {*outcome.omitted_fields}


def _described_columns(
    root: Path, view: SnapshotView, describe: StoredFile
) -> frozenset[str] | None:
    """Return the columns of a row by the describe, or `None` if it cannot be believed."""
    # A damaged describe is told where its hash is checked, here it is only not asked.
    if not _is_whole(root, describe):
        return None
    try:
        sobject = sobject_from_json(_json_of(root, describe))
    except _OTHER_SHAPE as error:
        view.findings.append(unreadable("describe_unreadable", describe.path, error))
        return None
    return frozenset(each.name for each in row_fields(sobject))


def _delivered_names(root: Path, view: SnapshotView, file: StoredFile | None) -> tuple[str, ...]:
    if file is None or not _is_whole(root, file):
        return ()
    try:
        return tuple(each["name"] for each in _json_of(root, file)["sobjects"])
    except _OTHER_SHAPE as error:
        view.findings.append(unreadable("describe_unreadable", file.path, error))
        return ()


def _json_of(root: Path, file: StoredFile) -> Any:
    return json.loads(inside(root, file.path).read_bytes())


def _is_whole(root: Path, file: StoredFile) -> bool:
    try:
        return sha256_of(inside(root, file.path)) == file.sha256
    except (IntegrityError, OSError):
        return False
