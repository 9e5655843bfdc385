from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.docs.conftest import Blocks


def outline(page: str) -> list[tuple[int, int, int]]:
    """Return, for each section: heading level, list items, fenced blocks."""
    sections = re.split(r"^(?=#+ )", page, flags=re.MULTILINE)[1:]
    return [
        (
            len(each) - len(each.lstrip("#")),
            len(re.findall(r"^- ", each, re.MULTILINE)),
            each.count("```") // 2,
        )
        for each in sections
    ]


def test_both_readmes_have_the_same_sections(root: Path) -> None:
    english, spanish = (
        (root / name).read_text(encoding="utf-8") for name in ("README.md", "README.es.md")
    )

    assert outline(english) == outline(spanish)


def test_both_readmes_link_to_the_same_pages(root: Path) -> None:
    def links(name: str) -> set[str]:
        text = (root / name).read_text(encoding="utf-8")
        return set(re.findall(r"\]\(([^)]+)\)", text)) - {"README.md", "README.es.md"}

    # The Spanish one also sends its reader to the glossary, and says why.
    assert links("README.md") == links("README.es.md")


def test_the_readme_begins_with_the_two_commands(root: Path, blocks: Blocks) -> None:
    for name in ("README.md", "README.es.md"):
        first = blocks(name, "sh")[0].splitlines()
        assert [line.split("#")[0].strip() for line in first] == ["make demo", "make test"]
        assert (root / name).read_text(encoding="utf-8").index("```") < 20


def test_ci_runs_the_readmes_test_command(root: Path) -> None:
    script = (root / ".ci/run").read_text(encoding="utf-8")

    assert re.findall(r"^make (check|test) ", script, re.MULTILINE) == ["check", "test"]


def test_every_make_target_that_a_page_names_exists(root: Path, markdown: tuple[Path, ...]) -> None:
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = {
        target
        for page in markdown
        for target in re.findall(
            r"(?:`|^|\$ )make ([a-z-]+)", (root / page).read_text(encoding="utf-8"), re.MULTILINE
        )
    }

    assert named
    assert named - targets == set()
