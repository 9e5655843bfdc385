"""Every failure that a user will meet: words in both languages, a hint, an exit code of its own.

Run as the installed program, so that nothing of the test's process helps.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from salida.archive import Archive
from salida.archive.sealed import seal, unseal
from salida.replica import Replica, ReplicaServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cli.conftest import Org, Ran, Salida

pytestmark = pytest.mark.skipif(os.name != "posix", reason="limits and signals are set otherwise")


@dataclass(frozen=True)
class Wrong:
    """A situation: how to run into it, and what must be said."""

    run: Callable[[str], Ran]
    code: int
    english: str
    spanish: str


@pytest.fixture
def copy(backed_up: Path, tmp_path: Path) -> Path:
    """Return a case with one backup that a test may damage."""
    return Path(shutil.copytree(backed_up, tmp_path / "copy"))


@pytest.fixture
def wrong_credentials(binary: Salida, org: Org, tmp_path: Path) -> Wrong:
    binary("init", tmp_path / "acme")
    return Wrong(
        lambda language: binary(
            *("-C", tmp_path / "acme", "org", "connect", "--method", "client_credentials"),
            *("--login-url", org.url, "--client-id", org.logins.client_id, "--lang", language),
            SALIDA_CLIENT_SECRET="wrong",
        ),
        11,
        "Salesforce refused",
        "Salesforce ha rechazado",
    )


@pytest.fixture
def an_org_without_api(binary: Salida, org: Org, tmp_path: Path) -> Iterator[Wrong]:
    binary("init", tmp_path / "acme")
    with (
        Replica(org.archive, logins=org.logins, api_enabled=False) as replica,
        ReplicaServer(replica) as server,
    ):
        yield Wrong(
            lambda language: binary(
                *("-C", tmp_path / "acme", "org", "connect", "--method", "client_credentials"),
                *("--login-url", server.url, "--client-id", org.logins.client_id),
                *("--lang", language),
                SALIDA_CLIENT_SECRET=org.logins.client_secret or "",
            ),
            12,
            "The org has no API",
            "La org no tiene API",
        )


@pytest.fixture
def an_archive_of_a_newer_version(binary: Salida, copy: Path) -> Wrong:
    path = copy / "archive" / "archive.json"
    content = unseal(path.read_bytes(), kind="salida-archive", newest=99, path="archive.json")
    rest = {key: content[key] for key in content if key not in {"format", "version", "checksum"}}
    path.write_bytes(seal("salida-archive", 99, rest))
    return Wrong(
        lambda language: binary(
            *("-C", copy, "query", "SELECT Id FROM Account", "--lang", language)
        ),
        22,
        "has format version 99",
        "tiene la versión de formato 99",
    )


@pytest.fixture
def two_backups_at_once(binary: Salida, copy: Path) -> Iterator[Wrong]:
    archive = Archive.open(copy / "archive")
    manifest = archive.manifest()
    with archive.begin(kind="full", org=manifest.org, started_at=manifest.finished_at):
        yield Wrong(
            lambda language: binary("-C", copy, "backup", "--lang", language),
            23,
            "Another Salida writes to",
            "Otra ejecución de Salida está escribiendo en",
        )


def _small_files() -> None:
    """Let no file grow over 64 KiB: the kernel refuses the write, as a full disk does."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, resource.RLIM_INFINITY))


@pytest.fixture
def a_full_disk(binary: Salida, case: Path) -> Wrong:
    return Wrong(
        lambda language: binary("-C", case, "backup", "--lang", language, preexec=_small_files),
        24,
        "o room",
        "No queda espacio",
    )


@pytest.fixture
def a_folder_that_is_no_case(binary: Salida, tmp_path: Path) -> Wrong:
    return Wrong(
        lambda language: binary("-C", tmp_path, "backup", "--lang", language),
        26,
        "is not a case",
        "no es un expediente",
    )


@pytest.fixture
def a_folder_that_is_no_archive(binary: Salida, tmp_path: Path) -> Wrong:
    return Wrong(
        lambda language: binary("verify", tmp_path, "--lang", language),
        21,
        "No archive at",
        "No hay ningún archivo en",
    )


@pytest.fixture
def another_org(binary: Salida, copy: Path, org: Org) -> Wrong:
    path = copy / "case.toml"
    path.write_text(path.read_text().replace(org.archive.manifest().org.id, "00D000000000001EAA"))
    return Wrong(
        lambda language: binary("-C", copy, "backup", "--lang", language),
        25,
        "This case is about the org",
        "Este expediente es de la org",
    )


@pytest.fixture
def nobody_at_the_address(binary: Salida, copy: Path, org: Org) -> Wrong:
    path = copy / "case.toml"
    path.write_text(path.read_text().replace(org.url, "http://127.0.0.1:9"))
    return Wrong(
        lambda language: binary("-C", copy, "org", "status", "--lang", language),
        14,
        "Cannot connect to",
        "No se puede conectar con",
    )


SITUATIONS = [
    "wrong_credentials",
    "an_org_without_api",
    "an_archive_of_a_newer_version",
    "two_backups_at_once",
    "a_full_disk",
    "a_folder_that_is_no_case",
    "a_folder_that_is_no_archive",
    "another_org",
    pytest.param("nobody_at_the_address", marks=pytest.mark.slow),
]


@pytest.mark.parametrize("situation", SITUATIONS)
def test_it_is_explained_in_both_languages(situation: str, request: pytest.FixtureRequest) -> None:
    wrong: Wrong = request.getfixturevalue(situation)

    english, spanish = wrong.run("en"), wrong.run("es")

    for ran in (english, spanish):
        assert ran.code == wrong.code, ran.err
        assert ran.out == ""
        assert "Traceback" not in ran.err
    assert wrong.english in english.err
    assert "\nhint: " in english.err
    assert wrong.spanish in spanish.err
    assert "\nconsejo: " in spanish.err


def test_a_full_disk_loses_nothing(binary: Salida, case: Path, org: Org) -> None:
    """The next run goes on where the first one stopped."""
    assert binary("-C", case, "backup", preexec=_small_files).code == 24

    ran = binary("-C", case, "backup", "--json")

    assert ran.code == 0, ran.err
    assert ran.json["rows"] == org.archive.manifest().rows
    assert binary("-C", case, "verify").code == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_disk_that_fills_up_under_the_output_is_explained(
    environment: None,  # noqa: ARG001 - wanted for its effect
    practice: Archive,
) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [
                Path(sys.executable).with_name("salida"),
                *("query", "SELECT Id FROM Contact", "--archive", practice.root, "--json"),
            ],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )

    assert done.returncode == 24
    assert '"disk_full"' in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_stops_reading_is_no_error(
    environment: None,  # noqa: ARG001 - wanted for its effect
    practice: Archive,
) -> None:
    program = Path(sys.executable).with_name("salida")
    soql = "SELECT Id, Description FROM Account"
    line = [str(program), "query", soql, "--archive", str(practice.root)]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        err = process.stderr.read().decode()

    assert process.returncode == 141
    assert err == ""
