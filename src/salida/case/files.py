"""Files of a case, written whole or not at all, and named by their content."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

from salida.errors import CaseError
from salida.language import _

_HASH_SHOWN = 16
_LONGEST_NAME = 50
"""Characters of a file's own name that are kept: at four bytes each, well below the 255 bytes
that file systems take."""

_UNSAFE = re.compile(r"[^\w.() -]+")


def write_whole(path: Path, content: bytes) -> None:
    """Replace `path` by `content` in one step; it is on the disk when this returns.

    Raises:
        CaseError: if it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CaseError(
            _("Cannot write `{path}`: {reason}", path=path, reason=error.strerror or str(error)),
            hint=_("Check the disk and the permissions of the case folder"),
        ) from error


def keep_by_hash(folder: Path, content: bytes, name: str) -> Path:
    """Keep `content` in `folder` as `<hash>-<name>`; the same content is kept once.

    Raises:
        CaseError: if it cannot be written.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    for found in sorted(folder.glob(f"{sha256[:_HASH_SHOWN]}-*")):
        if found.is_file() and sha256_of(found) == sha256:
            return found
    path = folder / f"{sha256[:_HASH_SHOWN]}-{_safe(name)}"
    write_whole(path, content)
    return path


def own_name(path: Path) -> str:
    """Return the name that a file had before it was kept."""
    return path.name[_HASH_SHOWN + 1 :]


def sha256_of(path: Path) -> str | None:
    """Return the hash of a file, `None` if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _safe(name: str) -> str:
    """Return a name that every file system takes, its ending kept."""
    clean = _UNSAFE.sub("_", name).strip(" .") or "file"
    stem, dot, suffix = clean.rpartition(".")
    if not dot:
        return clean[:_LONGEST_NAME]
    return f"{stem[:_LONGEST_NAME]}.{suffix[:10]}"
