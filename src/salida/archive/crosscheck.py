"""`manifest-sha256.txt` held against the manifest. Where that is damaged, it stands in."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from salida.archive.checksums import read_checksums
from salida.archive.expected import Expected, SnapshotView, unreadable, wrong
from salida.archive.files import inside
from salida.archive.layout import CHECKSUMS, IDENTITY, README, checked_path, checksums_path
from salida.errors import IntegrityError
from salida.language import _

if TYPE_CHECKING:
    from pathlib import Path


def check_list(root: Path, view: SnapshotView, *, identity_whole: bool, blobs_whole: bool) -> None:
    """Check the list, and add to `view` what nothing else could say.

    Args:
        root: The archive's folder.
        view: What the manifest says, if it can be believed.
        identity_whole: Whether `archive.json` can be believed.
        blobs_whole: Whether the blob index can be believed.
    """
    path = checksums_path(view.name)
    try:
        raw = inside(root, path).read_bytes()
    except (IntegrityError, OSError) as error:
        view.findings.append(unreadable("checksums_unreadable", path, error))
        return
    stated = read_checksums(raw)
    known = {each: expected.sha256 for each, expected in view.files.items()}
    # Its own hash stands nowhere: the list is right if it says what the other files say.
    view.files[path] = Expected(hashlib.sha256(raw).hexdigest(), len(raw))
    if stated is None or not all(_may_be_listed(each) for each in stated):
        view.findings.append(wrong("checksums_differ", path, _("Is not as it was written")))
        return
    beyond = {
        each
        for each in stated.keys() - known.keys()
        if view.manifest is not None
        and not (each in {IDENTITY, README} and not identity_whole)
        and not (each.startswith("blobs/") and not blobs_whole)
    }
    if beyond or any(stated.get(each) != sha256 for each, sha256 in known.items()):
        message = _("Does not state what the manifest states")
        view.findings.append(wrong("checksums_differ", path, message))
        return
    for each, sha256 in stated.items():
        view.files.setdefault(each, Expected(sha256))


def _may_be_listed(path: str) -> bool:
    try:
        checked_path(path)
    except IntegrityError:
        return False
    return not path.endswith(CHECKSUMS)
