"""Writing a snapshot: begin, stage, commit, resume, abandon; one writer at a time."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from salida.archive import Archive, SnapshotContent, SObjectOutcome, StoredFile, verify
from salida.errors import ArchiveError, ArchiveLockedError, IntegrityError
from salida.model.gap import Gap, GapReason

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from salida.archive import SnapshotWriter

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
EMPTY = SnapshotContent(())


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.create(tmp_path / "archive")


def begin(archive: Archive, small: ModuleType, at: datetime = NOON) -> SnapshotWriter:
    return archive.begin(kind="full", org=small.ORG, started_at=at)


def files(root: Path) -> set[str]:
    return {str(each.relative_to(root)) for each in root.rglob("*") if each.is_file()}


def test_nothing_is_seen_before_commit_and_nothing_is_left_after(
    archive: Archive, small: ModuleType
) -> None:
    with begin(archive, small) as writer:
        content = small.content_of(writer)
        assert archive.snapshots() == ()
        assert not (archive.root / "data").exists()

        manifest = writer.commit(content, finished_at=NOON)

    assert archive.snapshots() == (writer.snapshot,)
    assert Archive.open(archive.root).manifest() == manifest
    assert not (archive.root / "staging").exists()
    assert not (archive.root / "lock").exists()


def test_the_manifest_tells_of_the_run(archive: Archive, small: ModuleType) -> None:
    started = NOON.astimezone(timezone(timedelta(hours=-5)))
    with begin(archive, small, started) as writer:
        manifest = writer.commit(small.content_of(writer), finished_at=NOON + timedelta(hours=1))

    assert (manifest.snapshot, manifest.started_at) == ("20261125T120000Z", NOON)
    assert manifest.finished_at == NOON + timedelta(hours=1)
    assert (manifest.org, manifest.kind, manifest.rows) == (small.ORG, "full", 6)
    assert (manifest.blobs, manifest.blob_bytes) == (2, len(b"first versionsecond version"))
    assert [each.name for each in manifest.sobjects] == sorted(
        each.name for each in manifest.sobjects
    )
    assert not manifest.complete


def test_a_left_run_is_resumed_with_all_that_was_staged(
    archive: Archive, small: ModuleType
) -> None:
    with begin(archive, small) as writer:
        (writer.workspace / "state").write_text("page 7")
        content = small.content_of(writer)

    with pytest.raises(ArchiveError, match="unfinished run waits"):
        begin(archive, small)
    resumed = archive.resume()

    assert resumed is not None
    with resumed:
        assert (resumed.snapshot, resumed.started_at, resumed.org, resumed.kind) == (
            writer.snapshot,
            NOON,
            small.ORG,
            "full",
        )
        assert (resumed.workspace / "state").read_text() == "page 7"
        assert resumed.decided is None
        resumed.commit(content, finished_at=NOON)
    assert verify(archive).findings == ()
    assert archive.resume() is None


def test_an_abandoned_run_leaves_no_trace(archive: Archive, small: ModuleType) -> None:
    before = files(archive.root)
    with begin(archive, small) as writer:
        small.content_of(writer)
        writer.abandon()

    assert files(archive.root) == before
    assert archive.resume() is None


def test_a_part_is_written_anew_under_its_number(archive: Archive, small: ModuleType) -> None:
    contact = small.sobject_from_json(small.CONTACT)
    with begin(archive, small) as writer:
        small.write_part(writer, contact, 0, [{"Id": "half"}])
        part = small.write_part(writer, contact, 0, [{"Id": "1"}, {"Id": "2"}])
        describe = writer.put_describe("Contact", json.dumps(small.CONTACT).encode())
        outcome = SObjectOutcome("Contact", "archived", None, describe, (part,), 2)
        writer.commit(SnapshotContent((outcome,)), finished_at=NOON)

    assert verify(archive).findings == ()


def test_what_no_manifest_names_does_not_enter_the_archive(
    archive: Archive, small: ModuleType
) -> None:
    """A killed run may have staged a part or a blob that it then never noted."""
    with begin(archive, small) as writer:
        small.write_part(writer, small.sobject_from_json(small.CONTACT), 9, [{"Id": "1"}])
        with writer.blob() as blob:
            blob.write(b"orphan")
            blob.finish()
        writer.commit(EMPTY, finished_at=NOON)

    assert files(archive.root) == {
        "README.txt",
        "archive.json",
        f"snapshots/{writer.snapshot}/manifest.json",
        f"snapshots/{writer.snapshot}/manifest-sha256.txt",
    }


def test_place_finds_what_is_staged_and_what_the_archive_has(
    small_archive: Archive, small: ModuleType
) -> None:
    with begin(small_archive, small, NOON.replace(year=2027)) as writer:
        known = writer.put_describe("Contact", small_archive.describe_bytes("Contact"))
        new = writer.put_describe("Contact", b"changed")

        assert writer.place(known.path) == small_archive.root / known.path
        assert writer.place(new.path).read_bytes() == b"changed"
        with pytest.raises(IntegrityError):
            writer.place("../outside")


def test_a_blob_is_stored_once_however_often_it_comes(
    small_archive: Archive, small: ModuleType
) -> None:
    with begin(small_archive, small, NOON.replace(year=2027)) as writer:
        for content in (b"first version", b"new", b"new"):
            with writer.blob() as blob:
                blob.write(content)
                stored = blob.finish()
            assert stored.sha256 == hashlib.sha256(content).hexdigest()
            assert stored.md5 == hashlib.md5(content, usedforsecurity=False).hexdigest()
            assert stored.bytes == len(content)
        staged = list((small_archive.root / "staging").rglob("blobs/*/*"))
        assert [each.read_bytes() for each in staged] == [b"new"]


def test_a_blob_that_is_given_up_leaves_nothing(archive: Archive, small: ModuleType) -> None:
    with begin(archive, small) as writer:
        before = files(archive.root)
        with writer.blob() as blob:
            blob.write(b"x" * 10_000_000)
        assert files(archive.root) == before


def test_two_snapshots_of_one_second_have_two_names(archive: Archive, small: ModuleType) -> None:
    for _each in range(2):
        with begin(archive, small) as writer:
            writer.commit(EMPTY, finished_at=NOON)

    assert archive.snapshots() == ("20261125T120000Z", "20261125T120000Z-02")


def test_a_clock_that_went_back_is_refused(archive: Archive, small: ModuleType) -> None:
    with begin(archive, small) as writer:
        writer.commit(EMPTY, finished_at=NOON)

    with pytest.raises(ArchiveError, match="The clock says"):
        begin(archive, small, NOON - timedelta(days=1))
    with begin(archive, small, NOON + timedelta(days=1)) as writer:
        writer.commit(EMPTY, finished_at=NOON)


def gap(**changes: object) -> SObjectOutcome:
    whole = SObjectOutcome("Lead", "gap", gaps=(Gap("Lead", GapReason.REFUSED),))
    return replace(whole, **changes)  # type: ignore[arg-type]


STRAY = StoredFile("describe/Lead/" + "a" * 64 + ".json", "a" * 64, 3)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (SnapshotContent((gap(), gap(name="lead"))), "2 outcomes"),
        (SnapshotContent((gap(gaps=()),)), "without a reason"),
        (SnapshotContent((gap(outcome="archived"),)), "without its describe"),
        (SnapshotContent((gap(rows=5),)), "states 5 rows"),
        (SnapshotContent((gap(describe=STRAY),)), "was not staged"),
        (SnapshotContent((), describe_global=STRAY), "was not staged"),
    ],
)
def test_content_that_contradicts_itself_is_a_mistake_of_its_maker(
    content: SnapshotContent, words: str, archive: Archive, small: ModuleType
) -> None:
    with begin(archive, small) as writer:
        with pytest.raises(ValueError, match=words):
            writer.commit(content, finished_at=NOON)
        assert writer.decided is None
    assert archive.snapshots() == ()


def test_a_second_writer_of_this_process_is_told_who_writes(
    archive: Archive, small: ModuleType
) -> None:
    with begin(archive, small), pytest.raises(ArchiveLockedError, match=r"pid [0-9]+") as refused:
        archive.resume()

    assert refused.value.exit_code == 23
    assert refused.value.hint


WRITE_IN_ANOTHER_PROCESS = """
import sys
from pathlib import Path
from salida.archive import Archive
from salida.errors import ArchiveLockedError
try:
    Archive.open(Path(sys.argv[1])).resume()
