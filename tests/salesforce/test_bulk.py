"""Bulk API 2.0: the life of a job, and pages in every dialect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from salida.errors import LimitError, SalesforceError, UnavailableError
from salida.salesforce import Client, PastedToken
from salida.salesforce.bulk import (
    Job,
    JobState,
    PageRef,
    abort_job,
    create_query,
    delete_job,
    get_job,
    list_jobs,
    open_page,
    result_pages,
    wait_job,
)
from salida.salesforce.bulk.jobs import job_from_json

if TYPE_CHECKING:
    from collections.abc import Callable

ID = "750R0000000zlh9IAA"
JOBS = "/services/data/v66.0/jobs/query"
JOB = f"{JOBS}/{ID}"


def job_json(state: str = "JobComplete", **more: object) -> dict[str, Any]:
    return {
        "id": ID,
        "operation": "queryAll",
        "object": "Account",
        "createdById": "005R0000000GiwjIAC",
        "createdDate": "2018-12-10T17:50:19.000+0000",
        "systemModstamp": "2018-12-10T17:51:27.000+0000",
        "state": state,
        "concurrencyMode": "Parallel",
        "contentType": "CSV",
        "apiVersion": 66.0,
        "jobType": "V2Query",
        "lineEnding": "LF",
        "columnDelimiter": "COMMA",
        **more,
    }


@pytest.fixture
def done() -> Job:
    return job_from_json(job_json(numberRecordsProcessed=5))


# --- jobs


def test_a_job_is_created_as_documented(org: Any, client: Client) -> None:
    org.on("POST", JOBS, org.json(job_json("UploadComplete")))
    job = create_query(client, "SELECT Id FROM Account", all_rows=True)
    assert job == Job(
        id=ID,
        state=JobState.UPLOAD_COMPLETE,
        operation="queryAll",
        sobject="Account",
        api_version="66.0",
        created_by_id="005R0000000GiwjIAC",
        created_date=job.created_date,
    )
    assert job.created_date is not None
    assert job.created_date.isoformat() == "2018-12-10T17:50:19+00:00"
    assert org.asked[-1].json == {
        "operation": "queryAll",
        "query": "SELECT Id FROM Account",
        "contentType": "CSV",
        "columnDelimiter": "COMMA",
        "lineEnding": "LF",
    }


def test_a_job_whose_answer_was_lost_is_created_again(org: Any, client: Client) -> None:
    org.on("POST", JOBS, org.raw(b"{}" * 99, cut_after=5), org.json(job_json("UploadComplete")))
    assert create_query(client, "SELECT Id FROM Account", all_rows=False).id == ID
    assert org.asked[-1].json["operation"] == "query"


@pytest.mark.parametrize(
    ("code", "words", "kind"),
    [
        (
            "LIMIT_EXCEEDED",
            "Max bulk v2 query jobs (10000) per 24 hrs has been reached",
            LimitError,
        ),
        ("INVALIDENTITY", "Entity 'Attachment' is not supported by the Bulk API.", SalesforceError),
        ("API_ERROR", "Implementation restriction: needs a filter", SalesforceError),
    ],
)
def test_a_refused_query_keeps_the_orgs_words(
    org: Any, client: Client, code: str, words: str, kind: type[SalesforceError]
) -> None:
    org.on("POST", JOBS, org.error(400, code, words))
    with pytest.raises(kind) as refused:
        create_query(client, "SELECT Id FROM Attachment", all_rows=True)
    assert words in str(refused.value)
    assert refused.value.error_code == code


def test_polls_start_quick_and_slow_down(org: Any, client: Client, sleeps: list[float]) -> None:
    running = [org.json(job_json("InProgress"))] * 14
    org.on(
        "GET",
        JOB,
        *running,
        org.json(job_json(numberRecordsProcessed=740003, isPkChunkingSupported=True)),
    )
    seen: list[JobState] = []
    job = wait_job(
        client, job_from_json(job_json("UploadComplete")), on_poll=lambda j: seen.append(j.state)
    )
    assert (job.records_processed, job.pk_chunking) == (740003, True)
    assert sleeps[:4] == pytest.approx([0.2, 0.3, 0.45, 0.675])
    assert sleeps[-1] == 30.0
    assert seen == [JobState.IN_PROGRESS] * 14 + [JobState.JOB_COMPLETE]


def test_a_complete_job_is_not_waited_for(org: Any, client: Client, done: Job) -> None:
    assert wait_job(client, done) is done
    assert org.asked == []


@pytest.mark.parametrize(
    ("answer", "words", "code"),
    [
        (
            job_json(
                "Failed",
                errorMessage="FeatureNotEnabled : Cannot serialize value for 'X' in CSV format",
            ),
            "Cannot serialize",
            "FeatureNotEnabled",
        ),
        (
            job_json(
                "Failed", errorMessage="Your query was retried more than 15 times: add a filter"
            ),
            "retried",
            None,
        ),
        (job_json("Failed"), "failed: -", None),
        (job_json("Aborted"), "aborted", "ABORTED"),
    ],
)
def test_a_job_without_a_result_is_an_error(
    org: Any, client: Client, answer: dict[str, Any], words: str, code: str | None
) -> None:
    org.on("GET", JOB, org.json(answer))
    with pytest.raises(SalesforceError, match=words) as failed:
        wait_job(client, job_from_json(job_json("InProgress")))
    assert failed.value.error_code == code


def test_a_job_of_an_earlier_run_is_found_by_its_id(org: Any, client: Client) -> None:
    org.on("GET", JOB, org.json(job_json(apiVersion=64)))
    job = get_job(client, ID)
    assert job.path == f"/services/data/v64.0/jobs/query/{ID}"


def test_an_expired_job_says_so(client: Client) -> None:
    with pytest.raises(SalesforceError) as gone:
        get_job(client, ID)
    assert (gone.value.status, gone.value.error_code) == (404, "NOT_FOUND")


def test_a_running_job_is_aborted(org: Any, client: Client) -> None:
    org.on("PATCH", JOB, org.json(job_json("Aborted")))
    assert abort_job(client, job_from_json(job_json("InProgress"))).state is JobState.ABORTED
    assert org.asked[-1].json == {"state": "Aborted"}


def test_a_job_that_completed_just_before_stays_complete(org: Any, client: Client) -> None:
    org.on(
        "PATCH",
        JOB,
        org.error(400, "INVALIDJOBSTATE", "Aborting already Completed Job not allowed"),
    )
    org.on("GET", JOB, org.json(job_json()))
    assert abort_job(client, job_from_json(job_json("InProgress"))).state is JobState.JOB_COMPLETE


def test_a_job_is_deleted_once_or_twice(org: Any, client: Client, done: Job) -> None:
    org.on("DELETE", JOB, org.raw(b"", 204), org.error(404, "NOT_FOUND"))
    delete_job(client, done)
    delete_job(client, done)
    assert org.count(JOB, "DELETE") == 2


def test_a_running_job_cannot_be_deleted(org: Any, client: Client, done: Job) -> None:
    words = "Error encountered when deleting the job because the job is not terminated"
    org.on("DELETE", JOB, org.error(400, "API_ERROR", words))
    with pytest.raises(SalesforceError, match="not terminated"):
        delete_job(client, done)


def test_jobs_are_listed_over_pages(org: Any, client: Client) -> None:
    """The org's link to the next page says /jobs/ingest; only its locator is used."""
    following = "/services/data/v66.0/jobs/ingest?queryLocator=01g-1000"
    org.on(
        "GET",
        JOBS,
        org.json({"done": False, "records": [job_json()], "nextRecordsUrl": following}),
        org.json({"done": True, "records": [job_json("Failed", id="750R0000000zzz9IAA")]}),
    )
    assert [(job.id, job.state) for job in list_jobs(client)] == [
        (ID, JobState.JOB_COMPLETE),
        ("750R0000000zzz9IAA", JobState.FAILED),
    ]
    assert org.asked[-1].query == {"jobType": "V2Query", "queryLocator": "01g-1000"}


