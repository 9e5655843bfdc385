"""What the org still allows today (`GET /limits`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salida.salesforce.client import Client


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit; most count over a rolling 24 hours. The org updates it within minutes."""

    max: int
    remaining: int


def fetch_limits(client: Client) -> dict[str, Limit]:
    """Return every limit by Salesforce's name: `DailyApiRequests`, `DailyBulkV2QueryJobs` ...

    Raises:
        AccessError: if the user lacks `View Setup and Configuration`.
        SalesforceError: if the org refuses for another reason.
    """
    return {
        name: Limit(max=each["Max"], remaining=each["Remaining"])
        for name, each in client.get_json("/limits").items()
        if isinstance(each, dict) and "Max" in each and "Remaining" in each
    }
