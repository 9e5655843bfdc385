"""A document as a Word file that a lawyer can edit."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from salida.documents.blocks import (
    Address,
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Signature,
    Table,
)
from salida.language import speak

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_SMALL = 9
_BODY = 11
_RIGHT_HALF = Cm(9)
"""Where an address on the right begins; its lines begin together."""
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold at all, not even escaped."""


def render_docx(document: Document) -> bytes:
    """Return the document as a .docx file.

    Characters that XML cannot hold, such as NUL, become U+FFFD: a letter shows that
    something stood there.
    """
    word = docx.Document()
    normal: Any = word.styles["Normal"]
    normal.font.size = Pt(_BODY)
    properties = word.core_properties
    properties.created = datetime(document.day.year, document.day.month, document.day.day)  # noqa: DTZ001 - OOXML dates carry no zone
    properties.author = _safe(document.author)
    properties.language = document.language
    with speak(document.language):
        properties.title = _safe(document.title)
        if document.headed and str(document.title):
            word.add_heading(_safe(document.title), 1)
        for each in document.blocks:
            _add(word, each)
        word.sections[0].footer.paragraphs[0].text = _safe(document.footer)
    written = io.BytesIO()
    word.save(written)
    return written.getvalue()


def _add(word: WordDocument, block: Block) -> None:  # noqa: C901, PLR0912 - one case for each kind of block
    match block:
        case Heading(text, level):
            word.add_heading(_safe(text), level)
        case Paragraph(text, strong, small):
            for part in _safe(text).split("\n\n"):
                run = word.add_paragraph().add_run(part)
                run.bold = strong or None
                run.font.size = Pt(_SMALL) if small else None
        case Address(lines, right):
            paragraph = word.add_paragraph("\n".join(_safe(each) for each in lines))
            if right:
                paragraph.paragraph_format.left_indent = _RIGHT_HALF
        case Facts(rows):
            for name, value in rows:
                paragraph = word.add_paragraph()
                paragraph.add_run(f"{_safe(name)}: ").bold = True
                paragraph.add_run(_safe(value))
        case Bullets(items, numbered):
            for each in items:
                word.add_paragraph(_safe(each), style="List Number" if numbered else "List Bullet")
        case Table():
            _add_table(word, block)
        case Signature(name, role, closing):
            if word.paragraphs:
                word.paragraphs[-1].paragraph_format.keep_with_next = True
            for each in closing:
                word.add_paragraph(_safe(each)).paragraph_format.keep_with_next = True
            word.add_paragraph(f"\n\n______________________________\n{_safe(name)}\n{_safe(role)}")
        case PageBreak():
            word.add_page_break()  # type: ignore[no-untyped-call]  # python-docx leaves it untyped


def _add_table(word: WordDocument, table: Table) -> None:
    rows = [table.header, *table.rows, *([table.footer] if table.footer else [])]
    grid = word.add_table(rows=len(rows), cols=len(table.header), style="Light Grid")
    for number, row in enumerate(rows):
        cells = grid.rows[number].cells
        for column, each in enumerate(row):
            paragraph = cells[column].paragraphs[0]
            paragraph.add_run(_safe(each)).font.size = Pt(_SMALL)
            if column in table.right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _safe(words: object) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", str(words))
