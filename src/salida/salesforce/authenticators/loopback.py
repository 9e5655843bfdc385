"""A listener on this machine for the one request that ends a login in the browser."""

from __future__ import annotations

import secrets
import time
from html import escape
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Self
from urllib.parse import parse_qs, urlsplit

from salida.errors import AuthenticationError, UsageError
from salida.language import LANGUAGES, Text, _, speak
from salida.salesforce.failure import Failure
from salida.salesforce.refusal import error_for

if TYPE_CHECKING:
    from types import TracebackType

_PATH = "/callback"
_SLOW_BROWSER = 10
"""Seconds for one request, so that a half-open connection cannot block the login."""

_OK = 200
_BAD_REQUEST = 400
_NOT_FOUND = 404


class LoopbackListener:
    """Waits for the browser to bring the code. Only 127.0.0.1 can reach it.

    Raises:
        UsageError: if the port is taken.
    """

    def __init__(self, port: int, state: str) -> None:
        self._state = state
        self._code: str | None = None
        self._failure: Failure | None = None
        try:
            self._server = HTTPServer(("127.0.0.1", port), self._handler())
        except OSError as error:
            raise UsageError(
                _("Cannot listen on port {port}: {reason}", port=port, reason=error.strerror),
                hint=_("Close the other program, or choose another port in the app and here"),
            ) from error

    @property
    def redirect_uri(self) -> str:
        """Return the callback address, to be registered in the app to the letter."""
        return f"http://localhost:{self._server.server_port}{_PATH}"

    def wait_for_code(self, seconds: float) -> str:
        """Return the authorization code that the browser brings.

        A request with a wrong `state` is answered and ignored: it is not our login.

        Raises:
            AuthenticationError: if the login was refused, or `seconds` passed.
        """
        end = time.monotonic() + seconds
        while self._code is None and self._failure is None:
            left = end - time.monotonic()
            if left <= 0:
                raise AuthenticationError(
                    _("Nobody logged in within {seconds} seconds", seconds=int(seconds)),
                    hint=_("Run it again; the address to open is shown"),
                )
            self._server.timeout = left
            self._server.handle_request()
        if self._failure is not None:
            raise error_for(self._failure, _PATH, otherwise=AuthenticationError)
        return self._code or ""

    def close(self) -> None:
        """Stop listening."""
        self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _accept(self, target: str) -> tuple[int, Text]:
        """Take in one request and return status and words for the browser."""
        parts = urlsplit(target)
        if parts.path != _PATH:
            return _NOT_FOUND, _("There is nothing here")
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if not secrets.compare_digest(query.get("state", "").encode(), self._state.encode()):
            return _BAD_REQUEST, _("This is not the login that Salida is waiting for")
        if "error" in query:
            self._failure = Failure(
                status=_BAD_REQUEST,
                error_code=query["error"],
                words=query.get("error_description", ""),
            )
            return _OK, _("Salesforce refused the login. Go back to Salida, it says why")
        if not query.get("code"):
            return _BAD_REQUEST, _("This is not the login that Salida is waiting for")
        self._code = query["code"]
        return _OK, _("Salesforce has answered. You can close this window and go back to Salida")

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        accept = self._accept

        class Handler(BaseHTTPRequestHandler):
            timeout = _SLOW_BROWSER

            def do_GET(self) -> None:
                status, words = accept(self.path)
                page = _page(words).encode()
                self.send_response(status)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(page)))
                self.send_header("Cache-Control", "no-store")
                self.send_header("Referrer-Policy", "no-referrer")
                self.end_headers()
                self.wfile.write(page)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's
                """Log nothing: the request line holds the code."""

        return Handler


def _page(words: Text) -> str:
    """Return a small page that says `words` in every language."""
    paragraphs = []
    for language in LANGUAGES:
        with speak(language):
            paragraphs.append(f'<p lang="{language}">{escape(str(words))}</p>')
    return (
        '<!doctype html><html><head><meta charset="utf-8"><title>Salida</title>'
        "<style>body{font:1.2rem/1.6 system-ui;max-width:36rem;margin:20vh auto;padding:0 1rem}"
        "</style></head><body>" + "".join(paragraphs) + "</body></html>"
    )
