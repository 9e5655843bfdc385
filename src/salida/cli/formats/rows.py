"""Rows of texts as CSV that a spreadsheet cannot be tricked with."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FORMULA = re.compile(r"[=+\-@\t\r\n]")
"""What makes Excel, LibreOffice or Sheets run a cell. Source: OWASP, "CSV Injection"."""

_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return the rows as CSV; a text that would run as a formula gets an apostrophe in front."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(each) for each in row] for row in rows)
    return file.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text
