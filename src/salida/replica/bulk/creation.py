"""`POST .../jobs/query`: what a job must say, and what Bulk API 2.0 refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from salida.errors import LimitError
from salida.replica import refusals
from salida.replica.bulk.chunking import supports_pk_chunking
from salida.replica.bulk.job import Job
from salida.replica.bulk.rendering import DELIMITERS, LINE_ENDINGS, header_line
from salida.replica.bulk.rest_only import entity_refusal
from salida.replica.call import Answer, json_answer
from salida.replica.ids import new_id
from salida.replica.usage import MOST_JOBS

if TYPE_CHECKING:
    from salida.errors import SalesforceError
    from salida.query import Prepared
    from salida.replica.call import Call
    from salida.replica.org import Org

_ALLOWED = {
    "operation": ("query", "queryAll"),
    "contentType": ("CSV",),
    "columnDelimiter": tuple(DELIMITERS),
    "lineEnding": tuple(LINE_ENDINGS),
}
_KEYS = frozenset({"operation", "query", "contentType", "columnDelimiter", "lineEnding"})
_DEFAULTS = {"contentType": "CSV", "columnDelimiter": "COMMA", "lineEnding": "LF"}


def create(org: Org, call: Call) -> Answer:
    """Take in a job and answer with it; it runs by itself from here."""
    request = _checked(call.json())
    now = org.now()
    prepared = org.prepare(request["query"], all_rows=request["operation"] == "queryAll", now=now)
    refusal = entity_refusal(prepared.sobject) or prepared.bulk_refusal()
    if refusal is not None:
        raise _bulk_refused(refusal)
    if org.usage.jobs.used(now) >= MOST_JOBS:
        message = f"Max bulk v2 query jobs ({MOST_JOBS}) per 24 hrs has been reached"
        raise LimitError(message, status=400, error_code="LIMIT_EXCEEDED")
    org.usage.jobs.add(1, now)
    job = _job(org, call, request, prepared)
    org.jobs.start(job, prepared)
    return json_answer(job.short_json())


def _job(org: Org, call: Call, request: dict[str, str], prepared: Prepared) -> Job:
    now = org.now()
    delimiter, line_ending = request["columnDelimiter"], request["lineEnding"]
    return Job(
        id=new_id("750"),
        operation="queryAll" if request["operation"] == "queryAll" else "query",
        sobject=prepared.sobject,
        created_by=org.person().id,
        created_at=now,
        modified_at=now,
        version=call.version,
        column_delimiter=delimiter,
        line_ending=line_ending,
        header=header_line(
            [each.name for each in prepared.columns],
            delimiter=DELIMITERS[delimiter],
            line_ending=LINE_ENDINGS[line_ending],
        ),
        pk_chunking=supports_pk_chunking(prepared.sobject),
    )


def _checked(body: Any) -> dict[str, str]:
    """Return the request with its defaults filled in."""
    if not isinstance(body, dict):
        raise refusals.json_parser("The request body is not a JSON object")
    for key, value in body.items():
        if key not in _KEYS:
            raise refusals.json_parser(f"Unrecognized field '{key}'")
        if not isinstance(value, str):
            raise refusals.json_parser(f"Cannot deserialize the value of '{key}'")
    request: dict[str, str] = {**_DEFAULTS, **body}
    if not request.get("query"):
        raise refusals.bad_request("A query string has to be specified", "INVALIDJOB")
    for key, allowed in _ALLOWED.items():
        if request.get(key) not in allowed:
            message = (
                f"Invalid value '{request.get(key)}' for '{key}'. Allowed are {', '.join(allowed)}"
            )
            raise refusals.bad_request(message, "INVALIDJOB")
    return request


def _bulk_refused(words: str) -> SalesforceError:
    """Return the refusal with the code that goes with its words, as seen from real orgs."""
    if "is not supported by the Bulk API" in words:
        return refusals.bad_request(words, "INVALIDENTITY")
    if "compound data" in words:
        return refusals.bad_request(words, "FUNCTIONALITY_NOT_ENABLED")
    return refusals.bad_request(words, "API_ERROR")
