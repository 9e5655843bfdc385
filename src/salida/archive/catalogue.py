"""An archive as SQL: one DuckDB view per sObject, made when it is first asked for.

The database is in memory and holds no rows; whatever it knows can be read again. It reads
files below the archive's root only, loads no extension, and sees no Python variable.
"""

from __future__ import annotations

import os
import tempfile
import threading
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Self

import duckdb
import pyarrow.parquet as pq

from salida.archive.columns import BLOB_INDEX_SQL, sql_columns
from salida.archive.files import missing
from salida.errors import IntegrityError
from salida.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from types import TracebackType

    from salida.archive.archive import Archive
    from salida.archive.values import Part

BLOB_VIEW = "_blobs"
"""Salesforce names start with a letter, so no sObject is called that."""


MEMORY = "2GiB"
"""What DuckDB may hold; a sort of more goes to the disk, outside the archive. Left to itself it
would take 80 % of the machine."""


class Catalogue:
    """The sObjects of one snapshot as SQL views. Each thread takes a `cursor` of its own."""

    def __init__(self, archive: Archive, snapshot: str | None = None) -> None:
        self.archive = archive
        self.manifest = archive.manifest(snapshot)
        self._connection = _database(os.path.realpath(archive.root))
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
            IntegrityError: if a part is missing or no Parquet file.
        """
        described = self.archive.describe(sobject, self.snapshot)
        parts = self.archive.outcome(sobject, self.snapshot).parts
        return self._view(described.name, sql_columns(described), parts)

    def blob_view(self) -> str:
        """Return the quoted name of the view of the blob index; its columns are that file's."""
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
                select = self._select(columns, parts)
                self._connection.cursor().execute(f"CREATE VIEW {quoted} AS {select}")
                self._views.add(name)
        return quoted

    def _select(self, columns: Mapping[str, str], parts: Sequence[Part]) -> str:
        """Return the SQL of a view.

        Parts with the same columns are read together. Were DuckDB left to unite the columns
        (`union_by_name`), it would read the footer of every part again for every query.
        """
        alike: dict[frozenset[str], list[Path]] = {}
        for part in parts:
            place = self.archive.path(part.path)
            alike.setdefault(_columns_of(place, part.path), []).append(place)
        if not alike:
            return f"{_choose(columns, frozenset())} WHERE false"
        return " UNION ALL ".join(
            f"{_choose(columns, present)} FROM {_scan(places)}" for present, places in alike.items()
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _database(root: str) -> duckdb.DuckDBPyConnection:
    # DuckDB makes this folder when a sort needs it, and removes it at the end. Two databases
    # must not share one: the first to end would take the other's files.
    spill = Path(tempfile.gettempdir()) / f"salida-spill-{uuid.uuid4().hex}"
    connection = duckdb.connect(":memory:")
    for setting, value in (
        # GLOBAL, so that each cursor begins with it and not with the zone of the machine.
        ("GLOBAL TimeZone", "'UTC'"),
        ("memory_limit", _literal(MEMORY)),
        ("temp_directory", _literal(str(spill))),
        ("autoinstall_known_extensions", "false"),
        ("autoload_known_extensions", "false"),
        ("python_enable_replacements", "false"),
        ("parquet_metadata_cache", "true"),
        ("allowed_directories", f"[{_literal(root)}]"),
        # Last, because it forbids to change the ones above.
        ("enable_external_access", "false"),
    ):
        connection.execute(f"SET {setting} = {value}")
    return connection


def _columns_of(place: Path, path: str) -> frozenset[str]:
    try:
        return frozenset(pq.read_schema(place).names)
    except FileNotFoundError:
        raise missing(path) from None
    except (OSError, ValueError) as error:  # pyarrow.ArrowInvalid is a ValueError
        raise IntegrityError(
            _("`{path}` is no whole Parquet file", path=path),
            hint=_("Run `salida verify`, then restore the file from a copy of the archive"),
        ) from error


def _choose(columns: Mapping[str, str], present: frozenset[str]) -> str:
    chosen = (
        _quoted(name) if name in present else f"CAST(NULL AS {kind}) AS {_quoted(name)}"
        for name, kind in columns.items()
    )
    return f"SELECT {', '.join(chosen)}"


def _scan(places: Iterable[Path]) -> str:
    # realpath, because that is what DuckDB compares with `allowed_directories`.
    paths = ", ".join(_literal(os.path.realpath(each)) for each in places)
    return f"read_parquet([{paths}], hive_partitioning = false)"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
