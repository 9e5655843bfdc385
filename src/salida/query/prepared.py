"""A checked query, ready to give its answer in the form that a face needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a flat answer."""

    name: str
    """The SOQL path in the describe's spelling (`Account.Name`), or the alias (`expr0`)."""

    type: str
    """The describe's type (`string`, `currency`, `datetime` ...); `query` for a child subquery."""


@dataclass(frozen=True)
class Prepared:
    """One checked query. Every method runs it; nothing is kept in memory between calls."""

    sobject: str
    """The sObject in `FROM`, in the describe's spelling."""

    columns: tuple[Column, ...]
    is_count: bool
    """`SELECT COUNT() FROM X`: no records, the number is `count()`."""

    is_aggregate: bool
    """The records are `AggregateResult`s without Id and url."""

    def count(self) -> int:
        """Return `totalSize`: how many records the query gives, or the value of `COUNT()`."""
        raise NotImplementedError

    def arrow(self) -> pa.RecordBatchReader:
        """Return the typed answer as a stream; child subqueries are JSON text."""
        raise NotImplementedError

    def bulk_csv(self) -> pa.RecordBatchReader:
        """Return the answer as a stream of strings as Bulk API 2.0 prints them; null is `""`."""
        raise NotImplementedError

    def bulk_refusal(self) -> str | None:
        """Return the error text with which Bulk API 2.0 refuses this query, or `None`."""
        raise NotImplementedError

    def json_records(
        self, *, version: str = "66.0", start: int = 0, count: int | None = None
    ) -> Iterator[bytes]:
        """Yield each record as REST's JSON: the fast way to fill a page of an answer.

        Paging forward with the same object (start = where the last page ended) goes on
        reading; any other `start` runs the query again and skips.
        """
        raise NotImplementedError

    def records(
        self, *, version: str = "66.0", start: int = 0, count: int | None = None
    ) -> Iterator[dict[str, Any]]:
        """Yield each record as JSON-ready values; fractions are exact `orjson.Fragment`s."""
        raise NotImplementedError
