"""One Bulk API 2.0 query job, and how the API shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from salida.replica.bulk.locators import Locators
from salida.replica.dates import rest_datetime

if TYPE_CHECKING:
    from datetime import datetime

    from salida.replica.bulk.spool import Spool

State = Literal["UploadComplete", "InProgress", "JobComplete", "Failed", "Aborted"]

FINAL: frozenset[State] = frozenset({"JobComplete", "Failed", "Aborted"})


@dataclass(frozen=True, slots=True)
class Job:
    """What is known of a job. Each change of its state makes a new value."""

    id: str
    operation: Literal["query", "queryAll"]
    sobject: str
    created_by: str
    created_at: datetime
    modified_at: datetime
    version: str
    """Of the API that created it; only that one may fetch results: `66.0`."""

    column_delimiter: str
    """By name: `COMMA`."""

    line_ending: str
    header: bytes
    """The header line, as it stands on every page."""

    pk_chunking: bool
    state: State = "UploadComplete"
    rows: int = 0
    milliseconds: int = 0
    error: str | None = None
    spool: Spool | None = None
    """The rows, once the job is complete."""

    locators: Locators = field(default_factory=Locators, repr=False, compare=False)

    def short_json(self) -> dict[str, Any]:
        """Return the job as `POST` and the list show it."""
        return {
            "id": self.id,
            "operation": self.operation,
            "object": self.sobject,
            "createdById": self.created_by,
            "createdDate": rest_datetime(self.created_at),
            "systemModstamp": rest_datetime(self.modified_at),
            "state": self.state,
            "concurrencyMode": "Parallel",
            "contentType": "CSV",
            "apiVersion": float(self.version),
            "lineEnding": self.line_ending,
            "columnDelimiter": self.column_delimiter,
        }

    def long_json(self) -> dict[str, Any]:
        """Return the job as `GET .../jobs/query/{id}` shows it."""
        shown = self.short_json()
        shown["jobType"] = "V2Query"
        if self.state != "UploadComplete":
            shown |= {
                "numberRecordsProcessed": self.rows,
                "retries": 0,
                "totalProcessingTime": self.milliseconds,
                "isPkChunkingSupported": self.pk_chunking,
            }
        if self.error is not None:
            shown["errorMessage"] = self.error
        return shown
