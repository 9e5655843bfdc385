"""Builds a small archive that has one of everything; the same bytes each time.

Also a program, for `test_kill.py`: it builds the archive many times, each time in a process
that is killed at another operation on the disk, and then started again.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from salida.archive import (
    COUNT_BY_ORG,
    Archive,
    Manifest,
    OrgIdentity,
    Part,
    SnapshotContent,
    SnapshotWriter,
    SObjectOutcome,
    StoredFile,
)
from salida.language import _
from salida.model.describe import SObject, sobject_from_json
from salida.model.finding import Finding
from salida.model.gap import Gap, GapReason

START = datetime(2026, 11, 25, 2, 11, 0, 123456, tzinfo=UTC)
ORG = OrgIdentity(
    id="00D000000000001EAA",
    name="Acme «España»",
    instance_url="https://acme.my.salesforce.com",
    api_version="66.0",
    username="ana@acme.example",
)
SNAPSHOTS = 2

ACCOUNT = {
    "name": "Account",
    "fields": [
        {"name": "Id", "type": "id"},
        {"name": "Name", "type": "string"},
        {"name": "Industry", "type": "picklist"},
        {"name": "AnnualRevenue", "type": "currency", "precision": 18, "scale": 2},
        {"name": "BillingAddress", "type": "address"},
        {"name": "IsDeleted", "type": "boolean"},
        {"name": "SystemModstamp", "type": "datetime"},
        {"name": "Hidden__c", "type": "string"},
    ],
}
CONTACT = {"name": "Contact", "fields": [{"name": "Id", "type": "id"}]}
VERSION = {
    "name": "ContentVersion",
    "fields": [{"name": "Id", "type": "id"}, {"name": "VersionData", "type": "base64"}],
}
EVENT = {"name": "AccountChangeEvent", "fields": [{"name": "Id", "type": "id"}]}
DESCRIBES: tuple[dict[str, Any], ...] = (ACCOUNT, CONTACT, VERSION, EVENT)
FILES = (b"first version", b"second version", b"first version")


def build(root: Path, *, snapshots: int = SNAPSHOTS) -> Archive:
    """Build the archive, or go on where somebody was killed."""
    if (root / "archive.json").exists():
        archive = Archive.open(root)
    else:
        archive = Archive.create(root, archive_id="one-of-everything", created_at=START)
    while (done := len(archive.snapshots())) < snapshots:
        take_snapshot(archive, number=done)
    leftover = archive.resume()
    if leftover is not None:
        leftover.commit(finished_at=START)
    return archive


def take_snapshot(archive: Archive, *, number: int) -> Manifest:
    """Take one snapshot, or finish the one that waits."""
    started = START + timedelta(days=number)
    writer = archive.resume() or archive.begin(kind="full", org=ORG, started_at=started)
    with writer:
        if writer.decided is not None:
            return writer.commit(finished_at=started)
        return writer.commit(content_of(writer), finished_at=started + timedelta(minutes=5))


def content_of(writer: SnapshotWriter) -> SnapshotContent:
    """Stage everything and say what it is."""
    describes = {
        each["name"]: writer.put_describe(each["name"], json.dumps(each).encode())
        for each in DESCRIBES
    }
    listing = {"sobjects": [{"name": each["name"]} for each in DESCRIBES]}
    return SnapshotContent(
        sobjects=(
            _account(writer, describes["Account"]),
            SObjectOutcome(
                "Contact", "archived", "rest", describes["Contact"], counts={COUNT_BY_ORG: 0}
            ),
            _version(writer, describes["ContentVersion"]),
            SObjectOutcome(
                "AccountChangeEvent",
                "gap",
                describe=describes["AccountChangeEvent"],
                gaps=(Gap("AccountChangeEvent", GapReason.EVENT_STREAM),),
            ),
        ),
        describe_global=writer.put_describe_global(json.dumps(listing).encode()),
        blob_index=(_blobs(writer),),
        findings=(Finding("api_old", _("The org speaks version {version}", version="66.0")),),
        dialect={"result_pages": True},
    )


def _account(writer: SnapshotWriter, describe: StoredFile) -> SObjectOutcome:
    account = sobject_from_json(ACCOUNT)
    kept = [each for each in account.fields if each.name not in {"Hidden__c", "BillingAddress"}]
    plain = {
        "Id": "001000000000001AAA",
        "Name": "Ñandú «S.A.»\0",
        "AnnualRevenue": None,
        "SystemModstamp": START,
    }
    parts = (
        write_part(writer, account, 0, [plain, {"Id": "001000000000002AAA"}], fields=kept),
        write_part(
            writer,
            account,
            1,
            [{"Id": "001000000000003AAA", "_verbatim": [("AnnualRevenue", "1e60")]}],
            fields=kept,
            verbatim=True,
        ),
    )
    return SObjectOutcome(
        "Account",
        "archived",
        "bulk",
        describe,
        parts,
        rows=3,
        omitted_fields=("Hidden__c",),
        counts={COUNT_BY_ORG: 4, "job": 3},
        gaps=(
            Gap("Account.Hidden__c", GapReason.FIELD_NOT_RETURNED),
            Gap("Account", GapReason.COUNT_DIFFERS, "4 counted, 3 arrived", rows=1),
        ),
    )


def _version(writer: SnapshotWriter, describe: StoredFile) -> SObjectOutcome:
    version = sobject_from_json(VERSION)
    rows = [{"Id": f"06800000000000{n}AAA"} for n in range(len(FILES))]
    part = write_part(writer, version, 0, rows)
    return SObjectOutcome(
        "ContentVersion", "archived", "rest", describe, (part,), 3, counts={COUNT_BY_ORG: 3}
    )


def write_part(
    writer: SnapshotWriter,
    sobject: SObject,
    number: int,
    rows: list[dict[str, Any]],
    **options: Any,
) -> Part:
    """Write `rows` as one part."""
    with writer.part(sobject, number, **options) as part:
        part.write(pa.Table.from_pylist(rows, schema=part.schema))
        return part.finish({"job": "750000000000001AAA"})


def _blobs(writer: SnapshotWriter) -> Part:
    rows = []
    for number, content in enumerate(FILES):
        with writer.blob() as blob:
            blob.write(content[:5])
            blob.write(content[5:])
            stored = blob.finish()
        rows.append(
            {
                "sobject": "ContentVersion",
                "record_id": f"06800000000000{number}AAA",
                "field": "VersionData",
                "sha256": stored.sha256,
                "md5": stored.md5,
                "bytes": stored.bytes,
            }
        )
    return writer.put_blob_index(pa.Table.from_pylist(rows))


_ON_DISK = frozenset(
    {"open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.scandir", "os.listdir"}
)


class Executioner:
    """Counts operations on the disk below a folder, and kills the process at one of them."""

    def __init__(self, root: Path, kill_at: int) -> None:
        self._root = str(root)
        self._kill_at = kill_at
        self.operations = 0

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        """Hear of an operation before it happens (PEP 578)."""
        if event not in _ON_DISK or not str(arguments[0]).startswith(self._root):
            return
        self.operations += 1
        if self.operations == self._kill_at:
            os.kill(os.getpid(), signal.SIGKILL)


def in_child(root: Path, kill_at: int) -> int | None:
    """Build in a process of its own, to be killed at an operation (0: never).

    Returns the number of operations if it lived.
    """
    receiver, sender = os.pipe()
    child = os.fork()
    if child == 0:
        executioner = Executioner(root, kill_at)
        sys.addaudithook(executioner)
        build(root)
        os.write(sender, str(executioner.operations).encode())
        os._exit(0)
    os.close(sender)
    with os.fdopen(receiver) as answer:
        said = answer.read()
    status = os.waitpid(child, 0)[1]
    if kill_at and os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
        sys.exit(f"not killed at {kill_at}")
    return int(said) if said else None


def main(folder: Path, step: int) -> None:
    """Build below `folder`, killed at every `step`-th operation and then started again."""
    operations = in_child(folder / "undisturbed", 0) or 0
    for kill_at in range(1, operations + 1, step):
        root = folder / str(kill_at)
        in_child(root, kill_at)
        in_child(root, 0)
    sys.stdout.write(f"{operations}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
