from __future__ import annotations

import csv
import gzip
import io
from typing import TYPE_CHECKING, Any

import pytest

from salida.replica import Dialect
from salida.replica.bulk.rendering import DELIMITERS, LINE_ENDINGS
from tests.replica.small_org import HOSTILE, record_id

if TYPE_CHECKING:
    import urllib3

    from tests.replica.conftest import Run
    from tests.replica.http_client import Http

V = "/services/data/v66.0"
JOBS = f"{V}/jobs/query"
READINGS = "SELECT Id, Name, Value__c, At__c, Ok__c FROM Reading__c"


def rows(answer: urllib3.BaseHTTPResponse, delimiter: str = ",") -> list[list[str]]:
    text = io.StringIO(answer.data.decode(), newline="")
    return list(csv.reader(text, delimiter=delimiter, strict=True))


def results(http: Http, job: str, **query: Any) -> urllib3.BaseHTTPResponse:
    return http.get(f"{JOBS}/{job}/results", query=query)


def serial(http: Http, job: str, **query: Any) -> list[urllib3.BaseHTTPResponse]:
    pages = [results(http, job, **query)]
    while pages[-1].headers["Sforce-Locator"] != "null":
        pages.append(results(http, job, locator=pages[-1].headers["Sforce-Locator"], **query))
    return pages


def test_values_come_as_bulk_prints_them(http: Http) -> None:
    job = http.finished_job(f"{READINGS} WHERE Name LIKE 'R-00009%'")
    answer = results(http, job["id"])
    assert answer.headers["Content-Type"] == "text/csv; charset=UTF-8"
    assert answer.data.decode() == (
        '"Id","Name","Value__c","At__c","Ok__c"\n'
        f'"{record_id("a00", 9)}","R-00009 ""9""","1.125E7","2024-01-15T10:30:09.000Z","true"\n'
    )


def test_pages_by_locator_hold_every_row_once(http: Http) -> None:
    job = http.finished_job(READINGS)["id"]
    pages = serial(http, job, maxRecords=2000)
    assert [each.headers["Sforce-NumberOfRecords"] for each in pages] == ["2000", "2000", "1001"]
    header = ["Id", "Name", "Value__c", "At__c", "Ok__c"]
    assert all(rows(each)[0] == header for each in pages)
    ids = [row[0] for each in pages for row in rows(each)[1:]]
    assert sorted(ids) == sorted(record_id("a00", each) for each in range(5001))
    again = results(http, job, locator=pages[0].headers["Sforce-Locator"], maxRecords=2000)
    assert again.data == pages[1].data


def test_without_a_size_the_server_picks_one(run: Run) -> None:
    http = run(dialect=Dialect(result_page_records=3000)).client()
    pages = serial(http, http.finished_job(READINGS)["id"])
    assert [each.headers["Sforce-NumberOfRecords"] for each in pages] == ["3000", "2001"]


def test_a_page_is_never_larger_than_its_bytes(run: Run) -> None:
    http = run(dialect=Dialect(result_page_bytes=100_000)).client()
    pages = serial(http, http.finished_job(READINGS)["id"], maxRecords=5000)
    assert len(pages) > 3
    assert all(len(each.data) <= 100_100 for each in pages)
    assert sum(int(each.headers["Sforce-NumberOfRecords"]) for each in pages) == 5001


def test_nothing_found_is_a_header_and_no_rows(http: Http) -> None:
    job = http.finished_job("SELECT Id, Name FROM Account WHERE Name = 'nobody'")
    assert job["numberRecordsProcessed"] == 0
    answer = results(http, job["id"])
    assert answer.headers["Sforce-Locator"] == "null"
    assert answer.headers["Sforce-NumberOfRecords"] == "0"
    assert answer.data == b'"Id","Name"\n'
    links = http.get(f"{JOBS}/{job['id']}/resultPages").json()
    assert links["done"] is True
    assert [rows(http.get(each["resultUrl"])) for each in links["resultPages"]] == [
        [["Id", "Name"]]
    ]


def test_query_all_brings_deleted_and_archived_rows(http: Http) -> None:
    job = http.finished_job("SELECT Subject FROM Task", operation="queryAll")
    assert sorted(row[0] for row in rows(results(http, job["id"]))[1:]) == [
        "archived",
        "deleted",
        "open",
    ]


