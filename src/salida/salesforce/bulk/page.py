"""One page of a result: its CSV as a stream, and what its headers say about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self
from urllib.parse import urlencode, urlsplit

from salida.errors import SalesforceError
from salida.language import _
from salida.salesforce.bulk.page_links import PageRef

if TYPE_CHECKING:
    from types import TracebackType

    from salida.salesforce.bulk.jobs import Job
    from salida.salesforce.client import Client
    from salida.salesforce.stream import Stream

_SILENCE = 60.0
"""Seconds without a byte. Salesforce has been seen to stop in the middle of huge pages
without closing them; a smaller `max_records` helps then (estuary/connectors issue 2683)."""

_NO_CONTENT = 204
_END = "null"
"""What `Sforce-Locator` says after the last page: the word, not the absence of the header."""


@dataclass(frozen=True, slots=True)
class ResultPage:
    """CSV in UTF-8, decoded, with a header row. Reads like a file; read it once and close it."""

    stream: Stream = field(repr=False)
    records: int | None
    """Rows in this page as the org counts them, `None` if it does not say."""

    next_locator: str | None
    """The org's locator of the page after this one, `None` after the last."""

    following: PageRef | None
    """The next page to open, when pages are found by following locators; else `None`."""

    def read(self, size: int = 1024 * 1024) -> bytes:
        """Return exactly `size` bytes, or fewer only at the end; `b""` after it.

        Raises:
            UnavailableError: if the page broke off; open it again.
        """
        return self.stream.read(size)

    @property
    def closed(self) -> bool:
        """Whether `close` was called."""
        return self.stream.closed

    def readable(self) -> bool:
        """Return `True`, as files that can be read do."""
        return True

    def writable(self) -> bool:
        """Return `False`."""
        return False

    def seekable(self) -> bool:
        """Return `False`: what was read is gone."""
        return False

    def close(self) -> None:
        """Give the connection back. May be called twice."""
        self.stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def open_page(
    client: Client,
    job: Job,
    ref: PageRef | str | None = None,
    *,
    max_records: int | None = None,
) -> ResultPage:
    """Open a page; the caller reads and closes it, and compares rows with `records`.

    Args:
        client: The org.
        job: The complete job.
        ref: A page from `result_pages` or from `following`, a locator, or `None` for the first.
        max_records: Most rows in the page. For a page that the org listed itself it is
            undocumented: pass it only after such a page has stalled.

    Raises:
        SalesforceError: if the org refuses, or the job has no result. Reading may raise
            `UnavailableError`: then open the same page again.
    """
    ref = ref if isinstance(ref, PageRef) else PageRef(locator=ref)
    opened = client.open_stream(
        _path(job, ref, max_records), headers={"Accept": "text/csv"}, silence=_SILENCE
    )
    if opened.status == _NO_CONTENT:
        opened.close()
        raise SalesforceError(
            _("The query job for `{sobject}` has no result", sobject=job.sobject),
            status=_NO_CONTENT,
        )
    client.dialect.observe("bulk.page.encoding", opened.encoding)
    next_locator = _next_locator(client, opened)
    serial = not ref.is_parallel and next_locator is not None
    return ResultPage(
        stream=opened,
        records=_number(opened.headers.get("Sforce-NumberOfRecords")),
        next_locator=next_locator,
        following=PageRef(next_locator) if serial else None,
    )


def _path(job: Job, ref: PageRef, max_records: int | None) -> str:
    path = ref.link or f"{job.path}/results"
    query = {"locator": ref.locator} if ref.link is None and ref.locator else {}
    if max_records is not None:
        query["maxRecords"] = str(max_records)
    if not query:
        return path
    return path + ("&" if urlsplit(path).query else "?") + urlencode(query)


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.strip().isdigit() else None


def _next_locator(client: Client, opened: Stream) -> str | None:
    locator = opened.headers.get("Sforce-Locator")
    if locator is None:
        client.dialect.observe("bulk.page.end", "no locator header")
        return None
    if locator == _END:
        client.dialect.observe("bulk.page.end", _END)
        return None
    return locator
