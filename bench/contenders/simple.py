"""simple-salesforce, the client that half of Python uses: its own Bulk 2.0 download to CSV files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simple_salesforce.api import Salesforce
from simple_salesforce.bulk2 import SFBulk2Type

from bench.org import TOKEN, VERSION
from bench.sobject import COLUMNS, NAME

if TYPE_CHECKING:
    from pathlib import Path


def run(url: str, rows: int, folder: Path) -> int:  # noqa: ARG001  # one form for all
    """Download every page to a file of `folder`, uncompressed and as text."""
    session = Salesforce(instance_url=url, session_id=TOKEN, version=VERSION)
    client = SFBulk2Type(
        NAME, f"{url}/services/data/v{VERSION}/jobs/", session.headers, session.session
    )
    names = ", ".join(each.name for each in COLUMNS)
    # It would first sleep for five seconds, whatever the state of the job.
    soql = f"SELECT {names} FROM {NAME}"  # noqa: S608  # SOQL of our own names
    results = client.download(soql, str(folder), max_records=50_000, wait=0)
    return sum(int(each["number_of_records"]) for each in results)