@pytest.mark.parametrize(
    "content", [{}, job_json("Resting"), {**job_json(), "apiVersion": "new"}, [], None]
)
def test_a_job_in_an_unknown_shape_is_an_error(content: Any) -> None:
    with pytest.raises(SalesforceError, match="query job"):
        job_from_json(content)


def test_documented_jobs_are_read(recorded: Callable[[str], list[dict[str, Any]]]) -> None:
    bodies = [
        each["body"]
        for each in recorded("bulk2_vendor_doc_examples")
        if isinstance(each.get("body"), dict) and "state" in each["body"]
    ]
    assert len(bodies) >= 3
    for body in bodies:
        job = job_from_json(body)
        assert job.state is JobState.JOB_COMPLETE
        assert job.records_processed == body["numberRecordsProcessed"]


# --- finding pages


def links(
    org: Any,
    *locators: str,
    key: str = "resultUrl",
    next_key: str = "nextRecordsUrl",
    prefix: str = "/services/data/v66.0",
    word: str = "resultpages",
    following: str | None = None,
) -> Any:
    base = f"{prefix}/jobs/query/{ID}"
    content: dict[str, Any] = {
        "resultPages": [{key: f"{base}/results?locator={each}"} for each in locators],
        "done": following is None,
    }
    if following is not None:
        content[next_key] = f"{base}/{word}?locator={following}"
    return org.json(content)


