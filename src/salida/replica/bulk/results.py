"""The rows of a finished job: pages by locator, and links to several pages at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from isal import isal_zlib

from salida.replica import refusals
from salida.replica.call import Answer, json_answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.replica.bulk.job import Job
    from salida.replica.bulk.spool import Spool
    from salida.replica.call import Call
    from salida.replica.dialect import Dialect
    from salida.replica.org import Org

RESULT_PAGES_SINCE = 58.0
_LINKS = 5
_GZIP_WINDOW = 31
"""zlib's 15 bits of window, plus 16 for a gzip header."""


def results(org: Org, call: Call, job_id: str) -> Answer:
    """Answer `GET .../results[?locator=&maxRecords=]` with one page of CSV."""
    job = _finished(org, call, job_id)
    if job.spool is None:
        # Failed or aborted: there is nothing, and saying so is no error.
        return Answer(status=204, media_type=None)
    start = _start(job, call.query.get("locator"))
    end = job.spool.page_end(
        start,
        most_rows=_max_records(call) or org.dialect.result_page_records,
        most_bytes=org.dialect.result_page_bytes,
    )
    headers = {
        "Sforce-Locator": "null" if end >= job.spool.rows else job.locators.name(end),
        "Sforce-NumberOfRecords": str(end - start),
    }
    page = _page(job.header, job.spool, start, end)
    if accepts_gzip(call):
        headers["Content-Encoding"] = "gzip"
        page = compressed(page)
    return Answer(body=page, headers=headers, media_type="text/csv; charset=UTF-8")


def result_pages(org: Org, call: Call, job_id: str) -> Answer:
    """Answer `GET .../resultPages[?locator=]` with links to the next five pages."""
    dialect = org.dialect
    if float(call.version) < RESULT_PAGES_SINCE or not dialect.has_result_pages:
        raise refusals.not_found()
    job = _finished(org, call, job_id)
    if job.spool is None:
        raise refusals.bad_request("The query job has no results", "INVALIDJOBSTATE")
    start = _start(job, call.query.get("locator"))
    starts, after = _page_starts(job.spool, start, dialect)
    here = (
        call.at(f"/jobs/query/{job.id}") if dialect.links_have_prefix else f"/jobs/query/{job.id}"
    )
    shown: dict[str, object] = {
        "resultPages": [
            {dialect.page_link: f"{here}/results?locator={job.locators.name(each)}"}
            for each in starts
        ],
        "done": after >= job.spool.rows,
    }
    if after < job.spool.rows:
        shown[dialect.next_link] = f"{here}/resultpages?locator={job.locators.name(after)}"
    return json_answer(shown)


def _finished(org: Org, call: Call, job_id: str) -> Job:
    job = org.jobs.get(job_id)
    if job.version != call.version:
        raise refusals.version_differs(job.version)
    if job.state in {"UploadComplete", "InProgress"}:
        message = f"Results are not available while the job is {job.state}"
        raise refusals.bad_request(message, "INVALIDJOBSTATE")
    return job


def _start(job: Job, locator: str | None) -> int:
    if not locator:
        return 0
    row = job.locators.row(locator)
    if row is None or job.spool is None or row > job.spool.rows:
        raise refusals.bad_request("Invalid locator", "INVALID_QUERY_LOCATOR")
    return row


def _max_records(call: Call) -> int | None:
    given = call.query.get("maxRecords")
    if given is None:
        return None
    if not given.isdecimal() or int(given) == 0:
        raise refusals.bad_request(f"Invalid maxRecords: {given}", "INVALIDJOB")
    return int(given)


def _page_starts(spool: Spool, start: int, dialect: Dialect) -> tuple[list[int], int]:
    """Return where the next pages begin, and the row after the last of them."""
    starts: list[int] = []
    row = start
    while len(starts) < _LINKS and (row < spool.rows or not (starts or row)):
        starts.append(row)
        row = spool.page_end(
            row, most_rows=dialect.result_page_records, most_bytes=dialect.result_page_bytes
        )
        if row == starts[-1]:
            break
    return starts, row


def _page(header: bytes, spool: Spool, start: int, end: int) -> Iterator[bytes]:
    yield header
    if end > start:
        yield from spool.read(start, end)


def accepts_gzip(call: Call) -> bool:
    """Whether the client takes gzip; every other encoding is ignored."""
    offered = call.headers.get("accept-encoding", "").split(",")
    names = (each.partition(";") for each in offered)
    return any(name.strip() == "gzip" and weight.strip() != "q=0" for name, _semi, weight in names)


def compressed(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Compress a stream of bytes as gzip, at the level that costs the least."""
    packer = isal_zlib.compressobj(1, isal_zlib.DEFLATED, _GZIP_WINDOW)
    for each in pieces:
        packed: bytes = packer.compress(each)
        if packed:
            yield packed
    yield packer.flush()
