from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

# The words that the design of Salida fixes; each must be explained.
_FIXED = [
    "org", "sObject", "record", "field", "describe", "soft-deleted", "locator", "limit",
    "archive", "snapshot", "manifest", "blob", "fixity", "gap", "staging", "commit",
    "agreement", "order form", "subscription", "term", "notice deadline", "non-renewal notice",
    "uplift", "proration", "invoice", "credit note", "money", "plan", "action", "blocker",
    "apply", "undo", "finding", "case", "journal", "replica", "practice org",
]  # fmt: skip


@pytest.fixture(scope="module")
def entries(root: Path) -> list[list[str]]:
    page = (root / "docs/reference/glossary.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+) \|$", page, re.MULTILINE)
    cells = [row.split(" | ") for row in rows]
    return [each for each in cells if each[0] != "English"]


def test_every_word_has_both_languages_a_meaning_and_a_source(entries: list[list[str]]) -> None:
    assert [each for each in entries if len(each) != 4 or not all(map(str.strip, each))] == []


def test_no_word_stands_for_two_things(entries: list[list[str]]) -> None:
    for column in (0, 1):
        counts = Counter(each[column] for each in entries)
        assert [word for word, n in counts.items() if n > 1] == []


@pytest.mark.parametrize("word", _FIXED)
def test_every_fixed_word_is_explained(entries: list[list[str]], word: str) -> None:
    assert word in {each[0] for each in entries}
