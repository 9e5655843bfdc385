"""Types every command of `tutorials/know-your-contract.md` into a shell, as its reader would."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.docs.conftest import Blocks

PAGE = "docs/tutorials/know-your-contract.md"


@pytest.mark.skipif(shutil.which("bash") is None, reason="the tutorial is typed into bash")
def test_every_command_does_what_the_page_says(blocks: Blocks, tmp_path: Path) -> None:
    typed = re.findall(
        r"^\$ (.+)\n(?:exit code (\d+)\n)?", "".join(blocks(PAGE, "console")), re.MULTILINE
    )
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("SALIDA_")},
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "LC_ALL": "C.UTF-8",
    }
    said = ""
    for command, promised in typed:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == int(promised or 0), f"$ {command}\n{done.stderr}"
        said += done.stdout + done.stderr

    assert len(typed) > 12
    assert "✓ binding" in said
    assert "archive is not proven complete" in said
    for name in ("exit.ics", "money.svg", "acme/agreement.toml"):
        assert (tmp_path / name).stat().st_size
