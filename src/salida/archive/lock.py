"""One writer at a time.

The operating system holds the lock, so that it ends with the process, however that ends.
The file says who holds it, for the message that a second writer gets.
"""

from __future__ import annotations

import getpass
import os
import socket
import sys
from typing import IO, TYPE_CHECKING

from salida.errors import ArchiveLockedError
from salida.language import _

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class Lock:
    """The right to write to an archive; held from `take` to `release`."""

    def __init__(self, file: IO[bytes], path: Path) -> None:
        self._file = file
        self._path = path

    @classmethod
    def take(cls, path: Path) -> Lock:
        """Take the lock at `path`.

        Raises:
            ArchiveLockedError: if another process or another writer of this one holds it.
        """
        while True:
            file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o644), "r+b", buffering=0)
            if not _try_lock(file.fileno()):
                owner = file.read(200).decode(errors="replace").strip()
                file.close()
                raise ArchiveLockedError(
                    _("Another Salida writes to `{path}`: {owner}", path=path.parent, owner=owner),
                    hint=_("Wait until it ends; if it hangs, end that process"),
                )
            if _same_file(file.fileno(), path):
                break
            # The holder released, and so removed, the file between our open and our lock.
            file.close()
        file.truncate()
        file.write(f"{getpass.getuser()}@{socket.gethostname()}, pid {os.getpid()}\n".encode())
        return cls(file, path)

    def release(self) -> None:
        """Give the lock back; the file goes, so that a finished archive holds none."""
        if self._file.closed:
            return
        if sys.platform == "win32":
            self._file.close()
            self._path.unlink(missing_ok=True)
        else:
            self._path.unlink(missing_ok=True)
            self._file.close()


def _same_file(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
