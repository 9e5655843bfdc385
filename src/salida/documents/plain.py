"""A document as plain text: the body of an e-mail that any client shows."""

from __future__ import annotations

import textwrap

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

_WIDTH = 76


def render_plain(document: Document) -> str:
    """Return the document as text, wrapped at 76 columns, ending in a line end."""
    with speak(document.language):
        title = str(document.title)
        parts = [f"{title}\n{'=' * min(len(title), _WIDTH)}"] if document.headed and title else []
        parts += [_block(each) for each in document.blocks]
        return "\n\n".join(each for each in parts if each) + "\n"


def _block(block: Block) -> str:  # noqa: PLR0911 - one line for each kind of block
    match block:
        case Heading(text, _level):
            return f"{text}\n{'-' * min(len(str(text)), _WIDTH)}"
        case Paragraph(text, _strong, _small):
            return "\n\n".join(
                "\n".join(_wrap(line) for line in part.split("\n"))
                for part in str(text).split("\n\n")
            )
        case Address(lines, _right):
            return "\n".join(str(each) for each in lines)
        case Facts(rows):
            return "\n".join(f"{name}: {value}" for name, value in rows)
        case Bullets(items, numbered):
            return "\n".join(
                _wrap(str(each), f"{number}. " if numbered else "- ")
                for number, each in enumerate(items, start=1)
            )
        case Table():
            return _table(block)
        case Signature(name, role, closing):
            printed = "\n".join(str(each) for each in (name, role) if str(each))
            return "\n\n".join((*(_wrap(str(each)) for each in closing), printed))
        case PageBreak():
            return ""


def _wrap(text: str, mark: str = "") -> str:
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _table(table: Table) -> str:
    """One block of lines a row: columns side by side do not survive every mail client."""
    rows = [*table.rows, *([table.footer] if table.footer else [])]
    return "\n\n".join(
        "\n".join(
            f"{name}: {value}" for name, value in zip(table.header, row, strict=True) if str(value)
        )
        for row in rows
    )
