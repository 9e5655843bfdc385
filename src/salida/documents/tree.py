"""A document as plain JSON values, in its own language: what the typst template reads."""

from __future__ import annotations

from typing import Any

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


def to_tree(document: Document) -> dict[str, Any]:
    """Return the document as strings, numbers and lists only; nothing in it is markup."""
    with speak(document.language):
        return {
            "title": str(document.title),
            "headed": document.headed,
            "language": document.language,
            "author": document.author,
            "footer": str(document.footer),
            "blocks": [_block(each) for each in document.blocks],
        }


def _block(block: Block) -> dict[str, Any]:  # noqa: PLR0911 - one line for each kind of block
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": str(text), "level": level}
        case Paragraph(text, strong, small):
            return {"kind": "paragraph", "text": str(text), "strong": strong, "small": small}
        case Address(lines, right):
            return {"kind": "address", "lines": [str(each) for each in lines], "right": right}
        case Facts(rows):
            return {"kind": "facts", "rows": [[str(name), str(value)] for name, value in rows]}
        case Bullets(items, numbered):
            return {"kind": "bullets", "items": [str(each) for each in items], "numbered": numbered}
        case Table(header, rows, right, footer):
            return {
                "kind": "table",
                "header": [str(each) for each in header],
                "rows": [[str(each) for each in row] for row in rows],
                "right": sorted(right),
                "footer": None if footer is None else [str(each) for each in footer],
            }
        case Signature(name, role, closing):
            return {
                "kind": "signature",
                "name": str(name),
                "role": str(role),
                "closing": [str(each) for each in closing],
            }
        case PageBreak():
            return {"kind": "page_break"}
