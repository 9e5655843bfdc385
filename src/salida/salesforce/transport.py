"""One request, one answer, over TLS: connections, timeouts, proxies. Knows nothing of Salesforce."""

from __future__ import annotations

import ssl
import urllib.request
from dataclasses import dataclass, field
from importlib.metadata import version
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import urllib3
from urllib3.exceptions import EmptyPoolError, HTTPError

from salida.errors import UsageError
from salida.language import _
from salida.salesforce.body import Body
from salida.salesforce.causes import no_answer
from salida.salesforce.origin import is_loopback

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_HOSTS = 8
"""Hosts whose connections are kept: org, login, files. More would only be redirects."""

_WAIT_FOR_CONNECTION = 1800.0
"""Seconds. Nothing waits this long for a free connection unless a stream was never closed."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds to wait before an attempt counts as failed."""

    connect: float = 30.0
    silence: float = 150.0
    """Without a byte. The org itself stops a query after 120 s, and says so."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to send. `headers` hold the token: they are in no `repr`."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=None, repr=False)
    repeatable: bool = True
    """Whether sending it twice does no harm, even when only the first answer was lost."""

    silence: float | None = None
    """Seconds without a byte before giving up; `None` takes the transport's."""

    @property
    def shown(self) -> str:
        """Return the request as messages and logs name it: without query, host or secret."""
        return f"{self.method} {urlsplit(self.url).path}"


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """Status, headers, and a body that is still to be read and closed."""

    status: int
    headers: Mapping[str, str]
    body: Body


class Transport:
    """A bounded pool of connections that several threads may use.

    Args:
        ca_file: Certificates to trust besides the system's, in PEM: a company's own
            authority, or that of a local practice org.
        connections: Most connections to one host at a time.

    Raises:
        UsageError: if `ca_file` cannot be read as certificates.
    """

    def __init__(
        self,
        *,
        ca_file: Path | None = None,
        connections: int = 10,
        timeouts: Timeouts | None = None,
    ) -> None:
        self._timeouts = timeouts or Timeouts()
        self._tls = _tls(ca_file)
        self._connections = connections
        self._direct = urllib3.PoolManager(**self._pool_settings())
        self._through: dict[str, urllib3.ProxyManager] = {}
        self._answered: set[str] = set()
        self._lock = Lock()
        self._user_agent = f"Salida/{version('salida')}"

    def _pool_settings(self) -> dict[str, Any]:
        return {
            "num_pools": _HOSTS,
            "maxsize": self._connections,
            "block": True,
            "ssl_context": self._tls,
        }

    def once(self, request: Request) -> RawAnswer:
        """Send once and return as soon as the headers are there. Follows no redirect.

        Raises:
            NoAnswerError: if no answer arrived.
        """
        host = urlsplit(request.url).hostname or ""
        silence = request.silence or self._timeouts.silence
        try:
            response = self._manager(request.url, host).urlopen(
                request.method,
                request.url,
                body=request.body,
                headers={
                    "User-Agent": self._user_agent,
                    "Accept-Encoding": "gzip",
                    **request.headers,
                },
                timeout=urllib3.Timeout(connect=self._timeouts.connect, read=silence),
                pool_timeout=_WAIT_FOR_CONNECTION,
                retries=False,
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
        except EmptyPoolError:
            message = "no connection became free: some stream was never closed"
            raise RuntimeError(message) from None
        except HTTPError as error:
            raise no_answer(error, host_answered_before=host in self._answered) from None
        self._answered.add(host)
        return RawAnswer(response.status, response.headers, Body(response))

    def close(self) -> None:
        """Close every idle connection."""
        for manager in (self._direct, *self._through.values()):
            for host in manager.pools.keys():  # noqa: SIM118 - it cannot be iterated itself
                manager.pools[host].close()  # clear() alone would leave that to the collector
            manager.clear()

    def _manager(self, url: str, host: str) -> urllib3.PoolManager:
        proxy = _proxy_for(url, host)
        if proxy is None:
            return self._direct
        with self._lock:
            if proxy not in self._through:
                self._through[proxy] = self._make_proxy_manager(proxy)
            return self._through[proxy]

    def _make_proxy_manager(self, proxy: str) -> urllib3.ProxyManager:
        parts = urlsplit(proxy)
        headers = None
        if parts.username:
            login = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            headers = urllib3.make_headers(proxy_basic_auth=login)
        address = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        return urllib3.ProxyManager(
            address,
            proxy_headers=headers,
            **self._pool_settings(),
        )


def _proxy_for(url: str, host: str) -> str | None:
    """Return the proxy that the system or HTTPS_PROXY names for `url`; none for this machine."""
    if is_loopback(host) or urllib.request.proxy_bypass(host):
        return None
    proxy = urllib.request.getproxies().get(urlsplit(url).scheme)
    if proxy and "://" not in proxy:
        return f"http://{proxy}"
    return proxy


def _tls(ca_file: Path | None) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if ca_file is not None:
        try:
            context.load_verify_locations(cafile=ca_file)
        except (OSError, ssl.SSLError) as error:
            raise UsageError(
                _(
                    "Cannot read certificates from `{path}`: {error}",
                    path=ca_file,
                    error=str(error),
                ),
                hint=_("A CA file holds one or more certificates in PEM"),
            ) from error
    return context