@pytest.mark.parametrize("line_ending", sorted(LINE_ENDINGS))
@pytest.mark.parametrize("delimiter", sorted(DELIMITERS))
def test_every_delimiter_and_line_ending_keeps_hostile_text(
    http: Http, delimiter: str, line_ending: str
) -> None:
    job = http.finished_job(
        f"SELECT Name, Owner.Name FROM Account WHERE Id = '{record_id('001', 3)}'",
        columnDelimiter=delimiter,
        lineEnding=line_ending,
    )
    answer = results(http, job["id"], maxRecords=10)
    assert rows(answer, DELIMITERS[delimiter]) == [["Name", "Owner.Name"], [HOSTILE, "Inés Soler"]]
    between = DELIMITERS[delimiter]
    end = LINE_ENDINGS[line_ending]
    assert answer.data.decode().startswith(f'"Name"{between}"Owner.Name"{end}"')
    assert answer.data.decode().endswith(f'"Inés Soler"{end}')


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip", True),
        ("gzip, deflate", True),
        ("deflate", False),
        ("gzip;q=0", False),
        (None, False),
    ],
)
def test_results_are_compressed_when_asked_for(
    http: Http,
    accepted: str | None,
    *,
    packed: bool,
) -> None:
    job = http.finished_job(READINGS)["id"]
    headers = {} if accepted is None else {"Accept-Encoding": accepted}
    answer = http.get(f"{JOBS}/{job}/results", headers=headers, raw=True)
    assert ("gzip" in answer.headers.get("Content-Encoding", "")) is packed
    content = gzip.decompress(answer.data) if packed else answer.data
    assert content.count(b"\n") == 5002


def links_of(http: Http, job: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [http.get(f"{JOBS}/{job}/resultPages").json()]
    while not found[-1]["done"]:
        found.append(http.get(found[-1]["nextRecordsUrl"]).json())
    return found


def test_result_pages_list_five_links_at_a_time(run: Run) -> None:
    http = run(dialect=Dialect(result_page_records=700)).client()
    job = http.finished_job(READINGS)["id"]
    answers = links_of(http, job)
    assert [len(each["resultPages"]) for each in answers] == [5, 3]
    assert answers[0]["nextRecordsUrl"].startswith(f"{JOBS}/{job}/resultpages?locator=")
    assert "nextRecordsUrl" not in answers[-1]
    links = [link["resultUrl"] for each in answers for link in each["resultPages"]]
    assert len(set(links)) == 8
    assert all(each.startswith(f"{JOBS}/{job}/results?locator=") for each in links)
    # In any order, and each one whole.
    pages = {each: http.get(each) for each in reversed(links)}
    assert [pages[each].headers["Sforce-NumberOfRecords"] for each in links] == ["700"] * 7 + [
        "101"
    ]
    ids = [row[0] for each in links for row in rows(pages[each])[1:]]
    assert ids == [row[0] for each in serial(http, job) for row in rows(each)[1:]]


def test_the_other_dialect_can_be_spoken(run: Run) -> None:
    dialect = Dialect(
        page_link="resultLink",
        next_link="nextRecordUrl",
        links_have_prefix=False,
        result_page_records=700,
    )
    http = run(dialect=dialect).client()
    job = http.finished_job(READINGS)["id"]
    answer = http.get(f"{JOBS}/{job}/resultPages").json()
    assert answer["resultPages"][1]["resultLink"].startswith(f"/jobs/query/{job}/results?locator=")
    assert answer["nextRecordUrl"].startswith(f"/jobs/query/{job}/resultpages?locator=")
    assert len(rows(http.get(V + answer["resultPages"][1]["resultLink"]))) == 701


def test_an_org_may_not_have_result_pages(run: Run) -> None:
    http = run(dialect=Dialect(has_result_pages=False)).client()
    job = http.finished_job(READINGS)["id"]
    assert http.get(f"{JOBS}/{job}/resultPages").status == 404


def test_result_pages_came_with_version_58(http: Http) -> None:
    old = V.replace("66.0", "57.0")
    request = {"operation": "query", "query": READINGS}
    created = http.send("POST", f"{old}/jobs/query", json_body=request).json()
    assert created["apiVersion"] == 57.0
    http.wait(created["id"])
    assert http.get(f"{old}/jobs/query/{created['id']}/resultPages").status == 404
    assert http.get(f"{old}/jobs/query/{created['id']}/results/").status == 200


def test_results_are_only_given_to_the_version_of_the_job(http: Http) -> None:
    job = http.finished_job(READINGS)["id"]
    for what in ("results", "resultPages"):
        assert http.get(f"/services/data/v65.0/jobs/query/{job}/{what}").status == 409


@pytest.mark.parametrize(
    "query", [{"locator": "MTAwMDA"}, {"locator": "null"}, {"maxRecords": "0"}, {"maxRecords": "x"}]
)
def test_a_page_that_does_not_exist_is_refused(http: Http, query: dict[str, str]) -> None:
    job = http.finished_job(READINGS)["id"]
    assert results(http, job, **query).status == 400
