"""ContentDocumentLink without the permission "Query All Files".

Salesforce then refuses the sObject unless the query names documents. Those that are
archived already are named, some hundred at a time; links of documents that the user cannot
see stay unknown, and the manifest says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.backup.bulk_rows import RowsRead
from salida.backup.rest_rows import copy_rest
from salida.backup.stored_rows import read_columns
from salida.model.gap import Gap, GapReason
from salida.salesforce import query

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from salida.archive import Part
    from salida.backup.plan import Reader
    from salida.backup.run import Run
    from salida.salesforce.query import QueryPage

DOCUMENTS_AT_ONCE = 200
"""Ids in one filter: about 4,400 characters, so that the query still fits an address."""


def read_links(run: Run, reader: Reader, documents: Sequence[Part]) -> tuple[RowsRead, Gap]:
    """Read the links of the documents whose rows are in `documents`.

    Raises:
        SalesforceError: if the org refuses even that.
        LimitError, ArchiveError: the run ends, to be resumed.
    """
    ids = _ids(run, documents)
    note = copy_rest(
        run, reader, _pages(run, reader, ids), {"api": "rest", "by": "ContentDocumentId"}
    )
    gap = Gap(
        reader.name,
        GapReason.NEEDS_FILTER,
        f"without the permission Query All Files: only the links of {len(ids)} visible documents",
    )
    return RowsRead((note,), None), gap


def _ids(run: Run, documents: Sequence[Part]) -> list[str]:
    places = [run.writer.place(each.path) for each in documents]
    return [each for batch in read_columns(places, ["Id"]) for each in batch.column(0).to_pylist()]


def _pages(run: Run, reader: Reader, ids: Sequence[str]) -> Iterator[QueryPage]:
    for start in range(0, len(ids), DOCUMENTS_AT_ONCE):
        run.check()
        quoted = ", ".join(f"'{each}'" for each in ids[start : start + DOCUMENTS_AT_ONCE])
        soql = reader.soql(f" WHERE ContentDocumentId IN ({quoted})")
        yield from query.pages(run.client, soql, all_rows=True, numbers_as_text=True)
