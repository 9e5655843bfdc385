"""`salida verify`: prove the archive complete and unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text as Styled

from salida.archive import Archive
from salida.archive.verify import Verification
from salida.archive.verify import verify as verify_archive
from salida.case import Case
from salida.cli.command import argument, command
from salida.cli.layout import BAD, GOOD, facts, heading
from salida.cli.progress import verify_progress
from salida.cli.record import record
from salida.cli.summary import (
    finding_lines,
    gap_lines,
    manifest_hash,
    proof,
    snapshot_document,
    snapshot_facts,
    verdict,
)
from salida.cli.values import Folder
from salida.errors import IntegrityError, JournalError, SalidaError
from salida.language import _, counted, show_bytes, show_number
from salida.model.finding import Finding, Severity

if TYPE_CHECKING:
    from pathlib import Path

    from salida.archive import Manifest
    from salida.cli.face import Face


@command(
    "verify",
    words=_(
        "Read every byte of the archive and compare it with the hashes it was written with; count "
        "the rows again; compare them with what the org counted; check the journal of the case. "
        "Ends with exit code 4 if anything was changed, lost or added."
    ),
)
@argument(
    "archive",
    type=Folder(),
    required=False,
    metavar=_("ARCHIVE"),
    words=_("An archive folder; that of the case if absent"),
)
def verify(face: Face, archive: Path | None) -> None:
    """Verify an archive, and the journal of the case it belongs to."""
    case = Case.open(face.case_folder) if archive is None else None
    root = archive if case is None else case.archive_path
    if root is None:
        raise TypeError
    with verify_progress(face) as progress:
        result = verify_archive(root, progress=progress)
    journal = journal_findings(case) if case is not None else []
    manifest = newest_manifest(root)
    if case is not None and not journal:
        record(case, "archive.verified", verified(result, manifest))
    if face.json:
        document = result.to_json()
        document["findings"] = [each.to_json() for each in (*result.findings, *journal)]
        document["ok"] = result.ok and not journal
        summary = snapshot_document(manifest) if manifest else None
        face.document({"type": "verification", "archive": str(root), **document, "newest": summary})
    else:
        show(face, root, result, manifest, journal)
    damaged = [each for each in result.findings if each.severity is Severity.ERROR]
    if damaged:
        raise IntegrityError(
            counted(
                "The archive is damaged in {n} place",
                "The archive is damaged in {n} places",
                len(damaged),
            ),
            hint=_("Restore the named files from a copy of the archive, or back up again"),
        )
    if journal:
        raise JournalError(
            _("The journal of the case was changed by something other than Salida"),
            hint=_("Compare it with a copy of the case folder"),
        )


def verified(result: Verification, manifest: Manifest | None) -> dict[str, Any]:
    """Return what the journal keeps: the gates need to know which snapshot was read."""
    return {
        "ok": result.ok,
        "files": result.files,
        "findings": len(result.findings),
        "snapshot": manifest.snapshot if manifest else None,
        "manifest_sha256": manifest_hash(manifest) if manifest else None,
    }


def journal_findings(case: Case) -> list[Finding]:
    """Return what is wrong with the journal of a case."""
    with case.journal() as journal:
        return journal.verify()


def newest_manifest(root: Path) -> Manifest | None:
    """Return the manifest of the newest snapshot, `None` if there is none that can be read."""
    try:
        return Archive.open(root).manifest()
    except SalidaError:
        # Damaged, which the findings tell better, or without a snapshot.
        return None


def show(
    face: Face,
    root: Path,
    result: Verification,
    manifest: Manifest | None,
    journal: list[Finding],
) -> None:
    """Print the proof: what was read, what was compared, what is wrong."""
    checked = counted(
        "{count} file, {size}, byte by byte",
        "{count} files, {size}, byte by byte",
        result.files,
        count=show_number(result.files),
        size=show_bytes(result.bytes),
    )
    rows: list[tuple[object, object]] = [(_("Archive"), root), (_("Checked"), checked)]
    if manifest is not None:
        rows = [*snapshot_facts(manifest), *rows, (_("SHA-256"), manifest_hash(manifest))]
    face.show(heading(_("Verification")), *facts(*rows))
    if manifest is not None:
        face.show("", *proof(manifest), *gap_lines(manifest.gaps))
    face.show(*finding_lines([*result.findings, *journal]), "", integrity(result))
    if manifest is not None:
        face.show(verdict(manifest))


def integrity(result: Verification) -> Styled:
    """Return one line that says whether every byte is as written."""
    if result.ok:
        return Styled(str(_("✓ Unchanged: every byte is as it was written")), GOOD)
    return Styled(str(_("✗ Damaged: see the findings")), BAD)
