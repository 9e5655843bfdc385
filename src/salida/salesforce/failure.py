"""What went wrong with one attempt, as a value.

`retry` decides on it whether to try again; `refusal` turns it into the error that a person reads.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import Enum
from html import unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORDS = 2000
"""Characters of an org's own words that are kept; a HTML page of an outage can be long."""


class Cause(Enum):
    """Why no complete answer arrived."""

    NO_SUCH_HOST = "no_such_host"
    NO_CONNECTION = "no_connection"
    UNTRUSTED = "untrusted"
    """The certificate is not signed by anyone we trust, or not for this host."""

    SILENCE = "silence"
    """Connected, then no byte for too long."""

    CUT = "cut"
    """The connection closed, or the body ended before its own end."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One attempt that did not succeed: an answer that refuses, or no answer."""

    status: int | None = None
    error_code: str | None = None
    """Salesforce's `errorCode`, or OAuth's `error`."""

    words: str = ""
    """Salesforce's own message. Not redacted yet: `refusal` does that."""

    retry_after: float | None = None
    """Seconds. No Salesforce server is known to send it; a proxy may."""

    cause: Cause | None = None
    host_answered_before: bool = False

    @property
    def outcome(self) -> str:
        """Return the failure in one word, for a log: nothing that the org could have written."""
        return self.cause.value if self.cause is not None else str(self.status)

    @property
    def is_concurrency_limit(self) -> bool:
        """Whether too many long requests run at once: this passes, unlike a daily limit."""
        return self.error_code == "REQUEST_LIMIT_EXCEEDED" and "Concurrent" in self.words

    @property
    def is_token_race(self) -> bool:
        """Whether another process is just renewing the same login."""
        return "already being processed" in self.words


class AttemptError(Exception):
    """An attempt that failed. Never leaves this room: `refusal` makes a `SalidaError` of it."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.status or failure.cause)
        self.failure = failure


class NoAnswerError(AttemptError):
    """No complete answer arrived."""


class RefusedError(AttemptError):
    """An answer arrived, with a status of 400 or more."""

    def __init__(self, failure: Failure, headers: Mapping[str, str]) -> None:
        super().__init__(failure)
        self.headers = headers


def failure_from_answer(status: int, headers: Mapping[str, str], body: bytes) -> Failure:
    """Read the error that an answer carries, in any of the shapes that Salesforce uses.

    REST and Bulk 2.0 send a list of `{errorCode, message}`; OAuth sends `{error,
    error_description}`; some resources one bare object; the edge sends HTML.
    """
    text = body.decode("utf-8", "replace").strip()
    code, words = _from_json(text) if text[:1] in {"[", "{", '"'} else (None, _plain(text))
    return Failure(
        status=status,
        error_code=code,
        words=words[:_WORDS],
        retry_after=_seconds(headers.get("Retry-After")),
    )


def _from_json(text: str) -> tuple[str | None, str]:
    try:
        content: Any = json.loads(text)
    except ValueError:
        return None, _plain(text)
    if isinstance(content, list) and content:
        content = content[0]
    if not isinstance(content, dict):
        return None, str(content)
    code = content.get("errorCode") or content.get("error") or content.get("exceptionCode")
    words = (
        content.get("message")
        or content.get("error_description")
        or content.get("exceptionMessage")
        or ""
    )
    return (str(code) if code else None), str(words).strip()


def _plain(text: str) -> str:
    """Return the words of a HTML or text body; `<h1>Bad Message 431</h1>` is one."""
    without_code = re.sub(r"(?is)<(script|style)\b.*?</\1>", " ", text)
    return " ".join(unescape(re.sub(r"(?s)<[^>]*>", " ", without_code)).split())


def _seconds(retry_after: str | None) -> float | None:
    """Read `Retry-After` in seconds; its date form is not worth trusting two clocks."""
    if retry_after is None or not retry_after.strip().isdigit():
        return None
    return float(retry_after)
