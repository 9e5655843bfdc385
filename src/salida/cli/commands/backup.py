"""`salida backup`: the org into the archive."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from salida.archive import Archive
from salida.backup import BackupOptions, run_backup
from salida.backup.budget import KEEP_SHARE
from salida.case import Case
from salida.case.login import check_org, open_client
from salida.cli.command import command, option
from salida.cli.layout import facts, heading
from salida.cli.progress import backup_progress
from salida.cli.record import now, record
from salida.cli.summary import (
    file_versions,
    finding_lines,
    gap_lines,
    manifest_hash,
    serious_gaps,
    snapshot_document,
    snapshot_facts,
    verdict,
)
from salida.cli.values import Whole
from salida.errors import IncompleteError, SalidaError
from salida.language import _, counted
from salida.salesforce import fetch_identity

if TYPE_CHECKING:
    from salida.archive import Manifest
    from salida.cli.face import Face


@command(
    "backup",
    words=_(
        "Copy every record and every file of the org into the archive of the case, as a new "
        "snapshot, and compare it with what the org counts. Stopped for any reason, the next run "
        "goes on where it was. Ends with exit code 3 if something that the org keeps is missing."
    ),
)
@option(
    "--keep-calls",
    type=Whole(0, 99),
    default=round(KEEP_SHARE * 100),
    show_default=True,
    metavar=_("PERCENT"),
    words=_("The share of the org's daily API calls that is left to the business"),
)
def backup(face: Face, keep_calls: int) -> None:
    """Back up the org."""
    case = Case.open(face.case_folder)
    archive, manifest = back_up(face, case, BackupOptions(keep_share=keep_calls / 100))
    if face.json:
        face.document(
            {"type": "backup", "archive": str(archive.root), **snapshot_document(manifest)}
        )
    else:
        show(face, archive, manifest)
    if not manifest.complete:
        raise incomplete(manifest)


def back_up(face: Face, case: Case, options: BackupOptions) -> tuple[Archive, Manifest]:
    """Run a backup with progress on stderr and its beginning and end in the journal.

    Raises:
        CaseError: if the case is not connected, or another org answers.
        SalidaError: whatever ends the backup; the next one goes on where it was.
    """
    # What is there is opened first, so that an archive that cannot be used costs no login; a
    # new one is made last, so that a login that fails leaves nothing behind.
    found = _existing(case)
    with open_client(case, os.environ) as client:
        check_org(case, fetch_identity(client))
        archive = found or Archive.create(case.archive_path)
        record(case, "backup.started", {"archive": archive.identity.id})
        try:
            with backup_progress(face) as progress:
                manifest = run_backup(client, archive, options=options, progress=progress, now=now)
        except BaseException as error:
            code = error.code if isinstance(error, SalidaError) else type(error).__name__
            # A full disk may take no more entries; what stopped the backup is told all the same.
            with suppress(SalidaError):
                record(case, "backup.stopped", {"code": code})
            raise
    record(
        case,
        "backup.finished",
        {
            "archive": archive.identity.id,
            "snapshot": manifest.snapshot,
            "manifest_sha256": manifest_hash(manifest),
            "complete": manifest.complete,
            "rows": manifest.rows,
            "files": file_versions(manifest),
            "gaps": len(manifest.gaps),
        },
    )
    return archive, manifest


def _existing(case: Case) -> Archive | None:
    if not (case.archive_path / "archive.json").exists():
        return None
    return Archive.open(case.archive_path)


def show(face: Face, archive: Archive, manifest: Manifest) -> None:
    """Print what the backup brought."""
    face.show(
        heading(_("Backup")),
        *facts(
            *snapshot_facts(manifest), (_("Archive"), archive.root), (_("Next"), "salida verify")
        ),
        "",
        verdict(manifest),
        *gap_lines(manifest.gaps),
        *finding_lines(manifest.findings),
    )


def incomplete(manifest: Manifest) -> IncompleteError:
    """Return the error that a snapshot with gaps ends with."""
    number = sum(1 for _each in serious_gaps(manifest.gaps))
    return IncompleteError(
        counted("The snapshot has {n} gap", "The snapshot has {n} gaps", number),
        hint=_("Every gap names its reason; mend what can be mended and back up again"),
    )
