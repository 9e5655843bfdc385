"""Files that prove something, kept in the case's documents under their own hash."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from salida.errors import CaseError
from salida.language import _

FOLDER = "notice"
"""Where they lie in the documents folder."""

_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One file as it was taken in."""

    name: str
    """What it was called before."""

    path: str
    """Relative to the documents folder, with `/`."""

    sha256: str
    bytes: int

    def to_json(self) -> dict[str, object]:
        """Return it as the journal keeps it."""
        return {
            "name": self.name,
            "path": self.path,
            "sha256": self.sha256,
            "bytes": self.bytes,
        }


def keep(documents: Path, content: bytes, name: str) -> KeptFile:
    """Write `content` into the documents folder; it is on the disk when this returns.

    The same content is kept once, whatever it is called.

    Raises:
        CaseError: if it cannot be written.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    suffix = Path(name).suffix.lower()
    path = documents / FOLDER / f"{sha256}{suffix if _SUFFIX.fullmatch(suffix) else ''}"
    try:
        if not _holds(path, content):
            _write(path, content)
    except OSError as error:
        raise CaseError(
            _(
                "Cannot keep `{name}` in `{path}`: {reason}",
                name=name,
                path=path.parent,
                reason=error.strerror,
            ),
            hint=_("Check the disk and the permissions of the case folder"),
        ) from error
    return KeptFile(name, path.relative_to(documents).as_posix(), sha256, len(content))


def _holds(path: Path, content: bytes) -> bool:
    """Whether the file is there and whole; one that a power cut left short is written again."""
    return path.is_file() and path.read_bytes() == content


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".keep.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
        _settle(path.parent)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _settle(folder: Path) -> None:
    """Put the folder's own entry on the disk. Windows does it by itself and cannot be asked to."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
