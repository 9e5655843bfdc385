"""What makes a folder an archive: `archive.json`, and the `README.txt` that it vouches for."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salida import __version__
from salida.archive.layout import FORMAT, IDENTITY, README, SNAPSHOTS, VERSION
from salida.archive.sealed import seal, unseal
from salida.archive.values import StoredFile, moment_from_json, moment_to_json
from salida.errors import NotAnArchiveError
from salida.language import _

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Identity:
    """Who an archive is."""

    id: str
    created_at: datetime
    readme: StoredFile
    file: StoredFile
    """`archive.json` itself."""

    written_by: str

    def files(self) -> tuple[StoredFile, StoredFile]:
        """Return the two files that belong to the archive as a whole."""
        return (self.file, self.readme)


def identity_bytes(*, archive_id: str, created_at: datetime, readme: bytes) -> bytes:
    """Return the bytes of `archive.json`."""
    content = {
        "id": archive_id,
        "created_at": moment_to_json(created_at),
        "written_by": f"salida {__version__}",
        "readme": {
            "path": README,
            "sha256": hashlib.sha256(readme).hexdigest(),
            "bytes": len(readme),
        },
    }
    return seal(FORMAT, VERSION, content)


def read_identity(root: Path) -> Identity:
    """Read the identity of the archive at `root`.

    Raises:
        NotAnArchiveError: if there is no archive.
        IntegrityError: if `archive.json` is damaged.
        ArchiveVersionError: if a newer Salida made the archive.
    """
    try:
        raw = (root / IDENTITY).read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        raw = b""
    if not (_states_format(raw) or (root / SNAPSHOTS).is_dir()):
        raise NotAnArchiveError(
            _("No archive at `{path}`", path=root),
            hint=_("An archive is a folder that holds `archive.json`; `salida backup` makes one"),
        )
    data = unseal(raw, kind=FORMAT, newest=VERSION, path=IDENTITY)
    created_at = moment_from_json(data["created_at"])
    assert created_at is not None  # noqa: S101 - sealed bytes are as Salida wrote them
    return Identity(
        id=data["id"],
        created_at=created_at,
        written_by=data["written_by"],
        readme=StoredFile.from_json(data["readme"]),
        file=StoredFile(IDENTITY, hashlib.sha256(raw).hexdigest(), len(raw)),
    )


def _states_format(raw: bytes) -> bool:
    try:
        data = json.loads(raw)
    except ValueError:
        return False
    return isinstance(data, dict) and data.get("format") == FORMAT