@pytest.mark.parametrize("key", ["resultUrl", "resultLink", "resulturl"])
@pytest.mark.parametrize("next_key", ["nextRecordsUrl", "nextRecordUrl"])
@pytest.mark.parametrize("prefix", ["/services/data/v66.0", ""])
@pytest.mark.parametrize("word", ["resultPages", "resultpages"])
def test_every_documented_dialect_is_understood(
    org: Any, client: Client, done: Job, *, key: str, next_key: str, prefix: str, word: str
) -> None:
    dialect = {"key": key, "next_key": next_key, "prefix": prefix, "word": word}
    org.on(
        "GET",
        f"{JOB}/resultPages",
        links(org, "a", "b%2B%3D", "c", "d", "e", following="n%2Fext", **dialect),
        links(org, "f", **dialect),
    )
    refs = list(result_pages(client, done))
    assert [ref.locator for ref in refs] == ["a", "b+=", "c", "d", "e", "f"]
    assert [ref.link for ref in refs][:2] == [
        f"{JOB}/results?locator=a",
        f"{JOB}/results?locator=b%2B%3D",
    ]
    assert all(ref.is_parallel for ref in refs)
    assert org.asked[-1].target == f"{JOB}/resultPages?locator=n%2Fext"
    assert client.dialect.to_json() == {
        "bulk.result_pages": ["used"],
        "bulk.result_pages.link": [key],
        "bulk.result_pages.next": [next_key],
        "bulk.result_pages.path": [word],
        "bulk.result_pages.prefix": ["given" if prefix else "absent"],
    }


def test_the_end_may_be_said_by_done_or_by_no_next(org: Any, client: Client, done: Job) -> None:
    base = {"resultPages": [{"resultUrl": f"{JOB}/results?locator=a"}]}
    for end in (
        {"done": True, "nextRecordsUrl": f"{JOB}/resultpages?locator=x"},
        {},
        {"done": False},
    ):
        org.on("GET", f"{JOB}/resultPages", org.json({**base, **end}))
        assert [ref.locator for ref in result_pages(client, done)] == ["a"]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(lambda org: org.error(404, "NOT_FOUND"), id="no such resource"),
        pytest.param(lambda org: org.error(400, "API_ERROR"), id="refused"),
        pytest.param(lambda org: org.error(405, "METHOD_NOT_ALLOWED"), id="not allowed"),
        pytest.param(lambda org: org.json({}), id="another shape"),
        pytest.param(lambda org: org.json([]), id="a list"),
        pytest.param(lambda org: org.json({"resultPages": [{"url": "x"}]}), id="another key"),
        pytest.param(lambda org: org.json({"resultPages": ["x"]}), id="no objects"),
        pytest.param(
            lambda org: org.json({"resultPages": [], "done": True}), id="none of five rows"
        ),
        pytest.param(
            lambda org: org.json(
                {"resultPages": [{"resultUrl": "/jobs/query/750R0000000other/results?locator=a"}]}
            ),
            id="of another job",
        ),
        pytest.param(
            lambda org: org.json({"resultPages": [{"resultUrl": f"{JOB}/../secrets?locator=a"}]}),
            id="leading away",
        ),
    ],
)
def test_without_a_usable_list_the_first_page_leads_on(
    org: Any, client: Client, done: Job, answer: Callable[[Any], Any]
) -> None:
    org.on("GET", f"{JOB}/resultPages", answer(org))
    assert list(result_pages(client, done)) == [PageRef()]


