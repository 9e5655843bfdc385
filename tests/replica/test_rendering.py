from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salida.replica.bulk import rendering
from salida.replica.bulk.locators import Locators
from salida.replica.bulk.rendering import DELIMITERS, LINE_ENDINGS, header_line, lines
from salida.replica.bulk.spool import Spool, SpoolWriter

CELL = st.text(st.characters(codec="utf-8") | st.sampled_from('",;|^`\t\r\n\x00'), max_size=12)


def rendered(rows: list[list[str]], delimiter: str = ",", line_ending: str = "\n") -> str:
    arrays = [pa.array([row[each] for row in rows], pa.string()) for each in range(len(rows[0]))]
    batch = pa.record_batch(arrays, names=[f"c{each}" for each in range(len(arrays))])
    pieces = lines(batch, delimiter=delimiter, line_ending=line_ending)
    return "".join(line for piece in pieces for line in piece.to_pylist())


def parsed(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=5
        )
    ),
    st.sampled_from(sorted(DELIMITERS)),
    st.sampled_from(sorted(LINE_ENDINGS)),
)
def test_what_was_rendered_reads_back_the_same(
    rows: list[list[str]], delimiter: str, line_ending: str
) -> None:
    text = rendered(rows, DELIMITERS[delimiter], LINE_ENDINGS[line_ending])
    assert parsed(text, DELIMITERS[delimiter]) == rows
    assert text.endswith(LINE_ENDINGS[line_ending])


def test_every_value_is_quoted_and_nothing_is_nothing() -> None:
    batch = pa.record_batch(
        [pa.array(["a", None, ""]), pa.array(['b"c', "d\ne", None])], ["x", "y"]
    )
    (piece,) = lines(batch, delimiter=",", line_ending="\n")
    assert piece.to_pylist() == ['"a","b""c"\n', '"","d\ne"\n', '"",""\n']


def test_the_header_is_quoted_too() -> None:
    assert (
        header_line(["Id", "Owner.Name"], delimiter="\t", line_ending="\r\n")
        == b'"Id"\t"Owner.Name"\r\n'
    )


def test_a_batch_of_long_values_is_cut_into_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "_SLICE_BYTES", 1000)
    rows = [["x" * (each * 37), str(each)] for each in range(40)]
    arrays = [pa.array([row[each] for row in rows]) for each in (0, 1)]
    batch = pa.record_batch(arrays, names=["long", "n"])
    pieces = list(lines(batch, delimiter=",", line_ending="\n"))
    assert len(pieces) > 20
    text = "".join(line for piece in pieces for line in piece.to_pylist())
    assert parsed(text, ",") == rows


@given(
    st.lists(st.lists(CELL, max_size=5), max_size=6),
    st.integers(1, 7),
    st.integers(1, 60),
)
def test_the_pages_of_a_spool_are_its_lines_in_order(
    batches: list[list[str]], most_rows: int, most_bytes: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        spool = _spool(Path(folder), batches)
        everything = [each.encode() for batch in batches for each in batch]
        assert spool.rows == len(everything)
        row, pages = 0, []
        while row < spool.rows:
            end = spool.page_end(row, most_rows=most_rows, most_bytes=most_bytes)
            page = b"".join(spool.read(row, end))
            assert page == b"".join(everything[row:end])
            assert 1 <= end - row <= most_rows
            assert end - row == 1 or len(page) <= most_bytes
            pages.append(page)
            row = end
        assert b"".join(pages) == b"".join(everything)
        assert spool.page_end(row, most_rows=1, most_bytes=1) == row


def test_a_slice_of_an_array_is_spooled_as_the_slice(tmp_path: Path) -> None:
    with SpoolWriter(tmp_path / "job") as writer:
        writer.append(pa.array(["one", "two", "three", "four"]).slice(1, 2))
        writer.append(pa.array([], pa.string()))
        writer.append(pa.array(["ünf"]))
        spool = writer.finish()
        assert (writer.rows, writer.bytes) == (3, 12)
    assert b"".join(spool.read(0, 3)).decode() == "twothreeünf"
    assert b"".join(spool.read(1, 2)) == b"three"


def test_a_spool_that_was_cut_is_not_read_as_if_it_were_whole(tmp_path: Path) -> None:
    spool = _spool(tmp_path, [["one", "two"]])
    (tmp_path / "job" / "lines").write_bytes(b"one")
    with pytest.raises(OSError, match="was cut"):
        list(spool.read(0, 2))


def _spool(folder: Path, batches: list[list[str]]) -> Spool:
    with SpoolWriter(folder / "job") as writer:
        for batch in batches:
            writer.append(pa.array(batch, pa.string()))
        return writer.finish()


@given(st.lists(st.integers(0, (1 << 48) - 1), max_size=20))
def test_a_locator_names_one_row_of_one_job(rows: list[int]) -> None:
    job, other = Locators(), Locators()
    for row in rows:
        name = job.name(row)
        assert job.row(name) == row
        assert job.name(row) == name
        assert other.row(name) is None
    assert len({job.name(row) for row in rows}) == len(set(rows))


@pytest.mark.parametrize("forged", ["null", "MTAwMDA", "", "ü", "a" * 22, "!" * 22])
def test_a_locator_cannot_be_made_up(forged: str) -> None:
    assert Locators().row(forged) is None
