"""Several reads in one API call: `POST /composite`.

Source: REST API Developer Guide, "Composite": at most 25 subrequests, of them at most
5 queries; the whole counts as one call. Its body may be long where an address may not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from salida.salesforce.failure import Failure, failure_from_answer
from salida.salesforce.http import unknown_shape
from salida.salesforce.json_slices import items, members

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salida.salesforce.client import Client

MOST_READS = 25
MOST_QUERIES = 5
_FIRST_ERROR = 400


@dataclass(frozen=True, slots=True)
class SubAnswer:
    """One answer of a composite, its body as delivered."""

    status: int
    body: bytes = field(repr=False)
    request: str
    failure: Failure | None


def read_together(client: Client, paths: Sequence[str]) -> list[SubAnswer]:
    """GET up to 25 paths in one call; answers come in the same order.

    Args:
        client: The org.
        paths: Below the version's root: `/sobjects/Account/describe`.

    Raises:
        SalesforceError: if the composite as a whole is refused. What happens to one
            subrequest is in its `failure`.
    """
    root = f"/services/data/v{client.api_version}"
    answer = client.send(
        "POST",
        "/composite",
        json={
            "allOrNone": False,
            "compositeRequest": [
                {"method": "GET", "url": root + path, "referenceId": f"r{number}"}
                for number, path in enumerate(paths)
            ],
        },
        repeatable=True,
    )
    try:
        by_reference = _split(answer.body.decode("utf-8"))
        return [
            _sub_answer(by_reference[f"r{number}"], f"GET {root}{path.partition('?')[0]}")
            for number, path in enumerate(paths)
        ]
    except (ValueError, KeyError) as error:
        raise unknown_shape(answer.request) from error


def _split(text: str) -> dict[str, dict[str, str]]:
    answers = dict(members(text))["compositeResponse"]
    parts = (dict(members(each)) for each in items(answers))
    return {part["referenceId"].strip('"'): part for part in parts}


def _sub_answer(part: dict[str, str], request: str) -> SubAnswer:
    status = int(part["httpStatusCode"])
    body = part["body"].encode()
    failure = failure_from_answer(status, {}, body) if status >= _FIRST_ERROR else None
    return SubAnswer(status, body, request, failure)
