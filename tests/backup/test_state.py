from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from salida.archive import Blob, Part
from salida.backup.reconcile import FileFacts
from salida.backup.state import FileResult, State
from salida.model.gap import Gap, GapReason

if TYPE_CHECKING:
    from pathlib import Path

from dataclasses import replace

SHA = "a" * 64
PART = Part("data/Account/20260102T000000Z/part-00000.parquet", 2, 99, SHA, {"page": 0})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.sqlite"


def test_pages_keep_their_numbers_when_they_are_listed_again(path: Path) -> None:
    state = State(path)

    numbers = [state.list_page("Account", each).number for each in ("x", "y", "x", "z")]

    assert numbers == [0, 1, 0, 2]
    assert state.list_page("Lead", "y").number == 0


def test_a_finished_page_is_known_after_the_process_ended(path: Path) -> None:
    page = State(path).list_page("Account", "x")
    done = replace(page, next="y", reported=2, rows=2, parts=(PART,), verbatim={"Name": 1})
    State(path).finish_page("Account", done)

    assert State(path).pages("Account") == [done]
    assert State(path).list_page("Account", "x") == done


def test_facts_are_found_by_prefix(path: Path) -> None:
    state = State(path)
    for name in ("outcome:Account", "outcome:X\u00e9__c", "outcomes", "job:Account"):
        state.note(name, {"of": name})

    assert state.facts("outcome:") == {
        "Account": {"of": "outcome:Account"},
        "X\u00e9__c": {"of": "outcome:X\u00e9__c"},
    }
    assert state.fact("nothing") is None


def test_starting_over_forgets_the_job_and_its_pages_of_one_sobject(path: Path) -> None:
    state = State(path)
    for name in ("Account", "Lead"):
        state.note(f"job:{name}", "750")
        state.list_page(name, "x")

    state.forget_job("Account")

    assert (state.fact("job:Account"), state.pages("Account")) == (None, [])
    assert (state.fact("job:Lead"), len(state.pages("Lead"))) == ("750", 1)


def test_files_wait_until_they_are_done_and_are_listed_once(path: Path) -> None:
    state = State(path)
    files = [FileFacts("Attachment", f"00P{i}", "Body", 3, None, None) for i in range(4)]
    results = [
        FileResult(Blob(SHA, "b" * 32, 3)),
        FileResult(gap=Gap(files[1].subject, GapReason.BLOB_MISSING, "gone", 1)),
        FileResult(Blob(SHA, "b" * 32, 3), Gap(files[2].subject, GapReason.BLOB_DIFFERS, "", 1)),
    ]
    state.list_files(files)
    for facts, result in zip(files, results, strict=False):
        state.finish_file(facts, result)
    state.list_files(files)

    assert state.files_waiting(("", "", ""), 10) == files[3:]
    assert state.files_waiting(files[3].key, 10) == []
    assert state.count_files() == (3, 4)
    assert list(State(path).files_done()) == list(zip(files, results, strict=False))
