"""SOQL over REST: for small sObjects, counts, and what Bulk does not return."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from salida.errors import SalesforceError
from salida.language import _
from salida.salesforce.composite import MOST_QUERIES, read_together
from salida.salesforce.http import not_json, unknown_shape
from salida.salesforce.refusal import error_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from salida.salesforce.client import Client

_LONGEST_ADDRESS = 16_384 - 4_096
"""Bytes. Salesforce reads 16,384 of address and headers together; a token takes up to 2,000."""

_TOO_LONG = frozenset({414, 431})
_COUNT_NAMES = 100
"""Names per `recordCount` call, so that the address stays short."""

_OPTIONS = {"Sforce-Query-Options": "batchSize=2000"}


class NumberText(str):
    """A number in the org's own spelling: `1E99` stays so, where `Decimal` prints `1E+99`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class QueryPage:
    """Some rows of an answer."""

    records: list[dict[str, Any]]
    """As the org sent them. Numbers are never rounded: those with a fraction or an exponent are
    `Decimal`, or all of them `NumberText` where that was asked for."""

    total_size: int
    """Rows of the whole answer, as the org counts them."""


def pages(
    client: Client, soql: str, *, all_rows: bool = False, numbers_as_text: bool = False
) -> Iterator[QueryPage]:
    """Run a query and yield its pages, of at most 2,000 rows each.

    Args:
        client: The org.
        soql: The query; one too long for an address travels in the body of a composite.
        all_rows: Also soft-deleted and archived rows.
        numbers_as_text: Give every number as `NumberText`.

    Raises:
        SalesforceError: if the org refuses the query or a page of it.
    """
    body, request = _first_page(client, soql, all_rows=all_rows)
    followed: set[str] = set()
    while True:
        content = _page_content(body, request, numbers_as_text=numbers_as_text)
        yield QueryPage(content["records"], int(content["totalSize"]))
        following = content.get("nextRecordsUrl")
        if content.get("done") or not following:
            if not content.get("done"):
                raise SalesforceError(
                    _("The answer to `{request}` ends without its last page", request=request)
                )
            return
        if following in followed:
            raise SalesforceError(
                _("The pages of `{request}` go round in circles", request=request)
            )
        followed.add(following)
        # Exactly as given: it says /query/ even for queryAll.
        answer = client.send("GET", following, headers=_OPTIONS)
        body, request = answer.body, answer.request


def count(client: Client, sobject: str, *, all_rows: bool = False) -> int:
    """Return how many rows the org counts now. Raises SalesforceError, also for a timeout."""
    total: int = client.get_json(_resource(all_rows=all_rows), q=_count_of(sobject))["totalSize"]
    return total


def counts(
    client: Client, sobjects: Sequence[str], *, all_rows: bool = False
) -> Iterator[tuple[str, int | SalesforceError]]:
    """Yield each sObject with its count or the org's refusal, five in one API call.

    Raises:
        SalesforceError: if a call as a whole is refused.
    """
    resource = _resource(all_rows=all_rows)
    for start in range(0, len(sobjects), MOST_QUERIES):
        group = sobjects[start : start + MOST_QUERIES]
        paths = [f"{resource}?q={quote(_count_of(name))}" for name in group]
        for name, answer in zip(group, read_together(client, paths), strict=True):
            if answer.failure is None:
                yield name, _page_content(answer.body, answer.request)["totalSize"]
            else:
                yield name, error_for(answer.failure, answer.request)


def record_counts(client: Client, sobjects: Sequence[str]) -> dict[str, int]:
    """Return the org's cached row counts: for planning only.

    They lag, and leave out soft-deleted and archived rows. An sObject that the org
    keeps no count for is not in the answer.

    Raises:
        SalesforceError: if the org refuses.
    """
    found: dict[str, int] = {}
    for start in range(0, len(sobjects), _COUNT_NAMES):
        names = ",".join(sobjects[start : start + _COUNT_NAMES])
        for each in client.get_json("/limits/recordCount", sObjects=names)["sObjects"]:
            found[each["name"]] = each["count"]
    return found


def _count_of(sobject: str) -> str:
    return f"SELECT COUNT() FROM {sobject}"  # noqa: S608 - names come from the org's own describe


def _resource(*, all_rows: bool) -> str:
    return "/queryAll" if all_rows else "/query"


def _first_page(client: Client, soql: str, *, all_rows: bool) -> tuple[bytes, str]:
    resource = _resource(all_rows=all_rows)
    path = f"{resource}?q={quote(soql, safe='')}"
    if len(client.session.instance_url) + len(path) <= _LONGEST_ADDRESS:
        try:
            answer = client.send("GET", path, headers=_OPTIONS)
        except SalesforceError as error:
            if error.status not in _TOO_LONG:
                raise
        else:
            return answer.body, answer.request
    client.dialect.observe("query.long", "composite")
    inner = read_together(client, [path])[0]
    if inner.failure is not None:
        raise error_for(inner.failure, inner.request)
    return inner.body, inner.request


def _page_content(body: bytes, request: str, *, numbers_as_text: bool = False) -> dict[str, Any]:
    """Read a page. The standard library keeps what orjson does not: exact numbers."""
    real, whole = (NumberText, NumberText) if numbers_as_text else (Decimal, int)
    try:
        content: Any = json.loads(body, parse_float=real, parse_int=whole)
    except ValueError as error:
        raise not_json(request) from error
    if not isinstance(content, dict) or not {"records", "totalSize"} <= content.keys():
        raise unknown_shape(request)
    return content
