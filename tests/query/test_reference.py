"""The reference is true: every example of docs/reference/soql.md does what its section says."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from salida.errors import SoqlError, SoqlUnsupportedError

if TYPE_CHECKING:
    from salida.query import Engine

_PAGE = Path(__file__).parents[2] / "docs" / "reference" / "soql.md"
_BLOCKS = re.compile(r"^```sql(?: (\w+))?\n(.*?)^```", re.MULTILINE | re.DOTALL)


def _examples(kind: str) -> list[str]:
    blocks = _BLOCKS.findall(_PAGE.read_text(encoding="utf-8"))
    return [line for found, block in blocks if found == kind for line in block.splitlines()]


@pytest.mark.parametrize("soql", _examples(""))
def test_an_example_of_what_runs_runs(org_engine: Engine, soql: str) -> None:
    prepared = org_engine.prepare(soql, now=datetime(2024, 5, 15, 10, 30, tzinfo=UTC))
    assert prepared.count() > 0
    assert prepared.arrow().read_all().num_columns == len(prepared.columns)
    assert len(list(prepared.records())) == (0 if prepared.is_count else prepared.count())


@pytest.mark.parametrize("soql", _examples("unsupported"))
def test_an_example_of_what_an_archive_cannot_answer_says_why(
    org_engine: Engine, soql: str
) -> None:
    with pytest.raises(SoqlUnsupportedError) as caught:
        org_engine.prepare(soql)
    assert caught.value.hint


@pytest.mark.parametrize("soql", _examples("wrong"))
def test_an_example_of_a_wrong_query_is_refused_with_its_place(
    org_engine: Engine, soql: str
) -> None:
    with pytest.raises(SoqlError) as caught:
        org_engine.prepare(soql)
    assert not isinstance(caught.value, SoqlUnsupportedError)
    assert f"ERROR at Row:{caught.value.row}:Column:{caught.value.column}\n" in str(caught.value)


def test_every_error_code_of_the_page_is_raised_by_an_example(org_engine: Engine) -> None:
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", _PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    raised = set()
    for soql in _examples("wrong"):
        with pytest.raises(SoqlError) as caught:
            org_engine.prepare(soql)
        raised.add(caught.value.error_code)
    assert raised == listed
