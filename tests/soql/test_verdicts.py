"""The parser agrees with Salesforce's own on queries that other projects wrote.

`disagreements.json` lists every query of the fixture on which it does not, with the reason; the
list is held exact, so that a new disagreement and one that went away are both seen.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from salida.errors import SoqlError
from salida.soql import parse
from salida.soql.printer import to_soql

_HERE = Path(__file__).parent
_QUERIES = _HERE.parents[2] / "shared" / "fixtures" / "soql" / "split_dev.jsonl"


def _accepts(soql: str) -> bool:
    try:
        parse(soql)
    except SoqlError:
        return False
    return True


@pytest.fixture(scope="module")
def judged() -> list[dict[str, object]]:
    if not _QUERIES.is_file():
        pytest.skip("the queries with Salesforce's verdicts are not beside this repository")
    return [json.loads(line) for line in _QUERIES.read_text(encoding="utf-8").splitlines()]


def test_the_disagreements_with_salesforce_are_the_listed_ones(
    judged: list[dict[str, object]],
) -> None:
    listed: dict[str, str] = json.loads((_HERE / "disagreements.json").read_text(encoding="utf-8"))
    found = {
        str(each["id"])
        for each in judged
        if _accepts(str(each["soql"])) != each["oracle_sf_parser"]
    }
    assert found == set(listed)
    assert all(reason.strip() for reason in listed.values())
    assert len(found) <= 0.03 * len(judged)


def test_what_the_parser_accepts_it_prints_and_reads_back(
    judged: list[dict[str, object]],
) -> None:
    for each in judged:
        if _accepts(str(each["soql"])):
            query = parse(str(each["soql"]))
            assert parse(to_soql(query)) == query
