"""The one way to ask an org something: version, login, retry, limits, redaction.

    client = Client(JwtBearer(client_id=..., username=..., private_key=...))
    client.get_json("/limits")

A client may be used by several threads.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, Self, TypeVar
from urllib.parse import quote, urlencode, urlsplit

import orjson

from salida.errors import SalesforceError
from salida.language import _
from salida.salesforce.dialect import Dialect
from salida.salesforce.failure import RefusedError
from salida.salesforce.http import Answer, Http
from salida.salesforce.login import Login, session_ended
from salida.salesforce.refusal import error_for
from salida.salesforce.stream import Stream
from salida.salesforce.transport import Request, Timeouts, Transport
from salida.salesforce.usage import ApiUsage, parse_usage
from salida.salesforce.versions import choose_version

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from types import TracebackType

    from salida.salesforce.session import Authenticator, Session

T = TypeVar("T")

_ROOT = "/services/data"
_REPEATABLE = frozenset({"GET", "HEAD", "PUT", "PATCH", "DELETE"})
"""Methods that set a state or read one. A POST says itself whether it may be sent twice."""


@dataclass(frozen=True, slots=True)
class _Call:
    """What the caller asked for, before a session and a version make a request of it."""

    method: str
    path: str
    params: Mapping[str, str] | None
    headers: Mapping[str, str]
    repeatable: bool
    body: bytes | None = field(default=None, repr=False)
    silence: float | None = None


class Client:
    """A login to one org and everything that every request needs.

    Args:
        authenticator: How to log in; used on the first request and when the session ends.
        api_version: `66.0` to insist on one; otherwise the highest that both sides know.
        ca_file: Certificates to trust besides the system's, in PEM.
        connections: Most requests and open streams at a time, over all threads.
        timeouts: Seconds to wait for a connection and for the next byte.
        on_limit: Called with the org's API usage after each answer that states it. What it
            raises ends the request: a budget stops a run that way.
        sleep, jitter: The clock and the dice of retries.

    Raises:
        UsageError: if `ca_file` holds no certificates.
    """

    def __init__(
        self,
        authenticator: Authenticator,
        *,
        api_version: str | None = None,
        ca_file: Path | None = None,
        connections: int = 10,
        timeouts: Timeouts | None = None,
        on_limit: Callable[[ApiUsage], None] | None = None,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        transport = Transport(ca_file=ca_file, connections=connections, timeouts=timeouts)
        self._http = Http(transport, sleep=sleep, jitter=jitter)
        self._login = Login(authenticator, self._http)
        self._wanted_version = api_version
        self._version: str | None = None
        self._version_lock = Lock()
        self._on_limit = on_limit
        self._usage: ApiUsage | None = None
        self.dialect = Dialect()
        """Which variants of the API the org spoke so far."""

    def send(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        json: object = None,
        headers: Mapping[str, str] | None = None,
        repeatable: bool | None = None,
    ) -> Answer:
        """Send a request and return its whole answer.

        Args:
            method: `GET`, `POST` ...
            path: `/limits` below the version's root, `/services/...` as it stands, or a
                full address on the org itself, as `nextRecordsUrl` may be.
            params: The query string.
            json: The body, to be sent as JSON.
            headers: More headers.
            repeatable: Whether sending it twice does no harm; by default all but POST.

        Raises:
            AuthenticationError: if the login is refused, now or when renewed.
            AccessError: if this user may not do that, or the org has no API.
            LimitError: if the org's calls are used up.
            UnavailableError: if no usable answer came after every retry.
            SalesforceError: for any other refusal, in the org's own words.
        """
        call = _Call(
            method=method,
            path=path,
            params=params,
            headers=headers or {},
            repeatable=method in _REPEATABLE if repeatable is None else repeatable,
            body=None if json is None else orjson.dumps(json),
        )
        answer = self._signed(self._http.send, call)
        self._note_usage(answer.headers)
        return answer

    def open_stream(
        self,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        silence: float | None = None,
    ) -> Stream:
        """GET something large; the caller reads and closes it.

        Opening is retried; a stream that breaks while it is read raises `UnavailableError`
        there, because only the caller knows what it did with the first part.

        Args:
            path: As in `send`.
            params: As in `send`.
            headers: As in `send`.
            silence: Seconds without a byte after which the stream counts as stalled.

        Raises:
            SalesforceError: as `send`.
        """
        call = _Call("GET", path, params, headers or {}, repeatable=True, silence=silence)
        raw = self._signed(self._http.open, call)
        stream = Stream(raw, f"GET {urlsplit(path).path}")
        try:
            self._note_usage(raw.headers)
        except BaseException:
            stream.close()
            raise
        return stream

    def get_json(self, path: str, **params: str) -> Any:
        """GET `path` and return its JSON. Raises as `send` does."""
        return self.send("GET", path, params=params).json()

    @property
    def session(self) -> Session:
        """Return the session in force, logging in if there is none yet."""
        return self._login.session

    @property
    def api_version(self) -> str:
        """Return the API version in use, such as `66.0`, asking the org the first time."""
        with self._version_lock:
            if self._version is None:
                offered = self.get_json(_ROOT)
                self._version = choose_version(offered, self._wanted_version)
            return self._version

    @property
    def api_usage(self) -> ApiUsage | None:
        """Return the org's API calls as last stated: used and allowed in 24 hours."""
        return self._usage

    def sleep(self, seconds: float) -> None:
        """Wait, by the clock that the client was made with."""
        self._http.sleep(seconds)

    def close(self) -> None:
        """Close idle connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _signed(self, transmit: Callable[[Request], T], call: _Call) -> T:
        """Send with the session in force; when it has ended, renew it once and send again."""
        session, renewed = self.session, False
        while True:
            request = Request(
                method=call.method,
                url=self._url(session, call),
                headers=_headers(session, call),
                body=call.body,
                repeatable=call.repeatable,
                silence=call.silence,
            )
            try:
                return transmit(request)
            except RefusedError as refused:
                self._note_usage(refused.headers)
                if renewed or not session_ended(refused.failure):
                    raise error_for(
                        refused.failure, request.shown, session.access_token
                    ) from refused
            session, renewed = self._login.renew(session), True

    def _url(self, session: Session, call: _Call) -> str:
        path = call.path
        if path.startswith("/services/"):
            target = session.instance_url + path
        elif path.startswith("/"):
            target = f"{session.instance_url}{_ROOT}/v{self.api_version}{path}"
        else:
            target = _own_address(session, path)
        if call.params:
            target += ("&" if "?" in target else "?") + urlencode(call.params, quote_via=quote)
        return target

    def _note_usage(self, headers: Mapping[str, str]) -> None:
        usage = parse_usage(headers.get("Sforce-Limit-Info"))
        if usage is not None:
            self._usage = usage
            if self._on_limit is not None:
                self._on_limit(usage)


def _headers(session: Session, call: _Call) -> dict[str, str]:
    headers = {"Authorization": f"Bearer {session.access_token}", "Accept": "application/json"}
    if call.body is not None:
        headers["Content-Type"] = "application/json; charset=UTF-8"
    return {**headers, **call.headers}


def _own_address(session: Session, url: str) -> str:
    """Return `url` if it lies on the org itself: a token goes nowhere else."""
    parts = urlsplit(url)
    if f"{parts.scheme}://{parts.netloc}".lower() != session.instance_url.lower():
        raise SalesforceError(
            _("The org points to another host: `{host}`", host=parts.netloc or url[:80]),
        )
    return url
