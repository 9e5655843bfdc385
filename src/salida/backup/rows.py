"""All rows of all sObjects: many at a time, each to its own outcome."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from salida.archive import COUNT_BY_ORG, SObjectOutcome
from salida.backup.at_once import at_once
from salida.backup.bulk_rows import finish_bulk, read_bulk
from salida.backup.file_links import read_links
from salida.backup.known_objects import LINKS_OF_FILES
from salida.backup.plan import Api
from salida.backup.reconcile import (
    Evidence,
    PageCount,
    findings_about_values,
    needs_count_after,
    needs_count_later,
    reconcile_rows,
)
from salida.backup.rest_rows import read_rest
from salida.backup.run import STOPPING
from salida.backup.stored_rows import count_distinct_ids
from salida.errors import SalesforceError, UnavailableError
from salida.model.gap import Gap, GapReason
from salida.salesforce import query

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from salida.archive import StoredFile
    from salida.backup.bulk_rows import RowsRead
    from salida.backup.plan import Reader
    from salida.backup.run import Run

SECONDS_BEFORE_A_LATER_COUNT = 5.0


def archive_rows(run: Run, readers: Iterable[Reader], describes: Mapping[str, StoredFile]) -> None:
    """Read every sObject that has no outcome yet, and note each outcome.

    Raises:
        LimitError, ArchiveError, AuthenticationError: the run ends, to be resumed.
        UnavailableError: if the org stopped answering.
    """
    done = run.state.facts("outcome:")
    waiting = [each for each in readers if each.name not in done]
    # Links may need the documents' Ids, so they come when everything else is there.
    links = [each for each in waiting if each.name == LINKS_OF_FILES]
    others = [each for each in waiting if each.name != LINKS_OF_FILES]
    unanswered = _in_parallel(run, others, describes) + _in_parallel(run, links, describes)
    careful = replace(run, options=replace(run.options, parallel_pages=False))
    for reader in unanswered:
        _archive_or_give_up(careful, reader, describes[reader.name])


def _in_parallel(
    run: Run, readers: list[Reader], describes: Mapping[str, StoredFile]
) -> list[Reader]:
    """Read sObjects in parallel; return those that the org did not answer for."""
    most = run.options.sobjects_at_once
    return at_once(
        run,
        lambda reader: _archive(run, reader, describes[reader.name]),
        readers,
        threads=most,
        most_unanswered=most,
    )


def _archive_or_give_up(run: Run, reader: Reader, describe: StoredFile) -> None:
    """Try once more. What the org cannot deliver is a gap; an org that is down ends the run."""
    try:
        _archive(run, reader, describe)
    except UnavailableError as error:
        run.client.get_json("/sobjects")
        _note(run, _without_rows(reader, describe, Gap(reader.name, GapReason.REFUSED, str(error))))


def _archive(run: Run, reader: Reader, describe: StoredFile) -> None:
    """Read one sObject and note its outcome."""
    try:
        outcome = _settled(run, reader, describe, _read(run, reader))
    except (*STOPPING, UnavailableError):
        raise
    except SalesforceError as error:
        reason = GapReason.NEEDS_FILTER if reader.needs_filter else GapReason.REFUSED
        outcome = _without_rows(reader, describe, Gap(reader.name, reason, str(error)))
    _note(run, outcome)
    finish_bulk(run, reader)


def _note(run: Run, outcome: SObjectOutcome) -> None:
    # First, for nobody asks the org again about what has an outcome.
    run.keep_dialect()
    run.state.note(f"outcome:{outcome.name}", outcome.to_json())
    run.tracker.add(outcome.name, sobjects=1)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What came in, by which API, and the org's count from before."""

    api: Api
    rows: RowsRead
    counted_before: int | None
    gap: Gap | None = None


def _read(run: Run, reader: Reader) -> _Reading:
    """Read by the planned API; when the org refuses it, by the next one that may work."""
    try:
        if reader.api is Api.REST:
            rows = read_rest(run, reader)
            if rows is not None:
                return _Reading(Api.REST, rows, rows.processed)
        counted = _count(run, reader)
        return _Reading(Api.BULK, read_bulk(run, reader), counted)
    except (*STOPPING, UnavailableError):
        raise
    except SalesforceError:
        if reader.name == LINKS_OF_FILES:
            documents = run.state.fact("outcome:ContentDocument")
            parts = SObjectOutcome.from_json(documents).parts if documents else ()
            rows, gap = read_links(run, reader, parts)
            return _Reading(Api.REST, rows, None, gap)
        if reader.api is Api.REST:
            raise
    rows = read_rest(run, replace(reader, may_use_bulk=False))
    assert rows is not None  # noqa: S101 - without Bulk nothing is handed back to it
    return _Reading(Api.REST, rows, rows.processed)


def _count(run: Run, reader: Reader) -> int | None:
    """Count the rows, deleted and archived ones too; `None` where the org does not count."""
    if not reader.counts:
        return None
    run.check()
    try:
        return query.count(run.client, reader.name, all_rows=True)
    except STOPPING:
        raise
    except SalesforceError:
        return None


def _settled(run: Run, reader: Reader, describe: StoredFile, reading: _Reading) -> SObjectOutcome:
    """Compare what came in with what the org says, asking it again where that leaves a doubt."""
    pages = reading.rows.pages
    parts = tuple(part for page in pages for part in page.parts or ())
    rows = sum(each.rows for each in pages)
    before, after, later = reading.counted_before, None, None
    if needs_count_after(before, rows):
        after = _count(run, reader)
        if needs_count_later(before, after, rows):
            run.client.sleep(SECONDS_BEFORE_A_LATER_COUNT)
            later = _count(run, reader)
    with_id = any(each.name == "Id" for each in reader.fields)
    distinct = (
        count_distinct_ids([run.writer.place(each.path) for each in parts], rows)
        if with_id
        else None
    )
    counts = tuple(PageCount(each.number, each.reported, each.rows) for each in pages)
    evidence = Evidence(reader.name, counts, reading.rows.processed, before, after, later, distinct)
    verdict = reconcile_rows(evidence)
    verbatim: Counter[str] = sum((Counter(each.verbatim or {}) for each in pages), Counter())
    return SObjectOutcome(
        name=reader.name,
        outcome="archived",
        reader=reading.api.value,
        describe=describe,
        parts=parts,
        rows=rows,
        omitted_fields=reader.omitted,
        counts={
            COUNT_BY_ORG: verdict.org_rows,
            "processed": evidence.processed,
            "counted_before": before,
            "counted_after": after,
            "counted_later": later,
            "distinct_ids": distinct,
        },
        gaps=reader.gaps + tuple(each for each in (reading.gap, verdict.gap) if each),
        findings=verdict.findings + findings_about_values(reader.name, verbatim),
    )


def _without_rows(reader: Reader, describe: StoredFile, gap: Gap) -> SObjectOutcome:
    return SObjectOutcome(
        name=reader.name, outcome="gap", reader=None, describe=describe, gaps=(gap,)
    )
