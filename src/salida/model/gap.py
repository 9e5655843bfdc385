"""A hole in an archive, always with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class GapReason(Enum):
    """Why something is not in the archive."""

    NOT_QUERYABLE = "not_queryable"
    """The describe says that no query can read this sObject."""

    EXTERNAL_OBJECT = "external_object"
    """Rows live in another system and are only shown through Salesforce."""

    EVENT_STREAM = "event_stream"
    """A platform or change event: it is delivered, never stored."""

    NEEDS_FILTER = "needs_filter"
    """Salesforce refuses to list it without a filter that Salida does not supply yet."""

    FIELD_NOT_RETURNED = "field_not_returned"
    """The field exists but no API this run used returns it."""

    REFUSED = "refused"
    """The org answered with an error; `detail` holds its words."""

    COUNT_DIFFERS = "count_differs"
    """The org counts other rows than arrived, and a second look did not settle it."""

    BLOB_MISSING = "blob_missing"
    """The row names a file whose bytes the org did not return."""

    BLOB_DIFFERS = "blob_differs"
    """The bytes that arrived do not have the size or MD5 that the row states."""

    BLOB_EXTERNAL = "blob_external"
    """The file is a link to another system; Salesforce holds no bytes."""

    @property
    def natural(self) -> bool:
        """Whether it lies in the nature of the thing: the org keeps nothing that could be read."""
        return self in _NATURAL


_NATURAL = frozenset(
    {
        GapReason.NOT_QUERYABLE,
        GapReason.EXTERNAL_OBJECT,
        GapReason.EVENT_STREAM,
        GapReason.BLOB_EXTERNAL,
    }
)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the org has and the archive does not."""

    subject: str
    """`Account`, `Account.Photo__c`, or `ContentVersion/068...` for one file."""

    reason: GapReason
    detail: str = ""
    """The org's own words, or the numbers that differ. Never a secret, never a record's content."""

    rows: int | None = None
    """How many rows or files are missing, when known."""

    def to_json(self) -> dict[str, object]:
        """Return the gap as the manifest stores it."""
        return {
            "subject": self.subject,
            "reason": self.reason.value,
            "detail": self.detail,
            "rows": self.rows,
        }


def gap_from_json(data: dict[str, object]) -> Gap:
    """Read a gap back from a manifest.

    Raises:
        ValueError: if the reason is not one that this version knows.
    """
    rows = data.get("rows")
    return Gap(
        subject=str(data["subject"]),
        reason=GapReason(data["reason"]),
        detail=str(data.get("detail") or ""),
        rows=rows if isinstance(rows, int) else None,
    )
