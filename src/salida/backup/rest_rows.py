"""Reading the rows of one sObject through REST: the small ones, and those that Bulk refuses.

The whole sObject is the unit of resuming here: a cursor of a query lives two days and not
for another process to count on.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import orjson
import pyarrow as pa

from salida.backup.bulk_rows import RowsRead
from salida.backup.pages import Rows, typed_rows, write_parts
from salida.backup.state import PageNote
from salida.salesforce import query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from salida.archive import PartWriter
    from salida.backup.plan import Reader
    from salida.backup.run import Run
    from salida.model.describe import Field
    from salida.salesforce.query import QueryPage

TOO_MANY_ROWS = 20_000
"""An sObject of unknown size that turns out larger than this goes to Bulk after its first page."""


def read_rest(run: Run, reader: Reader) -> RowsRead | None:
    """Read all rows; `None` when there are so many that Bulk should do it.

    Raises:
        SalesforceError: if the org refuses the query.
        UnavailableError: if it does not answer.
        LimitError, ArchiveError: the run ends, to be resumed.
    """
    run.check()
    pages = query.pages(run.client, reader.soql(), all_rows=True, numbers_as_text=True)
    first = next(pages)
    if reader.may_use_bulk and not reader.needs_filter and first.total_size > TOO_MANY_ROWS:
        return None
    note = copy_rest(run, reader, chain([first], pages), {"api": "rest"})
    return RowsRead((note,), first.total_size)


def copy_rest(
    run: Run, reader: Reader, pages: Iterable[QueryPage], source: Mapping[str, Any]
) -> PageNote:
    """Write the rows of REST pages as one page of the archive; noted by the caller."""

    def open_part(nth: int, verbatim: bool) -> PartWriter:  # noqa: FBT001 - as pages call it
        return run.writer.part(reader.sobject, nth, verbatim=verbatim, fields=reader.fields)

    parts, verbatim = write_parts(_rows(run, reader, pages), open_part, source)
    rows = sum(each.rows for each in parts)
    return PageNote(0, "", rows=rows, parts=parts, verbatim=verbatim)


def _rows(run: Run, reader: Reader, pages: Iterable[QueryPage]) -> Iterator[Rows]:
    for page in pages:
        # The next page is asked for when this one is written.
        run.check()
        run.tracker.add(reader.name, rows=len(page.records))
        if page.records:
            columns = text_columns(page.records, reader.fields)
            yield typed_rows(columns, reader.sobject, reader.fields)


def text_columns(records: Sequence[Mapping[str, Any]], fields: Sequence[Field]) -> list[Any]:
    """Return one pa.Array of strings for each field, as Bulk CSV would print the values.

    Args:
        records: Rows whose numbers are `NumberText`: what the org wrote, digit for digit.
        fields: The columns to take from them.
    """
    return [
        pa.array([_text(record.get(field.name)) for record in records], pa.string())
        for field in fields
    ]


def _text(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    # Whatever else an undocumented type returns is kept as the JSON that it was.
    return orjson.dumps(value, default=_number, option=orjson.OPT_PASSTHROUGH_SUBCLASS).decode()


def _number(text: str) -> orjson.Fragment:
    """Put a `NumberText`, which is the only subclass in a page, into JSON as a number."""
    return orjson.Fragment(str(text))
