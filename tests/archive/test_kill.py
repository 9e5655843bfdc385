"""Invariant 3, for this room: killed at any operation on the disk, then started again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("small_archive.py")
FEW = 9
"""Kills at every ninth operation only; `make test-all` kills at each."""


@pytest.mark.parametrize("step", [FEW, pytest.param(1, marks=pytest.mark.slow)])
def test_a_run_killed_anywhere_and_started_again_leaves_the_same_archive(
    step: int, small_original: Path, tmp_path: Path
) -> None:
    ended = subprocess.run(
        [sys.executable, str(PROGRAM), str(tmp_path), str(step)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    operations = int(ended.stdout)
    undisturbed = contents(small_original)
    assert contents(tmp_path / "undisturbed") == undisturbed

    for kill_at in range(1, operations + 1, step):
        assert contents(tmp_path / str(kill_at)) == undisturbed, f"killed at {kill_at}"


def contents(root: Path) -> dict[str, bytes]:
    return {
        str(each.relative_to(root)): each.read_bytes() for each in root.rglob("*") if each.is_file()
    }
