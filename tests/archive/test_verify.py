"""Invariant 4: any flipped, cut, missing or added byte is named."""

from __future__ import annotations

import hashlib
import json
import os
import random
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from salida.archive import Archive, OrgIdentity, SnapshotContent, SObjectOutcome, verify
from salida.errors import NotAnArchiveError
from salida.model.finding import Severity

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from salida.archive import Verification, VerifyProgress

FLIPS_PER_FILE = 6


def names(verification: Verification) -> set[str | None]:
    return {each.subject for each in verification.findings}


def files_of(root: Path) -> list[str]:
    return sorted(str(each.relative_to(root)) for each in root.rglob("*") if each.is_file())


def test_an_untouched_archive_is_whole(small_archive: Archive) -> None:
    found = verify(small_archive)

    assert found.findings == ()
    assert found.ok
    assert found.files == len(files_of(small_archive.root))
    assert found.bytes == sum(
        (small_archive.root / each).stat().st_size for each in files_of(small_archive.root)
    )
    assert found.rows == 6
    assert found.snapshots == ("20261125T021100Z", "20261126T021100Z")


def test_a_flipped_byte_is_named_wherever_it_is(small_archive: Archive) -> None:
    root = small_archive.root
    chance = random.Random(4)  # noqa: S311 - no secret, only a place
    for path in files_of(root):
        whole = (root / path).read_bytes()
        offsets = [
            0,
            len(whole) - 1,
            *(chance.randrange(len(whole)) for _ in range(FLIPS_PER_FILE)),
        ]
        for offset in offsets:
            damaged = bytearray(whole)
            damaged[offset] ^= 1 << chance.randrange(8)
            (root / path).write_bytes(damaged)
            assert names(verify(root)) == {path}, f"byte {offset}"
        (root / path).write_bytes(whole)


def test_a_cut_a_longer_or_an_emptied_file_is_named(small_archive: Archive) -> None:
    root = small_archive.root
    chance = random.Random(5)  # noqa: S311 - no secret, only a place
    for path in files_of(root):
        whole = (root / path).read_bytes()
        for damaged in (whole[: chance.randrange(len(whole))], whole + b"\n", b""):
            (root / path).write_bytes(damaged)
            found = verify(root)
            assert names(found) == {path}
            if path.startswith("data/"):
                sizes = f"Has {len(damaged)} bytes instead of {len(whole)}"
                assert [str(each.message) for each in found.findings] == [sizes]
        (root / path).write_bytes(whole)


def test_a_missing_file_is_named(small_archive: Archive) -> None:
    root = small_archive.root
    for path in files_of(root):
        whole = (root / path).read_bytes()
        (root / path).unlink()
        assert names(verify(root)) == {path}
        (root / path).write_bytes(whole)


def test_an_added_file_is_named_in_every_folder(small_archive: Archive) -> None:
    root = small_archive.root
    folders = [root, *(each for each in root.rglob("*") if each.is_dir())]
    for folder in folders:
        for name in (".hidden", "part-00007.parquet", "ñ"):
            (folder / name).write_bytes(b"")
            assert names(verify(root)) == {str((folder / name).relative_to(root))}
            (folder / name).unlink()


def test_a_file_that_was_added_to_the_list_as_well_is_named(small_archive: Archive) -> None:
    listing = "snapshots/20261125T021100Z/manifest-sha256.txt"
    added = f"blobs/ab/ab{'0' * 62}"
    (small_archive.root / added).parent.mkdir(exist_ok=True)
    (small_archive.root / added).write_bytes(b"stowaway")
    lines = (small_archive.root / listing).read_text().splitlines(keepends=True)
    lines.append(f"{hashlib.sha256(b'stowaway').hexdigest()}  {added}\n")
    (small_archive.root / listing).write_text("".join(sorted(lines, key=lambda line: line[66:])))

    assert names(verify(small_archive)) == {listing, added}


def test_two_files_in_each_others_place_are_both_named(small_archive: Archive) -> None:
    root = small_archive.root
    one, other = (each for each in files_of(root) if each.startswith("blobs/"))
    (root / one).rename(root / "aside")
    (root / other).rename(root / one)
    (root / "aside").rename(root / other)

    assert names(verify(root)) == {one, other}


