"""Look at, list, abort and delete jobs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from salida.replica import refusals
from salida.replica.call import Answer, json_answer
from salida.replica.ids import new_id

if TYPE_CHECKING:
    from salida.replica.call import Call
    from salida.replica.org import Org

_PER_PAGE = 1000
_LOCATOR = re.compile(r"[A-Za-z0-9]+-(\d+)")


def show(org: Org, job_id: str) -> Answer:
    """Answer `GET .../jobs/query/{id}`."""
    return json_answer(org.jobs.get(job_id).long_json())


def list_jobs(org: Org, call: Call) -> Answer:
    """Answer `GET .../jobs/query`, up to 1,000 jobs at a time, the newest first."""
    jobs = org.jobs.all()
    match = _LOCATOR.fullmatch(call.query.get("queryLocator", ""))
    start = 0 if match is None else int(match[1])
    end = start + _PER_PAGE
    more = end < len(jobs)
    following = call.at(f"/jobs/query?queryLocator={new_id('01g')}-{end}") if more else None
    records = [{**each.short_json(), "jobType": "V2Query"} for each in jobs[start:end]]
    return json_answer({"done": not more, "records": records, "nextRecordsUrl": following})


def change(org: Org, call: Call, job_id: str) -> Answer:
    """Answer `PATCH .../jobs/query/{id}`: the one change there is, to abort."""
    job = org.jobs.get(job_id)
    if call.json() != {"state": "Aborted"}:
        message = 'The only change of a query job is {"state": "Aborted"}'
        raise refusals.bad_request(message, "INVALIDJOBSTATE")
    return json_answer(org.jobs.abort(job).long_json())


def delete(org: Org, job_id: str) -> Answer:
    """Answer `DELETE .../jobs/query/{id}`."""
    org.jobs.delete(org.jobs.get(job_id))
    return Answer(status=204, media_type=None)