def test_an_old_version_is_not_even_asked(org: Any, client: Client) -> None:
    old = job_from_json(job_json(apiVersion=57.0))
    assert list(result_pages(client, old)) == [PageRef()]
    assert org.asked == []


def test_the_list_can_be_passed_over(org: Any, client: Client, done: Job) -> None:
    assert list(result_pages(client, done, parallel=False)) == [PageRef()]
    assert org.asked == []


def test_a_job_without_rows_has_no_listed_page(org: Any, client: Client) -> None:
    empty = job_from_json(job_json(numberRecordsProcessed=0))
    org.on("GET", f"{JOB}/resultPages", org.json({"resultPages": [], "done": True}))
    assert list(result_pages(client, empty)) == []


def test_a_list_that_breaks_off_is_an_error_not_an_end(org: Any, client: Client, done: Job) -> None:
    org.on(
        "GET",
        f"{JOB}/resultPages",
        links(org, "a", following="b"),
        org.error(404, "NOT_FOUND"),
    )
    refs = result_pages(client, done)
    assert next(refs).locator == "a"
    with pytest.raises(SalesforceError):
        next(refs)


def test_a_list_that_goes_round_in_circles_is_an_error(org: Any, client: Client, done: Job) -> None:
    org.on("GET", f"{JOB}/resultPages", links(org, "a", following="b"))
    with pytest.raises(SalesforceError, match="circles"):
        list(result_pages(client, done))


# --- reading pages

CSV = b'"Id","Name"\n"001","Jane"\n"002","Joe\n\xf0\x9f\x98\x80"\n'


