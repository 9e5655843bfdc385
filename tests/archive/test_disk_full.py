"""A full disk, for real: a limit on the size of files makes the kernel refuse the bytes."""

from __future__ import annotations

import errno
import resource
import secrets
import signal
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from salida.archive import Archive, SnapshotContent, verify
from salida.archive.files import room_on_disk
from salida.errors import DiskFullError
from salida.model.describe import Field, SObject

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from salida.archive import SnapshotWriter

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ROOM = 20_000


@contextmanager
def little_room(size: int = ROOM) -> Iterator[None]:
    """Let no file grow over `size` bytes; the kernel then answers EFBIG, as a full disk ENOSPC."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


@pytest.fixture
def writer(tmp_path: Path, small: ModuleType) -> Iterator[SnapshotWriter]:
    archive = Archive.create(tmp_path / "archive")
    with archive.begin(kind="full", org=small.ORG, started_at=NOON) as run:
        yield run


def staged(writer: SnapshotWriter) -> list[str]:
    folder = writer.workspace.parent
    return sorted(each.name for each in folder.rglob("*") if each.is_file())


def write_part(writer: SnapshotWriter, sobject: SObject, rows: int) -> None:
    with writer.part(sobject, 0) as part:
        part.write(pa.table({"Id": [secrets.token_hex(9) for _ in range(rows)]}))
        part.finish()


def write_blob(writer: SnapshotWriter, size: int) -> None:
    with writer.blob() as blob:
        blob.write(b"x" * size)
        blob.finish()


def test_a_part_that_does_not_fit_is_refused_and_leaves_nothing(
    writer: SnapshotWriter, small: ModuleType
) -> None:
    contact = small.sobject_from_json(small.CONTACT)
    with little_room(), pytest.raises(DiskFullError) as refused:
        write_part(writer, contact, 10_000)

    assert refused.value.exit_code == 24
    assert "it goes on where it was" in str(refused.value.hint)
    assert staged(writer) == ["run.json"]


def test_a_part_that_fills_the_disk_while_it_is_written_leaves_nothing(
    writer: SnapshotWriter, small: ModuleType
) -> None:
    contact = small.sobject_from_json(small.CONTACT)
    with little_room(), pytest.raises(DiskFullError):
        write_part(writer, contact, 130_000)

    assert staged(writer) == ["run.json"]


def test_a_wide_part_that_is_given_up_says_no_more(writer: SnapshotWriter) -> None:
    """Its footer alone is larger than what a file buffers; writing it would fail once more."""
    wide = SObject("Wide__c", tuple(Field(f"Field{n}__c", "string") for n in range(500)))
    row = {each.name: secrets.token_hex(50) for each in wide.fields}

    def write() -> None:
        with writer.part(wide, 0) as part:
            part.write(pa.Table.from_pylist([row] * 200, schema=part.schema))
            part.finish()

    with little_room(), pytest.raises(DiskFullError):
        write()

    assert staged(writer) == ["run.json"]


def test_a_blob_and_a_describe_that_do_not_fit_are_refused_and_leave_nothing(
    writer: SnapshotWriter,
) -> None:
    with little_room():
        with pytest.raises(DiskFullError):
            write_blob(writer, 10 * ROOM)
        with pytest.raises(DiskFullError):
            write_blob(writer, ROOM + 1)
        with pytest.raises(DiskFullError):
            writer.put_describe("Account", b"x" * 2 * ROOM)

    assert staged(writer) == ["run.json"]


def test_after_room_was_made_the_run_goes_on(writer: SnapshotWriter, small: ModuleType) -> None:
    contact = small.sobject_from_json(small.CONTACT)
    with little_room(), pytest.raises(DiskFullError):
        write_part(writer, contact, 130_000)

    writer.commit(SnapshotContent(()), finished_at=NOON)

    assert verify(writer.workspace.parents[2]).ok


def test_an_archive_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    with little_room(100), pytest.raises(DiskFullError):
        Archive.create(tmp_path / "archive")

    Archive.create(tmp_path / "archive")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
def test_the_kernel_s_own_full_device_is_recognised(tmp_path: Path) -> None:
    with (
        pytest.raises(DiskFullError, match="No room left"),
        room_on_disk(tmp_path),
        Path("/dev/full").open("wb", buffering=0) as full,
    ):
        full.write(b"x")


def test_other_errors_of_the_disk_stay_what_they_are(tmp_path: Path) -> None:
    with pytest.raises(PermissionError), room_on_disk(tmp_path):
        raise PermissionError(errno.EACCES, "no")