except ArchiveLockedError as error:
    sys.exit(error.exit_code)
"""


def resume_elsewhere(archive: Archive) -> int:
    command = [sys.executable, "-c", WRITE_IN_ANOTHER_PROCESS, str(archive.root)]
    return subprocess.run(command, check=False).returncode


def test_a_second_process_is_refused_until_the_first_is_done(
    archive: Archive, small: ModuleType
) -> None:
    with begin(archive, small) as writer:
        assert resume_elsewhere(archive) == 23
        writer.commit(EMPTY, finished_at=NOON)

    assert resume_elsewhere(archive) == 0


def test_the_lock_of_a_killed_process_holds_nobody_up(archive: Archive, small: ModuleType) -> None:
    (archive.root / "lock").write_text("someone@gone, pid 1\n")

    with begin(archive, small) as writer:
        writer.commit(EMPTY, finished_at=NOON)

    assert not (archive.root / "lock").exists()


def test_a_file_that_vanished_from_staging_stops_the_commit(
    archive: Archive, small: ModuleType
) -> None:
    with begin(archive, small) as writer:
        part = small.write_part(writer, small.sobject_from_json(small.CONTACT), 0, [{"Id": "1"}])
        describe = writer.put_describe("Contact", json.dumps(small.CONTACT).encode())
        outcome = SObjectOutcome("Contact", "archived", None, describe, (part,), 1)
        writer.place(part.path).unlink()
        with pytest.raises(ValueError, match="was not staged"):
            writer.commit(SnapshotContent((outcome,)), finished_at=NOON)


def test_parts_are_written_by_several_threads_at_once(archive: Archive, small: ModuleType) -> None:
    contact = small.sobject_from_json(small.CONTACT)
    with begin(archive, small) as writer, ThreadPoolExecutor(8) as pool:
        parts = tuple(
            pool.map(
                lambda n: small.write_part(writer, contact, n, [{"Id": str(n)}] * n), range(24)
            )
        )
        describe = writer.put_describe("Contact", json.dumps(small.CONTACT).encode())
        rows = sum(range(24))
        outcome = SObjectOutcome("Contact", "archived", None, describe, parts, rows)
        writer.commit(SnapshotContent((outcome,)), finished_at=NOON)

    assert verify(archive).findings == ()
