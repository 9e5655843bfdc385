"""Where everything lies in an archive: names only, no disk.

`docs/reference/archive-format.md` is the specification; a test holds the two together.
Every path that a manifest names has one of the shapes below, which leaves no room for
an absolute path or a `..`: what a manifest says is never trusted to stay in the archive.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from salida.errors import IntegrityError
from salida.language import _

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import datetime

FORMAT = "salida-archive"
VERSION = 1
"""The format version that this Salida writes, and the newest that it reads."""

IDENTITY = "archive.json"
README = "README.txt"
LOCK = "lock"
SNAPSHOTS = "snapshots"
STAGING = "staging"
RUN_FILE = "run.json"
"""In the folder of a run in staging: what identifies it."""

MANIFEST = "manifest.json"
CHECKSUMS = "manifest-sha256.txt"

_NAME = r"[A-Za-z][A-Za-z0-9_]*"
_SNAPSHOT = r"[0-9]{8}T[0-9]{6}Z(?:-[0-9]{2})?"
_SHA256 = r"[0-9a-f]{64}"
_PART = r"part-[0-9]{5,9}\.parquet"

_SHAPES = {
    "part": rf"data/{_NAME}/{_SNAPSHOT}/{_PART}",
    "describe": rf"describe/(?:{_NAME}|_global)/{_SHA256}\.json",
    "blob": rf"blobs/[0-9a-f]{{2}}/{_SHA256}",
    "blob index": rf"blob-index/{_SNAPSHOT}/{_PART}",
    "superseded": rf"superseded/{_NAME}/{_SNAPSHOT}\.parquet",
    "manifest": rf"snapshots/{_SNAPSHOT}/manifest\.json",
    "checksums": rf"snapshots/{_SNAPSHOT}/manifest-sha256\.txt",
    "identity": r"archive\.json",
    "readme": r"README\.txt",
}
_ANY_SHAPE = re.compile("|".join(f"(?:{each})" for each in _SHAPES.values()))


def checked_path(text: str) -> str:
    """Return `text` if it is the path of a file that the format knows.

    Raises:
        IntegrityError: if it is anything else, such as a way out of the archive.
    """
    if _ANY_SHAPE.fullmatch(text) is None:
        raise IntegrityError(
            _("A manifest names a path that no archive has: `{path}`", path=text),
            hint=_("The manifest was changed; restore it from a copy of the archive"),
        )
    return text


def is_snapshot(name: str) -> bool:
    """Whether `name` is the name of a snapshot: `20261125T021100Z`."""
    return re.fullmatch(_SNAPSHOT, name) is not None


def snapshot_name(started_at: datetime, taken: Container[str]) -> str:
    """Return the name of a snapshot that started at `started_at` (UTC), to the second.

    A second run within one second takes `-02`, `-03` ...; sorted names stay in time order.
    """
    base = f"{started_at:%Y%m%dT%H%M%SZ}"
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number:02d}"
    return name


def part_path(sobject: str, snapshot: str, number: int) -> str:
    """Return the path of part `number` of the rows of `sobject`, counted from 0."""
    return checked_path(f"data/{sobject}/{snapshot}/part-{number:05d}.parquet")


def describe_path(sobject: str, sha256: str) -> str:
    """Return the path of a describe as it was delivered."""
    return checked_path(f"describe/{sobject}/{sha256}.json")


def describe_global_path(sha256: str) -> str:
    """Return the path of the list of sObjects as it was delivered."""
    return checked_path(f"describe/_global/{sha256}.json")


def blob_path(sha256: str) -> str:
    """Return the path of the bytes whose SHA-256 is `sha256`."""
    return checked_path(f"blobs/{sha256[:2]}/{sha256}")


def blob_index_path(snapshot: str, number: int) -> str:
    """Return the path of part `number` of a snapshot's list of blobs, counted from 0."""
    return checked_path(f"blob-index/{snapshot}/part-{number:05d}.parquet")


def manifest_path(snapshot: str) -> str:
    """Return the path of a snapshot's manifest."""
    return checked_path(f"{SNAPSHOTS}/{snapshot}/{MANIFEST}")


def checksums_path(snapshot: str) -> str:
    """Return the path of a snapshot's list for `sha256sum -c`."""
    return checked_path(f"{SNAPSHOTS}/{snapshot}/{CHECKSUMS}")
