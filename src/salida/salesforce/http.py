"""Send, wait, send again: the one retry loop, used for logging in and for everything after.

Whether to try again is decided in `retry`; what the error says, in `refusal`.
"""

from __future__ import annotations

import logging
import random
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urljoin, urlsplit

import orjson

from salida.errors import SalesforceError, UnavailableError
from salida.language import _
from salida.salesforce.failure import AttemptError, Cause, RefusedError, failure_from_answer
from salida.salesforce.origin import is_safe
from salida.salesforce.refusal import error_for
from salida.salesforce.retry import retry_delay

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from salida.salesforce.failure import Failure
    from salida.salesforce.transport import RawAnswer, Request, Transport

T = TypeVar("T")

_log = logging.getLogger(__name__)

UNKNOWN_SHAPE = "UNKNOWN_SHAPE"
"""Our own `error_code`, beside Salesforce's, for an answer that is not as documented."""

_MAX_BODY = 256 * 1024 * 1024
"""Bytes of one answer kept in memory. The largest query page is a few tens of megabytes."""

_MAX_ERROR = 1024 * 1024
_MAX_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FIRST_ERROR = 400


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer that succeeded."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    request: str
    """The request as shown to a person."""

    def json(self) -> Any:
        """Return the body as JSON.

        Raises:
            UnavailableError: if it is not JSON: a login page or a proxy answered instead.
        """
        try:
            return orjson.loads(self.body)
        except orjson.JSONDecodeError as error:
            raise not_json(self.request) from error


class Http:
    """Sends requests over a transport until one attempt settles it.

    Args:
        transport: The connections.
        sleep: Waits so many seconds.
        jitter: Draws a number from 0 to 1.
    """

    def __init__(
        self,
        transport: Transport,
        *,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._transport = transport
        self.sleep = sleep
        self._jitter = jitter

    def send(self, request: Request) -> Answer:
        """Return the whole answer.

        Raises:
            RefusedError: if the status is 400 or more, after every retry that makes sense.
            UnavailableError: if no answer arrived.
        """
        return self._settle(request, _read_whole)

    def open(self, request: Request) -> RawAnswer:
        """Return an answer whose body is still to be read and closed. Raises as `send`."""
        return self._settle(request, _leave_open)

    def close(self) -> None:
        """Close idle connections."""
        self._transport.close()

    def _settle(self, request: Request, take: Callable[[Request, RawAnswer], T]) -> T:
        attempt = 1
        while True:
            started = time.monotonic()
            try:
                answer = take(request, self._follow(request))
            except AttemptError as error:
                _record(request, attempt, error.failure, started)
                delay = retry_delay(
                    error.failure, attempt, repeatable=request.repeatable, jitter=self._jitter()
                )
                if delay is None:
                    if isinstance(error, RefusedError):
                        raise
                    raise error_for(error.failure, _place(request, error.failure)) from error
            else:
                _record(request, attempt, None, started)
                return answer
            self.sleep(delay)
            attempt += 1

    def _follow(self, request: Request) -> RawAnswer:
        """Send and follow redirects of a GET, never taking the token to another host."""
        for _step in range(_MAX_REDIRECTS + 1):
            raw = self._transport.once(request)
            location = raw.headers.get("Location")
            if raw.status not in _REDIRECTS or location is None:
                return raw
            raw.body.close()
            request = _redirected(request, location)
        raise SalesforceError(_("`{request}` is redirected without end", request=request.shown))


def _read_whole(request: Request, raw: RawAnswer) -> Answer:
    _refuse(raw)
    with raw.body:
        body = raw.body.read(_MAX_BODY)
        if raw.body.read(1):
            raise SalesforceError(_("The answer to `{request}` is too long", request=request.shown))
    return Answer(raw.status, raw.headers, body, request.shown)


def _leave_open(request: Request, raw: RawAnswer) -> RawAnswer:  # noqa: ARG001 - as `_read_whole`
    _refuse(raw)
    return raw


def _refuse(raw: RawAnswer) -> None:
    if raw.status >= _FIRST_ERROR:
        with raw.body:
            body = raw.body.read(_MAX_ERROR)
        raise RefusedError(failure_from_answer(raw.status, raw.headers, body), raw.headers)


def not_json(request: str) -> UnavailableError:
    """Return the error for an answer that should be JSON and is not."""
    return UnavailableError(
        _("The answer to `{request}` is not JSON", request=request),
        hint=_("A login page or a proxy answered; check that the address is the org's own"),
    )


def unknown_shape(request: str) -> SalesforceError:
    """Return the error for JSON that is not built as documented."""
    return SalesforceError(
        _("The answer to `{request}` has a shape that Salida does not know", request=request),
        error_code=UNKNOWN_SHAPE,
    )


def _redirected(request: Request, location: str) -> Request:
    target = urljoin(request.url, location)
    old, new = urlsplit(request.url), urlsplit(target)
    if request.method not in {"GET", "HEAD"} or not is_safe(new.scheme, new.hostname or ""):
        raise SalesforceError(
            _(
                "`{request}` is redirected to `{host}`, which Salida does not follow",
                request=request.shown,
                host=f"{new.scheme}://{new.hostname}",
            ),
            hint=_("Check that the address is the org's own My Domain address"),
        )
    if (old.scheme, old.netloc) == (new.scheme, new.netloc):
        return replace(request, url=target)
    headers = {k: v for k, v in request.headers.items() if k.lower() != "authorization"}
    return replace(request, url=target, headers=headers)


def _place(request: Request, failure: Failure) -> str:
    """Return what to name in the error: the host when nobody was there, else the request."""
    nobody = (Cause.NO_SUCH_HOST, Cause.NO_CONNECTION, Cause.UNTRUSTED)
    return urlsplit(request.url).netloc if failure.cause in nobody else request.shown


def _record(request: Request, attempt: int, failure: Failure | None, started: float) -> None:
    """Log one attempt: method, path, outcome, time. No query, no header, no body."""
    _log.debug(
        "%s: %s, attempt %d, %.3f s",
        request.shown,
        "answered" if failure is None else failure.outcome,
        attempt,
        time.monotonic() - started,
    )
