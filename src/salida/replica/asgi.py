"""The rim: HTTP in and out, through Starlette. The answers are made in threads."""

from __future__ import annotations

import re
from collections.abc import Generator
from typing import TYPE_CHECKING

from isal import igzip
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from salida.replica.bulk.results import accepts_gzip
from salida.replica.call import Call

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from salida.replica.call import Answer

_METHODS = ["GET", "HEAD", "POST", "PATCH", "PUT", "DELETE"]
_LONGEST_ADDRESS = 16_384
"""Bytes of the address, or of address and headers (REST API Developer Guide, "URI limits")."""

_LARGEST_BODY = 16 * 1024 * 1024
_WORTH_COMPRESSING = 256
_SLASHES = re.compile(r"/{2,}")


def application(answer: Callable[[Call], Answer]) -> Starlette:
    """Return an ASGI application that hands every request to `answer`, in a thread."""

    async def endpoint(request: Request) -> Response:
        refusal = _too_long(request)
        if refusal is not None:
            return refusal
        body = await _body(request)
        if body is None:
            return _html(413, "Payload Too Large")
        call = _call(request, body)
        return _response(call, await run_in_threadpool(answer, call))

    return Starlette(routes=[Route("/{path:path}", endpoint, methods=_METHODS)])


def _too_long(request: Request) -> Response | None:
    """Refuse what Jetty refuses before Salesforce sees it: in HTML."""
    address = len(request.scope["raw_path"]) + len(request.scope["query_string"]) + 1
    if address > _LONGEST_ADDRESS:
        return _html(414, "URI Too Long")
    headers = sum(len(name) + len(value) + 4 for name, value in request.scope["headers"])
    if address + headers > _LONGEST_ADDRESS:
        return _html(431, "Request Header Fields Too Large")
    return None


def _html(status: int, reason: str) -> Response:
    body = f"<h1>Bad Message {status}</h1><pre>reason: {reason}</pre>"
    return Response(body, status, media_type="text/html;charset=iso-8859-1")


async def _body(request: Request) -> bytes | None:
    """Return the body, `None` if it is larger than any resource takes."""
    pieces: list[bytes] = []
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > _LARGEST_BODY:
            return None
        pieces.append(piece)
    return b"".join(pieces)


def _call(request: Request, body: bytes) -> Call:
    # Clients write `//sobjects` and `query/?q=`; the org takes both.
    path = _SLASHES.sub("/", request.url.path)
    return Call(
        method=request.method,
        path=path.rstrip("/") or "/",
        query=dict(request.query_params),
        headers=dict(request.headers),
        body=body,
        origin=f"{request.url.scheme}://{request.url.netloc}",
    )


def _response(call: Call, answer: Answer) -> Response:
    headers = dict(answer.headers)
    if not isinstance(answer.body, bytes):
        return _Streamed(answer.body, answer.status, headers, answer.media_type)
    body = answer.body
    if len(body) >= _WORTH_COMPRESSING and accepts_gzip(call):
        body = igzip.compress(body, 1)
        headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Response(body, answer.status, headers, answer.media_type)


class _Streamed(StreamingResponse):
    """A streamed answer whose source is closed at its end, also when the client hangs up."""

    def __init__(
        self, pieces: Iterator[bytes], status: int, headers: Mapping[str, str], kind: str | None
    ) -> None:
        super().__init__(pieces, status, headers, kind)
        self._pieces = pieces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            if isinstance(self._pieces, Generator):
                self._pieces.close()
