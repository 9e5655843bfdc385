"""A small org on a loopback port that answers what a test scripts, and keeps what it was asked."""

from __future__ import annotations

import gzip
import json
import threading
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from salida.salesforce import Client, PastedToken, Timeouts
from salida.salesforce.http import Http
from salida.salesforce.transport import Transport

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator, Mapping

TOKEN = "00Dxx0000001gPF!AQ0AQFfirst.token_oFtheTests"
FIXTURES = Path(__file__).parents[2].parent / "shared" / "fixtures"


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    target: str

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode()))

    @property
    def token(self) -> str:
        return self.headers.get("Authorization", "").removeprefix("Bearer ")


@dataclass(frozen=True)
class Reply:
    """One answer to play."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut_after: int | None = None
    """Close the connection after so many bytes of the body."""

    stall_after: int | None = None
    """Send so many bytes of the body, then nothing more."""

    chunked: bool = False


class ScriptedOrg:
    """Plays, per method and path, one reply after the other; the last one again and again."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.asked: list[Asked] = []
        self.otherwise = self.error(404, "NOT_FOUND", "The requested resource does not exist")
        self._script: dict[tuple[str, str], deque[Reply | Callable[[Asked], Reply]]] = {}
        self._lock = threading.Lock()
        self.over = threading.Event()
        self._server = _Server(self)
        if tls is not None:
            self._server.socket = tls.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self.port = self._server.server_port
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        self.on("GET", "/services/data", self.json([{"version": "66.0"}, {"version": "65.0"}]))

    def on(self, method: str, path: str, *replies: Reply | Callable[[Asked], Reply]) -> None:
        self._script[method, path] = deque(replies)

    def data(self, method: str, path: str, *replies: Reply | Callable[[Asked], Reply]) -> None:
        """Script a path below the version's root."""
        self.on(method, f"/services/data/v66.0{path}", *replies)

    @staticmethod
    def json(content: Any, status: int = 200, **headers: str) -> Reply:
        return Reply(
            status,
            json.dumps(content).encode(),
            {"Content-Type": "application/json", **_header_names(headers)},
        )

    @staticmethod
    def error(status: int, code: str, message: str = "words of the org") -> Reply:
        return ScriptedOrg.json([{"errorCode": code, "message": message}], status)

    @staticmethod
    def raw(body: bytes, status: int = 200, **options: Any) -> Reply:
        return Reply(status, body, **options)

    @staticmethod
    def gzipped(
        body: bytes, status: int = 200, *, keep: int | None = None, **options: Any
    ) -> Reply:
        headers = {"Content-Encoding": "gzip", **options.pop("headers", {})}
        return Reply(status, gzip.compress(body)[:keep], headers, **options)

    def count(self, path: str, method: str = "GET") -> int:
        return sum(1 for each in self.asked if (each.method, each.path) == (method, path))

    def close(self) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def next_reply(self, asked: Asked) -> Reply:
        with self._lock:
            self.asked.append(asked)
            replies = self._script.get((asked.method, asked.path))
            if not replies:
                return self.otherwise
            reply = replies.popleft() if len(replies) > 1 else replies[0]
        return reply if isinstance(reply, Reply) else reply(asked)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body in one packet: else each answer waits 40 ms for an ACK
    server: _Server

    def handle_any(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        parts = urlsplit(self.path)
        asked = Asked(
            self.command,
            parts.path,
            dict(parse_qsl(parts.query, keep_blank_values=True)),
            {name.title(): value for name, value in self.headers.items()},
            self.rfile.read(length),
            self.path,
        )
        self._play(self.server.org.next_reply(asked))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):  # http.server calls do_GET, do_POST ...
            return self.handle_any
        raise AttributeError(name)

    def _play(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif reply.status != 204:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        stop = reply.cut_after if reply.cut_after is not None else reply.stall_after
        self._send_body(reply.body[:stop], chunked=reply.chunked, whole=stop is None)
        if reply.stall_after is not None:
            self.server.org.over.wait()
        if stop is not None:
            self.close_connection = True

    def _send_body(self, body: bytes, *, chunked: bool, whole: bool) -> None:
        if chunked and body:
            body = b"%x\r\n%s\r\n" % (len(body), body)
        if chunked and whole:
            body += b"0\r\n\r\n"
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Print nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, org: ScriptedOrg) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.org = org

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print nothing: a client that closes early is part of many tests."""


def _header_names(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


@pytest.fixture
def org() -> Iterator[ScriptedOrg]:
    """Return a scripted org over plain HTTP on this machine."""
    scripted = ScriptedOrg()
    yield scripted
    scripted.close()


@pytest.fixture
def start_org() -> Iterator[Callable[..., ScriptedOrg]]:
    """Return a function that starts one more org."""
    started: list[ScriptedOrg] = []

    def start(tls: ssl.SSLContext | None = None) -> ScriptedOrg:
        started.append(ScriptedOrg(tls))
        return started[-1]

    yield start
    for each in started:
        each.close()


@pytest.fixture
def sleeps() -> list[float]:
    """Return the waits that a client made, in seconds, instead of making them."""
    return []


@pytest.fixture
def connect(sleeps: list[float]) -> Iterator[Callable[..., Client]]:
    """Return a function that makes a client for an authenticator, with quick timeouts."""
    made: list[Client] = []

    def make(authenticator: Any, **options: Any) -> Client:
        options = {"timeouts": Timeouts(connect=5, silence=5), **options}
        made.append(Client(authenticator, sleep=sleeps.append, jitter=lambda: 1.0, **options))
        return made[-1]

    yield make
    for client in made:
        client.close()


@pytest.fixture
def token() -> str:
    """Return the access token of `client`."""
    return TOKEN


@pytest.fixture
def client(org: ScriptedOrg, connect: Callable[..., Client]) -> Client:
    """Return a client of `org` that holds a pasted token."""
    return connect(PastedToken(org.url, TOKEN))


@pytest.fixture
def http(sleeps: list[float]) -> Iterator[Http]:
    """Return what an authenticator logs in with."""
    plain = Http(
        Transport(timeouts=Timeouts(connect=5, silence=5)),
        sleep=sleeps.append,
        jitter=lambda: 1.0,
    )
    yield plain
    plain.close()


@pytest.fixture
def recorded() -> Callable[[str], list[dict[str, Any]]]:
    """Return a function that reads real exchanges, one JSON object per line."""

    def read(name: str) -> list[dict[str, Any]]:
        path = FIXTURES / "recorded" / f"{name}.jsonl"
        if not path.exists():
            pytest.skip(f"{name} is not here: recorded exchanges lie outside the project")
        return [json.loads(line) for line in path.read_text().splitlines()]

    return read
