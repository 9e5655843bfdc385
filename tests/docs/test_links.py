from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from pathlib import Path

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def links_of(text: str) -> list[str]:
    return _LINK.findall(_FENCED.sub("", text))


def anchors_of(text: str) -> set[str]:
    """Return the anchors that GitHub makes of headings."""
    headings = _HEADING.findall(_FENCED.sub("", text))
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


def broken(root: Path, page: Path) -> list[str]:
    text = (root / page).read_text(encoding="utf-8")
    found = []
    for link in links_of(text):
        if re.match(r"(https?|mailto):", link):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = (root / page).parent / path if path else root / page
        lost = anchor and target.exists() and anchor not in anchors_of(target.read_text("utf-8"))
        if lost or not target.exists():
            found.append(f"{page}: {link}")
    return found


def test_every_link_leads_somewhere(root: Path, markdown: tuple[Path, ...]) -> None:
    assert [each for page in markdown for each in broken(root, page)] == []


def test_every_page_of_the_documentation_is_in_its_index(
    root: Path, markdown: tuple[Path, ...]
) -> None:
    docs = root / "docs"
    index = (docs / "index.md").read_text(encoding="utf-8")
    listed = {(docs / link).resolve() for link in links_of(index)}
    pages = {root / page for page in markdown if page.parts[0] == "docs"} - {docs / "index.md"}

    assert {each.resolve() for each in pages} - listed == set()


def test_a_link_to_nowhere_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A b\n[x](gone.md) [y](#a-b) [z](#c) [w](https://example.com)\n")

    assert broken(tmp_path, page.relative_to(tmp_path)) == ["page.md: gone.md", "page.md: #c"]
