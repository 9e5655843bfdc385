"""Writing one blob: bytes of a file, named by their SHA-256, kept once however often they come."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Self

from salida.archive.files import close_anyway, flush, put_in_place, room_on_disk
from salida.archive.layout import blob_path
from salida.archive.values import Blob

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType


class BlobWriter:
    """A blob that is being written; leave the `with` block without `finish` and nothing is left."""

    def __init__(
        self, *, temporary: Path, place: Callable[[str, int], Path | None], durable: bool
    ) -> None:
        """Open the blob.

        Args:
            temporary: Where the bytes go until their hash is known.
            place: Given path and size, the file to become, or `None` when it is there already.
            durable: Whether to wait for the disk.
        """
        self._temporary = temporary
        self._place = place
        self._durable = durable
        self._sha256 = hashlib.sha256()
        # Salesforce states the MD5 of every file version; it guards against mistakes, not malice.
        self._md5 = hashlib.md5(usedforsecurity=False)
        self._bytes = 0
        self._finished = False
        with room_on_disk(temporary):
            temporary.parent.mkdir(parents=True, exist_ok=True)
            self._file = temporary.open("wb")

    def write(self, raw: bytes) -> None:
        """Append bytes; a `DiskFullError` if there is no room for them."""
        with room_on_disk(self._temporary):
            self._file.write(raw)
        self._sha256.update(raw)
        self._md5.update(raw)
        self._bytes += len(raw)

    def finish(self) -> Blob:
        """Put the blob in its place, unless the archive has it already, and return its names."""
        sha256 = self._sha256.hexdigest()
        target = self._place(blob_path(sha256), self._bytes)
        with room_on_disk(self._temporary):
            if target is not None:
                self._file.flush()
                flush(self._file.fileno(), durable=self._durable)
            self._file.close()
            if target is not None:
                put_in_place(self._temporary, target)
        if target is None:
            self._temporary.unlink()
        self._finished = True
        return Blob(sha256=sha256, md5=self._md5.hexdigest(), bytes=self._bytes)

    def discard(self) -> None:
        """Forget the blob: what was written so far goes."""
        if self._finished:
            return
        self._finished = True
        close_anyway(self._file)
        self._temporary.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.discard()
