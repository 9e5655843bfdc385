"""Proving an archive: nothing flipped, cut, missing or added, and every count explained."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salida.archive.archive import Archive
from salida.archive.claims import Described, read_blobs, read_manifest
from salida.archive.consistency import count_findings
from salida.archive.crosscheck import check_list
from salida.archive.expected import Expected, SnapshotView, wrong
from salida.archive.fixity import check_files
from salida.archive.identity import Identity, read_identity
from salida.archive.inventory import Inventory, take_inventory
from salida.archive.layout import IDENTITY, SNAPSHOTS, is_snapshot
from salida.errors import IntegrityError
from salida.language import _
from salida.model.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome of `verify`."""

    snapshots: tuple[str, ...]
    """The snapshots that were looked at, oldest first."""

    files: int
    """How many files were read."""

    bytes: int
    rows: int
    """The rows of the newest snapshot whose manifest is whole."""

    findings: tuple[Finding, ...]
    """What is wrong, by path; a note (an unfinished run) is no fault."""

    @property
    def ok(self) -> bool:
        """Whether every byte is as written and every count is explained."""
        return not any(each.severity is Severity.ERROR for each in self.findings)

    def to_json(self) -> dict[str, Any]:
        """Return the outcome as JSON, in the language in force."""
        return {
            "ok": self.ok,
            "snapshots": list(self.snapshots),
            "files": self.files,
            "bytes": self.bytes,
            "rows": self.rows,
            "findings": [each.to_json() for each in self.findings],
        }


@dataclass(frozen=True, slots=True)
class VerifyProgress:
    """How far `verify` has come."""

    files: int
    total_files: int
    bytes: int
    total_bytes: int


def verify(
    archive: Archive | Path,
    *,
    progress: Callable[[VerifyProgress], None] | None = None,
    threads: int | None = None,
) -> Verification:
    """Check every byte of an archive and every count of its manifests.

    Args:
        archive: The archive; or its folder, which also works if `archive.json` is damaged.
        progress: Called in this thread after each file.
        threads: How many files to read at a time.

    Raises:
        NotAnArchiveError: if the folder holds no archive.
        ArchiveVersionError: if a newer Salida wrote some of it.
    """
    root = archive.root if isinstance(archive, Archive) else Path(archive)
    findings: list[Finding] = []
    identity = _identity(root, findings)
    inventory = take_inventory(root)
    described: Described = {}
    views = [_read(root, name, identity, described) for name in _snapshot_names(inventory)]
    expected = _expected(identity, views)
    findings += _names_that_differ(inventory, expected)
    findings += _stated_wrongly(views)
    present = {path: each for path, each in expected.items() if path in inventory.files}
    read = VerifyProgress(0, len(present), 0, sum(inventory.files[path] for path in present))
    for path, finding in check_files(root, present.items(), threads=threads):
        read = VerifyProgress(
            read.files + 1, read.total_files, read.bytes + inventory.files[path], read.total_bytes
        )
        if finding is not None:
            findings.append(finding)
        if progress is not None:
            progress(read)
    return Verification(
        snapshots=tuple(each.name for each in views),
        files=read.files,
        bytes=read.bytes,
        rows=next((each.manifest.rows for each in reversed(views) if each.manifest), 0),
        findings=tuple(sorted(_once(findings), key=lambda each: (each.subject or "", each.code))),
    )


def _read(root: Path, name: str, identity: Identity | None, described: Described) -> SnapshotView:
    view = SnapshotView(name)
    read_manifest(root, view, identity, described)
    blobs_whole = read_blobs(root, view)
    check_list(root, view, identity_whole=identity is not None, blobs_whole=blobs_whole)
    return view


def _identity(root: Path, findings: list[Finding]) -> Identity | None:
    try:
        return read_identity(root)
    except IntegrityError:
        findings.append(wrong("identity_unreadable", IDENTITY, _("Is not as it was written")))
        return None


def _snapshot_names(inventory: Inventory) -> list[str]:
    names = {path.split("/")[1] for path in inventory.files if path.startswith(f"{SNAPSHOTS}/")}
    return sorted(name for name in names if is_snapshot(name))


def _expected(identity: Identity | None, views: Iterable[SnapshotView]) -> dict[str, Expected]:
    """Return what every file must be; a manifest's word goes before that of a mere list."""
    expected: dict[str, Expected] = {}
    if identity is not None:
        expected = {each.path: Expected(each.sha256, each.bytes) for each in identity.files()}
    for view in sorted(views, key=lambda each: each.manifest is None):
        for path, each in view.files.items():
            expected.setdefault(path, each)
    return expected


def _names_that_differ(inventory: Inventory, expected: dict[str, Expected]) -> list[Finding]:
    findings = [
        wrong("file_missing", path, _("Is missing")) for path in expected.keys() - inventory.files
    ]
    findings += [
        wrong("file_not_listed", path, _("No manifest names this file"))
        for path in inventory.files.keys() - expected
        # Told already, with its reason.
        if path != IDENTITY
    ]
    findings += [
        wrong("file_is_link", path, _("Is a link or a device; an archive holds plain files"))
        for path in inventory.odd
    ]
    findings += [
        Finding(
            code="unfinished_run",
            message=_("An unfinished run waits here; it is no part of the archive yet"),
            severity=Severity.NOTE,
            subject=path,
            hint=_("Run `salida backup` to finish it"),
        )
        for path in inventory.runs
    ]
    return findings


def _stated_wrongly(views: Iterable[SnapshotView]) -> list[Finding]:
    findings: list[Finding] = []
    for view in views:
        findings += view.findings
        if view.manifest is not None:
            findings += count_findings(view.manifest, view.delivered)
    return findings


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Keep one finding per code and subject."""
    return list({(each.code, each.subject): each for each in findings}.values())
