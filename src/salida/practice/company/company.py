"""The invented company of one seed and size: its schema, its files and the rows of any slice."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from salida.model.storage import row_fields
from salida.practice.company import hostile
from salida.practice.company.files import ContentPool, content_pool
from salida.practice.company.ids import IdSeries, IdWriter, id_series
from salida.practice.company.rows import REFERENCES, numbers_sql, own_sql, rows_sql
from salida.practice.company.scale import row_counts
from salida.practice.company.words import WordList, word_lists
from salida.practice.schema import PracticeSchema, RecordType, schema_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
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
        self._stated: dict[str, dict[str, str]] = {}

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
        query = rows_sql(sobject, first, end, self._columns(sobject.name))
        table: pa.Table = self._cursor().sql(query).to_arrow_table()
        for place, field in enumerate(row_fields(sobject)):
            if field.type in REFERENCES:
                table = table.set_column(place, field.name, self._id_writer.ids(table.column(place)))
        return table

    def blob_rows(self, sobject: str, field: str, first: int, end: int) -> pa.Table:
        """Return which blob each row of `sobject` in that slice holds, as the blob index wants it."""
        query = f"""
            WITH {numbers_sql(sobject, first, end)}, body AS ({own_sql(sobject)})
            SELECT '{sobject}' AS sobject, id_{sobject}(i) AS record_id, '{field}' AS field,
                file_sha256(_slot) AS sha256, file_md5(_slot) AS md5, file_bytes(_slot) AS bytes
            FROM body WHERE _slot IS NOT NULL
        """  # noqa: S608  (names come from this package's own schema)
        table: pa.Table = self._cursor().sql(query).to_arrow_table()
        return table.set_column(1, "record_id", self._id_writer.ids(table.column("record_id")))

    def _series(self, name: str) -> IdSeries:
        return id_series(name, schema_rows()[name].key_prefix, self.recipe.seed)

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        """Return the calling thread's own connection; macros are shared, variables are not."""
        cursor: duckdb.DuckDBPyConnection | None = getattr(self._own, "cursor", None)
        if cursor is None:
            cursor = self._database.cursor()
            for statement in self._variables:
                cursor.execute(statement)
            self._own.cursor = cursor
        return cursor

    def _columns(self, sobject: str) -> dict[str, str]:
        """Return the columns that `rows/X.sql` has, by their name in lower case."""
        if sobject not in self._stated:
            query = f"WITH {numbers_sql(sobject, 0, 0)}, body AS ({own_sql(sobject)}) SELECT * FROM body"  # noqa: S608
            names = self._cursor().sql(query).columns
            self._stated[sobject] = {each.lower(): each for each in names}
        return self._stated[sobject]

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
