from __future__ import annotations

from typing import TYPE_CHECKING

from tests.replica.small_org import BLOBS, record_id, small_org, write_org

if TYPE_CHECKING:
    from pathlib import Path

    from tests.replica.conftest import Run
    from tests.replica.http_client import Http

V = "/services/data/v66.0"


def test_files_come_byte_for_byte_with_their_length(http: Http) -> None:
    for (sobject, record, field), content in BLOBS.items():
        for key in (record, record[:15]):
            answer = http.get(f"{V}/sobjects/{sobject}/{key}/{field}")
            assert answer.status == 200
            assert answer.data == content
            assert answer.headers["Content-Length"] == str(len(content))
            assert answer.headers["Content-Type"] == "application/octetstream"


def test_a_record_shows_where_its_file_is(http: Http) -> None:
    record = http.get(f"{V}/sobjects/ContentVersion/{record_id('068', 1)}").json()
    assert len(http.get(record["VersionData"]).data) == record["ContentSize"]


def test_a_file_that_is_not_there_is_refused(http: Http) -> None:
    for path in (f"Attachment/{record_id('00P', 2)}/Body", f"Account/{record_id('001', 1)}/Body"):
        assert http.get(f"{V}/sobjects/{path}").status == 404


def test_a_file_that_the_archive_lost_is_not_found(tmp_path: Path, run: Run) -> None:
    archive = write_org(tmp_path / "archive", small_org(), blobs=BLOBS)
    for each in (tmp_path / "archive" / "blobs").rglob("*"):
        if each.is_file():
            each.chmod(0o600)
            each.unlink()
    answer = (
        run(archive=archive)
        .client()
        .get(f"{V}/sobjects/ContentVersion/{record_id('068', 1)}/VersionData")
    )
    assert answer.status == 404
