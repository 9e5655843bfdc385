"""What should be in an archive, according to its manifests, each checked before it is believed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

from salida.archive.blobindex import read_blob_index
from salida.archive.checksums import read_checksums
from salida.archive.files import inside, sha256_of
from salida.archive.layout import (
    CHECKSUMS,
    blob_path,
    checked_path,
    checksums_path,
    manifest_path,
)
from salida.archive.manifest import Manifest
from salida.errors import IntegrityError
from salida.language import Text, _
from salida.model.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from salida.archive.identity import Identity
    from salida.archive.values import StoredFile


@dataclass(frozen=True, slots=True)
class Expected:
    """What a file must be."""

    sha256: str
    bytes: int | None = None
    """Unknown when only `manifest-sha256.txt` could be read."""

    rows: int | None = None
    """For a part."""


@dataclass(slots=True)
class SnapshotView:
    """What one snapshot says, and what is wrong with how it says it."""

    name: str
    manifest: Manifest | None = None
    files: dict[str, Expected] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    delivered: tuple[str, ...] = ()
    """The names on the org's own list of sObjects."""


def wrong(code: str, path: str, message: Text) -> Finding:
    """Return the finding that something about the file at `path` is wrong."""
    return Finding(
        code=code,
        message=message,
        severity=Severity.ERROR,
        subject=path,
        hint=_("Restore the file from a copy of the archive"),
    )


def read_snapshot(root: Path, name: str, identity: Identity | None) -> SnapshotView:
    """Read what snapshot `name` says about its files; `identity` is `None` when it is damaged."""
    view = SnapshotView(name)
    _read_manifest(root, view, identity)
    blobs = _believed_blobs(root, view)
    _read_checksums(root, view, identity, blobs)
    return view


def _read_manifest(root: Path, view: SnapshotView, identity: Identity | None) -> None:
    path = manifest_path(view.name)
    try:
        raw = inside(root, path).read_bytes()
        manifest = Manifest.from_bytes(raw, path=path)
    except (IntegrityError, OSError) as error:
        view.findings.append(
            wrong("manifest_unreadable", path, _("Cannot be read: {reason}", reason=str(error)))
        )
        return
    if manifest.snapshot != view.name or (identity and manifest.archive != identity.id):
        view.findings.append(
            wrong("manifest_misplaced", path, _("Belongs to another archive or snapshot"))
        )
        return
    view.manifest = manifest
    view.files[path] = Expected(hashlib.sha256(raw).hexdigest(), len(raw))
    for file in manifest.files():
        view.files[file.path] = Expected(file.sha256, file.bytes)
    for part in manifest.parts():
        view.files[part.path] = Expected(part.sha256, part.bytes, part.rows)
    for file in identity.files() if identity else ():
        view.files[file.path] = Expected(file.sha256, file.bytes)
    view.delivered = _delivered_names(root, manifest.content.describe_global)


def _delivered_names(root: Path, file: StoredFile | None) -> tuple[str, ...]:
    if file is None or not _is_whole(root, file):
        return ()
    listing = json.loads(inside(root, file.path).read_bytes())
    return tuple(each["name"] for each in listing.get("sobjects", ()))


def _believed_blobs(root: Path, view: SnapshotView) -> dict[str, int] | None:
    """Return the size of every blob by SHA-256, or `None` if the blob index cannot be believed."""
    if view.manifest is None:
        return None
    blobs: dict[str, int] = {}
    for part in view.manifest.content.blob_index:
        if not _is_whole(root, part.file):
            return None
        try:
            blobs.update(read_blob_index(inside(root, part.path)))
        except (pa.ArrowException, LookupError) as error:
            view.findings.append(
                wrong(
                    "part_unreadable", part.path, _("Cannot be read: {reason}", reason=str(error))
                )
            )
            return None
    view.files.update({blob_path(each): Expected(each, size) for each, size in blobs.items()})
    return blobs


def _read_checksums(
    root: Path, view: SnapshotView, identity: Identity | None, blobs: Mapping[str, int] | None
) -> None:
    """Hold `manifest-sha256.txt` against the rest; where the rest is damaged, it stands in."""
    path = checksums_path(view.name)
    try:
        raw = inside(root, path).read_bytes()
    except (IntegrityError, OSError) as error:
        view.findings.append(
            wrong("checksums_unreadable", path, _("Cannot be read: {reason}", reason=str(error)))
        )
        return
    # Its own hash is nowhere: it is right if it says what the other files say.
    view.files[path] = Expected(hashlib.sha256(raw).hexdigest(), len(raw))
    stated = read_checksums(raw)
    if stated is None or not all(_is_ours(each) for each in stated):
        view.findings.append(wrong("checksums_differ", path, _("Is not as it was written")))
        return
    known = {each: view.files[each].sha256 for each in view.files if each != path}
    extra = stated.keys() - known.keys()
    if view.manifest is not None:
        # Lines that the damaged files would have vouched for can only be taken at their word.
        if identity is None:
            extra -= {"archive.json", "README.txt"}
        if blobs is None:
            extra = {each for each in extra if not each.startswith("blobs/")}
    else:
        extra = set()
    if extra or any(stated.get(each) != sha256 for each, sha256 in known.items()):
        view.findings.append(
            wrong("checksums_differ", path, _("Does not state what the manifest states"))
        )
        return
    for each, sha256 in stated.items():
        view.files.setdefault(each, Expected(sha256))


def _is_ours(path: str) -> bool:
    try:
        checked_path(path)
    except IntegrityError:
        return False
    return not path.endswith(CHECKSUMS)


def _is_whole(root: Path, file: StoredFile) -> bool:
    try:
        return sha256_of(inside(root, file.path)) == file.sha256
    except (IntegrityError, OSError):
        return False
