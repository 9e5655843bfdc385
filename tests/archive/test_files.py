from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import pytest

from salida.archive.files import inside, settle, sha256_of, write_whole
from salida.errors import IntegrityError


def test_a_file_has_its_name_only_when_its_bytes_are_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "manifest.json"
    target.write_bytes(b"old")
    seen: list[bytes] = []
    to_disk = os.fsync

    def watched(descriptor: int) -> None:
        seen.append(target.read_bytes())
        to_disk(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    write_whole(target, b"new")

    assert seen == [b"old", b"new"], "once for the file, once for its folder"
    assert [each.name for each in tmp_path.iterdir()] == ["manifest.json"]


def test_what_can_be_made_again_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[int] = []
    monkeypatch.setattr(os, "fsync", waits.append)

    write_whole(tmp_path / "a" / "b", b"x", durable=False)

    assert waits == []
    assert (tmp_path / "a" / "b").read_bytes() == b"x"


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc which file a descriptor is")
def test_where_sync_does_not_wait_each_file_and_folder_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_whole(tmp_path / "data" / "a", b"x", durable=False)
    waited: list[str] = []
    to_disk = os.fsync

    def watched(descriptor: int) -> None:
        waited.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        to_disk(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    monkeypatch.setattr(sys, "platform", "darwin")
    settle([tmp_path / "data" / "a"])

    assert waited[0] == str(tmp_path / "data" / "a")
    assert {str(tmp_path / "data"), str(tmp_path)} <= set(waited[1:])


def test_a_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"y" * 3_000_000)

    assert sha256_of(tmp_path / "x") == hashlib.sha256(b"y" * 3_000_000).hexdigest()


@pytest.mark.parametrize("link", ["data", "data/Account"])
def test_a_place_behind_a_link_is_refused(link: str, tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    (outside / "Account").mkdir(parents=True)
    (root / link).parent.mkdir(parents=True)
    (root / link).symlink_to(outside)

    with pytest.raises(IntegrityError, match="is a link or lies behind one"):
        inside(root, "data/Account/x")


def test_a_plain_place_is_where_it_says(tmp_path: Path) -> None:
    assert inside(tmp_path, "data/Account/x") == tmp_path / "data" / "Account" / "x"
