"""Find the pages of a finished job: all at once where the org can say, one by one else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.errors import AuthenticationError, LimitError, SalesforceError, UnavailableError
from salida.language import _
from salida.salesforce.bulk.page_links import PageRef, UnknownLinksError, parse_links
from salida.salesforce.http import unknown_shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.salesforce.bulk.jobs import Job
    from salida.salesforce.bulk.page_links import PageLinks
    from salida.salesforce.client import Client

_FIRST_WITH_RESULT_PAGES = 58.0
_TRAIT = "bulk.result_pages"


def result_pages(client: Client, job: Job, *, parallel: bool = True) -> Iterator[PageRef]:
    """Yield the pages of a complete job, in no promised order.

    Where the org lists them (`resultPages`, API 58.0 on) every page is yielded and any
    number may be opened at a time. Else only the first is, and each opened page knows the
    one after it (`ResultPage.following`): open until that is `None`.

    Args:
        client: The org.
        job: A job that is complete.
        parallel: `False` to follow locators even where the org lists pages, for a second
            look when the first did not add up.

    Raises:
        SalesforceError: if the org refuses, or its list breaks off after some pages: start
            over with `parallel=False`.
    """
    first = _first_links(client, job) if parallel else None
    if first is None:
        yield PageRef()
        return
    links, asked = first, {""}
    while True:
        yield from links.refs
        if links.following is None:
            return
        if links.following in asked:
            raise SalesforceError(
                _("The list of pages for `{sobject}` goes round in circles", sobject=job.sobject)
            )
        asked.add(links.following)
        links = _ask(client, job, links.following)


def _first_links(client: Client, job: Job) -> PageLinks | None:
    """Return the first list, or `None` when the org has no such list for this job."""
    if float(job.api_version) < _FIRST_WITH_RESULT_PAGES:
        client.dialect.observe(_TRAIT, "too old")
        return None
    try:
        links = _ask(client, job, "")
    except (AuthenticationError, LimitError, UnavailableError):
        raise
    except SalesforceError as error:
        client.dialect.observe(_TRAIT, f"refused {error.status or error.error_code}")
        return None
    if not links.refs and job.records_processed:
        client.dialect.observe(_TRAIT, "empty")
        return None
    client.dialect.observe(_TRAIT, "used")
    return links


def _ask(client: Client, job: Job, query: str) -> PageLinks:
    path = f"{job.path}/resultPages" + (f"?{query}" if query else "")
    try:
        links = parse_links(client.get_json(path), job)
    except UnknownLinksError as error:
        raise unknown_shape(f"GET {path.partition('?')[0]}") from error
    for trait, variant in links.traits:
        client.dialect.observe(trait, variant)
    return links
