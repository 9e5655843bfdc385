from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from salida.errors import SoqlError
from salida.query import Prepared
from salida.replica.bulk import manage
from salida.replica.bulk.chunking import supports_pk_chunking
from tests.replica.small_org import record_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    import urllib3

    from tests.replica.conftest import Run, Running
    from tests.replica.http_client import Http

V = "/services/data/v66.0"
JOBS = f"{V}/jobs/query"
READINGS = "SELECT Id, Name, Value__c, At__c, Ok__c FROM Reading__c"


def results(http: Http, job: str, **query: Any) -> urllib3.BaseHTTPResponse:
    return http.get(f"{JOBS}/{job}/results", query=query)


def test_a_new_job_is_shown_as_documented(http: Http) -> None:
    answer = http.send(
        "POST",
        JOBS,
        json_body={
            "operation": "queryAll",
            "query": "SELECT Id, Name FROM account",
            "contentType": "CSV",
            "columnDelimiter": "CARET",
            "lineEnding": "CRLF",
        },
    )
    assert answer.status == 200
    shown = answer.json()
    assert len(shown.pop("id")) == 18
    assert shown.pop("createdDate").endswith("+0000")
    assert shown.pop("systemModstamp").endswith("+0000")
    assert shown == {
        "operation": "queryAll",
        "object": "Account",
        "createdById": record_id("005", 1),
        "state": "UploadComplete",
        "concurrencyMode": "Parallel",
        "contentType": "CSV",
        "apiVersion": 66.0,
        "lineEnding": "CRLF",
        "columnDelimiter": "CARET",
    }


def test_a_finished_job_tells_how_many_rows_it_has(http: Http) -> None:
    job = http.finished_job(READINGS)
    assert job["state"] == "JobComplete"
    assert job["jobType"] == "V2Query"
    assert job["numberRecordsProcessed"] == 5001
    assert job["retries"] == 0
    assert job["isPkChunkingSupported"] is True
    assert isinstance(job["totalProcessingTime"], int)
    assert http.get(f"{JOBS}/{job['id'][:15]}").json() == job


def test_a_job_goes_through_its_states(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    held = threading.Event()
    whole = Prepared.bulk_csv

    def slowly(self: Prepared) -> Iterator[pa.RecordBatch]:
        for batch in whole(self):
            held.set()
            assert go_on.wait(20)
            yield batch

    monkeypatch.setattr(Prepared, "bulk_csv", slowly)
    http = run().client()
    created = http.send("POST", JOBS, json_body={"operation": "query", "query": READINGS}).json()
    assert created["state"] == "UploadComplete"
    assert held.wait(20)
    job = f"{JOBS}/{created['id']}"
    assert http.get(job).json()["state"] == "InProgress"
    early = http.get(f"{job}/results")
    assert (early.status, early.json()[0]["errorCode"]) == (400, "INVALIDJOBSTATE")
    running = http.send("DELETE", job)
    assert running.status == 400
    assert running.json() == [
        {
            "message": "Error encountered when deleting the job because the job is not terminated",
            "errorCode": "API_ERROR",
        }
    ]
    go_on.set()
    assert http.wait(created["id"])["state"] == "JobComplete"


@pytest.mark.parametrize(
    ("request_body", "code"),
    [
        ({"operation": "insert", "query": READINGS}, "INVALIDJOB"),
        ({"query": READINGS}, "INVALIDJOB"),
        ({"operation": "query"}, "INVALIDJOB"),
        ({"operation": "query", "query": READINGS, "columnDelimiter": "DOT"}, "INVALIDJOB"),
        ({"operation": "query", "query": READINGS, "contentType": "JSON"}, "INVALIDJOB"),
        ({"operation": "query", "query": READINGS, "object": "Reading__c"}, "JSON_PARSER_ERROR"),
        ({"operation": "query", "query": 1}, "JSON_PARSER_ERROR"),
        ([], "JSON_PARSER_ERROR"),
        ({"operation": "query", "query": "SELECT Idx FROM Account"}, "INVALID_FIELD"),
        ({"operation": "query", "query": "SELECT Id FROM Nope__c"}, "INVALID_TYPE"),
        (
            {"operation": "query", "query": "SELECT BillingAddress FROM Account"},
            "FUNCTIONALITY_NOT_ENABLED",
        ),
        ({"operation": "query", "query": "SELECT COUNT(Id) FROM Account"}, "API_ERROR"),
        ({"operation": "query", "query": "SELECT Id FROM Account OFFSET 1"}, "API_ERROR"),
        ({"operation": "query", "query": "SELECT Id FROM Attachment"}, "INVALIDENTITY"),
    ],
)
def test_a_job_that_bulk_does_not_run_is_refused(
    http: Http, request_body: object, code: str
) -> None:
    answer = http.send("POST", JOBS, json_body=request_body)
    assert (answer.status, answer.json()[0]["errorCode"]) == (400, code)


def test_an_sobject_that_bulk_does_not_have_is_refused_as_seen(http: Http) -> None:
    request = {"operation": "query", "query": "SELECT Id FROM Attachment"}
    assert http.send("POST", JOBS, json_body=request).json() == [
        {
            "message": "Entity 'Attachment' is not supported by the Bulk API.",
            "errorCode": "INVALIDENTITY",
        }
    ]


def test_a_finished_job_cannot_be_aborted(http: Http) -> None:
    job = http.finished_job(READINGS)["id"]
    answer = http.send("PATCH", f"{JOBS}/{job}", json_body={"state": "Aborted"})
    assert answer.status == 400
    assert answer.json() == [
        {"message": "Aborting already Completed Job not allowed", "errorCode": "INVALIDJOBSTATE"}
    ]


def test_an_aborted_job_stops_and_leaves_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    started, stopped = threading.Event(), threading.Event()

    def endless(self: Prepared) -> Iterator[pa.RecordBatch]:
        names = [each.name for each in self.columns]
        try:
            while True:
                started.set()
                yield pa.record_batch([pa.array(["x"])] * len(names), names=names)
        finally:
            stopped.set()

    monkeypatch.setattr(Prepared, "bulk_csv", endless)
    running = run()
    http = running.client()
    job = http.send("POST", JOBS, json_body={"operation": "query", "query": READINGS}).json()["id"]
    assert started.wait(20)
    aborted = http.send("PATCH", f"{JOBS}/{job}", json_body={"state": "Aborted"})
    assert (aborted.status, aborted.json()["state"]) == (200, "Aborted")
    assert stopped.wait(20)
    assert http.get(f"{JOBS}/{job}").json()["state"] == "Aborted"
    assert results(http, job).status == 204
    running.replica.org.jobs.close()  # waits for the worker
    assert spool_of(running) == []
    assert http.send("DELETE", f"{JOBS}/{job}").status == 204


def spool_of(running: Running) -> list[str]:
    folder = Path(running.replica.org._spool.name)
    return sorted(each.name for each in folder.iterdir())


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (SoqlError("number too large"), "number too large"),
        (OSError(28, "No space left on device"), "InternalServerError : No space left on device"),
    ],
)
def test_a_job_that_fails_says_why(
    run: Run, monkeypatch: pytest.MonkeyPatch, failure: Exception, words: str
) -> None:
    def fail(self: Prepared) -> Iterator[pa.RecordBatch]:
        yield pa.record_batch([pa.array(["x"])] * 5, names=[each.name for each in self.columns])
        raise failure

    monkeypatch.setattr(Prepared, "bulk_csv", fail)
    http = run().client()
    job = http.finished_job(READINGS)
    assert (job["state"], job["errorMessage"]) == ("Failed", words)
    assert results(http, job["id"]).status == 204


