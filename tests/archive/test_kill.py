"""Invariant 3, for this room: killed at any operation on the disk, then started again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = Path(__file__).with_name("small_archive.py")
FEW = 9
"""Kills at every ninth operation only; `make test-all` kills at each."""


@pytest.fixture
def quick_disk() -> Iterator[Path]:
    """A folder in memory where there is one: hundreds of runs wait for the disk otherwise."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder below is private
    folder = Path(tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else None))
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("step", [FEW, pytest.param(1, marks=pytest.mark.slow)])
def test_a_run_killed_anywhere_and_started_again_leaves_the_same_archive(
    step: int, small_original: Path, quick_disk: Path
) -> None:
    ended = subprocess.run(
        [sys.executable, str(PROGRAM), str(quick_disk), str(step)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    operations = int(ended.stdout)
    undisturbed = contents(small_original)
    assert contents(quick_disk / "undisturbed") == undisturbed

    for kill_at in range(1, operations + 1, step):
        assert contents(quick_disk / str(kill_at)) == undisturbed, f"killed at {kill_at}"


def contents(root: Path) -> dict[str, bytes]:
    return {
        str(each.relative_to(root)): each.read_bytes() for each in root.rglob("*") if each.is_file()
    }
