"""A document as one self-contained HTML page, without script."""

from __future__ import annotations

from html import escape

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

_STYLE = """\
body{font:11pt/1.5 Georgia,serif;max-width:44em;margin:2em auto;padding:0 1em;color:#111}
table{border-collapse:collapse;width:100%;font-size:.9em}
th,td{text-align:left;padding:.3em .5em;border-bottom:1px solid #ccc;vertical-align:top}
td.n,th.n{text-align:right}tfoot td{font-weight:bold}
address{font-style:normal}address.r{width:max-content;max-width:50%;margin-left:auto}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.3em 1em}dt{font-weight:bold}dd{margin:0}
.s{margin-top:4em;border-top:1px solid #111;width:16em}small,footer{color:#555}
@media print{.b{break-before:page}.e{break-inside:avoid}}"""


def render_html(document: Document) -> str:
    """Return the document as an HTML page in UTF-8; every word in it is escaped."""
    with speak(document.language):
        body = "\n".join(_block(each) for each in document.blocks)
        title = escape(str(document.title))
        footer = escape(str(document.footer))
    heading = f"<h1>{title}</h1>\n" if document.headed and title else ""
    return (
        f'<!doctype html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{heading}{body}\n"
        f"<footer>{footer}</footer>\n</body>\n</html>\n"
    )


def _block(block: Block) -> str:  # noqa: PLR0911 - one line for each kind of block
    match block:
        case Heading(text, level):
            return f"<h{level}>{escape(str(text))}</h{level}>"
        case Paragraph(text, strong, small):
            return _paragraph(str(text), strong=strong, small=small)
        case Address(lines, right):
            kind = ' class="r"' if right else ""
            return f"<address{kind}>{'<br>'.join(escape(str(each)) for each in lines)}</address>"
        case Facts(rows):
            pairs = "".join(
                f"<dt>{escape(str(name))}</dt><dd>{escape(str(value))}</dd>" for name, value in rows
            )
            return f"<dl>{pairs}</dl>"
        case Bullets(items, numbered):
            tag = "ol" if numbered else "ul"
            return f"<{tag}>{''.join(f'<li>{escape(str(each))}</li>' for each in items)}</{tag}>"
        case Table():
            return _table(block)
        case Signature(name, role, closing):
            words = "".join(f"<p>{escape(str(each))}</p>" for each in closing)
            return f'<div class="e">{words}<p class="s">{escape(str(name))}<br>{escape(str(role))}</p></div>'
        case PageBreak():
            return '<div class="b"></div>'


def _paragraph(text: str, *, strong: bool, small: bool) -> str:
    parts = [escape(each).replace("\n", "<br>") for each in text.split("\n\n")]
    if strong:
        parts = [f"<strong>{each}</strong>" for each in parts]
    if small:
        parts = [f"<small>{each}</small>" for each in parts]
    return "\n".join(f"<p>{each}</p>" for each in parts)


def _table(table: Table) -> str:
    def row(cells: tuple[object, ...], tag: str) -> str:
        inside = "".join(
            f"<{tag}{' class=n' if index in table.right else ''}>{escape(str(each))}</{tag}>"
            for index, each in enumerate(cells)
        )
        return f"<tr>{inside}</tr>"

    footer = f"<tfoot>{row(table.footer, 'td')}</tfoot>" if table.footer else ""
    rows = "".join(row(each, "td") for each in table.rows)
    return f"<table><thead>{row(table.header, 'th')}</thead><tbody>{rows}</tbody>{footer}</table>"
