from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salida.archive import Archive, OrgIdentity, SnapshotWriter
from salida.backup import pages
from salida.backup.pages import PageCopy, copy_page, csv_rows
from salida.errors import UnavailableError
from salida.model.describe import Field, SObject

if TYPE_CHECKING:
    from pathlib import Path

HEADER = b'"Id","Name","Active__c","Employees__c","Amount","Score__c","Start__c","CreatedDate","Opens__c"\n'
GOOD = (
    b'"001A","Acme, \xe2\x98\x83","true","12","1.6147805824397E13","0.5",'
    b'"2024-02-29","2024-01-15T10:30:00.000Z","08:15:00.000Z"\n'
)
BAD = b'"001B","NA","maybe","","1E99","","","",""\n'


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[SnapshotWriter]:
    org = OrgIdentity("00D", "Acme", "https://acme.example", "66.0")
    archive = Archive.create(tmp_path / "archive")
    with archive.begin(kind="full", org=org, started_at=datetime(2026, 1, 2, tzinfo=UTC)) as writer:
        yield writer


Copy = Callable[..., PageCopy]


@pytest.fixture
def copy(writer: SnapshotWriter, sample: SObject) -> Copy:
    def run(data: bytes) -> PageCopy:
        @contextmanager
        def open_stream() -> Iterator[io.BytesIO]:
            yield io.BytesIO(data)

        def open_part(nth: int, verbatim: bool) -> Any:  # noqa: FBT001 - as pages call it
            return writer.part(sample, nth, verbatim=verbatim)

        return copy_page(open_stream, sample, sample.fields, open_part, {"page": 0})

    return run


@pytest.fixture
def stored(writer: SnapshotWriter) -> Callable[[PageCopy], list[list[dict[str, Any]]]]:
    def read(page: PageCopy) -> list[list[dict[str, Any]]]:
        tree = writer.workspace.parent / "tree"
        return [pq.read_table(tree / each.path).to_pylist() for each in page.parts]

    return read


def test_a_page_becomes_a_part_with_typed_columns(copy: Copy, stored: Any) -> None:
    page = copy(HEADER + GOOD)

    assert (page.rows, page.bytes, page.verbatim) == (1, len(HEADER + GOOD), {})
    ((row,),) = stored(page)
    assert (row["Name"], row["Active__c"], row["Amount"]) == (
        "Acme, \u2603",
        True,
        Decimal(16147805824397),
    )
    assert row["CreatedDate"] == datetime(2024, 1, 15, 10, 30, tzinfo=UTC)


def test_a_value_that_does_not_fit_is_kept_beside_its_row(copy: Copy, stored: Any) -> None:
    page = copy(HEADER + GOOD + BAD)

    assert page.verbatim == {"Active__c": 1, "Amount": 1}
    ((good, bad),) = stored(page)
    assert good["_verbatim"] is None
    assert dict(bad["_verbatim"]) == {"Active__c": "maybe", "Amount": "1E99"}
    assert (bad["Name"], bad["Active__c"], bad["Amount"]) == ("NA", None, None)


def test_values_that_do_not_fit_late_in_a_page_begin_a_second_part(copy: Copy, stored: Any) -> None:
    filler = GOOD * (pages.BYTES_AT_ONCE // len(GOOD) + 10)

    page = copy(HEADER + filler + BAD + GOOD)

    first, second = stored(page)
    assert len(first) + len(second) == page.rows == filler.count(b"\n") + 2
    assert "_verbatim" not in first[0]
    assert [each["_verbatim"] for each in second if each["_verbatim"]] == [
        [("Active__c", "maybe"), ("Amount", "1E99")]
    ]


@pytest.mark.parametrize("data", [b"", HEADER, HEADER.rstrip(b"\n"), b"\xef\xbb\xbf" + HEADER])
def test_a_page_without_rows_leaves_no_part(copy: Copy, data: bytes) -> None:
    page = copy(data)

    assert (page.rows, page.parts) == (0, ())


def test_a_page_without_a_header_loses_no_row(copy: Copy, stored: Any) -> None:
    page = copy(GOOD + BAD)

    assert [each["Id"] for each in stored(page)[0]] == ["001A", "001B"]


def test_columns_in_another_order_find_their_fields(copy: Copy, stored: Any) -> None:
    reverse = ",".join(reversed(HEADER.decode().strip().split(",")))

    page = copy(f'{reverse}\n"","","","","","","true","Zed","001Z"\n'.encode())

    ((row,),) = stored(page)
    assert (row["Id"], row["Name"], row["Active__c"]) == ("001Z", "Zed", True)


@pytest.mark.parametrize(
    "data",
    [
        b'"Id","Name"\n"001A","x"\n',
        HEADER + b'"001A","too few"\n',
        HEADER + GOOD.replace(b"Acme", b"\xff\xfe"),
    ],
)
def test_what_is_not_the_page_that_was_asked_for_is_an_error(
    copy: Copy, writer: SnapshotWriter, data: bytes
) -> None:
    with pytest.raises(UnavailableError):
        copy(data)

    assert not list(writer.workspace.parent.glob("**/*.parquet"))


def test_a_record_longer_than_a_block_is_read_with_a_larger_one(copy: Copy, stored: Any) -> None:
    long = b"x" * (2 * pages.SMALLEST_BLOCK)

    page = copy(HEADER + GOOD.replace(b"Acme", long) + GOOD)

    assert [len(each["Name"]) for each in stored(page)[0]] == [len(long) + 3, 7]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2)), st.integers(1, 40))
def test_any_text_survives_the_csv(rows: list[Sequence[str]], step: int) -> None:
    fields = (Field("Id", "id"), Field("Name", "string"))
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    data = "\n".join(['"Id","Name"', *lines, ""]).encode()

    class Dripping(io.BytesIO):
        """Gives fewer bytes than asked for, so that characters are cut anywhere."""

        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(step, size if size and size > 0 else step))

    tables = [each.table for each in csv_rows(Dripping(data), SObject("X__c", fields), fields)]

    read = pa.concat_tables(tables).to_pylist() if tables else []
    assert [[each["Id"] or "", each["Name"] or ""] for each in read] == [list(row) for row in rows]
