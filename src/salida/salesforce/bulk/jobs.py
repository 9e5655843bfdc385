"""The life of a query job. Source: Bulk API 2.0 Developer Guide, "Query Jobs"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from salida.errors import SalesforceError
from salida.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from salida.salesforce.client import Client

_FIRST_POLL = 0.2
_POLL_GROWTH = 1.5
_SLOWEST_POLL = 30.0
"""Seconds. A small job is done in two; one that takes an hour is asked about 120 times."""

_NOT_FOUND = 404


class JobState(Enum):
    """States in the order a job goes through them."""

    UPLOAD_COMPLETE = "UploadComplete"
    IN_PROGRESS = "InProgress"
    JOB_COMPLETE = "JobComplete"
    FAILED = "Failed"
    ABORTED = "Aborted"

    @property
    def is_final(self) -> bool:
        """Whether the job changes no more."""
        return self in {JobState.JOB_COMPLETE, JobState.FAILED, JobState.ABORTED}


@dataclass(frozen=True, slots=True)
class Job:
    """A query job as last read. It and its results live for seven days."""

    id: str
    state: JobState
    operation: str
    """`query`, or `queryAll` when soft-deleted and archived rows are wanted too."""

    sobject: str
    api_version: str
    """Of its creation, `66.0`: results asked for at any other are refused with 409."""

    created_by_id: str | None = None
    created_date: datetime | None = None
    records_processed: int | None = None
    """Rows of the result; only a finished job has it for good."""

    retries: int | None = None
    processing_ms: int | None = None
    pk_chunking: bool | None = None
    """Whether Salesforce can split this sObject by Id: without it, big ones may time out."""

    error: str | None = None

    @property
    def path(self) -> str:
        """Return where the job lives."""
        return f"/services/data/v{self.api_version}/jobs/query/{self.id}"


def create_query(client: Client, soql: str, *, all_rows: bool) -> Job:
    """Start a query job.

    Raises:
        LimitError: if the jobs or bytes of the day are used up.
        SalesforceError: if Bulk cannot run this query, in Salesforce's words.
    """
    body = {
        "operation": "queryAll" if all_rows else "query",
        "query": soql,
        "contentType": "CSV",
        "columnDelimiter": "COMMA",
        "lineEnding": "LF",
    }
    # A second job by a lost answer costs one of 10,000 a day and changes nothing.
    return job_from_json(client.send("POST", "/jobs/query", json=body, repeatable=True).json())


def get_job(client: Client, job: Job | str) -> Job:
    """Read a job again, or one known by its Id from an earlier run.

    Raises:
        SalesforceError: with status 404 if it is gone.
    """
    path = job.path if isinstance(job, Job) else f"/jobs/query/{job}"
    return job_from_json(client.get_json(path))


def wait_job(client: Client, job: Job, *, on_poll: Callable[[Job], None] | None = None) -> Job:
    """Wait until the job is complete and return it so.

    Args:
        client: The org.
        job: A job in any state.
        on_poll: Called with the job each time it was read.

    Raises:
        SalesforceError: if it failed or was aborted, with the org's words.
    """
    delay = _FIRST_POLL
    while not job.state.is_final:
        client.sleep(delay)
        delay = min(_SLOWEST_POLL, delay * _POLL_GROWTH)
        job = get_job(client, job)
        if on_poll is not None:
            on_poll(job)
    if job.state is not JobState.JOB_COMPLETE:
        raise _unsuccessful(job)
    return job


def abort_job(client: Client, job: Job) -> Job:
    """Stop a running job; one that just completed stays so. Raises SalesforceError."""
    try:
        return job_from_json(client.send("PATCH", job.path, json={"state": "Aborted"}).json())
    except SalesforceError as error:
        if (error.error_code or "").upper().replace("_", "") != "INVALIDJOBSTATE":
            raise
        return get_job(client, job)


def delete_job(client: Client, job: Job) -> None:
    """Delete a finished job and its results. One that is gone already is fine.

    Raises:
        SalesforceError: if it still runs, or the org refuses.
    """
    try:
        client.send("DELETE", job.path)
    except SalesforceError as error:
        if error.status != _NOT_FOUND:
            raise


def list_jobs(client: Client) -> Iterator[Job]:
    """Yield the query jobs of the last seven days, of every user, in no order.

    They tell their sObject, creator and time, but not what they asked.

    Raises:
        SalesforceError: if the org refuses.
    """
    params = {"jobType": "V2Query"}
    while True:
        content = client.get_json("/jobs/query", **params)
        for each in content.get("records", ()):
            yield job_from_json(each)
        locator = _list_locator(content)
        if locator is None or locator == params.get("queryLocator"):
            return
        params["queryLocator"] = locator


def _list_locator(content: Mapping[str, Any]) -> str | None:
    """Return the locator of the next list page. Its address says /jobs/ingest: only this counts."""
    following = content.get("nextRecordsUrl")
    if content.get("done", True) or not following:
        return None
    return next(iter(parse_qs(urlsplit(following).query).get("queryLocator", ())), None)


def job_from_json(content: Mapping[str, Any]) -> Job:
    """Read a job's JSON.

    Raises:
        SalesforceError: if it is not one, or in a state that Salida does not know.
    """
    try:
        return Job(
            id=content["id"],
            state=JobState(content["state"]),
            operation=content["operation"],
            sobject=content.get("object") or "",
            api_version=f"{float(content['apiVersion']):.1f}",
            created_by_id=content.get("createdById"),
            created_date=_moment(content.get("createdDate")),
            records_processed=content.get("numberRecordsProcessed"),
            retries=content.get("retries"),
            processing_ms=content.get("totalProcessingTime"),
            pk_chunking=content.get("isPkChunkingSupported"),
            error=content.get("errorMessage") or None,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise SalesforceError(
            _("The org described a query job in a way Salida does not know")
        ) from error


def _moment(text: str | None) -> datetime | None:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%f%z") if text else None


def _unsuccessful(job: Job) -> SalesforceError:
    if job.state is JobState.ABORTED:
        return SalesforceError(
            _("The query job for `{sobject}` was aborted", sobject=job.sobject),
            hint=_("Someone stopped it in Setup, Bulk Data Load Jobs; run again"),
            error_code="ABORTED",
        )
    return SalesforceError(
        _(
            "The query job for `{sobject}` failed: {words}",
            sobject=job.sobject,
            words=job.error or "-",
        ),
        error_code=_code(job.error),
    )


def _code(words: str | None) -> str | None:
    """Return the code in front of a job's message: `FeatureNotEnabled : Cannot serialize ...`."""
    code, colon, _rest = (words or "").partition(":")
    code = code.strip()
    return code if colon and code.isidentifier() else None
