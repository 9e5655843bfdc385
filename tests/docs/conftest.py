"""What the tests of the documentation share."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def tracked() -> tuple[Path, ...]:
    """Every file under version control that is there, relative to the repository."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout: what is tracked cannot be known")
    names = listed.stdout.decode().split("\0")
    return tuple(Path(name) for name in names if name and (ROOT / name).is_file())


@pytest.fixture(scope="session")
def markdown(tracked: tuple[Path, ...]) -> tuple[Path, ...]:
    """The tracked pages."""
    return tuple(each for each in tracked if each.suffix == ".md")


@pytest.fixture(scope="session")
def blocks() -> Blocks:
    """A page's fenced blocks."""
    return Blocks()


class Blocks:
    """Reads the fenced blocks of a page."""

    def __call__(self, page: str, language: str) -> list[str]:
        """Return the blocks of `language` in the page at `page`, in order."""
        found = _FENCE.findall((ROOT / page).read_text(encoding="utf-8"))
        return [text for tag, text in found if tag == language]
