"""`docs/reference/practice-org.md` says what the code does."""

from __future__ import annotations

import json
import re
from pathlib import Path

from salida.practice import DEFAULT_NOW
from salida.practice.company.hostile import ANYWHERE, FILE_NAMES
from salida.practice.company.rows import HOSTILE_STEP
from salida.practice.company.scale import SMALLEST, row_counts
from salida.practice.schema import PracticeSchema

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "practice-org.md").read_text("utf-8")
SCHEMA = PracticeSchema({})


def _texts(section: str) -> tuple[str, ...]:
    return tuple(
        json.loads(each) for each in re.findall(r"^- `+ ?(\".*\") ?`+$", section, re.MULTILINE)
    )


def test_the_page_lists_every_hostile_text() -> None:
    _before, hostile = PAGE.split("## Hostile texts")
    anywhere, names = hostile.split("## The same again")[0].split("Titles of documents")
    assert _texts(anywhere) == ANYWHERE
    assert _texts(names) == FILE_NAMES
    assert f"every {HOSTILE_STEP}th row" in anywhere


def test_the_page_states_the_rows_and_fields_of_every_sobject() -> None:
    found = {
        name: (int(fields), int(rows.replace(",", "")))
        for name, fields, rows in re.findall(
            r"^\| (\w+) \| (\d+) \| ([\d,]+) \|$", PAGE, re.MULTILINE
        )
    }
    assert found == {
        name: (len(SCHEMA.describe(name)["fields"]), count)
        for name, count in row_counts(100_000).items()
    }


def test_the_page_names_the_sobjects_without_rows() -> None:
    without = set(SCHEMA.names) - set(row_counts(100_000))
    (sentence,) = re.findall(r"something to explain: (.*)\.$", PAGE, re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", sentence)) == without
    assert f"It has {len(SCHEMA.names)} sObjects. {len(row_counts(100_000))} have rows" in PAGE


def test_the_page_states_the_smallest_org_and_the_moment() -> None:
    assert f"{SMALLEST:,} at least" in PAGE
    assert f"{DEFAULT_NOW:%Y-%m-%d %H:%M} UTC" in PAGE
