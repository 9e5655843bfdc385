"""The disk: writing so that a crash leaves a whole file or none, and hashing.

A file is written under a name in a temporary folder of the same file system, flushed to
the disk, and then renamed; a rename is atomic on POSIX and on NTFS.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING

from salida.errors import DiskFullError, IntegrityError
from salida.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def room_on_disk(path: Path) -> Iterator[None]:
    """Turn "no space left", "quota used up" and "file too large" into a `DiskFullError`."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise DiskFullError(
            _("No room left on the disk of `{path}`", path=path),
            hint=_("Free some room, then start the same command again: it goes on where it was"),
        ) from error


def write_whole(target: Path, raw: bytes, *, durable: bool = True) -> None:
    """Write `raw` to `target`, all of it or nothing, replacing what was there.

    Raises:
        DiskFullError: if the disk is full; then nothing is left behind.
    """
    temporary = target.with_name(target.name + ".tmp")
    with room_on_disk(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("wb") as file:
                file.write(raw)
                flush(file.fileno(), durable=durable)
            put_in_place(temporary, target)
            if durable:
                flush_folder(target.parent)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def put_in_place(temporary: Path, target: Path) -> None:
    """Rename a file that is whole to the name that it shall have, making its folders."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary.replace(target)


def flush(descriptor: int, *, durable: bool) -> None:
    """Wait until the file's bytes are on the disk, unless it is not worth the wait."""
    if durable:
        os.fsync(descriptor)


def flush_folder(folder: Path) -> None:
    """Wait until the names in `folder` are on the disk; Windows has no such call."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def settle(files: Iterable[Path]) -> None:
    """Wait until `files`, and the names that they have now, are on the disk.

    On Linux `sync` waits (sync(2)), and costs about as much as the `fsync` of two files; a
    run stages thousands. POSIX only has it begin, so elsewhere each file is waited for.
    """
    if sys.platform == "linux":
        os.sync()
    else:
        folders: set[Path] = set()
        for each in files:
            with each.open("r+b") as file:
                os.fsync(file.fileno())
            folders.update((each.parent, *each.parent.parents[:3]))
        for folder in sorted(folders):
            flush_folder(folder)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in lower-case hexadecimal; reads it once, in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def missing(path: str) -> IntegrityError:
    """Return the error for a file that a manifest names and that is not there."""
    return IntegrityError(
        _("`{path}` is missing", path=path),
        hint=_("Restore it from a copy of the archive"),
    )


def close_anyway(file: IO[bytes]) -> None:
    """Close a file that is given up: what it could not write no longer matters."""
    with suppress(OSError):
        file.close()


def inside(root: Path, path: str) -> Path:
    """Return the place of `path` (as the format names it) below `root`.

    Raises:
        IntegrityError: if a link on the way leads anywhere else.
    """
    place = root.joinpath(*path.split("/"))
    if os.path.realpath(place) != os.path.join(os.path.realpath(root), *path.split("/")):  # noqa: PTH118 - compares text, as realpath gives it
        raise IntegrityError(
            _("`{path}` is a link or lies behind one", path=path),
            hint=_("An archive holds no links; put the file itself in its place"),
        )
    return place
