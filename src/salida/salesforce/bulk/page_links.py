"""Read what `resultPages` answers, in every dialect that Salesforce documents.

The developer guide's example, its field table and the official Postman collection disagree
on `resultUrl` or `resultLink`, on `nextRecordsUrl` or `nextRecordUrl`, on the case of
`resultPages`, and on whether paths begin with `/services/data/vXX.X`. All are taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from salida.salesforce.bulk.jobs import Job

_JOB_PATH = re.compile(
    r"^(?P<prefix>/services/data/v[\d.]+)?/jobs/query/(?P<job>\w+)/(?P<what>\w+)$"
)
_ID_CHARACTERS = 15
"""Of a job's Id that identify it; the other three are a check."""


@dataclass(frozen=True, slots=True)
class PageRef:
    """Where one page of a result is. Stable while the job lives: it may be opened again."""

    locator: str | None = None
    """What the org calls the page; `None` is the first one."""

    link: str | None = None
    """The org's own link, query string and all; `None` when it was found by following locators."""

    @property
    def is_parallel(self) -> bool:
        """Whether every other page is known without opening this one."""
        return self.link is not None


@dataclass(frozen=True, slots=True)
class PageLinks:
    """One answer of `resultPages`."""

    refs: tuple[PageRef, ...]
    following: str | None
    """Query string of the next answer, `None` at the end."""

    traits: tuple[tuple[str, str], ...]
    """Which variant of each trait the org spoke."""


class UnknownLinksError(ValueError):
    """The answer has none of the known shapes. Never leaves this package."""


def parse_links(content: Any, job: Job) -> PageLinks:
    """Read one answer.

    Raises:
        UnknownLinksError: if its shape is not known, or it links to something else.
    """
    if not isinstance(content, dict):
        raise UnknownLinksError
    fields = {name.lower(): (name, value) for name, value in content.items()}
    links = fields.get("resultpages", ("", None))[1]
    if not isinstance(links, list):
        raise UnknownLinksError
    traits: set[tuple[str, str]] = set()
    refs = tuple(_ref(each, job, traits) for each in links)
    following = None
    next_name, next_link = fields.get("nextrecordsurl") or fields.get("nextrecordurl") or ("", None)
    if next_link and not fields.get("done", ("", False))[1]:
        traits.add(("bulk.result_pages.next", next_name))
        what, following = _query_of(str(next_link), job, "resultpages", traits)
        traits.add(("bulk.result_pages.path", what))
    return PageLinks(refs, following, tuple(sorted(traits)))


def _ref(each: Any, job: Job, traits: set[tuple[str, str]]) -> PageRef:
    if not isinstance(each, dict):
        raise UnknownLinksError
    for name, value in each.items():
        if name.lower() in {"resulturl", "resultlink"} and isinstance(value, str):
            traits.add(("bulk.result_pages.link", name))
            query = _query_of(value, job, "results", traits)[1]
            locators = parse_qs(query, keep_blank_values=True).get("locator")
            return PageRef(
                locator=locators[0] if locators else None, link=f"{job.path}/results?{query}"
            )
    raise UnknownLinksError


def _query_of(link: str, job: Job, expected: str, traits: set[tuple[str, str]]) -> tuple[str, str]:
    """Return the last word of the path, and the query string untouched.

    Only that is used: the rest of the address is known, and no link leads away from the job.
    """
    parts = urlsplit(link)
    found = _JOB_PATH.match(parts.path)
    if (
        found is None
        or found["what"].lower() != expected
        or found["job"][:_ID_CHARACTERS] != job.id[:_ID_CHARACTERS]
    ):
        raise UnknownLinksError
    traits.add(("bulk.result_pages.prefix", "given" if found["prefix"] else "absent"))
    return found["what"], parts.query
