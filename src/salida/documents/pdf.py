"""A document as PDF, set by typst: no system library, no font from outside."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import resources
from typing import TYPE_CHECKING

import orjson
import pypdfium2
import typst

from salida.documents.tree import to_tree

if TYPE_CHECKING:
    from salida.documents.blocks import Document


def render_pdf(document: Document) -> bytes:
    """Return the document as PDF. The same document gives the same bytes."""
    template = resources.files("salida.documents").joinpath("letter.typ").read_bytes()
    day = document.day
    return bytes(
        typst.compile(
            template,
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"document": orjson.dumps(to_tree(document)).decode()},
            timestamp=int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()),
        )
    )


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has: registered post is handed in with their number."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)
