from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_ROW = re.compile(r"^\| ([a-z0-9-]+) \| (.+) \|$", re.MULTILINE)


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=!~ \[;]", each, maxsplit=1)[0].lower() for each in requirements}


def documented(root: Path, heading: str) -> dict[str, list[str]]:
    """Return the cells of each package's row under `heading`."""
    page = (root / "docs/decisions/0002-dependencies.md").read_text(encoding="utf-8")
    section = page.split(f"### {heading}\n")[1].split("\n#")[0]
    rows = {name: cells.split(" | ") for name, cells in _ROW.findall(section)}
    return {name: cells for name, cells in rows.items() if name != "package"}


def project(root: Path) -> dict[str, set[str]]:
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return {
        "run": names(settings["project"]["dependencies"]),
        "dev": names(settings["dependency-groups"]["dev"]),
    }


def test_each_dependency_at_run_time_has_its_reason(root: Path) -> None:
    assert set(documented(root, "At run time")) == project(root)["run"]


def test_each_dependency_for_development_has_its_reason(root: Path) -> None:
    # uv installs the others, from a requirements file of its own.
    assert set(documented(root, "For development")) == project(root)["dev"] | {"uv"}


def test_every_row_is_filled(root: Path) -> None:
    rows = documented(root, "At run time") | documented(root, "For development")

    assert [name for name, cells in rows.items() if not all(each.strip() for each in cells)] == []


def test_what_is_locked_is_what_the_project_asks_for(root: Path) -> None:
    def locked(file: str) -> set[str]:
        text = (root / "requirements" / file).read_text(encoding="utf-8")
        return set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))

    assert project(root)["run"] <= locked("runtime.txt")
    assert project(root)["run"] | project(root)["dev"] <= locked("dev.txt")


def test_every_locked_version_has_hashes_and_no_address(root: Path) -> None:
    for file in (root / "requirements").glob("*.txt"):
        text = file.read_text(encoding="utf-8")
        entries = re.split(r"\n(?=[a-z])", text)[1:]
        assert entries
        assert [each for each in entries if "--hash=sha256:" not in each] == []
        assert re.findall(r"https?://|--(?:index|extra|find)-", text) == []
