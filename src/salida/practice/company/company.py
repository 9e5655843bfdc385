"""The invented company of one seed and size: its schema, its files and the rows of any slice."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from salida.model.storage import row_fields
from salida.practice.company import hostile
from salida.practice.company.files import ContentPool, content_pool
from salida.practice.company.ids import IdSeries, IdWriter, id_series
from salida.practice.company.rows import LONG_ROWS, REFERENCES, rows_sql, slots_sql
from salida.practice.company.scale import row_counts
from salida.practice.company.words import WordList, word_lists
from salida.practice.schema import PracticeSchema, RecordType, schema_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from salida.archive import Blob
    from salida.model.describe import SObject

_MACROS = resources.files("salida.practice.company") / "macros.sql"

_RECORD_TYPES = (
    ("Account", "Cliente", "Cliente"),
    ("Account", "Distribuidor", "Distribuidor"),
    ("Lead", "Empresa", "Empresa"),
    ("Lead", "Particular", "Particular"),
    ("Opportunity", "Obra_Nueva", "Obra nueva"),
    ("Opportunity", "Ampliacion", "Ampliación"),
    ("Case", "Averia", "Avería"),
    ("Case", "Consulta", "Consulta"),
    ("Proyecto__c", "Llave_En_Mano", "Llave en mano"),
    ("Proyecto__c", "Solo_Ingenieria", "Solo ingeniería"),
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a company follows from."""

    records: int
    seed: int
    now: datetime


@dataclass(frozen=True, slots=True)
class _Connection:
    """A thread's way to the database, and what it has prepared there."""

    cursor: duckdb.DuckDBPyConnection
    prepared: set[str] = field(default_factory=set)


class Company:
    """The company that a recipe makes. Slices of rows may be asked for from several threads."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.counts = row_counts(recipe.records)
        self.pool: ContentPool = content_pool(recipe.records, recipe.seed)
        self._ids = {name: self._series(name) for name in self.counts}
        # One thread per query: the caller asks for several slices at once instead, which
        # keeps the rows in their order and the cores equally busy.
        self._database = duckdb.connect(config={"threads": 1})
        self._own = threading.local()
        self._id_writer = IdWriter(list(self._ids.values()))
        self._variables: list[str] = []

    @cached_property
    def schema(self) -> PracticeSchema:
        """The describes of the company's sObjects."""
        types: dict[str, list[RecordType]] = {}
        for row, (sobject, name, label) in enumerate(_RECORD_TYPES):
            kept = types.setdefault(sobject, [])
            record = self._ids["RecordType"].record_id(row)
            kept.append(RecordType(record, name, label, default=not kept))
        return PracticeSchema(types)

    def record_id(self, sobject: str, row: int) -> str:
        """Return the Id of a row by its number."""
        return self._ids[sobject].record_id(row)

    def know_blobs(self, blobs: Sequence[Blob]) -> None:
        """Take in how the contents of the pool are stored, slot by slot, before rows are asked for."""
        lists = [*word_lists(), *self._own_lists(), *self._file_lists(blobs)]
        self._variables = [each.variable() for each in lists]
        for statement in (*(each.macro() for each in lists), *self._macros()):
            self._database.execute(statement)

    def rows(self, sobject: SObject, first: int, end: int) -> pa.Table:
        """Return the rows with the numbers from `first` up to `end`, typed as DuckDB types them."""
        with_longest = first < LONG_ROWS.stop
        table = self._execute(
            f"rows_{sobject.name}_{with_longest:d}",
            lambda: rows_sql(sobject, with_longest=with_longest),
            first,
            end,
        )
        return self._with_ids(table, [each.type in REFERENCES for each in row_fields(sobject)])

    def _with_ids(self, table: pa.Table, is_record: Sequence[bool]) -> pa.Table:
        """Write out the columns that hold records, all at once: a call costs as much as 500 Ids."""
        places = [place for place, each in enumerate(is_record) if each]
        records = [table.column(place).combine_chunks() for place in places]
        ids = self._id_writer.ids(pa.concat_arrays(records))
        for turn, place in enumerate(places):
            column = ids.slice(turn * table.num_rows, table.num_rows)
            table = table.set_column(place, table.column_names[place], column)
        return table

    def blob_rows(self, sobject: str, field: str, first: int, end: int) -> pa.Table:
        """Return which blob each row of `sobject` in that slice holds, as the blob index wants it."""
        table = self._execute(
            f"slots_{sobject}_{field}", lambda: slots_sql(sobject, field), first, end
        )
        return self._with_ids(table, [each == "record_id" for each in table.column_names])

    def _execute(self, name: str, sql: Callable[[], str], first: int, end: int) -> pa.Table:
        """Run a query over a slice; each thread prepares it once, which saves half of its planning."""
        connection = self._connection()
        if name not in connection.prepared:
            connection.cursor.execute(f"PREPARE {name} AS {sql()}")
            connection.prepared.add(name)
        return connection.cursor.sql(f"EXECUTE {name}({first}, {end})").to_arrow_table()

    def _series(self, name: str) -> IdSeries:
        return id_series(name, schema_rows()[name].key_prefix, self.recipe.seed)

    def _connection(self) -> _Connection:
        """Return the calling thread's own connection; macros are shared, variables are not."""
        connection: _Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = _Connection(self._database.cursor())
            for statement in self._variables:
                connection.cursor.execute(statement)
            self._own.connection = connection
        return connection

    def _macros(self) -> Iterator[str]:
        yield f"CREATE MACRO seed() AS {self.recipe.seed}"
        yield f"CREATE MACRO now_s() AS {int(self.recipe.now.timestamp())}"
        yield f"CREATE MACRO n_note_slots() AS {self.pool.notes}"
        yield f"CREATE MACRO n_file_slots() AS {len(self.pool.contents) - 1 - self.pool.notes}"
        for name, count in self.counts.items():
            yield f"CREATE MACRO n_{name}() AS {count}"
        for number, series in enumerate(self._ids.values()):
            yield f"CREATE MACRO id_{series.sobject}(i) AS {series.number(number, 0)} + i"
        yield _MACROS.read_text("utf-8")

    def _own_lists(self) -> Iterator[WordList]:
        yield WordList("hostile_short", hostile.ANYWHERE)
        yield WordList("hostile_name", hostile.FILE_NAMES)
        for place, column in enumerate(("sobject", "name", "label")):
            yield WordList(f"record_type_{column}", [each[place] for each in _RECORD_TYPES])

    def _file_lists(self, blobs: Sequence[Blob]) -> Iterator[WordList]:
        contents = self.pool.contents
        yield WordList("file_sha256", [each.sha256 for each in blobs])
        yield WordList("file_md5", [each.md5 for each in blobs])
        yield WordList("file_bytes", [each.bytes for each in blobs])
        yield WordList("file_extension", [each.extension for each in contents])
        yield WordList("file_type", [each.file_type for each in contents])
        yield WordList("file_mime", [each.mime for each in contents])
