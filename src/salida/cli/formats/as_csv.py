"""CSV that a spreadsheet cannot be tricked with."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from salida.cli.formats.as_text import column_names, column_types, text_batches, typed_by_people

if TYPE_CHECKING:
    from salida.query import Prepared

_FORMULA = r"^[=+\-@\t\r\n]"
"""What makes Excel, LibreOffice or Sheets run a cell. Source: OWASP, "CSV Injection"."""


def write_csv(prepared: Prepared, file: IO[bytes], *, raw: bool) -> int:
    """Write the answer as UTF-8 CSV with a header; return how many rows.

    Unless `raw`, a text that a spreadsheet would run as a formula gets an apostrophe in
    front. Numbers, dates and the like are never touched: `-5` stays `-5`.
    """
    names = column_names(prepared)
    guarded = [not raw and typed_by_people(each) for each in column_types(prepared)]
    schema = pa.schema([(name, pa.string()) for name in names])
    rows = 0
    with csv.CSVWriter(file, schema) as writer:
        for batch in text_batches(prepared):
            columns = [
                neutralised(column) if guard else column
                for column, guard in zip(batch.columns, guarded, strict=True)
            ]
            writer.write_batch(pa.record_batch(columns, schema=schema))
            rows += batch.num_rows
    return rows


def neutralised(column: pa.Array) -> pa.Array:
    """Return the texts, those that start like a formula with an apostrophe in front."""
    runs = pc.match_substring_regex(column, _FORMULA)
    return pc.if_else(runs, pc.binary_join_element_wise("'", column, ""), column)
