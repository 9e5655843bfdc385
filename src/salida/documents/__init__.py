"""Letters and reports in Spanish and English, as PDF, Word, HTML, plain text or e-mail.

A `Document` is what is said; each renderer is one way to put it on paper. Nothing here
knows what a notice or a backup is.
"""

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
from salida.documents.docx import render_docx
from salida.documents.email import Attachment, to_email
from salida.documents.html import render_html
from salida.documents.pdf import page_count, render_pdf
from salida.documents.plain import render_plain

__all__ = [
    "Address",
    "Attachment",
    "Block",
    "Bullets",
    "Document",
    "Facts",
    "Heading",
    "PageBreak",
    "Paragraph",
    "Signature",
    "Table",
    "page_count",
    "render_docx",
    "render_html",
    "render_pdf",
    "render_plain",
    "to_email",
]
