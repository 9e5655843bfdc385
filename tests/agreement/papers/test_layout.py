"""Rows and columns out of boxes, cells out of HTML and text: what stands side by side stays so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salida.agreement.papers import read_paper
from salida.agreement.papers.html import read_html
from salida.agreement.papers.layout import Box, page_from_boxes
from tests.support.papers.blocks import Columns, Paper, Para, Style, Title
from tests.support.papers.render import to_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from salida.agreement.papers.page import Row

A4 = 595.0


def box(text: str, left: float, top: float, width: float = 40, height: float = 10) -> Box:
    return Box(text, left, top, left + width, top + height)


def texts(boxes: list[Box]) -> list[str]:
    return [row.text for row in page_from_boxes(1, boxes, A4, recognised=False).rows]


def cells(html: str) -> list[list[tuple[str, float]]]:
    pages, findings = read_html(html.encode(), "x.html")
    assert findings == ()
    return [[(cell.text, cell.left) for cell in row.cells] for page in pages for row in page.rows]


def test_boxes_on_one_line_are_a_row_from_left_to_right() -> None:
    assert texts([box("b", 200, 11), box("a", 50, 10), box("c", 50, 40)]) == ["a  b", "c"]


def test_a_change_of_font_within_a_word_space_is_no_new_cell() -> None:
    assert texts([box("the", 50, 10, 15), box("Customer", 68, 10, 45), box("x", 300, 10)]) == [
        "the Customer  x"
    ]


def test_a_cell_centred_between_two_lines_does_not_tie_them() -> None:
    boxes = [box("Sales Cloud", 50, 10, 100), box("50", 300, 17), box("Enterprise", 50, 24, 90)]

    assert texts(boxes) == ["Sales Cloud", "50", "Enterprise"]


def test_two_columns_of_prose_are_read_one_after_the_other(tmp_path: Path) -> None:
    words = [f"word{number}" for number in range(400)]
    prose = tuple(Para(" ".join(words[at : at + 40]) + ".") for at in range(0, 400, 40))
    path = tmp_path / "columns.pdf"
    path.write_bytes(to_pdf(Paper((Title("Agreement"), Columns(prose)), Style(footer="page"))))

    read = " ".join(text for _page, text in read_paper(path).lines()).replace(".", "").split()

    assert [each for each in read if each.startswith("word")] == words


def test_a_table_with_long_cells_is_not_taken_for_columns() -> None:
    rows = [
        each
        for at in range(6)
        for each in (
            box(f"a long description number {at}", 50, 20 * at, 200),
            box(f"{at}", 330, 20 * at, 10),
            box(f"{at}.00", 400, 20 * at, 30),
            box(f"{at}0.00", 480, 20 * at, 30),
        )
    ]

    assert texts(rows)[0] == "a long description number 0  0  0.00  00.00"


@given(
    st.lists(
        st.tuples(st.integers(0, 500), st.integers(0, 700), st.integers(5, 90)),
        max_size=30,
        unique_by=lambda each: (each[0] // 100, each[1] // 20),
    )
)
def test_no_box_is_lost_or_doubled(places: list[tuple[int, int, int]]) -> None:
    boxes = [
        box(f"#{at}#", left // 100 * 100, top // 20 * 20, width)
        for at, (left, top, width) in enumerate(places)
    ]

    joined = " ".join(texts(boxes))

    assert sorted(joined.replace("##", "# #").split()) == sorted(each.text for each in boxes)


def test_empty_cells_of_html_keep_their_column() -> None:
    table = "<table><tr><td>a</td><td></td><td>c</td></tr><tr><td></td><td>b</td></tr></table>"

    assert cells(table) == [[("a", 0.0), ("c", 200.0)], [("b", 100.0)]]


def test_a_cell_that_spans_columns_pushes_the_next_one() -> None:
    assert cells("<tr><td colspan='3'>a</td><td>b</td></tr>") == [[("a", 0.0), ("b", 300.0)]]


def test_paragraphs_in_cells_do_not_break_the_row() -> None:
    row = "<tr><td><p>Sales</p><p>Cloud</p></td><td><div>5</div></td></tr>"

    assert cells(row) == [[("Sales Cloud", 0.0), ("5", 100.0)]]


def test_tables_inside_tables_give_rows_of_their_own() -> None:
    mail = "<table><tr><td><table><tr><td>Start</td><td>1 May</td></tr></table></td></tr></table>"

    assert cells(mail) == [[("Start", 0.0), ("1 May", 100.0)]]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>no</script>",
        "<div style='display: none'><div>no</div>no</div>",
        "<p hidden>no</p>",
        "<title>no</title>",
        "<!-- no -->",
        "<div style='visibility:hidden'><p>no<p>no</div>",
    ],
)
def test_what_a_browser_hides_is_not_read(hidden: str) -> None:
    assert cells(f"<p>before</p>{hidden}<p>after</p>") == [[("before", 0.0)], [("after", 0.0)]]


def test_text_keeps_the_place_of_its_words_as_columns(tmp_path: Path) -> None:
    path = tmp_path / "order.txt"
    path.write_text("Product        Users\nSales Cloud    5\n               7\n\ta\t\tb\n")

    rows: list[Row] = [row for page in read_paper(path).pages for row in page.rows]

    assert [[(c.text, c.left) for c in row.cells] for row in rows[:3]] == [
        [("Product", 0.0), ("Users", 90.0)],
        [("Sales Cloud", 0.0), ("5", 90.0)],
        [("7", 90.0)],
    ]
    assert rows[3].text == "a  b"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_spanish_text_is_decoded_whatever_its_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "aviso.txt"
    path.write_bytes("Renovación: 30 días, ¿sí?".encode(encoding))

    assert [text for _page, text in read_paper(path).lines()] == ["Renovación: 30 días, ¿sí?"]


def test_a_form_feed_begins_a_page(tmp_path: Path) -> None:
    path = tmp_path / "pages.txt"
    path.write_text("one\ftwo\f\fthree")

    assert list(read_paper(path).lines()) == [(1, "one"), (2, "two"), (4, "three")]


def test_a_word_file_is_read_with_its_headers_tables_and_merged_cells(tmp_path: Path) -> None:
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "Q-12345"
    word.add_paragraph("Order Form")
    table = word.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(0, 2).text = "c"
    table.cell(1, 1).text = "b"
    path = tmp_path / "order.docx"
    word.save(str(path))

    (page,) = read_paper(path).pages

    assert [[(c.text, c.left) for c in row.cells] for row in page.rows] == [
        [("Q-12345", 0.0)],
        [("Order Form", 0.0)],
        [("wide", 0.0), ("c", 200.0)],
        [("b", 100.0)],
    ]
