"""A practice org that answers on a loopback port, and two ways to run `salida`."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from salida.cli.main import main
from salida.practice import create_practice
from salida.practice.papers import practice_papers, practice_term
from salida.replica import Logins, Replica, ReplicaServer

if TYPE_CHECKING:
    from salida.archive import Archive


@dataclass(frozen=True)
class Ran:
    """What one run of `salida` left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout."""
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, Any]:
        """The error body: the last line of stderr."""
        body: dict[str, Any] = json.loads(self.err.splitlines()[-1])
        return body


Salida = Callable[..., Ran]
Papers = Callable[..., tuple[Path, ...]]


@dataclass(frozen=True)
class Org:
    """A practice org that answers."""

    url: str
    logins: Logins
    archive: Archive
    key_file: Path

    def connect(self) -> list[str]:
        """The arguments of `org connect` with a certificate."""
        return [
            *("org", "connect", "--method", "jwt", "--login-url", self.url),
            *("--client-id", self.logins.client_id, "--username", self.logins.username),
            *("--key-file", str(self.key_file)),
        ]


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Return a small invented company. Never change it."""
    return create_practice(tmp_path_factory.mktemp("cli") / "practice", records=3000)


@pytest.fixture(scope="session")
def org(practice: Archive, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Org]:
    """Serve the company."""
    logins = Logins.invent(1, username=practice.manifest().org.username or "admin@example.com")
    key_file = tmp_path_factory.mktemp("key") / "key.pem"
    key_file.write_text(logins.jwt_private_key or "")
    with Replica(practice, logins=logins) as replica, ReplicaServer(replica) as server:
        yield Org(server.url, logins, practice, key_file)


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the machine's settings out, and the secrets of tests out of the machine."""
    for name in os.environ:
        if name.startswith(("SALIDA_", "LC_")) or name in {"LANG", "LANGUAGE", "COLUMNS"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


@pytest.fixture
def salida(environment: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Salida:  # noqa: ARG001 - wanted for its effect
    """Run `salida` in this process, from an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, stdin: str = "", **variables: str) -> Ran:
        result = CliRunner().invoke(
            main, [str(each) for each in arguments], input=stdin, env=variables
        )
        return Ran(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def binary(environment: None, tmp_path: Path) -> Salida:  # noqa: ARG001 - wanted for its effect
    """Run the installed `salida` as a process of its own."""
    program = Path(sys.executable).with_name("salida")
    if not program.exists():
        pytest.skip("salida is not installed beside this Python")

    def run(*arguments: object, preexec: Callable[[], None] | None = None, **variables: str) -> Ran:
        done = subprocess.run(
            [str(program), *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, **variables},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            stdin=subprocess.DEVNULL,
            preexec_fn=preexec,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def case(salida: Salida, org: Org, tmp_path: Path) -> Path:
    """Return the folder of a case that is connected to the practice org."""
    folder = tmp_path / "acme"
    assert salida("init", folder).code == 0
    connected = salida("-C", folder, *org.connect())
    assert connected.code == 0, connected.err
    return folder


@pytest.fixture(scope="session")
def backed_up(org: Org, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a case with one backup. Never change it; copy it."""
    folder = tmp_path_factory.mktemp("backed-up") / "acme"
    runner = CliRunner()
    for arguments in (
        ["init", str(folder)],
        ["-C", str(folder), *org.connect()],
        ["-C", str(folder), "backup"],
    ):
        result = runner.invoke(main, arguments, env={"XDG_CONFIG_HOME": str(folder.parent)})
        assert result.exit_code == 0, result.stderr
    return folder


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory, org: Org) -> Papers:
    """Return the papers of the practice company, written once; `end` moves the end of its term."""

    @cache
    def write(*, end: date | None = None) -> tuple[Path, ...]:
        identity = org.archive.manifest().org
        term = practice_term(identity.name, identity.id, datetime.now(UTC).date())
        term = term if end is None else replace(term, end=end)
        folder = tmp_path_factory.mktemp("papers")
        paths = []
        for each in practice_papers(term, "en"):
            path = folder / each.name
            path.write_bytes(each.content)
            paths.append(path)
        return tuple(paths)

    return write


@pytest.fixture(scope="session")
def originals(
    backed_up: Path, papers: Papers, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Return cases to copy, by how far they are. Never change them."""
    runner = CliRunner()
    home = tmp_path_factory.mktemp("originals")
    shutil.copytree(backed_up, home / "proven")
    done = {
        "signed": (["init"], ["agreement", "read", *papers()]),
        "confirmed": (
            ["init"],
            ["agreement", "read", *papers()],
            ["agreement", "confirm", "--all"],
        ),
        "proven": (["verify"], ["agreement", "read", *papers()], ["agreement", "confirm", "--all"]),
    }
    for name, steps in done.items():
        for step in steps:
            case = ["init", home / name] if step == ["init"] else ["-C", home / name, *step]
            result = runner.invoke(main, [str(each) for each in case])
            assert result.exit_code == 0, result.stderr
    return {name: home / name for name in done}


def copied(original: Path, folder: Path) -> Path:
    shutil.copytree(original, folder)
    return folder


@pytest.fixture
def signed(environment: None, originals: dict[str, Path], tmp_path: Path) -> Path:  # noqa: ARG001 - wanted for its effect
    """Return a case whose papers were read; nothing in it is confirmed."""
    return copied(originals["signed"], tmp_path / "signed")


@pytest.fixture
def confirmed(environment: None, originals: dict[str, Path], tmp_path: Path) -> Path:  # noqa: ARG001 - wanted for its effect
    """Return a case whose terms are all confirmed."""
    return copied(originals["confirmed"], tmp_path / "confirmed")


@pytest.fixture
def proven(environment: None, originals: dict[str, Path], tmp_path: Path) -> Path:  # noqa: ARG001 - wanted for its effect
    """Return a case with confirmed terms and a proven backup."""
    return copied(originals["proven"], tmp_path / "proven")


@pytest.fixture(scope="session")
def post() -> Any:
    """The module of the mail server that the room of the notice is tested with."""
    path = Path(__file__).parents[1] / "notice" / "mail" / "post_office.py"
    specification = importlib.util.spec_from_file_location("cli_post_office", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[module.__name__] = module
    specification.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def authority(post: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return post.Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def office(post: Any, authority: Any) -> Iterator[Any]:
    """A mail server with STARTTLS and login."""
    with post.PostOffice(authority.server_context("localhost")) as running:
        yield running
