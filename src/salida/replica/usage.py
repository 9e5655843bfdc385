"""How many API calls are left: `Sforce-Limit-Info` on every answer, and `GET .../limits`."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING

from salida.replica import refusals
from salida.replica.call import Answer, json_answer

if TYPE_CHECKING:
    from datetime import datetime

    from salida.replica.org import Org

DAILY_CALLS = 5_000_000
"""What a full sandbox has: generous, since a replica costs nobody anything."""

MOST_JOBS = 10_000
"""Bulk API 2.0 query jobs in 24 hours (Salesforce App Limits, "Bulk API 2.0")."""

_RESULT_MB = 976_562
_BATCHES = 15_000
_SLICE = timedelta(minutes=15)
_WINDOW = timedelta(hours=24)


class Rolling:
    """A count over the last 24 hours, kept in quarters of an hour. Safe from any thread."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._slices: dict[int, int] = {}
        self._lock = threading.Lock()

    def add(self, amount: int, now: datetime) -> int:
        """Count `amount` and return the sum of the last 24 hours."""
        current = int(now.timestamp() // _SLICE.total_seconds())
        oldest = current - _WINDOW // _SLICE
        with self._lock:
            for each in [one for one in self._slices if one <= oldest]:
                del self._slices[each]
            self._slices[current] = self._slices.get(current, 0) + amount
            return sum(self._slices.values())

    def used(self, now: datetime) -> int:
        """Return the sum of the last 24 hours."""
        return self.add(0, now)


class Usage:
    """What the org's users have consumed."""

    def __init__(self, daily_calls: int = DAILY_CALLS) -> None:
        self.calls = Rolling(daily_calls)
        self.jobs = Rolling(MOST_JOBS)
        self.result_megabytes = Rolling(_RESULT_MB)

    def count_call(self, now: datetime, *, calls: int = 1) -> None:
        """Count a request.

        Raises:
            LimitError: if there were none left.
        """
        if self.calls.used(now) >= self.calls.most:
            raise refusals.requests_used_up()
        self.calls.add(calls, now)

    def header(self, now: datetime) -> str:
        """Return the value of `Sforce-Limit-Info`."""
        return f"api-usage={self.calls.used(now)}/{self.calls.most}"


def limits(org: Org) -> Answer:
    """Answer `GET .../limits` with the limits that this server has."""
    now = org.now()
    usage = org.usage
    counted = {
        "DailyApiRequests": usage.calls,
        "DailyBulkV2QueryFileStorageMB": usage.result_megabytes,
        "DailyBulkV2QueryJobs": usage.jobs,
    }
    values = {
        name: {"Max": each.most, "Remaining": max(0, each.most - each.used(now))}
        for name, each in counted.items()
    }
    values["DailyBulkApiBatches"] = {"Max": _BATCHES, "Remaining": _BATCHES}
    return json_answer(dict(sorted(values.items())))


def record_count(org: Org, names: str | None) -> Answer:
    """Answer `GET .../limits/recordCount?sObjects=A,B`; without names, for every sObject.

    As in the org, soft-deleted and archived rows are not counted, and names are left out whose
    rows it does not keep: unknown ones, and external sObjects.
    """
    known = {each.lower(): each for each in org.countable_names()}
    wanted = known.values() if names is None else _chosen(names, known)
    return json_answer(
        {"sObjects": [{"count": org.record_count(each), "name": each} for each in wanted]}
    )


def _chosen(names: str, known: dict[str, str]) -> list[str]:
    asked = (each.strip().lower() for each in names.split(","))
    return [known[each] for each in asked if each in known]
