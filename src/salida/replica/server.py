"""Running a replica: in a thread for tests and the demo, in the foreground for the command."""

from __future__ import annotations

import asyncio
import signal
import socket
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from salida.errors import UsageError
from salida.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from salida.replica.replica import Replica
    from salida.replica.tls import TlsFiles

_BACKLOG = 2048
_START_SECONDS = 30.0
_STOP_SECONDS = 5


class ReplicaServer:
    """A replica that answers on a port, from a thread of its own; use it as a context manager.

    Leaving the block stops the server, but does not close the replica: whoever made it does.
    """

    def __init__(
        self,
        replica: Replica,
        host: str = "127.0.0.1",
        port: int = 0,
        tls: TlsFiles | None = None,
    ) -> None:
        self._socket = _listen(host, port)
        self._scheme = "http" if tls is None else "https"
        self._host = host
        self._server = _Server(_config(replica, tls))
        self._thread = threading.Thread(target=self._run, name="salida-replica", daemon=True)

    @property
    def port(self) -> int:
        """The port, chosen by the system if 0 was asked for."""
        return int(self._socket.getsockname()[1])

    @property
    def url(self) -> str:
        """The address of the org: `http://127.0.0.1:40123`."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"{self._scheme}://{host}:{self.port}"

    def start(self) -> None:
        """Start answering.

        Raises:
            RuntimeError: if the server does not come up.
        """
        self._thread.start()
        give_up_at = time.monotonic() + _START_SECONDS
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > give_up_at:
                message = "the replica's server did not start"
                raise RuntimeError(message)
            time.sleep(0.005)

    def stop(self) -> None:
        """Finish the requests in hand, then stop."""
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()

    def _run(self) -> None:
        self._server.run(sockets=[self._socket])

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()


class _Server(uvicorn.Server):
    """Lets go of idle connections at once when it stops.

    Over TLS, uvicorn would wait for the client to say goodbye, and an idle client never does.
    """

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Abort what is idle, wait for what is not, and abort what is left after that."""
        self._abort(only_idle=True)
        await super().shutdown(sockets)
        self._abort(only_idle=False)
        # Two rounds of the loop: one to tell the protocols, one to close the sockets.
        for _round in range(2):
            await asyncio.sleep(0)

    def _abort(self, *, only_idle: bool) -> None:
        for each in list(self.server_state.connections):
            # The protocol of `_config`; uvicorn has others without these attributes.
            if not isinstance(each, HttpToolsProtocol):
                continue
            busy = each.cycle is not None and not each.cycle.response_complete
            if not (busy and only_idle):
                each.transport.abort()


def serve(
    replica: Replica,
    host: str = "127.0.0.1",
    port: int = 0,
    tls: TlsFiles | None = None,
    *,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Answer until the process is interrupted.

    Args:
        replica: What to serve; it is not closed.
        host: Whose requests to take: only this computer's by default.
        port: 0 for any free one.
        tls: For HTTPS.
        on_ready: Is told the address, once it answers.

    Raises:
        UsageError: if the port is taken or the address is not this computer's.
    """
    asked_to_stop = threading.Event()
    with ReplicaServer(replica, host, port, tls) as server, _on_signal(asked_to_stop.set):
        if on_ready is not None:
            on_ready(server.url)
        # With a timeout, because on Windows no signal interrupts a wait without one.
        while not asked_to_stop.wait(1.0):
            pass


@contextmanager
def _on_signal(stop: Callable[[], None]) -> Iterator[None]:
    """Call `stop` on Ctrl-C and on SIGTERM, while the block lasts. Main thread only."""
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    for each in before:
        signal.signal(each, lambda *_: stop())
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise UsageError(
            _("Cannot listen on {host}:{port}: {reason}", host=host, port=port, reason=error),
            hint=_("Choose another port with `--port`; 0 takes any free one"),
        ) from error
    return listener


def _config(replica: Replica, tls: TlsFiles | None) -> uvicorn.Config:
    return uvicorn.Config(
        replica.app,
        http="httptools",
        loop="asyncio",
        ws="none",
        lifespan="off",
        # Request lines can carry tokens and people's data in their query: nothing is logged.
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=_STOP_SECONDS,
        ssl_certfile=None if tls is None else str(tls.cert),
        ssl_keyfile=None if tls is None else str(tls.key),
    )
