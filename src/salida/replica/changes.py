"""Which records were deleted or changed in a span of time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from salida.replica import refusals
from salida.replica.call import Answer, json_answer
from salida.replica.dates import rest_datetime

if TYPE_CHECKING:
    from salida.model.describe import SObject
    from salida.replica.call import Call
    from salida.replica.org import Org


def deleted(org: Org, call: Call, sobject: str) -> Answer:
    """Answer `GET .../sobjects/X/deleted?start=&end=` with the soft-deleted records of that span."""
    described = _replicated(org, sobject)
    start, end = _span(call)
    soql = (
        f"SELECT Id, SystemModstamp FROM {described.name} WHERE IsDeleted = true "  # noqa: S608 - SOQL, no text from outside
        f"AND SystemModstamp >= {_literal(start)} AND SystemModstamp < {_literal(end)}"
    )
    records = [
        {"id": each["Id"], "deletedDate": each["SystemModstamp"]}
        for each in org.prepare(soql, all_rows=True).records()
    ]
    return json_answer(
        {
            "deletedRecords": records,
            "earliestDateAvailable": rest_datetime(start),
            "latestDateCovered": _covered(org, end),
        }
    )


def updated(org: Org, call: Call, sobject: str) -> Answer:
    """Answer `GET .../sobjects/X/updated?start=&end=` with the records changed in that span."""
    described = _replicated(org, sobject)
    start, end = _span(call)
    soql = (
        f"SELECT Id FROM {described.name} "  # noqa: S608 - SOQL, no text from outside
        f"WHERE SystemModstamp >= {_literal(start)} AND SystemModstamp < {_literal(end)}"
    )
    ids = [each["Id"] for each in org.prepare(soql).records()]
    return json_answer({"ids": ids, "latestDateCovered": _covered(org, end)})


def _replicated(org: Org, sobject: str) -> SObject:
    described = org.describe(sobject)
    if not described.replicateable or described.find("SystemModstamp") is None:
        message = f"entity type {described.name} does not support replication"
        raise refusals.bad_request(message, "INVALID_REPLICATION_DATE")
    return described


def _span(call: Call) -> tuple[datetime, datetime]:
    start, end = (_date(call.query.get(name), name) for name in ("start", "end"))
    if end <= start:
        raise refusals.bad_request("startDate before endDate", "INVALID_REPLICATION_DATE")
    return start, end


def _date(text: str | None, name: str) -> datetime:
    try:
        # An unencoded `+` arrives as a blank.
        found = datetime.fromisoformat((text or "").replace(" ", "+"))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise refusals.bad_request(f"{name} is not a date: {text}", "INVALID_REPLICATION_DATE")
    return found.astimezone(UTC)


def _literal(when: datetime) -> str:
    return f"{when:%Y-%m-%dT%H:%M:%SZ}"


def _covered(org: Org, end: datetime) -> str:
    """Return until when the answer is complete: a snapshot knows nothing of what came after."""
    return rest_datetime(min(end, org.manifest.started_at))