def csv(org: Any, body: bytes = CSV, *, packed: bool = True, **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    make = org.gzipped if packed else org.raw
    return make(body, headers=named, chunked=True)


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_is_its_csv_and_its_headers(
    org: Any, client: Client, done: Job, *, packed: bool
) -> None:
    org.on(
        "GET",
        f"{JOB}/results",
        csv(org, packed=packed, Sforce_Locator="MTAwMDA", Sforce_NumberOfRecords="2"),
    )
    with open_page(client, done) as page:
        assert page.read(-1) == CSV
        assert page.records == 2
        assert page.next_locator == "MTAwMDA"
        assert page.following == PageRef("MTAwMDA")
    assert page.closed
    assert org.asked[-1].query == {}
    assert org.asked[-1].headers["Accept"] == "text/csv"
    assert client.dialect.to_json()["bulk.page.encoding"] == ["gzip" if packed else "identity"]


@pytest.mark.parametrize(
    ("headers", "records", "end"),
    [
        ({"Sforce_Locator": "null", "Sforce_NumberOfRecords": "0"}, 0, "null"),
        ({"Sforce_NumberOfRecords": "2"}, 2, "no locator header"),
        ({"Sforce_Locator": "null"}, None, "null"),
        ({"Sforce_Locator": "null", "Sforce_NumberOfRecords": "many"}, None, "null"),
    ],
)
def test_the_last_page_is_known(
    org: Any, client: Client, done: Job, *, headers: dict[str, Any], records: int | None, end: str
) -> None:
    org.on("GET", f"{JOB}/results", csv(org, **headers))
    with open_page(client, done, "MTAwMDA") as page:
        assert (page.records, page.next_locator, page.following) == (records, None, None)
    assert client.dialect.to_json()["bulk.page.end"] == [end]


def test_locators_lead_from_page_to_page(org: Any, client: Client, done: Job) -> None:
    def answer(asked: Any) -> Any:
        following = {None: "b+/=", "b+/=": "c", "c": "null"}[asked.query.get("locator")]
        return csv(org, Sforce_Locator=following, Sforce_NumberOfRecords="2")

    org.on("GET", f"{JOB}/results", answer)
    ref: PageRef | None = PageRef()
    seen = []
    while ref is not None:
        with open_page(client, done, ref, max_records=2) as page:
            seen.append(ref.locator)
            ref = page.following
    assert seen == [None, "b+/=", "c"]
    assert org.asked[-1].query == {"locator": "c", "maxRecords": "2"}


def test_a_listed_page_is_opened_as_listed_and_leads_nowhere(
    org: Any, client: Client, done: Job
) -> None:
    org.on("GET", f"{JOB}/results", csv(org, Sforce_Locator="next", Sforce_NumberOfRecords="2"))
    ref = PageRef("b+=", f"{JOB}/results?locator=b%2B%3D")
    with open_page(client, done, ref) as page:
        assert page.following is None
        assert page.next_locator == "next"
    assert org.asked[-1].target == f"{JOB}/results?locator=b%2B%3D"
    open_page(client, done, ref, max_records=10).close()
    assert org.asked[-1].target == f"{JOB}/results?locator=b%2B%3D&maxRecords=10"


def test_a_page_without_content_is_an_error(org: Any, client: Client, done: Job) -> None:
    org.on("GET", f"{JOB}/results", org.raw(b"", 204))
    with pytest.raises(SalesforceError, match="no result"):
        open_page(client, done)


@pytest.mark.parametrize("body", [b"", b'"Id","Name"\n'])
def test_a_page_without_rows_is_one(org: Any, client: Client, done: Job, body: bytes) -> None:
    org.on("GET", f"{JOB}/results", csv(org, body, packed=False, Sforce_NumberOfRecords="0"))
    with open_page(client, done) as page:
        assert page.read(-1) == body
        assert page.records == 0


def test_another_version_is_refused_by_the_org(org: Any, client: Client, done: Job) -> None:
    org.on("GET", f"{JOB}/results", org.error(409, "API_VERSION_CONFLICT"))
    with pytest.raises(SalesforceError) as refused:
        open_page(client, done)
    assert refused.value.status == 409


def test_a_page_asks_again_while_the_org_is_busy(org: Any, client: Client, done: Job) -> None:
    org.on("GET", f"{JOB}/results", org.raw(b"busy", 503), csv(org, Sforce_NumberOfRecords="2"))
    with open_page(client, done) as page:
        assert page.read(-1) == CSV


def test_a_page_that_stalls_in_its_middle_is_given_up(
    org: Any, connect: Callable[..., Client], token: str, done: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As seen on real orgs: the connection stays open and nothing more comes."""
    monkeypatch.setattr("salida.salesforce.bulk.page._SILENCE", 0.2)
    client = connect(PastedToken(org.url, token), connections=1)
    org.on(
        "GET",
        f"{JOB}/results",
        org.raw(CSV * 100, stall_after=300, chunked=True),
        csv(org, Sforce_NumberOfRecords="2"),
    )
    with pytest.raises(UnavailableError), open_page(client, done) as page:
        page.read(-1)
    with open_page(client, done) as page:
        assert page.read(-1) == CSV


def test_a_page_cut_in_its_middle_says_so_and_can_be_opened_again(
    org: Any, client: Client, done: Job
) -> None:
    org.on(
        "GET",
        f"{JOB}/results",
        org.gzipped(CSV * 100, keep=-10, chunked=True),
        csv(org, CSV * 100, Sforce_NumberOfRecords="200"),
    )
    with pytest.raises(UnavailableError, match="broke off"), open_page(client, done) as page:
        page.read(-1)
    with open_page(client, done) as page:
        assert page.read(-1) == CSV * 100