def test_a_deleted_job_is_gone_with_its_rows(run: Run) -> None:
    running = run()
    http = running.client()
    job = http.finished_job(READINGS)["id"]
    assert spool_of(running) == [job]
    assert http.send("DELETE", f"{JOBS}/{job}").status == 204
    assert spool_of(running) == []
    for path in ("", "/results", "/resultPages"):
        answer = http.get(f"{JOBS}/{job}{path}")
        assert answer.status == 404
        assert answer.json() == [
            {"message": "The requested resource does not exist", "errorCode": "NOT_FOUND"}
        ]


def test_a_job_is_gone_after_seven_days(run: Run) -> None:
    clock = [datetime(2026, 11, 25, tzinfo=UTC)]
    running = run(now=lambda: clock[0])
    http = running.client()
    job = http.finished_job(READINGS)["id"]
    clock[0] += timedelta(days=7, seconds=1)
    assert http.get(f"{JOBS}/{job}").status == 404
    assert spool_of(running) == []


def test_jobs_are_listed_newest_first(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manage, "_PER_PAGE", 2)
    http = run().client()
    made = [http.finished_job("SELECT Id FROM Account")["id"] for _time in range(3)]
    first = http.get(JOBS, query={"jobType": "V2Query"}).json()
    assert [each["id"] for each in first["records"]] == [made[2], made[1]]
    assert first["done"] is False
    second = http.get(first["nextRecordsUrl"]).json()
    assert [each["id"] for each in second["records"]] == [made[0]]
    assert (second["done"], second["nextRecordsUrl"]) == (True, None)
    assert second["records"][0]["state"] == "JobComplete"


def test_the_10001st_job_of_a_day_is_refused(run: Run) -> None:
    running = run()
    org = running.replica.org
    org.usage.jobs.add(10_000, org.now())
    answer = running.client().send(
        "POST", JOBS, json_body={"operation": "query", "query": READINGS}
    )
    assert answer.status == 400
    assert answer.json() == [
        {
            "message": "Max bulk v2 query jobs (10000) per 24 hrs has been reached",
            "errorCode": "LIMIT_EXCEEDED",
        }
    ]


def test_jobs_and_their_bytes_are_counted(run: Run) -> None:
    http = run().client()
    http.finished_job(READINGS)
    limits = http.get(f"{V}/limits").json()
    assert limits["DailyBulkV2QueryJobs"] == {"Max": 10000, "Remaining": 9999}
    stored = limits["DailyBulkV2QueryFileStorageMB"]
    assert stored["Max"] - stored["Remaining"] == 1


def test_closing_stops_a_job_that_runs(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    started = threading.Event()

    def endless(self: Prepared) -> Iterator[pa.RecordBatch]:
        while True:
            started.set()
            yield pa.record_batch([pa.array(["x"])] * 5, names=[each.name for each in self.columns])

    monkeypatch.setattr(Prepared, "bulk_csv", endless)
    running = run()
    running.client().send("POST", JOBS, json_body={"operation": "query", "query": READINGS})
    assert started.wait(20)
    running.replica.close()  # returns: the worker has let go


@pytest.mark.parametrize(
    ("sobject", "supported"),
    [
        ("Account", True),
        ("Reading__c", True),
        ("AccountHistory", True),
        ("Reading__Share", True),
        ("LoyaltyProgram", True),
        ("ContentDocumentLink", False),
        ("Attachment", False),
        ("FieldHistory", False),
    ],
)
def test_chunking_is_told_as_the_guide_lists_it(sobject: str, *, supported: bool) -> None:
    assert supports_pk_chunking(sobject) is supported


def test_a_job_keeps_its_locators_when_it_changes(served: Running) -> None:
    http = served.client()
    job = served.replica.org.jobs.get(http.finished_job(READINGS)["id"])
    assert replace(job, rows=1).locators.row(job.locators.name(7)) == 7
