"""An archive as SQL: one DuckDB view per sObject, made when it is first asked for.

The database is in memory and holds no rows; whatever it knows can be read again.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import duckdb

from salida.archive.columns import BLOB_INDEX_SQL, sql_columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

    from salida.archive.archive import Archive
    from salida.archive.values import Part

BLOB_VIEW = "_blobs"
"""Salesforce names start with a letter, so no sObject is called that."""


class Catalogue:
    """The sObjects of one snapshot as SQL views."""

    def __init__(self, archive: Archive, snapshot: str | None = None) -> None:
        self.archive = archive
        self.manifest = archive.manifest(snapshot)
        self._connection = duckdb.connect(":memory:")
        self._connection.execute("SET TimeZone = 'UTC'")
        # Many queries read the same parts; their footers are then read once.
        self._connection.execute("SET parquet_metadata_cache = true")
        self._views: set[str] = set()
        self._lock = threading.Lock()

    @property
    def snapshot(self) -> str:
        """The snapshot that the views show."""
        return self.manifest.snapshot

    def view(self, sobject: str) -> str:
        """Return the quoted name of the view of `sobject`, making it if need be.

        It has every column of the describe with its type, and `_verbatim`; columns that no
        part has are null, and an sObject without parts is an empty view.

        Raises:
            ArchiveError: if the archive has no describe of `sobject`.
            IntegrityError: if a path of the manifest is none of the format's.
        """
        described = self.archive.describe(sobject, self.snapshot)
        parts = self.archive.outcome(sobject, self.snapshot).parts
        return self._view(described.name, sql_columns(described), parts)

    def blob_view(self) -> str:
        """Return the quoted name of the view of the blob index."""
        return self._view(BLOB_VIEW, BLOB_INDEX_SQL, self.manifest.content.blob_index)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a connection of its own to the views, for the thread that asks."""
        return self._connection.cursor()

    def close(self) -> None:
        """End the database; cursors end with it."""
        self._connection.close()

    def _view(self, name: str, columns: Mapping[str, str], parts: Sequence[Part]) -> str:
        quoted = _quoted(name)
        with self._lock:
            if name not in self._views:
                self._connection.execute(f"CREATE VIEW {quoted} AS {self._select(columns, parts)}")
                self._views.add(name)
        return quoted

    def _select(self, columns: Mapping[str, str], parts: Sequence[Part]) -> str:
        if not parts:
            nulls = ", ".join(_null(name, kind) for name, kind in columns.items())
            return f"SELECT {nulls} WHERE false"
        paths = ", ".join(_literal(str(self.archive.path(each.path))) for each in parts)
        rows = f"read_parquet([{paths}], union_by_name = true, hive_partitioning = false)"
        described = self._connection.execute(f"DESCRIBE SELECT * FROM {rows}").fetchall()
        present = {each[0] for each in described}
        chosen = ", ".join(
            _quoted(name) if name in present else _null(name, kind)
            for name, kind in columns.items()
        )
        return f"SELECT {chosen} FROM {rows}"  # noqa: S608 - every name is quoted, every path a literal

    def __enter__(self) -> Catalogue:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _null(name: str, kind: str) -> str:
    return f"CAST(NULL AS {kind}) AS {_quoted(name)}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
