"""REST queries: `query`, `queryAll` and their further pages."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

import orjson

from salida.replica import refusals
from salida.replica.call import Answer, json_answer
from salida.replica.columns import column_metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.model.describe import Field
    from salida.query import Prepared
    from salida.replica.call import Call
    from salida.replica.cursors import Cursor
    from salida.replica.org import Org

LARGEST_PAGE = 2000
SMALLEST_PAGE = 200
_NARROW = 20
_PAGE_BYTES = 8 * 1024 * 1024
"""A page ends early here, so that 2,000 rows of long text do not fill the memory."""

_LONG_TEXT = 255
_BATCH_SIZE = re.compile(r"batchSize\s*=\s*(\d+)", re.IGNORECASE)
_LOCATOR = re.compile(r"(?P<cursor>[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?)-(?P<start>\d+)")


def query(org: Org, call: Call, *, all_rows: bool) -> Answer:
    """Answer `GET .../query?q=` or `.../queryAll?q=` with its first page."""
    soql = call.query.get("q")
    if not soql:
        raise refusals.bad_request("A query string has to be specified", "MALFORMED_QUERY")
    asked_at = org.now()
    prepared = org.prepare(soql, all_rows=all_rows, now=asked_at)
    if call.query.get("columns", "").lower() == "true":
        return json_answer(column_metadata(org, prepared, soql))
    total = prepared.count()
    if prepared.is_count:
        return json_answer({"totalSize": total, "done": True, "records": []})
    batch = page_size(_selected_fields(org, prepared), _asked_batch(call))
    records = list(_page(prepared, call.version, 0, batch))
    if len(records) >= total:
        return _page_answer(call, total, records, None)
    cursor = org.cursors.open(
        soql, prepared, all_rows=all_rows, asked_at=asked_at, batch=batch, total=total
    )
    return _page_answer(call, total, records, f"{cursor.id}-{len(records)}")


def more(org: Org, call: Call, locator: str) -> Answer:
    """Answer `GET .../query/01g...-2000` with the page that starts there."""
    match = _LOCATOR.fullmatch(locator)
    cursor = None if match is None else org.cursors.find(match["cursor"], org.now())
    if match is None or cursor is None or int(match["start"]) > cursor.total:
        raise refusals.bad_request("invalid query locator", "INVALID_QUERY_LOCATOR")
    start = int(match["start"])
    batch = _asked_batch(call) or cursor.batch
    with cursor.lock:
        records = list(_page(_reader(org, cursor), call.version, start, batch))
    end = start + len(records)
    if end >= cursor.total or not records:
        org.cursors.end(cursor)
        return _page_answer(call, cursor.total, records, None)
    org.cursors.keep_reading(cursor)
    return _page_answer(call, cursor.total, records, f"{cursor.id}-{end}")


def page_size(fields: list[Field], asked: int | None) -> int:
    """Return how many records a page has at most.

    Two custom long text areas bring it down to 200 (SOQL and SOSL Reference, "Query Results");
    the steps for many columns are ours, after a recording in which 12 columns gave 1,811 rows
    in one page and 21 columns 1,000.
    """
    long_texts = sum(
        each.custom and each.type == "textarea" and each.length > _LONG_TEXT for each in fields
    )
    if long_texts > 1:
        return SMALLEST_PAGE
    steps = ((_NARROW, LARGEST_PAGE), (100, 1000), (300, 500))
    room = next((size for most, size in steps if len(fields) <= most), SMALLEST_PAGE)
    return min(room, asked or LARGEST_PAGE)


def _asked_batch(call: Call) -> int | None:
    """Return the batch size of `Sforce-Query-Options`, brought into the allowed range."""
    match = _BATCH_SIZE.search(call.headers.get("sforce-query-options", ""))
    return None if match is None else max(SMALLEST_PAGE, min(LARGEST_PAGE, int(match[1])))


def _reader(org: Org, cursor: Cursor) -> Prepared:
    if cursor.prepared is None:
        cursor.prepared = org.prepare(cursor.soql, all_rows=cursor.all_rows, now=cursor.asked_at)
    return cursor.prepared


def _page(prepared: Prepared, version: str, start: int, most: int) -> Iterator[bytes]:
    size = 0
    for record in itertools.islice(
        prepared.json_records(version=version, start=start, count=most), most
    ):
        yield record
        size += len(record)
        if size >= _PAGE_BYTES:
            return


def _page_answer(call: Call, total: int, records: list[bytes], locator: str | None) -> Answer:
    envelope: dict[str, Any] = {"totalSize": total, "done": locator is None}
    if locator is not None:
        # `/query/` even for `queryAll`, as the org says it.
        envelope["nextRecordsUrl"] = call.at(f"/query/{locator}")
    envelope["records"] = [orjson.Fragment(each) for each in records]
    return json_answer(envelope)


def _selected_fields(org: Org, prepared: Prepared) -> list[Field]:
    """Return the fields of the root sObject among the columns."""
    sobject = org.describe(prepared.sobject)
    found = (sobject.find(each.name) for each in prepared.columns)
    return [each for each in found if each is not None]
