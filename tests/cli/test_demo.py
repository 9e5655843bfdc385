from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from salida.cli.commands.demo import MARKER, make_room
from salida.errors import UsageError

if TYPE_CHECKING:
    from tests.cli.conftest import Salida

PROGRAM = Path(sys.executable).with_name("salida")


def test_a_folder_that_does_not_exist_is_made(tmp_path: Path) -> None:
    make_room(tmp_path / "a" / "demo")

    assert [each.name for each in (tmp_path / "a" / "demo").iterdir()] == [MARKER]


def test_an_earlier_demo_is_replaced(tmp_path: Path) -> None:
    make_room(tmp_path / "demo")
    (tmp_path / "demo" / "case").mkdir()

    make_room(tmp_path / "demo")

    assert [each.name for each in (tmp_path / "demo").iterdir()] == [MARKER]


def test_foreign_files_are_never_removed(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")

    with pytest.raises(UsageError) as error:
        make_room(tmp_path)

    assert error.value.hint
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    make_room(tmp_path / "demo")
    (tmp_path / "link").symlink_to(tmp_path / "demo")

    with pytest.raises(UsageError):
        make_room(tmp_path / "link")

    assert (tmp_path / "demo" / MARKER).exists()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("mine")

    with pytest.raises(UsageError):
        make_room(tmp_path / "demo")


def test_the_demo_plays_the_whole_journey(salida: Salida, tmp_path: Path) -> None:
    ran = salida("demo", "--records", "1000", "--keep", tmp_path / "demo", "--json")

    assert ran.code == 0, ran.err
    told = ran.json
    assert told["verification"]["ok"] is True
    assert told["backup"]["complete"] is True
    assert told["backup"]["rows"] > 900
    parent, aggregate, children = (each["records"] for each in told["answers"])
    assert parent[0]["Account"]["Name"]
    assert aggregate[0]["attributes"]["type"] == "AggregateResult"
    assert any(each["Contacts"] for each in children)
    for name in ("practice_org", "case", "archive"):
        assert Path(told[name]).is_dir()
    journal = salida("-C", told["case"], "journal", "--json").out.splitlines()
    assert [json.loads(each)["action"] for each in journal] == [
        "case.made",
        "agreement.read",
        "agreement.confirmed",
        "org.connected",
        "backup.started",
        "backup.finished",
        "archive.verified",
        "notice.drafted",
        "notice.reviewed",
    ]
    first = told["agreement"]
    assert first["unconfirmed"] == 0
    assert first["refusal"]["code"] == "gate"
    states = {each["code"]: each["state"] for each in first["status"]["gates"]}
    assert (states["backup_proven"], states["notice_filed"]) == ("open", "blocked")
    states = {each["code"]: each["state"] for each in told["status"]["gates"]}
    assert (states["backup_proven"], states["notice_filed"]) == ("passed", "open")
    assert told["notice"]["reviewed"] is True
    assert (Path(told["notice"]["folder"]) / "letter.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="this machine has no sha256sum")
def test_what_the_demo_tells_to_try_works(
    environment: None,  # noqa: ARG001 - wanted for its effect
    tmp_path: Path,
) -> None:
    """Every command that it prints but the last two (a server, and the user's own org) is run."""
    told = subprocess.run(
        [PROGRAM, "demo", "--records", "1000", "--lang", "es"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    ).stdout

    assert "Dónde está todo" in told
    assert "✓ Intacto: " in told
    lines = told[told.index("Qué probar ahora") :].splitlines()
    commands = [line.strip() for line in lines if line.startswith("    ")]
    assert len(commands) == 6
    for command in commands[:4]:
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=tmp_path,
            env={**os.environ, "PATH": f"{PROGRAM.parent}:{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, (command, done.stderr)


def watch(folder: Path, *arguments: str, columns: int = 80) -> str:
    """Run `salida` on a terminal of its own; return everything that it painted."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [PROGRAM, *arguments],
        cwd=folder,
        env={**os.environ, "COLUMNS": str(columns), "LINES": "40", "TERM": "xterm-256color"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    painted = b""
    try:
        while chunk := os.read(ours, 65_536):
            painted += chunk
    except OSError:
        # Linux says so when the last program has left the terminal.
        pass
    finally:
        os.close(ours)
    assert process.wait(120) == 0, painted.decode()[-2000:]
    return painted.decode()


@pytest.mark.skipif(os.name != "posix", reason="terminals are made otherwise there")
@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.slow), "es"])
def test_on_a_terminal_it_is_in_colour_and_fits(
    environment: None,  # noqa: ARG001 - wanted for its effect
    tmp_path: Path,
    language: str,
) -> None:
    painted = watch(tmp_path, "demo", "--records", "1000", "--lang", language)

    assert "\x1b[1m" in painted
    assert '"type"' not in painted
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", painted).replace("\r", "\n")
    # Commands to copy may be longer: a terminal wraps them, and a copy stays in one piece.
    lines = [each for each in plain.splitlines() if not each.startswith("    ")]
    assert max(map(len, lines)) <= 80, max(lines, key=len)


@pytest.mark.skipif(os.name != "posix", reason="terminals are made otherwise there")
def test_no_color_is_obeyed(
    environment: None,  # noqa: ARG001 - wanted for its effect
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    painted = watch(tmp_path, "init", "acme")

    assert "acme" in painted
    assert not re.search(r"\x1b\[[\d;]*3\d", painted)


@pytest.mark.slow
def test_a_hundred_thousand_records_take_less_than_a_minute(
    environment: None,  # noqa: ARG001 - wanted for its effect
    tmp_path: Path,
) -> None:
    began = time.monotonic()
    subprocess.run([PROGRAM, "demo"], cwd=tmp_path, capture_output=True, check=True, timeout=120)

    assert time.monotonic() - began < 60
