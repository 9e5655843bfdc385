"""The reference page names what the code can say: findings, keys, kinds, troubles."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from salida.notice.notice import Ask, Channel, NoticeKind
from salida.notice.stored import to_json
from salida.notice.trouble import TroubleCode

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "notice.md").read_text(encoding="utf-8")
REVIEW = ROOT / "src" / "salida" / "notice" / "review"
_FINDING_ARGUMENTS = 3
"""A finding is made with at least its code, its message and its hint."""


def table(heading: str) -> str:
    return PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]


def codes_of_the_source() -> set[str]:
    found: set[str] = set()
    for path in REVIEW.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and len(node.args) >= _FINDING_ARGUMENTS:
                code = node.args[0]
                words = (code.body, code.orelse) if isinstance(code, ast.IfExp) else (code,)
                values = [each.value for each in words if isinstance(each, ast.Constant)]
                found |= {each for each in values if isinstance(each, str)}
    return found


def test_every_finding_of_the_review_is_on_the_page_and_no_other() -> None:
    first_cells = re.findall(r"^\| (`[a-z_`, ]+`) \|", table("What a review finds"), re.MULTILINE)
    documented = {code for cell in first_cells for code in re.findall(r"`([a-z_]+)`", cell)}

    assert documented == codes_of_the_source()
    assert len(documented) > 50


def test_every_key_of_a_stored_notice_is_on_the_page(company: Any) -> None:
    keys = table("`notice.json`")

    for key in to_json(company.notice()):
        assert f"`{key}`" in keys, key


@pytest.mark.parametrize("kind", [NoticeKind, Channel, Ask, TroubleCode])
def test_every_word_that_may_be_written_is_on_the_page(kind: Any) -> None:
    for each in kind:
        assert f"`{each.value}`" in PAGE, each