def test_a_link_is_named_and_not_followed(small_archive: Archive, tmp_path: Path) -> None:
    root = small_archive.root
    path = next(each for each in files_of(root) if each.startswith("data/Account"))
    (root / path).rename(tmp_path / "elsewhere")
    (root / path).symlink_to(tmp_path / "elsewhere")

    found = verify(root)

    assert names(found) == {path}
    assert {each.code for each in found.findings} == {"file_is_link", "file_missing"}


def test_a_linked_folder_is_named_with_the_files_that_are_gone(
    small_archive: Archive, tmp_path: Path
) -> None:
    root = small_archive.root
    (root / "snapshots").rename(tmp_path / "elsewhere")
    (root / "snapshots").symlink_to(tmp_path / "elsewhere")

    assert "snapshots" in names(verify(root))


def test_a_pipe_is_named_and_not_opened(small_archive: Archive) -> None:
    os.mkfifo(small_archive.root / "data" / "pipe")

    assert names(verify(small_archive)) == {"data/pipe"}


def test_an_unfinished_run_is_noted_and_no_fault(small_archive: Archive, small: ModuleType) -> None:
    with small_archive.begin(
        kind="full", org=small.ORG, started_at=small.START.replace(year=2027)
    ) as run:
        run.put_describe("Lead", b"{}")
        found = verify(small_archive)

    assert found.ok
    assert [(each.code, each.severity) for each in found.findings] == [
        ("unfinished_run", Severity.NOTE)
    ]
    assert names(found) == {"staging/20271125T021100Z"}


def test_what_lies_in_staging_outside_a_run_is_named(small_archive: Archive) -> None:
    (small_archive.root / "staging" / "20271125T021100Z").mkdir(parents=True)
    (small_archive.root / "staging" / "20271125T021100Z" / "stray").write_bytes(b"x")

    assert names(verify(small_archive)) == {"staging/20271125T021100Z/stray"}


def test_a_snapshot_of_another_archive_is_named(
    small_archive: Archive, small: ModuleType, tmp_path: Path
) -> None:
    other = Archive.create(tmp_path / "other", archive_id="other", created_at=small.START)
    small.take_snapshot(other, number=0)
    stranger = "snapshots/20261125T021100Z/manifest.json"
    (small_archive.root / stranger).write_bytes((other.root / stranger).read_bytes())

    found = verify(small_archive)

    assert ("manifest_misplaced", stranger) in {(e.code, e.subject) for e in found.findings}


def test_a_folder_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchiveError, match="No archive at"):
        verify(tmp_path)


def test_progress_ends_at_the_total(small_archive: Archive) -> None:
    seen: list[VerifyProgress] = []

    found = verify(small_archive, progress=seen.append, threads=2)

    assert len(seen) == found.files
    assert (seen[-1].files, seen[-1].bytes) == (seen[-1].total_files, seen[-1].total_bytes)
    assert seen[-1].bytes == found.bytes


def commit_one(root: Path, small: ModuleType, **changes: object) -> Archive:
    """Commit one sObject with two rows, some of what its outcome says being different."""
    archive = Archive.create(root)
    org = OrgIdentity("00D", "Acme", "https://acme.example", "66.0")
    with archive.begin(kind="full", org=org, started_at=small.START) as writer:
        contact = small.sobject_from_json(small.CONTACT)
        rows = [{"Id": "003000000000001AAA"}, {"Id": "003000000000002AAA"}]
        part = small.write_part(writer, contact, 0, rows)
        outcome: dict[str, object] = {
            "describe": writer.put_describe("Contact", json.dumps(small.CONTACT).encode()),
            "parts": (part,),
            "rows": 2,
            **changes,
        }
        listing = b'{"sobjects": [{"name": "Contact"}, {"name": "Lead"}]}'
        content = SnapshotContent(
            (SObjectOutcome("Contact", "archived", **outcome),),  # type: ignore[arg-type]
            describe_global=writer.put_describe_global(listing),
        )
        writer.commit(content, finished_at=small.START)
    return archive


