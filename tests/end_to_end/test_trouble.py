"""What goes wrong in real life ends in a clear error, and leaves an archive that goes on."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from salida.archive import Archive, verify
from salida.backup import run_backup
from salida.errors import (
    AccessError,
    ArchiveLockedError,
    AuthenticationError,
    DiskFullError,
    LimitError,
)
from salida.model.ids import check_suffix

SCRIPT = Path(__file__).parent / "backup_process.py"
TOKEN = "00D000000000001!made.up.for.tests"


def record_id(number: int) -> str:
    short = f"00P{number:012d}"
    return short + check_suffix(short)


@pytest.fixture
def source(build_org: Any, tmp_path: Path) -> Archive:
    contents = {record_id(n): os.urandom(300_000) for n in range(20)}
    describe = {
        "name": "Attachment",
        "keyPrefix": "00P",
        "queryable": True,
        "fields": [
            {"name": "Id", "type": "id"},
            {"name": "BodyLength", "type": "int"},
            {"name": "Body", "type": "base64", "soapType": "xsd:base64Binary"},
        ],
    }
    rows = [{"Id": each, "BodyLength": len(raw)} for each, raw in contents.items()]
    files = {("Attachment", each, "Body"): raw for each, raw in contents.items()}
    archive: Archive = build_org(tmp_path / "source", [(describe, rows)], files)
    return archive


def test_wrong_credentials_are_refused_and_leave_no_run(
    rehearse: Any, source: Archive, tmp_path: Path
) -> None:
    archive = Archive.create(tmp_path / "copy")
    with (
        rehearse[1](source) as served,
        served.client("00D000000000001!wrong") as client,
        pytest.raises(AuthenticationError) as caught,
    ):
        run_backup(client, archive)

    assert caught.value.hint is not None
    assert (archive.snapshots(), archive.resume()) == ((), None)


def test_an_org_without_api_says_so(rehearse: Any, source: Archive, tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "copy")
    with (
        rehearse[1](source, api_enabled=False) as served,
        served.client() as client,
        pytest.raises(AccessError) as caught,
    ):
        run_backup(client, archive)

    assert caught.value.error_code == "API_DISABLED_FOR_ORG"
    assert archive.snapshots() == ()


def test_a_second_backup_into_the_same_archive_is_refused(
    rehearse: Any, source: Archive, tmp_path: Path
) -> None:
    archive = Archive.create(tmp_path / "copy")
    with rehearse[1](source) as served:
        served.back_up(archive.root)
        before = archive.snapshots()
        with (
            archive.begin(
                kind="full", org=archive.manifest().org, started_at=archive.manifest().started_at
            ),
            pytest.raises(ArchiveLockedError),
        ):
            served.back_up(archive.root)

    assert archive.snapshots() == before


def test_used_up_calls_stop_the_run_and_the_next_day_it_goes_on(
    rehearse: Any, source: Archive, tmp_path: Path
) -> None:
    _build, serve, archives_equal = rehearse
    root = tmp_path / "copy"
    with serve(source, daily_calls=30) as served, pytest.raises(LimitError):
        served.back_up(root, keep_share=0.3)
    # 21 of the 30, and at most one more by each thread that had asked before the last answer:
    # four read sObjects, two their pages.
    assert len(served.journal.requests) <= 21 + 4 + 2
    assert Archive.open(root).snapshots() == ()

    with serve(source) as tomorrow:
        copy = tomorrow.back_up(root)

    archives_equal(source, copy)
    asked = [*served.journal.requests, *tomorrow.journal.requests]
    files = [each for each in asked if "/Body" in each]
    assert len(files) == len(set(files)) == 20


def test_a_full_disk_stops_the_run_and_with_room_it_goes_on(
    rehearse: Any, source: Archive, tmp_path: Path
) -> None:
    """No file may grow beyond a size, which the system reports as it does a full disk."""
    _build, serve, archives_equal = rehearse
    root = Archive.create(tmp_path / "copy").root
    with serve(source) as served:
        command = [
            sys.executable,
            str(SCRIPT),
            served.url,
            TOKEN,
            str(root),
            "2026-03-02T09:30:00+00:00",
        ]
        result = subprocess.run(
            command, preexec_fn=_no_file_over_200_kb, capture_output=True, text=True, check=False
        )
        assert DiskFullError.__name__ in result.stderr
        assert not Archive.open(root).snapshots()

        copy = served.back_up(root)

    archives_equal(source, copy)
    assert not verify(copy).findings


def _no_file_over_200_kb() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
