"""docs/reference/agreement-file.md lists exactly the terms there are, and its example is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from salida.agreement.file import read_terms
from salida.agreement.names import Level, names_at
from salida.model.provenance import Confidence

if TYPE_CHECKING:
    from pathlib import Path

    from tests.docs.conftest import Blocks

PAGE = "docs/reference/agreement-file.md"
TITLES = {
    Level.AGREEMENT: "Terms of the agreement",
    Level.ORDER: "Terms of an order form",
    Level.LINE: "Terms of a line",
}


@pytest.mark.parametrize("level", Level)
def test_every_term_is_listed_with_its_choices(root: Path, level: Level) -> None:
    text = (root / PAGE).read_text(encoding="utf-8")
    section = re.split(r"^## ", text, flags=re.MULTILINE)
    (page,) = [each for each in section if each.startswith(TITLES[level])]
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", page, re.MULTILINE))

    assert list(rows) == [each.name for each in names_at(level)]
    for each in names_at(level):
        for choice in each.choices or ():
            assert f"`{choice.value}`" in rows[each.name]


def test_the_example_is_read_without_a_finding(blocks: Blocks) -> None:
    terms, findings = read_terms(blocks(PAGE, "toml")[0])

    assert findings == ()
    sure = {each.term.name: each.term.provenance.confidence for each in terms}
    assert sure["org_id"] is Confidence.CONFIRMED
    assert sure["notice_days"] is Confidence.HIGH
