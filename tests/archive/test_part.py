from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salida.archive import rowgroups
from salida.archive.part import PartWriter
from salida.archive.rowgroups import RowGroups

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEMA = pa.schema(
    [
        ("Id", pa.string()),
        ("Industry", pa.string()),
        ("SystemModstamp", pa.timestamp("us", "UTC")),
        ("Notes", pa.string()),
        ("_verbatim", pa.map_(pa.string(), pa.string())),
    ]
)
PATH = "data/Account/20261125T120000Z/part-00000.parquet"


def writer(folder: Path) -> PartWriter:
    return PartWriter(
        path=PATH,
        target=folder / "tree" / PATH,
        temporary=folder / "tmp" / "0",
        schema=SCHEMA,
        dictionary=("Industry",),
        durable=True,
    )


def table(rows: int, text: str = "x") -> pa.Table:
    stamps = [datetime(2026, 1, 1, 0, n // 60 % 60, n % 60, tzinfo=UTC) for n in range(rows)]
    return pa.table(
        [
            [f"{n:018d}" for n in range(rows)],
            [("Energy", "Media", None)[n % 3] for n in range(rows)],
            stamps,
            [text * (n % 7) or None for n in range(rows)],
            [[("A", str(n))] if n % 5 == 0 else None for n in range(rows)],
        ],
        schema=SCHEMA,
    )


def cut(whole: pa.Table, sizes: list[int]) -> Iterator[pa.Table]:
    start = 0
    for size in sizes:
        yield whole.slice(start, size)
        start += size
    yield whole.slice(start)


@pytest.fixture
def small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Groups so small that a few rows fill them."""
    monkeypatch.setattr(rowgroups, "MAX_ROWS", 10)
    monkeypatch.setattr(rowgroups, "MAX_BYTES", 1200)


def test_what_the_manifest_will_say_is_true_of_the_file(tmp_path: Path) -> None:
    with writer(tmp_path) as open_part:
        open_part.write(table(100))
        open_part.write(table(30).to_batches()[0])
        part = open_part.finish({"job": "750"})

    raw = (tmp_path / "tree" / PATH).read_bytes()
    assert (part.path, part.rows, part.source) == (PATH, 130, {"job": "750"})
    assert (part.bytes, part.sha256) == (len(raw), hashlib.sha256(raw).hexdigest())
    assert part.min_modstamp == datetime(2026, 1, 1, tzinfo=UTC)
    assert part.max_modstamp == datetime(2026, 1, 1, 0, 1, 39, tzinfo=UTC)
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_part_without_rows_is_a_parquet_file_with_its_columns(tmp_path: Path) -> None:
    with writer(tmp_path) as open_part:
        part = open_part.finish()

    stored = pq.read_table(tmp_path / "tree" / PATH)
    assert (part.rows, part.min_modstamp, stored.num_rows) == (0, None, 0)
    assert stored.schema.equals(SCHEMA)


def test_leaving_without_finish_leaves_nothing(tmp_path: Path) -> None:
    with writer(tmp_path) as open_part:
        open_part.write(table(100))

    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []


def test_an_exception_in_the_block_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with writer(tmp_path) as open_part:
            open_part.write(table(200_000))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []


@pytest.mark.parametrize(
    "other",
    [
        SCHEMA.remove(0),
        pa.schema([SCHEMA.field(n) for n in (1, 0, 2, 3, 4)]),
        SCHEMA.set(0, pa.field("Id", pa.int64())),
    ],
)
def test_rows_of_other_columns_are_refused(other: pa.Schema, tmp_path: Path) -> None:
    with writer(tmp_path) as open_part, pytest.raises(ValueError, match="has other columns"):
        open_part.write(other.empty_table())


def test_only_repeating_columns_are_stored_with_a_dictionary(tmp_path: Path) -> None:
    with writer(tmp_path) as open_part:
        open_part.write(table(50))
        open_part.finish()

    group = pq.read_metadata(tmp_path / "tree" / PATH).row_group(0)
    columns: list[dict[str, Any]] = [group.column(n).to_dict() for n in range(group.num_columns)]
    with_dictionary = [c["path_in_schema"] for c in columns if c["has_dictionary_page"]]
    assert with_dictionary == ["Industry"]
    assert {c["compression"] for c in columns} == {"ZSTD"}


def test_only_columns_that_may_be_in_order_tell_their_least_and_greatest_value(
    tmp_path: Path,
) -> None:
    with writer(tmp_path) as open_part:
        open_part.write(table(50))
        open_part.finish()

    group = pq.read_metadata(tmp_path / "tree" / PATH).row_group(0)
    columns = [group.column(n) for n in range(group.num_columns)]
    summarised = [each.path_in_schema for each in columns if each.is_stats_set]
    assert summarised == ["Id", "SystemModstamp"]


@settings(deadline=None)
@given(st.lists(st.integers(0, 40), max_size=6))
def test_the_bytes_do_not_depend_on_the_batches(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rowgroups, "MAX_ROWS", 10)
        patch.setattr(rowgroups, "MAX_BYTES", 1200)
        whole = table(100, text="ñ" * 9)
        written = []
        for pieces in ([whole], cut(whole, sizes)):
            with writer(tmp_path_factory.mktemp("part")) as open_part:
                for piece in pieces:
                    open_part.write(piece)
                written.append(open_part.finish())

    assert written[0] == written[1]


def test_the_pages_within_a_large_column_do_not_depend_on_the_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page holds about 1 MB; Arrow would end one early wherever a batch ends."""
    monkeypatch.setattr(rowgroups, "MAX_ROWS", 20_000)
    texts = pa.table({"Id": [f"{n:0100d}" for n in range(30_000)]})
    whole = pa.Table.from_pylist(texts.to_pylist(), schema=SCHEMA)
    written = []
    for number, batches in enumerate((whole.to_batches(), whole.to_batches(max_chunksize=777))):
        with writer(tmp_path / str(number)) as open_part:
            for batch in batches:
                open_part.write(batch)
            written.append(open_part.finish())

    assert written[0] == written[1]


def group_sizes(pieces: list[pa.Table]) -> list[int]:
    groups = RowGroups(SCHEMA)
    sizes = [group.num_rows for piece in pieces for group in groups.add(piece)]
    last = groups.rest()
    return sizes if last is None else [*sizes, last.num_rows]


@pytest.mark.usefixtures("small_groups")
def test_a_group_ends_at_the_row_limit() -> None:
    assert group_sizes([table(35)]) == [10, 10, 10, 5]
    assert group_sizes([table(4), table(6), table(3)]) == [10, 3]
    assert group_sizes([table(0)]) == []


@pytest.mark.usefixtures("small_groups")
def test_a_group_ends_with_the_row_that_reaches_the_byte_limit() -> None:
    """Each row has 18 + 500 bytes of text and 8 of time: the third reaches 1200."""
    rows = {"Id": ["x" * 18] * 5, "Notes": ["y" * 500] * 5}
    long = pa.Table.from_pylist(pa.table(rows).to_pylist(), schema=SCHEMA)

    assert group_sizes([long]) == [3, 2]
    assert group_sizes([long.slice(0, 2), long.slice(2)]) == [3, 2]


@pytest.mark.usefixtures("small_groups")
def test_one_row_larger_than_a_group_is_a_group() -> None:
    huge = pa.Table.from_pylist([{"Id": "z" * 5000}] * 3, schema=SCHEMA)

    assert group_sizes([huge]) == [1, 1, 1]
