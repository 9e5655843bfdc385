"""Creating, opening and reading an archive."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from salida.archive import Archive
from salida.archive.layout import FORMAT, VERSION
from salida.archive.sealed import seal
from salida.errors import (
    ArchiveError,
    ArchiveVersionError,
    IntegrityError,
    NotAnArchiveError,
)

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType


def test_a_new_archive_is_empty_and_says_so(tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "new" / "archive")

    assert archive.snapshots() == ()
    with pytest.raises(ArchiveError, match="holds no snapshot yet") as refused:
        archive.manifest()
    assert refused.value.exit_code == 20


def test_opened_again_it_is_the_same_archive(tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "archive")

    assert Archive.open(tmp_path / "archive").identity == archive.identity


def test_every_archive_has_its_own_id(tmp_path: Path) -> None:
    ids = {Archive.create(tmp_path / name).identity.id for name in "abc"}

    assert len(ids) == 3


def test_an_empty_folder_may_become_an_archive(tmp_path: Path) -> None:
    assert Archive.create(tmp_path).root == tmp_path


def test_a_creation_that_was_killed_can_be_repeated(tmp_path: Path) -> None:
    (tmp_path / "README.txt").write_text("half")

    assert Archive.open(Archive.create(tmp_path).root).snapshots() == ()


def test_a_folder_with_anything_in_it_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("years of work")

    with pytest.raises(ArchiveError, match="is not empty"):
        Archive.create(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["thesis.odt"]


def test_an_archive_is_not_created_over_another(small_archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="is not empty"):
        Archive.create(small_archive.root)


@pytest.mark.parametrize("make", ["nothing", "file", "empty folder", "other folder"])
def test_what_is_no_archive_is_refused_with_a_hint(make: str, tmp_path: Path) -> None:
    path = tmp_path / "it"
    if make == "file":
        path.write_text("x")
    elif make != "nothing":
        path.mkdir()
    if make == "other folder":
        (path / "archive.json").write_text('{"format": "something else"}')

    with pytest.raises(NotAnArchiveError) as refused:
        Archive.open(path)

    assert refused.value.exit_code == 21
    assert refused.value.hint


def test_a_damaged_archive_json_is_not_taken_for_something_else(small_archive: Archive) -> None:
    path = small_archive.root / "archive.json"
    path.write_bytes(path.read_bytes().replace(b"created_at", b"Created_at"))

    with pytest.raises(IntegrityError, match=r"archive\.json"):
        Archive.open(small_archive.root)


def test_an_archive_of_a_newer_version_is_refused_with_a_hint(small_archive: Archive) -> None:
    newer = seal(FORMAT, VERSION + 1, {"shape": "unknown"})
    (small_archive.root / "archive.json").write_bytes(newer)

    with pytest.raises(ArchiveVersionError) as refused:
        Archive.open(small_archive.root)

    assert refused.value.exit_code == 22
    assert "install a newer one" in str(refused.value.hint)


def test_snapshots_stand_oldest_first_and_the_newest_is_meant(small_archive: Archive) -> None:
    assert small_archive.snapshots() == ("20261125T021100Z", "20261126T021100Z")
    assert small_archive.manifest().snapshot == "20261126T021100Z"
    assert small_archive.manifest("20261125T021100Z").snapshot == "20261125T021100Z"
    with pytest.raises(ArchiveError, match="has no snapshot `20200101T000000Z`"):
        small_archive.manifest("20200101T000000Z")


def test_describes_are_kept_byte_for_byte(small_archive: Archive, small: ModuleType) -> None:
    raw = json.dumps(small.ACCOUNT).encode()

    assert small_archive.describe_bytes("account") == raw
    assert small_archive.describe_json("Account") == small.ACCOUNT
    assert small_archive.describe("ACCOUNT") == small.sobject_from_json(small.ACCOUNT)
    assert small_archive.describe("Account") is small_archive.describe("account")
    assert len(small_archive.describe_global_json()["sobjects"]) == 4
    assert small_archive.sobject_names() == (
        "Account",
        "AccountChangeEvent",
        "Contact",
        "ContentVersion",
    )


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Acount", "Did you mean `Account`?"),
        ("Zzz", "Use the name of the API, such as `Account` or `Invoice__c`"),
    ],
)
def test_an_unknown_sobject_is_an_error_with_a_hint(
    name: str, hint: str, small_archive: Archive
) -> None:
    with pytest.raises(ArchiveError, match=f"knows no sObject `{name}`") as refused:
        small_archive.describe(name)

    assert str(refused.value.hint) == hint


def test_what_two_snapshots_share_is_there_once(small_archive: Archive) -> None:
    both = [small_archive.manifest(each).outcome("Account") for each in small_archive.snapshots()]

    assert both[0] is not None
    assert both[1] is not None
    assert both[0].describe == both[1].describe
    assert both[0].parts[0].path != both[1].parts[0].path


def test_a_blob_is_opened_by_its_hash(small_archive: Archive) -> None:
    sha256 = hashlib.sha256(b"first version").hexdigest()

    with small_archive.open_blob(sha256) as blob:
        assert blob.read() == b"first version"


@pytest.mark.parametrize("sha256", ["f" * 64, "", "../../archive.json", "F" * 64])
def test_a_blob_that_is_not_there_is_an_integrity_error(
    sha256: str, small_archive: Archive
) -> None:
    with pytest.raises(IntegrityError):
        small_archive.open_blob(sha256)


def test_a_missing_manifest_or_describe_is_named(small_archive: Archive) -> None:
    describe = small_archive.manifest().sobjects[0].describe
    assert describe is not None
    (small_archive.root / describe.path).unlink()
    with pytest.raises(IntegrityError, match=describe.path):
        small_archive.describe_bytes("Account")

    (small_archive.root / "snapshots" / "20261126T021100Z" / "manifest.json").unlink()
    with pytest.raises(IntegrityError, match=r"manifest\.json"):
        Archive.open(small_archive.root).manifest()


def test_a_link_out_of_the_archive_is_not_followed(small_archive: Archive, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (small_archive.root / "describe").rename(outside)
    (small_archive.root / "describe").symlink_to(outside)

    with pytest.raises(IntegrityError, match="is a link or lies behind one"):
        small_archive.describe_bytes("Account")


def test_an_archive_may_itself_be_reached_through_a_link(
    small_archive: Archive, tmp_path: Path, small: ModuleType
) -> None:
    (tmp_path / "shortcut").symlink_to(small_archive.root)

    assert Archive.open(tmp_path / "shortcut").describe_json("Account") == small.ACCOUNT
