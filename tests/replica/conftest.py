"""A small org in an archive, and a replica of it on a loopback port."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from salida.replica import Logins, Replica, ReplicaServer

if TYPE_CHECKING:
    from salida.archive import Archive


def _share(name: str) -> None:
    """Make a helper of this folder importable: tests are no packages."""
    full_name = f"tests.replica.{name}"
    file = Path(__file__).parent / f"{name}.py"
    specification = importlib.util.spec_from_file_location(full_name, file)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[full_name] = module
    specification.loader.exec_module(module)


for _name in ("small_org", "http_client", "recorded"):
    _share(_name)

from tests.replica.http_client import Http  # noqa: E402 - shared just above
from tests.replica.small_org import BLOBS, small_org, write_org  # noqa: E402 - the same


@dataclass
class Running:
    """A replica that answers, and how to get in."""

    replica: Replica
    logins: Logins
    url: str

    def client(self, token: str | None = None) -> Http:
        return Http(self.url, self.logins.access_tokens[0] if token is None else token)


TOKEN = "00Dxx0000000001!AQlasting"
Run = Callable[..., Running]


@pytest.fixture(scope="session")
def practice_logins() -> Logins:
    """Logins with every flow open; made once, because an RSA key takes a while."""
    return Logins.invent(7)


@pytest.fixture(scope="session")
def small_archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return write_org(tmp_path_factory.mktemp("replica") / "archive", small_org(), blobs=BLOBS)


@pytest.fixture
def run(small_archive: Archive, practice_logins: Logins, tmp_path: Path) -> Iterator[Run]:
    """Return a function that starts a replica with other settings."""
    started: list[tuple[Replica, ReplicaServer]] = []

    def start(**settings: Any) -> Running:
        tls = settings.pop("tls", None)
        archive = settings.pop("archive", small_archive)
        logins = settings.pop("logins", _with_token(practice_logins))
        replica = Replica(archive, logins=logins, spool=tmp_path, **settings)
        server = ReplicaServer(replica, tls=tls)
        server.start()
        started.append((replica, server))
        return Running(replica, logins, server.url)

    yield start
    for replica, server in started:
        server.stop()
        replica.close()


@pytest.fixture(scope="module")
def served(
    small_archive: Archive, practice_logins: Logins, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """A replica with default settings, shared by the tests of a module."""
    logins = _with_token(practice_logins)
    with (
        Replica(small_archive, logins=logins, spool=tmp_path_factory.mktemp("spool")) as replica,
        ReplicaServer(replica) as server,
    ):
        yield Running(replica, logins, server.url)


@pytest.fixture
def http(served: Running) -> Iterator[Http]:
    client = served.client()
    yield client
    client.pool.clear()


def _with_token(logins: Logins) -> Logins:
    return replace(logins, access_tokens=(TOKEN,))
