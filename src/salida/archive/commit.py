"""From staging into the archive, in steps that can be repeated after a crash at any of them.

1. *Decide*: when everything staged is on the disk, `manifest.json` is written in staging, last
   of all. Before it exists the run can still change; once it exists, commit only goes forward.
2. *Move*: each staged file is renamed to its place. A file that has moved already is skipped.
3. *Appear*: the folder `snapshots/<snapshot>` is renamed into place. Now readers see it.
4. *Clear*: the run's folder is renamed out of sight, then deleted.
"""

from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING

from salida.archive.checksums import write_checksums
from salida.archive.files import flush_folder, room_on_disk, settle, write_whole
from salida.archive.layout import (
    CHECKSUMS,
    RUN_FILE,
    SNAPSHOTS,
    STAGING,
    blob_path,
    checked_path,
    checksums_path,
    manifest_path,
)
from salida.archive.manifest import Manifest
from salida.errors import IntegrityError
from salida.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from salida.archive.values import StoredFile

TREE = "tree"
"""The folder of a run that mirrors the archive: what is staged, at the path it will have."""

GONE = ".gone-"
"""The prefix of a run's folder that is being deleted."""


def decide(
    run: Path,
    manifest: Manifest,
    *,
    fixed: Iterable[StoredFile],
    blobs: Iterable[str],
    durable: bool,
) -> None:
    """Write the snapshot's two files into staging; afterwards there is no way back.

    Args:
        run: The run's folder.
        manifest: What the snapshot holds.
        fixed: The files that belong to the archive as a whole: `archive.json`, `README.txt`.
        blobs: The SHA-256 of every blob that the snapshot's blob index names.
        durable: Whether to wait for the disk.
    """
    tree = run / TREE
    raw = manifest.to_bytes()
    hashes = {each.path: each.sha256 for each in (*fixed, *manifest.files())}
    hashes.update({blob_path(each): each for each in blobs})
    hashes[manifest_path(manifest.snapshot)] = hashlib.sha256(raw).hexdigest()
    checksums = write_checksums(hashes)
    if durable:
        settle(place for path in hashes if (place := tree / path).is_file())
    write_whole(tree / checksums_path(manifest.snapshot), checksums, durable=durable)
    write_whole(tree / manifest_path(manifest.snapshot), raw, durable=durable)


def decided(root: Path, run: Path, snapshot: str) -> Manifest | None:
    """Return the manifest that a commit of this run has decided on, or `None`."""
    path = manifest_path(snapshot)
    for base in (run / TREE, root):
        place = base / path
        if place.is_file():
            return Manifest.from_bytes(place.read_bytes(), path=path)
    return None


def roll_forward(root: Path, run: Path, snapshot: str, *, durable: bool) -> None:
    """Move everything that the decided snapshot names into place, then let it appear.

    Raises:
        IntegrityError: if a file is neither staged nor in the archive.
        DiskFullError: if there is no room for a folder.
    """
    staged = run / TREE / SNAPSHOTS / snapshot
    final = root / SNAPSHOTS / snapshot
    if final.is_dir():
        return
    moved: list[Path] = []
    with room_on_disk(root):
        for path in _named_files(staged / CHECKSUMS):
            if path in {manifest_path(snapshot), checksums_path(snapshot)}:
                continue
            _move(run / TREE / path, root / path, path)
            moved.append(root / path)
        if durable:
            settle(moved)
        final.parent.mkdir(exist_ok=True)
        staged.rename(final)
        if durable:
            flush_folder(final.parent)


def clear(run: Path) -> None:
    """Delete a run's folder so that a crash in between never leaves half a run."""
    gone = run.with_name(GONE + run.name)
    if run.exists():
        run.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)
    staging = run.parent
    if staging.is_dir() and not any(staging.iterdir()):
        staging.rmdir()


def clear_leftovers(root: Path) -> None:
    """Delete what a crash left of runs that were never begun or are already over."""
    staging = root / STAGING
    if not staging.is_dir():
        return
    for each in staging.iterdir():
        if each.name.startswith(GONE) or (each.is_dir() and not (each / RUN_FILE).is_file()):
            shutil.rmtree(each, ignore_errors=True)
    if not any(staging.iterdir()):
        staging.rmdir()


def _named_files(checksums: Path) -> Iterator[str]:
    with checksums.open(encoding="utf-8") as lines:
        for line in lines:
            yield checked_path(line.rstrip("\n").split("  ", 1)[1])


def _move(staged: Path, final: Path, path: str) -> None:
    try:
        staged.replace(final)
    except FileNotFoundError:
        if staged.exists():
            final.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(final)
        elif not final.is_file():
            raise IntegrityError(
                _("`{path}` is neither staged nor in the archive", path=path),
                hint=_("Somebody removed it from the run's folder; start the backup again"),
            ) from None