def test_an_sobject_that_the_org_lists_and_the_manifest_forgets_is_named(
    tmp_path: Path, small: ModuleType
) -> None:
    found = verify(commit_one(tmp_path / "archive", small))

    assert [(each.code, each.subject) for each in found.findings] == [
        ("sobject_without_outcome", "Lead")
    ]


def test_rows_that_no_gap_explains_are_named(tmp_path: Path, small: ModuleType) -> None:
    found = verify(commit_one(tmp_path / "archive", small, counts={"org": 3}))

    assert ("counts_differ", "Contact") in {(each.code, each.subject) for each in found.findings}
    assert "The org reports 3 rows; 2 are here" in str(found.findings[0].message)


def test_a_part_with_other_rows_than_its_manifest_says_is_named(
    tmp_path: Path, small: ModuleType
) -> None:
    """The hash is right and the number is not: a writer's mistake, found by counting again."""
    archive = Archive.create(tmp_path / "archive")
    with archive.begin(kind="full", org=small.ORG, started_at=small.START) as writer:
        part = small.write_part(writer, small.sobject_from_json(small.CONTACT), 0, [{"Id": "1"}])
        lying = small.Part(part.path, 2, part.bytes, part.sha256)
        describe = writer.put_describe("Contact", json.dumps(small.CONTACT).encode())
        outcome = SObjectOutcome("Contact", "archived", None, describe, (lying,), 2)
        writer.commit(SnapshotContent((outcome,)), finished_at=small.START)

    found = verify(archive)

    assert [(each.code, each.subject) for each in found.findings] == [("rows_differ", part.path)]


def test_a_field_that_is_absent_in_silence_is_named(tmp_path: Path, small: ModuleType) -> None:
    more = {**small.CONTACT, "fields": [*small.CONTACT["fields"], {"name": "X", "type": "string"}]}
    archive = Archive.create(tmp_path / "archive")
    with archive.begin(kind="full", org=small.ORG, started_at=small.START) as writer:
        part = small.write_part(writer, small.sobject_from_json(small.CONTACT), 0, [{"Id": "1"}])
        describe = writer.put_describe("Contact", json.dumps(more).encode())
        outcome = SObjectOutcome("Contact", "archived", None, describe, (part,), 1)
        writer.commit(SnapshotContent((outcome,)), finished_at=small.START)

    (found,) = verify(archive).findings

    assert (found.code, found.subject) == ("columns_differ", part.path)
    assert str(found.message) == "Its columns are not those of the describe: X"


@pytest.mark.parametrize("raw", [b"{}", b"not JSON", b"[]", b"\xff", b'{"name": "X", "fields": 1}'])
def test_a_describe_that_is_none_is_named(raw: bytes, tmp_path: Path, small: ModuleType) -> None:
    archive = Archive.create(tmp_path / "archive")
    with archive.begin(kind="full", org=small.ORG, started_at=small.START) as writer:
        part = small.write_part(writer, small.sobject_from_json(small.CONTACT), 0, [{"Id": "1"}])
        describe = writer.put_describe("Contact", raw)
        outcome = SObjectOutcome("Contact", "archived", None, describe, (part,), 1)
        content = SnapshotContent((outcome,), writer.put_describe_global(raw))
        writer.commit(content, finished_at=small.START)

    found = verify(archive).findings
    assert {each.code for each in found} == {"describe_unreadable"}
    assert {each.subject for each in found} == {
        describe.path,
        describe.path.replace("Contact", "_global"),
    }


def test_the_outcome_is_json(small_archive: Archive) -> None:
    (small_archive.root / "README.txt").unlink()

    told = verify(small_archive).to_json()

    assert told["ok"] is False
    assert told["findings"][0]["code"] == "file_missing"
    assert told["findings"][0]["subject"] == "README.txt"


def test_a_parquet_file_is_read_with_its_page_checksums(small_archive: Archive) -> None:
    """Any reader that looks can find a flipped page by itself."""
    part = small_archive.manifest().sobjects[0].parts or small_archive.manifest().parts()
    table = pq.read_table(small_archive.path(part[0].path), page_checksum_verification=True)

    assert isinstance(table, pa.Table)
