"""What the org says is there, held against what arrived. Pure.

`docs/explanation/how-a-backup-is-proven.md` tells it for people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salida.language import _, counted
from salida.model.finding import Finding, Severity
from salida.model.gap import Gap, GapReason

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class PageCount:
    """Rows of one page."""

    number: int
    reported: int | None
    """`Sforce-NumberOfRecords`, or `None` where the API has no such header."""

    rows: int
    """Rows parsed and written."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All numbers that are known about the rows of one sObject."""

    sobject: str
    pages: tuple[PageCount, ...]
    processed: int | None
    """`numberRecordsProcessed` of the job, or `totalSize` of a REST query."""

    counted_before: int | None = None
    """`SELECT COUNT()` with deleted and archived rows, before the read; `None`: not answered."""

    counted_after: int | None = None
    """The same after the read; asked only when the first count is not the number of rows."""

    counted_later: int | None = None
    """The same once more, some time later; asked only when both counts differ from the rows."""

    distinct_ids: int | None = None
    """`None` when the sObject has no Id."""

    @property
    def rows(self) -> int:
        """Rows in the archive."""
        return sum(each.rows for each in self.pages)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the comparison showed."""

    org_rows: int
    """How many rows the org has, by its word that stands in the end: `rows` and the gap's rows
    together are as many."""

    gap: Gap | None = None
    findings: tuple[Finding, ...] = ()


def page_is_whole(reported: int | None, rows: int) -> bool:
    """Whether a page has the rows that its header states; without a header nobody can say."""
    return reported is None or reported == rows


def needs_count_after(counted_before: int | None, rows: int) -> bool:
    """Whether the count has to be taken again because it is not the number of rows."""
    return counted_before is not None and counted_before != rows


def needs_count_later(counted_before: int | None, counted_after: int | None, rows: int) -> bool:
    """Whether even the two counts around the read do not explain the number of rows."""
    if counted_before is None or counted_after is None:
        return False
    return not _between(rows, counted_before, counted_after)


def reconcile_rows(evidence: Evidence) -> Verdict:
    """Compare every number with every other one that must be equal to it."""
    name, rows = evidence.sobject, evidence.rows
    org_rows = rows if evidence.processed is None else evidence.processed
    wrong = [
        f"page {page.number} states {page.reported} rows and has {page.rows}"
        for page in evidence.pages
        if not page_is_whole(page.reported, page.rows)
    ]
    if org_rows != rows:
        wrong.append(f"the read states {org_rows} rows and has {rows}")
    if evidence.distinct_ids is not None and evidence.distinct_ids != rows:
        wrong.append(f"{evidence.distinct_ids} distinct Ids in {rows} rows")
    findings: tuple[Finding, ...] = ()
    before = evidence.counted_before
    later = [each for each in (evidence.counted_after, evidence.counted_later) if each is not None]
    if before is None:
        findings = (_not_counted(name),)
    elif before != rows and any(_between(rows, before, each) for each in later):
        findings = (_changed_meanwhile(name, before, later[-1], rows),)
    elif before != rows:
        org_rows = [before, *later][-1]
        wrong.append(f"counted {', '.join(map(str, [before, *later]))}; archived {rows}")
    if not wrong:
        return Verdict(org_rows, findings=findings)
    gap = Gap(name, GapReason.COUNT_DIFFERS, "; ".join(wrong), (org_rows - rows) or None)
    return Verdict(org_rows, gap, findings)


def findings_about_values(sobject: str, verbatim: Mapping[str, int]) -> tuple[Finding, ...]:
    """Tell which fields hold values that do not fit their type; the archive keeps their text."""
    return tuple(
        Finding(
            code="value_kept_verbatim",
            severity=Severity.NOTE,
            subject=f"{sobject}.{field}",
            message=counted(
                "One value does not fit the type that the org declares; its text is kept",
                "{n} values do not fit the type that the org declares; their text is kept",
                count,
            ),
        )
        for field, count in sorted(verbatim.items())
    )


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the row of a file states about it, and where it is."""

    sobject: str
    record_id: str
    field: str
    size: int | None = None
    """Bytes, or `None` when the row does not say."""

    md5: str | None = None
    """Hexadecimal; `None` when the row does not say, as for notes and links."""

    location: str | None = None
    """`S`: in Salesforce. Anything else: a link."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from every other file."""
        return self.sobject, self.record_id, self.field

    @property
    def subject(self) -> str:
        """Its name in gaps."""
        return f"{self.sobject}/{self.record_id}"


def external_file(facts: FileFacts) -> Gap | None:
    """Return the gap of a file that Salesforce only links to, else `None`."""
    if facts.location is None or facts.location == "S":
        return None
    return Gap(facts.subject, GapReason.BLOB_EXTERNAL, f"location {facts.location}", rows=1)


def reconcile_file(facts: FileFacts, *, size: int, md5: str) -> Gap | None:
    """Compare bytes that arrived with the row; `None` when they are the file."""
    if facts.size is not None and facts.size != size:
        detail = f"size {size}, the row says {facts.size}"
        return Gap(facts.subject, GapReason.BLOB_DIFFERS, detail, rows=1)
    if facts.md5 is not None and facts.md5.lower() != md5:
        detail = f"MD5 {md5}, the row says {facts.md5.lower()}"
        return Gap(facts.subject, GapReason.BLOB_DIFFERS, detail, rows=1)
    return None


def _between(rows: int, one: int, other: int) -> bool:
    return min(one, other) <= rows <= max(one, other)


def _not_counted(name: str) -> Finding:
    return Finding(
        code="not_counted",
        severity=Severity.NOTE,
        subject=name,
        message=_(
            "The org does not count this sObject; only what the read itself reported is compared"
        ),
    )


def _changed_meanwhile(name: str, before: int, after: int, rows: int) -> Finding:
    return Finding(
        code="rows_changed_meanwhile",
        severity=Severity.NOTE,
        subject=name,
        message=_(
            "The org changed during the read: {before} rows before, {after} after, {rows} archived",
            before=before,
            after=after,
            rows=rows,
        ),
        hint=_("Start the backup again for a snapshot that holds the newest rows"),
    )
