"""Running SQL over the catalogue: rows stream out in Arrow batches, errors in Salida's words."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from salida.errors import IntegrityError, SoqlError
from salida.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from salida.archive import Catalogue


def stream(
    catalogue: Catalogue,
    sql: str,
    parameters: Mapping[str, str] | None = None,
    *,
    batch: int,
) -> pa.RecordBatchReader:
    """Run `sql` and return its rows in batches of at most `batch` rows, without keeping them.

    Raises, here or while batches are read:
        SoqlError: `NUMBER_OUTSIDE_VALID_RANGE` if a number of the answer is too large.
        IntegrityError: if a part of the archive cannot be read.
    """
    cursor = catalogue.cursor()
    with _in_words():
        # A relation streams its rows to Arrow; what `execute` returns copies all of them first.
        relation = cursor.sql(sql, params=None if parameters is None else dict(parameters))
        reader: pa.RecordBatchReader = relation.to_arrow_reader(batch)
    return pa.RecordBatchReader.from_batches(reader.schema, _batches(reader, cursor))


def number(catalogue: Catalogue, sql: str) -> int:
    """Run `sql` and return its one number; raises as `stream` does."""
    with catalogue.cursor() as cursor, _in_words():
        [(value,)] = cursor.execute(sql).fetchall()
    return int(value)


def _batches(
    reader: pa.RecordBatchReader, cursor: duckdb.DuckDBPyConnection
) -> Iterator[pa.RecordBatch]:
    # The open result lives as long as its connection, so that is kept here until the end.
    with cursor, _in_words():
        yield from reader


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except (duckdb.Error, OSError, pa.ArrowException) as error:
        # Once rows flow, Arrow passes DuckDB's errors on as its own, with the words alone.
        reason = str(error).splitlines()[0]
        if isinstance(error, duckdb.OutOfRangeException) or "Out of Range Error" in reason:
            raise SoqlError(
                _("A number of the answer is too large: {reason}", reason=reason),
                error_code="NUMBER_OUTSIDE_VALID_RANGE",
            ) from error
        if isinstance(error, _OURS):
            raise
        raise IntegrityError(
            _("The archive cannot be read: {reason}", reason=reason),
            hint=_("`salida verify` names every file that changed"),
        ) from error


_OURS = (
    duckdb.BinderException,
    duckdb.CatalogException,
    duckdb.InterruptException,
    duckdb.OutOfMemoryException,
    duckdb.ParserException,
)
"""Faults of the SQL itself or of the machine, not of the files."""
