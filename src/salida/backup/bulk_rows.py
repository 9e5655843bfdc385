"""Reading the rows of one sObject through Bulk API 2.0: a job, its pages, every page once."""

from __future__ import annotations

import json
from collections import deque
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salida.backup.pages import PageCopy, copy_page
from salida.backup.reconcile import page_is_whole
from salida.backup.run import STOPPING
from salida.backup.state import PageNote
from salida.errors import SalesforceError, UnavailableError
from salida.language import _
from salida.salesforce import bulk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from salida.archive import PartWriter
    from salida.backup.plan import Reader
    from salida.backup.run import Run
    from salida.salesforce.bulk import Job, PageRef, ResultPage

ATTEMPTS = 3
"""For one page, after the client's own retries of opening it."""

SECOND_PART = 100_000_000
"""Added to a page's number for a second part, which begins where `_verbatim` is needed: numbers
follow from the page alone, so that a resumed run writes the same files."""

_NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class RowsRead:
    """Rows of one sObject in staging, and what the org said about them."""

    pages: tuple[PageNote, ...]
    processed: int | None
    """What the org says that the read returned."""


def read_bulk(run: Run, reader: Reader) -> RowsRead:
    """Read all rows, beginning where an earlier process ended.

    Raises:
        SalesforceError: if the org refuses the query or the job fails.
        UnavailableError: if a page could not be read.
        LimitError, ArchiveError: the run ends, to be resumed.
    """
    try:
        return _read(run, reader)
    except SalesforceError as error:
        if error.status != _NOT_FOUND or run.state.fact(f"job:{reader.name}") is None:
            raise
    # The job is older than seven days, or somebody deleted it: its pages do not fit another's.
    run.state.forget_job(reader.name)
    return _read(run, reader)


def finish_bulk(run: Run, reader: Reader) -> None:
    """Delete the job and its results from the org, once their rows are noted for good.

    Left where it is, it costs nobody anything: the org deletes it after seven days.
    """
    stored = run.state.fact(f"job:{reader.name}")
    left = run.budget.left()
    if stored is None or (left is not None and left <= 0):
        return
    with suppress(SalesforceError):
        bulk.delete_job(run.client, bulk.get_job(run.client, stored))


def _read(run: Run, reader: Reader) -> RowsRead:
    job = bulk.wait_job(run.client, _job(run, reader), on_poll=lambda _job: run.check())
    try:
        read = _all_pages(run, reader, job, parallel=run.options.parallel_pages)
    except (*STOPPING, UnavailableError):
        raise
    except SalesforceError:
        if not _were_listed(run.state.pages(reader.name)):
            raise
    else:
        whole = read.processed in {None, sum(each.rows for each in read.pages)}
        if whole or not _were_listed(read.pages):
            return read
    # The list of pages is young (API 58) and its promises are few: it may break off or leave
    # pages out. Look a second time, page by page.
    return _all_pages(run, reader, job, parallel=False)


def _were_listed(pages: Iterable[PageNote]) -> bool:
    return any(_ref(each).is_parallel for each in pages)


def _job(run: Run, reader: Reader) -> Job:
    stored = run.state.fact(f"job:{reader.name}")
    run.check()
    if stored is not None:
        return bulk.get_job(run.client, stored)
    # Killed between these two lines, a run leaves a job behind. An org does not tell what a job asked,
    # so that it may be anybody's: it is neither taken over nor deleted, and is gone in seven days.
    job = bulk.create_query(run.client, reader.soql(), all_rows=True)
    run.state.note(f"job:{reader.name}", job.id)
    return job


def _all_pages(run: Run, reader: Reader, job: Job, *, parallel: bool) -> RowsRead:
    known = run.state.pages(reader.name)
    if not parallel and _were_listed(known):
        run.state.forget_pages(reader.name)
    parallel = parallel and all(_ref(each).is_parallel for each in known)
    refs = bulk.result_pages(run.client, job, parallel=parallel)
    in_flight: deque[Future[PageNote]] = deque()
    try:
        for ref in refs:
            note = run.state.list_page(reader.name, _locator(ref))
            if not ref.is_parallel:
                _follow(run, reader, job, note)
            elif note.parts is None:
                in_flight.append(run.pages.submit(_copy, run, reader, job, note))
            # A list of pages can be long; the results of a few are enough to hold.
            if len(in_flight) > 2 * run.options.parsers:
                in_flight.popleft().result()
        while in_flight:
            in_flight.popleft().result()
    finally:
        _drain(in_flight)
    return RowsRead(tuple(run.state.pages(reader.name)), job.records_processed)


def _drain(in_flight: deque[Future[PageNote]]) -> None:
    """Leave no page behind that would still be writing."""
    for future in in_flight:
        future.cancel()
    for future in in_flight:
        if not future.cancelled():
            future.exception()


def _follow(run: Run, reader: Reader, job: Job, first: PageNote) -> None:
    """Read page after page: each one says where the next is."""
    note = first
    while True:
        if note.parts is None:
            note = run.pages.submit(_copy, run, reader, job, note).result()
        if note.next is None:
            return
        note = run.state.list_page(reader.name, note.next)


def _copy(run: Run, reader: Reader, job: Job, note: PageNote) -> PageNote:
    """Copy one page into staging and note it. The note is the last step."""
    for attempt in range(1, ATTEMPTS + 1):
        run.check()
        try:
            done = _copy_once(run, reader, job, note)
            break
        except UnavailableError:
            if attempt == ATTEMPTS:
                raise
            run.client.sleep(2.0**attempt)
    run.state.finish_page(reader.name, done)
    return done


def _copy_once(run: Run, reader: Reader, job: Job, note: PageNote) -> PageNote:
    opened: list[ResultPage] = []
    ref = _ref(note)
    # Whether a listed page heeds maxRecords is undocumented, and what it cut off would be lost.
    max_records = None if ref.is_parallel else run.options.page_rows

    @contextmanager
    def open_stream() -> Iterator[ResultPage]:
        with bulk.open_page(run.client, job, ref, max_records=max_records) as page:
            opened.append(page)
            yield page

    def open_part(nth: int, verbatim: bool) -> PartWriter:  # noqa: FBT001 - as pages call it
        number = note.number + nth * SECOND_PART
        return run.writer.part(reader.sobject, number, verbatim=verbatim, fields=reader.fields)

    source = {"api": "bulk2", "job": job.id, "page": note.number}
    copy = copy_page(open_stream, reader.sobject, reader.fields, open_part, source)
    page = opened[-1]
    if not page_is_whole(page.records, copy.rows):
        raise UnavailableError(
            _(
                "A page of {sobject} has {rows} rows and states {stated}",
                sobject=reader.name,
                rows=copy.rows,
                stated=page.records,
            )
        )
    run.tracker.add(reader.name, rows=copy.rows, size=copy.bytes)
    return _done(note, page, copy)


def _done(note: PageNote, page: ResultPage, copy: PageCopy) -> PageNote:
    return PageNote(
        number=note.number,
        locator=note.locator,
        next=None if page.following is None else _locator(page.following),
        reported=page.records,
        rows=copy.rows,
        parts=copy.parts,
        verbatim=copy.verbatim,
    )


def _locator(ref: PageRef) -> str:
    return json.dumps([ref.locator, ref.link])


def _ref(note: PageNote) -> PageRef:
    locator, link = json.loads(note.locator)
    return bulk.PageRef(locator, link)
