"""A checked query, ready to give its answer in the form that a face needs."""

from __future__ import annotations

import itertools
import json
import threading
from typing import TYPE_CHECKING, Any

import orjson

from salida.query.rows import number, stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from salida.archive import Catalogue
    from salida.soql import Column, Plan

_BATCH = 16_384
"""Rows of a batch of a flat answer: a few megabytes of a wide sObject."""

_VERSION = "66.0"
"""The API version in the addresses of records where nobody asked for another."""

_RECORDS = 2_000
"""Records of a batch of JSON: a page of REST."""


class Prepared:
    """One checked query. Every method runs it anew on a connection of its own."""

    def __init__(self, plan: Plan, catalogue: Catalogue) -> None:
        self._plan = plan
        self._catalogue = catalogue
        self._lock = threading.Lock()
        self._waiting: _Records | None = None

    @property
    def sobject(self) -> str:
        """The sObject in FROM, in the describe's spelling."""
        return self._plan.sobject

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of `arrow()`: name and the describe's type (`query` for child lists)."""
        return self._plan.columns

    @property
    def is_count(self) -> bool:
        """Whether this is `SELECT COUNT() FROM X`: no records, the number is `count()`."""
        return self._plan.is_count

    @property
    def is_aggregate(self) -> bool:
        """Whether the records are `AggregateResult`s without Id and url."""
        return self._plan.is_aggregate

    def count(self) -> int:
        """Return `totalSize`: how many records the query gives, or the value of `COUNT()`."""
        return number(self._catalogue, self._plan.count_sql())

    def arrow(self) -> pa.RecordBatchReader:
        """Return the flat, typed answer as a stream.

        Columns are named by their SOQL path. Child lists, TYPEOF and compound fields are JSON
        text.
        """
        return self._reader(self._plan.typed_sql())

    def bulk_refusal(self) -> str | None:
        """Return the words with which Bulk API 2.0 refuses this query, or `None`."""
        return self._plan.bulk_refusal

    def bulk_csv(self) -> pa.RecordBatchReader:
        """Return the answer as a stream of text columns, as Bulk API 2.0 prints the values.

        Null is the empty text. Raises `ValueError` for a query that Bulk API 2.0 refuses.
        """
        if self._plan.bulk_refusal is not None:
            raise ValueError(self._plan.bulk_refusal)
        return self._reader(self._plan.bulk_sql())

    def json_records(
        self, *, version: str = _VERSION, start: int = 0, count: int | None = None
    ) -> Iterator[bytes]:
        """Yield each record as REST's JSON, from `start` on, at most `count`.

        Paging forward with one object reads on where the last page ended; any other `start`
        runs the query again. `COUNT()` has no records.
        """
        if self._plan.is_count:
            return
        records = self._resume(version, start)
        try:
            for _number in itertools.count() if count is None else range(count):
                record = records.next()
                if record is None:
                    return
                yield record
        finally:
            # Also when the caller stops early: the next page begins behind what it took.
            with self._lock:
                self._waiting = records

    def records(
        self, *, version: str = _VERSION, start: int = 0, count: int | None = None
    ) -> Iterator[dict[str, Any]]:
        """Yield each record as JSON-ready values; fractions are exact `orjson.Fragment`s."""
        for record in self.json_records(version=version, start=start, count=count):
            yield json.loads(record, parse_float=orjson.Fragment)

    def _resume(self, version: str, start: int) -> _Records:
        with self._lock:
            waiting, self._waiting = self._waiting, None
        if waiting is not None and (waiting.version, waiting.position) == (version, start):
            return waiting
        parameters = {"version": version} if self._plan.urls_in_json else None
        reader = stream(self._catalogue, self._plan.json_sql(start), parameters, batch=_RECORDS)
        return _Records(reader, version, start)

    def _reader(self, sql: str) -> pa.RecordBatchReader:
        parameters = {"version": _VERSION} if "$version" in sql else None
        return stream(self._catalogue, sql, parameters, batch=_BATCH)


class _Records:
    """An open stream of JSON records that knows how far it has been read."""

    def __init__(self, reader: pa.RecordBatchReader, version: str, position: int) -> None:
        self._reader = reader
        self._batch: Iterator[str] = iter(())
        self.version = version
        self.position = position

    def next(self) -> bytes | None:
        """Return the next record, or `None` at the end."""
        while True:
            record = next(self._batch, None)
            if record is not None:
                self.position += 1
                return record.encode()
            try:
                batch: pa.RecordBatch = self._reader.read_next_batch()
            except StopIteration:
                return None
            self._batch = iter(batch.column(0).to_pylist())
