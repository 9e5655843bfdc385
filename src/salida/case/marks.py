"""What people say is done, and why they went on without a proof: read from the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from salida.case.facts import Mark
from salida.case.files import keep_by_hash, sha256_of
from salida.errors import UsageError
from salida.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from salida.case.folder import Case
    from salida.journal import Entry

MARKED = "case.marked"
UNMARKED = "case.unmarked"
OVERRIDDEN = "gate.overridden"
BACKUP = "backup_proven"


@dataclass(frozen=True, slots=True)
class Marks:
    """Every mark that counts now."""

    by_name: dict[str, Mark]
    override: Mark | None


def marks(case: Case, entries: Iterable[Entry], zone: str) -> Marks:
    """Return the marks; the newest of each counts, and a withdrawn one does not."""
    found: dict[str, Mark] = {}
    override = None
    for each in entries:
        name = str(each.data.get("gate"))
        if each.action == MARKED:
            found[name] = _mark(case, each, zone)
        elif each.action == UNMARKED:
            found.pop(name, None)
        elif each.action == OVERRIDDEN and name == BACKUP:
            override = _mark(case, each, zone)
    return Marks(found, override)


def keep_proof(case: Case, path: Path) -> dict[str, Any]:
    """Keep a file that proves a mark; return what the journal says of it.

    Raises:
        UsageError: if it cannot be read or is empty.
        CaseError: if it cannot be kept.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(
            _("Cannot read `{path}`: {problem}", path=path, problem=error.strerror or str(error))
        ) from error
    if not content:
        raise UsageError(_("`{path}` is empty", path=path), hint=_("Save the proof again"))
    kept = keep_by_hash(case.documents_path / "proofs", content, path.name)
    return {
        "name": path.name,
        "path": kept.relative_to(case.documents_path).as_posix(),
        "sha256": sha256_of(kept),
        "bytes": len(content),
    }


def _mark(case: Case, entry: Entry, zone: str) -> Mark:
    file: Any = entry.data.get("file")
    path = str(file["path"]) if isinstance(file, dict) else None
    intact = path is None or sha256_of(case.documents_path / path) == file["sha256"]
    return Mark(
        day=entry.at.astimezone(ZoneInfo(zone)).date(),
        actor=entry.actor,
        note=str(entry.data.get("note") or entry.data.get("reason") or ""),
        file=path,
        intact=intact,
    )
