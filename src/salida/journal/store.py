"""The journal's file: SQLite, append-only, safe for threads and processes."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, Self

from salida.errors import DiskFullError, JournalError
from salida.journal.chain import Entry, Head, check_lines, line_hash, next_entry, read_line
from salida.language import _
from salida.model.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

_APPLICATION_ID = int.from_bytes(b"SALJ")
_VERSION = 1

_WAIT = 30.0
"""Seconds to wait while another process appends."""

# The triggers are a guard against mistakes, not against people: those are found by the chain.
_SCHEMA = """
CREATE TABLE entry (
    number INTEGER PRIMARY KEY,
    line   TEXT NOT NULL,
    sha256 TEXT NOT NULL
) STRICT;
CREATE TABLE head (
    only   INTEGER PRIMARY KEY CHECK (only = 1),
    number INTEGER NOT NULL,
    sha256 TEXT NOT NULL
) STRICT;
INSERT INTO head VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
    BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
PRAGMA application_id = 1396788298; -- 'SALJ', so that `file` and Salida know a journal
PRAGMA user_version = 1;
"""


class Journal:
    """What was done in one case, in order.

    Several threads may share one `Journal`; several processes may open the same file.
    Use it as a context manager, or call `close()`.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._lock = threading.Lock()

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the journal at `path`, making it when the file does not exist.

        Raises:
            JournalError: if the file is no journal, is damaged, or a newer Salida wrote it.
        """
        with _explained(path):
            connection = sqlite3.connect(
                path, timeout=_WAIT, isolation_level=None, check_same_thread=False
            )
            try:
                # FULL: an entry that was reported as written survives a power cut.
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                _prepare(path, connection)
            except BaseException:
                connection.close()
                raise
        return cls(path, connection)

    def append(
        self, action: str, data: Mapping[str, Any] | None = None, *, actor: str, at: datetime
    ) -> Entry:
        """Add what was just done; it is on the disk when this returns.

        Raises:
            ValueError: if `data` holds a secret, or `at` has no time zone.
            TypeError: if `data` holds a float or something that is not JSON.
            JournalError: if the file cannot be written.
        """
        with self._lock, _explained(self.path), _transaction(self._connection) as cursor:
            head = _head(cursor)
            if head is None:
                raise _changed(self.path)
            entry = next_entry(head, action, dict(data or {}), actor=actor, at=at)
            line = entry.line
            sha256 = line_hash(line)
            cursor.execute("INSERT INTO entry VALUES (?, ?, ?)", (entry.number, line, sha256))
            cursor.execute("UPDATE head SET number = ?, sha256 = ?", (entry.number, sha256))
        return entry

    def head(self) -> Head:
        """Return how many entries there are and the hash of the last, to be kept elsewhere."""
        with self._lock, _explained(self.path), closing(self._connection.cursor()) as cursor:
            return _head(cursor) or _NO_HEAD

    def lines(self) -> list[str]:
        """Return every entry as its line of JSON, oldest first: the exported form."""
        with self._lock, _explained(self.path):
            rows = self._connection.execute("SELECT line FROM entry ORDER BY number").fetchall()
        return [str(line) for (line,) in rows]

    def entries(self) -> list[Entry]:
        """Return every entry, oldest first.

        Raises:
            JournalError: if one cannot be read; `verify` says which.
        """
        try:
            return [read_line(line) for line in self.lines()]
        except (ValueError, TypeError) as error:
            raise _changed(self.path) from error

    def verify(self) -> list[Finding]:
        """Return every edit that the chain reveals; empty when the journal is whole."""
        with self._lock, _explained(self.path), closing(self._connection.cursor()) as cursor:
            # One read transaction, so that an append by another process is seen whole or not.
            cursor.execute("BEGIN")
            try:
                rows = cursor.execute("SELECT number, line, sha256 FROM entry ORDER BY number")
                stored = [(int(number), str(line), str(sha256)) for number, line, sha256 in rows]
                head = _head(cursor) or _NO_HEAD
            finally:
                cursor.execute("COMMIT")
        return [
            *check_lines((line for _number, line, _sha256 in stored), head),
            *(
                _stored_differently(number)
                for place, (number, line, sha256) in enumerate(stored, start=1)
                if number != place or line_hash(line) != sha256
            ),
        ]

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()


def _prepare(path: Path, connection: sqlite3.Connection) -> None:
    with _transaction(connection) as cursor:
        (application,) = cursor.execute("PRAGMA application_id").fetchone()
        (version,) = cursor.execute("PRAGMA user_version").fetchone()
        (tables,) = cursor.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if application == 0 and tables == 0:
            # One by one: executescript() would commit first and let another process in between.
            for statement in _statements():
                cursor.execute(statement)
        elif application != _APPLICATION_ID:
            raise JournalError(
                _("`{path}` is not a journal", path=path),
                hint=_("Move the file away; Salida does not write into foreign files"),
            )
        elif version > _VERSION:
            raise JournalError(
                _("A newer Salida wrote the journal `{path}`", path=path),
                hint=_("Update Salida"),
            )


def _statements() -> Iterator[str]:
    statement = ""
    for line in _SCHEMA.splitlines():
        statement += f"{line}\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


_NO_HEAD = Head(-1, "")
"""Stands for a head that somebody removed: no chain ends there."""


def _head(cursor: sqlite3.Cursor) -> Head | None:
    row = cursor.execute("SELECT number, sha256 FROM head").fetchone()
    return None if row is None else Head(int(row[0]), str(row[1]))


def _changed(path: Path) -> JournalError:
    return JournalError(
        _("The journal `{path}` was changed by something other than Salida", path=path),
        hint=_("Run `salida verify` to see where"),
    )


def _stored_differently(number: int) -> Finding:
    return Finding(
        "journal_row_differs",
        _("Row {number} of the journal does not have the hash it was written with", number=number),
        Severity.ERROR,
        subject=str(number),
    )


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Cursor]:
    """Hold the file's write lock for the block; commit at its end, undo on an exception."""
    with closing(connection.cursor()) as cursor:
        # IMMEDIATE: two processes that both read the head first would write the same number.
        cursor.execute("BEGIN IMMEDIATE")
        try:
            yield cursor
        except BaseException:
            cursor.execute("ROLLBACK")
            raise
        cursor.execute("COMMIT")


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            raise DiskFullError(
                _("No room left on the disk of `{path}`", path=path),
                hint=_(
                    "Free some room, then start the same command again: it goes on where it was"
                ),
            ) from error
        raise JournalError(
            _("Cannot use the journal `{path}`: {reason}", path=path, reason=str(error)),
            hint=_("Check the disk and the permissions of the case folder"),
        ) from error
