"""What lies in an archive's folder, told apart from what should."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from salida.archive.layout import LOCK, RUN_FILE, STAGING, is_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(slots=True)
class Inventory:
    """The names below an archive's root, with `/`, however they got there."""

    files: dict[str, int] = field(default_factory=dict)
    """The size of every plain file, by path; without the lock and the runs in staging."""

    odd: list[str] = field(default_factory=list)
    """Links, sockets, devices: whatever is neither a file nor a folder."""

    runs: list[str] = field(default_factory=list)
    """The folders of unfinished runs."""


def take_inventory(root: Path) -> Inventory:
    """List what is below `root`. No link is followed; empty folders do not count."""
    found = Inventory()
    for entry, path in _walk(str(root), ""):
        if entry.is_symlink():
            found.odd.append(path)
        elif entry.is_dir():
            found.runs.append(path)
        elif not entry.is_file():
            found.odd.append(path)
        elif path != LOCK:
            found.files[path] = entry.stat().st_size
    return found


def _walk(folder: str, prefix: str) -> Iterator[tuple[os.DirEntry[str], str]]:
    """Yield every entry that is no folder, and the folders of unfinished runs unopened."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda each: each.name):
            path = prefix + entry.name
            if not entry.is_dir(follow_symlinks=False) or _is_run(entry, prefix):
                yield entry, path
            else:
                yield from _walk(entry.path, path + "/")


def _is_run(entry: os.DirEntry[str], prefix: str) -> bool:
    return (
        prefix == f"{STAGING}/"
        and is_snapshot(entry.name)
        and os.path.isfile(os.path.join(entry.path, RUN_FILE))  # noqa: PTH113, PTH118 - scandir speaks str
    )
