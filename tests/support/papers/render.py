"""The same paper as PDF, Word file, HTML and text."""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from html import escape
from itertools import zip_longest
from pathlib import Path
from typing import Any

import docx
import typst

from tests.support.papers.blocks import (
    Block,
    Columns,
    Heading,
    NewPage,
    Pairs,
    Paper,
    Para,
    Table,
    Title,
)

_TEMPLATE = Path(__file__).with_name("paper.typ")


def to_pdf(paper: Paper) -> bytes:
    data = {"style": asdict(paper.style), "blocks": [_tree(each) for each in paper.blocks]}
    return bytes(
        typst.compile(
            _TEMPLATE.read_bytes(),
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"paper": json.dumps(data)},
        )
    )


def _tree(block: Block) -> dict[str, Any]:
    tree: dict[str, Any] = {"kind": type(block).__name__, **asdict(block)}
    if isinstance(block, Columns):
        tree["blocks"] = [_tree(each) for each in block.blocks]
    return tree


def to_docx(paper: Paper) -> bytes:
    word = docx.Document()
    if paper.style.header:
        word.sections[0].header.paragraphs[0].text = paper.style.header
    for block in _flat(paper):
        _add_to_word(word, block)
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _add_to_word(word: Any, block: Block) -> None:
    if isinstance(block, Title):
        word.add_heading(block.text, 0)
    elif isinstance(block, Heading):
        word.add_heading(block.text, 2)
    elif isinstance(block, Para):
        word.add_paragraph(block.text)
    elif isinstance(block, Pairs) and block.how in {"colon", "inline"}:
        mark = ": " if block.how == "colon" else " "
        for label, value in block.rows:
            word.add_paragraph(f"{label}{mark}{value}")
    else:
        rows = _grid(block)
        table = word.add_table(rows=0, cols=max(len(row) for row in rows))
        for row in rows:
            cells = table.add_row().cells
            if len(row) == 1 < len(cells):
                cells[0].merge(cells[-1]).text = row[0]
                continue
            for cell, text in zip(cells, row, strict=True):
                cell.text = text


def to_html(paper: Paper) -> bytes:
    parts = [
        f"<html><head><title>x</title><style>td {{ color: #222 }}</style></head><body lang='{paper.style.language}'>"
    ]
    for block in _flat(paper):
        match block:
            case Title(text):
                parts.append(f"<h1>{escape(text)}</h1>")
            case Heading(text):
                parts.append(f"<h3>{escape(text)}</h3>")
            case Para(text):
                parts.append(f"<p>{escape(text)}</p>")
            case Pairs(rows, "colon" | "inline" as how):
                mark = ":" if how == "colon" else ""
                parts += [f"<div><b>{escape(a)}{mark}</b> {escape(b)}</div>" for a, b in rows]
            case _:
                parts.append("<table>")
                grid = _grid(block)
                wide = max(map(len, grid))
                for row in grid:
                    span = f" colspan='{wide}'" if len(row) == 1 else ""
                    cells = "".join(f"<td{span}><p>{escape(text)}</p></td>" for text in row)
                    parts.append(f"<tr>{cells}</tr>")
                parts.append("</table>")
    return "\n".join([*parts, "</body></html>"]).encode()


def to_text(paper: Paper) -> bytes:
    return "\n".join(line for block in paper.blocks for line in _lines(block)).encode()


def _lines(block: Block) -> list[str]:
    match block:
        case NewPage():
            return ["\f"]
        case Title(text):
            return [text.upper(), "=" * len(text), ""]
        case Heading(text):
            return [text, "-" * len(text)]
        case Para() | Columns():
            prose = block.blocks if isinstance(block, Columns) else (block,)
            return [line for each in prose for line in (*_wrapped(each.text), "")]
        case Pairs(rows, "colon" | "inline" as how):
            mark = ":" if how == "colon" else ""
            return [*(f"{label}{mark} {value}" for label, value in rows), ""]
        case _:
            columns = list(zip_longest(*_grid(block), fillvalue=""))
            widths = [max(map(len, column)) for column in columns]
            padded = (map(str.ljust, row, widths) for row in zip(*columns, strict=True))
            return [*("   ".join(row).rstrip() for row in padded), ""]


def _wrapped(text: str, width: int = 88) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _flat(paper: Paper) -> list[Block]:
    blocks: list[Block] = []
    for block in paper.blocks:
        if isinstance(block, Columns):
            blocks += block.blocks
        elif not isinstance(block, NewPage):
            blocks.append(block)
    return blocks


def _grid(block: Block) -> list[tuple[str, ...]]:
    if isinstance(block, Table):
        return [block.headers, *block.rows]
    assert isinstance(block, Pairs)
    match block.how:
        case "double":
            flat = [text for row in block.rows for text in row]
            return [
                tuple(flat[at : at + 4] + [""] * (4 - len(flat[at : at + 4])))
                for at in range(0, len(flat), 4)
            ]
        case "stacked":
            return [
                tuple(label for label, _v in block.rows),
                tuple(value for _l, value in block.rows),
            ]
        case _:
            return list(block.rows)
