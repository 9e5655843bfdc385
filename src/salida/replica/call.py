"""One request to the replica and its answer, as values without a web framework.

Composite requests are answered by handing the same values to the same functions, so
that a record read inside `POST /composite` and one read by itself cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from salida.replica import refusals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from salida.errors import SalesforceError

JSON = "application/json;charset=UTF-8"


@dataclass(frozen=True, slots=True)
class Call:
    """A request."""

    method: str
    path: str
    """Decoded, with single slashes and none at the end: `/services/data/v66.0/query`."""

    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    """By lower-case name."""

    body: bytes = b""
    origin: str = "http://localhost"
    """What the client calls this server: scheme, host and port."""

    version: str = ""
    """Of the API, from the path: `66.0`; empty outside `/services/data/vNN.N`."""

    def json(self) -> Any:
        """Return the body as JSON.

        Raises:
            SalesforceError: JSON_PARSER_ERROR, as the org answers to anything else.
        """
        try:
            return orjson.loads(self.body)
        except orjson.JSONDecodeError as error:
            raise refusals.json_parser(str(error)) from None

    def at(self, path: str) -> str:
        """Return the path of a resource in this call's version: `/services/data/v66.0/...`."""
        return f"/services/data/v{self.version}{path}"


@dataclass(frozen=True, slots=True)
class Answer:
    """A response."""

    status: int = 200
    body: bytes | Iterator[bytes] = b""
    """Bytes, or a stream of them for what may be large."""

    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str | None = JSON


def json_answer(
    value: Any, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Answer:
    """Return `value` as a JSON answer; `orjson.Fragment`s go in as they are."""
    return Answer(status=status, body=orjson.dumps(value), headers=headers or {})


def refusal_answer(error: SalesforceError) -> Answer:
    """Return an error in REST's envelope: a list with one object."""
    entry = {"message": str(error.message), "errorCode": error.error_code}
    return json_answer([entry], status=error.status or 400)
