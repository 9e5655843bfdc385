"""Types every command of `tutorials/first-backup.md` into a shell, as its reader would."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.docs.conftest import Blocks

PAGE = "docs/tutorials/first-backup.md"

pytestmark = pytest.mark.skipif(
    shutil.which("bash") is None or shutil.which("sha256sum") is None,
    reason="the tutorial is typed into bash, and uses sha256sum",
)


@dataclass(frozen=True, slots=True)
class Step:
    """A command, and the exit code that the page promises."""

    command: str
    exit_code: int


def steps(blocks: list[str]) -> list[Step]:
    found: list[Step] = []
    for line in (line for block in blocks for line in block.splitlines()):
        if line.startswith("$ "):
            found.append(Step(line.removeprefix("$ "), 0))
        else:
            promised = re.fullmatch(r"exit code (\d+)", line)
            assert promised, f"neither a command nor an exit code: {line}"
            found[-1] = Step(found[-1].command, int(promised[1]))
    return found


@contextmanager
def replica(command: str, folder: Path, environment: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Run the replica of the page; give the two commands that it prints beside *Next*."""
    with subprocess.Popen(
        ["bash", "-c", f"exec {command}"],
        cwd=folder, env=environment, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            for line in process.stdout:
                if "export SALIDA_CLIENT_SECRET=" in line:
                    export = line[line.index("export") :].strip()
                    yield export, process.stdout.readline().strip()
                    return
            pytest.fail("the replica did not print how to connect")
        finally:
            process.terminate()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@pytest.mark.slow
def test_every_command_of_the_tutorial_does_what_the_page_says(
    tmp_path: Path, blocks: Blocks
) -> None:
    first, serve, *rest = steps(blocks(PAGE, "console"))
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path / "home"),
        "XDG_CONFIG_HOME": str(tmp_path / "home"),
        "SALIDA_LANG": "en",
    }
    (tmp_path / "home").mkdir()
    port = str(free_port())
    practice = first.command.replace("20000", "1000")
    subprocess.run(["bash", "-c", practice], cwd=tmp_path, env=environment, check=True)

    with replica(serve.command.replace("8731", port), tmp_path, environment) as printed:
        # One shell for all of it: the reader changes folders and sets a variable.
        assert rest[2].command == "export SALIDA_CLIENT_SECRET=..."
        assert rest[3].command.replace("8731", port) == printed[1]
        rest[2:4] = [Step(each, 0) for each in printed]
        typed = [
            f"{each.command}; code=$?; [ $code = {each.exit_code} ] || exit $((100 + code))"
            for each in rest
        ]
        script = "\n".join(["set -x", *typed]).replace("8731", port)
        done = subprocess.run(
            ["bash"], cwd=tmp_path, env=environment, input=script,
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    assert "every record and file that the org keeps is here" in done.stdout
    assert (
        (tmp_path / "acme" / "accounts.csv").read_text(encoding="utf-8").startswith('"Id","Name"')
    )
