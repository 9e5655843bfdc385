"""One document through every renderer: nothing said is lost, nothing said acts as markup."""

from __future__ import annotations

import email
import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from email.policy import default
from html.parser import HTMLParser

import docx
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salida.documents import (
    Address,
    Attachment,
    Bullets,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Signature,
    Table,
    page_count,
    render_docx,
    render_html,
    render_pdf,
    render_plain,
    to_email,
)
from salida.language import _

HOSTILE = '#let x = 1 $a$ <script>alert("1")</script> *b* @c \\ [d] "e" & ñ'
LETTER = Document(
    title=_("The term ends"),
    language="en",
    day=date(2025, 7, 1),
    author="Acme, S.L.",
    footer="Acme, S.L. - B12345678",
    blocks=(
        Address(("Acme, S.L.", "Calle Mayor 1", "28013 Madrid"), right=True),
        Heading("Lines"),
        Paragraph(HOSTILE, strong=True),
        Facts((("Org Id", "00D000000000001AAA"),)),
        Table(
            ("Product", "Quantity"),
            (("Sales Cloud", "120"), (HOSTILE, "3")),
            right=frozenset({1}),
            footer=("Total", "123"),
        ),
        Bullets(("confirm in writing", "stop billing"), numbered=True),
        PageBreak(),
        Paragraph("Second page", small=True),
        Signature("Ana Ruiz", "CFO"),
    ),
)
EXPECTED = (
    "28013 Madrid",
    "00D000000000001AAA",
    "Sales Cloud",
    "120",
    "stop billing",
    "Second page",
    "Ana Ruiz",
)


def pdf_text(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as pdf:
        pages = []
        for page in pdf:
            text = page.get_textpage()
            pages.append(text.get_text_range())
            text.close()
            page.close()
        return pages


def docx_text(content: bytes) -> str:
    word = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in word.paragraphs), *cells])


class Visible(HTMLParser):
    """Collects the words of a page and its tags."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def html_text(content: str) -> str:
    page = Visible()
    page.feed(content)
    return " ".join(page.words)


@pytest.mark.parametrize("words", EXPECTED)
def test_every_form_says_it(words: str) -> None:
    assert words in " ".join(pdf_text(render_pdf(LETTER)))
    assert words in docx_text(render_docx(LETTER))
    assert words in html_text(render_html(LETTER))
    assert words in render_plain(LETTER)


def test_paragraphs_of_one_text_stay_apart() -> None:
    text = replace(LETTER, blocks=(Paragraph("The first ends.\n\nThe second begins."),))

    assert re.search(r"ends\.\s+The", pdf_text(render_pdf(text))[0])


@pytest.mark.parametrize("lines", range(20, 45, 3))
def test_a_signature_is_never_alone_on_a_page(lines: int) -> None:
    signed = Signature("Ana Ruiz", "CFO", closing=("Yours faithfully,",))
    pages = pdf_text(render_pdf(replace(LETTER, blocks=(*[Paragraph("A line.")] * lines, signed))))
    page = next(each for each in pages if "Ana Ruiz" in each)

    assert "Yours faithfully," in page
    assert "A line." in page


def test_every_form_has_the_closing_words() -> None:
    letter = replace(LETTER, blocks=(Signature("Ana Ruiz", closing=("Yours faithfully,",)),))

    assert "Yours faithfully," in docx_text(render_docx(letter))
    assert "Yours faithfully," in html_text(render_html(letter))
    assert "Yours faithfully,\n\nAna Ruiz" in render_plain(letter)


def test_a_page_break_starts_a_page() -> None:
    pages = pdf_text(render_pdf(LETTER))

    assert len(pages) == page_count(render_pdf(LETTER)) == 2
    assert "Second page" in pages[1]


def test_markup_in_the_data_stays_words() -> None:
    page = Visible()
    page.feed(render_html(LETTER))

    assert "script" not in page.tags
    # typst may turn straight quotes into typographic ones; the rest is literal.
    assert "#let x = 1 $a$ <script>alert(" in " ".join(pdf_text(render_pdf(LETTER)))
    assert HOSTILE in docx_text(render_docx(LETTER))


def test_a_title_that_is_not_headed_names_the_document_only() -> None:
    letter = replace(LETTER, headed=False)

    assert "The term ends" not in " ".join(pdf_text(render_pdf(letter)))
    assert "The term ends" not in docx_text(render_docx(letter))
    assert "<h1>" not in render_html(letter)
    assert "<title>The term ends</title>" in render_html(letter)
    assert "The term ends" not in render_plain(letter)


def test_the_same_document_gives_the_same_pdf() -> None:
    assert render_pdf(LETTER) == render_pdf(LETTER)


@settings(max_examples=30, deadline=None)
@given(st.text())
def test_any_text_can_be_rendered(words: str) -> None:
    document = Document(
        words.replace("\n", " ").replace("\r", " "), (Paragraph(words),), "es", date(2025, 7, 1)
    )

    assert render_pdf(document).startswith(b"%PDF")
    assert render_docx(document).startswith(b"PK")
    assert render_html(document).startswith("<!doctype html>")
    assert render_plain(document).endswith("\n")


def test_a_message_holds_both_bodies_and_the_file() -> None:
    message = to_email(
        LETTER,
        sender="Ana Ruiz <ana@acme.example>",
        to=("billing@salesforce.example",),
        cc=("legal@acme.example",),
        message_id="<n1@acme.example>",
        sent_at=datetime(2025, 7, 1, 9, 0, tzinfo=UTC),
        attachments=(Attachment("notice.pdf", "application/pdf", b"%PDF-1.7 ..."),),
    )

    read = email.message_from_bytes(bytes(message), policy=default)

    assert read["Message-ID"] == "<n1@acme.example>"
    assert read["Subject"] == "The term ends"
    plain, html = read.get_body(("plain",)), read.get_body(("html",))
    assert plain is not None
    assert "00D000000000001AAA" in plain.get_content()
    assert html is not None
    assert [each.get_filename() for each in read.iter_attachments()] == ["notice.pdf"]
    assert re.search(rb"\r\n\r\n", bytes(message))


@pytest.mark.parametrize("forged", ["x\r\nBcc: other@evil.example", "x\nBcc: y"])
def test_a_line_end_cannot_forge_a_header(forged: str) -> None:
    with pytest.raises(ValueError, match=r"(?i)header|newline|linefeed|carriage"):
        to_email(
            LETTER,
            sender="a@acme.example",
            to=(forged,),
            message_id="<n1@acme.example>",
            sent_at=datetime(2025, 7, 1, tzinfo=UTC),
        )
