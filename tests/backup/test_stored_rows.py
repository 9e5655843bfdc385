"""Ids are counted the quick way where they rise and the long way elsewhere: both are right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from salida.backup import stored_rows
from salida.backup.stored_rows import count_distinct_ids

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PARTS = st.lists(st.lists(st.none() | st.integers(0, 40), max_size=8), max_size=4)


def account_id(number: int) -> str:
    return f"001{number:012d}AAA"


def staged(folder: Path, parts: list[list[int | None]], group: int = 3) -> list[Path]:
    paths = []
    for number, part in enumerate(parts):
        ids = [None if each is None else account_id(each) for each in part]
        paths.append(folder / f"part-{number}.parquet")
        table = pa.table({"Id": pa.array(ids, pa.string())})
        pq.write_table(table, paths[-1], row_group_size=group)
    return paths


@given(PARTS)
def test_as_many_ids_are_counted_as_there_are(
    tmp_path_factory: pytest.TempPathFactory, parts: list[list[int | None]]
) -> None:
    paths = staged(tmp_path_factory.mktemp("parts"), parts)
    ids = [each for part in parts for each in part]

    assert count_distinct_ids(paths, len(ids)) == len(set(ids) - {None})


@given(st.lists(st.integers(0, 60), unique=True, min_size=1), st.data())
def test_a_row_that_is_there_twice_is_seen_wherever_it_stands(
    tmp_path_factory: pytest.TempPathFactory, numbers: list[int], data: st.DataObject
) -> None:
    numbers.sort()
    at = data.draw(st.integers(0, len(numbers)))
    cut = data.draw(st.integers(0, len(numbers)))
    ids: list[int | None] = [*numbers[:at], data.draw(st.sampled_from(numbers)), *numbers[at:]]
    paths = staged(tmp_path_factory.mktemp("parts"), [ids[cut:], ids[:cut]])

    assert count_distinct_ids(paths, len(ids)) == len(numbers)


def test_ids_that_rise_are_not_compared_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(stored_rows, "_distinct")

    assert count_distinct_ids(staged(tmp_path, [[7, 8, 9, 12], [], [1, 2, 6]]), 7) == 7


def test_ids_in_any_order_are_told_apart_in_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored_rows, "IDS_IN_MEMORY", 4)
    paths = staged(tmp_path, [[9, 3, 14, 25], [None, 3, 8, 40, 1]])

    assert count_distinct_ids(paths, 9) == 7


def test_a_row_that_is_there_twice_is_seen_where_two_batches_meet(tmp_path: Path) -> None:
    batch = 65_536
    ids: list[int | None] = [*range(batch), *range(batch - 1, batch + 10)]

    assert count_distinct_ids(staged(tmp_path, [ids], batch), len(ids)) == batch + 10
