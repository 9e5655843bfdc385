"""What a run has done so far, on disk, so that a killed run goes on where it was.

SQLite in the run's workspace. A page or file is noted only after its bytes are safely in
the archive's staging area; what is noted is never fetched again, what is not noted is.
WAL with `synchronous=NORMAL` survives SIGKILL at any moment; after a power cut it may
forget the newest notes, and then those pages are fetched again.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

from salida.archive import Blob, Part
from salida.backup.reconcile import FileFacts
from salida.errors import DiskFullError
from salida.language import _
from salida.model.gap import gap_from_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from salida.model.gap import Gap

_SCHEMA = """
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS page (
  sobject TEXT NOT NULL, number INTEGER NOT NULL, locator TEXT NOT NULL, next TEXT,
  reported INTEGER, rows INTEGER, parts TEXT, verbatim TEXT,
  PRIMARY KEY (sobject, number), UNIQUE (sobject, locator)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS file (
  sobject TEXT NOT NULL, record_id TEXT NOT NULL, field TEXT NOT NULL,
  size INTEGER, md5 TEXT, location TEXT, done TEXT,
  PRIMARY KEY (sobject, record_id, field)
) WITHOUT ROWID;
"""

_PAGES = "SELECT number, locator, next, reported, rows, parts, verbatim FROM page WHERE sobject = ?"

# How SQLite says "disk full", "quota used up" and "file too large" (the last two on its files' growth).
_NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE}


@dataclass(frozen=True, slots=True)
class PageNote:
    """A page of an sObject's rows; `parts` is `None` until its rows are in staging."""

    number: int
    locator: str
    next: str | None = None
    """Where the following page is, as the org gave it; `None` at the end."""

    reported: int | None = None
    rows: int = 0
    parts: tuple[Part, ...] | None = None
    verbatim: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file: its bytes, a gap, or both when the bytes are not what was expected."""

    blob: Blob | None = None
    gap: Gap | None = None


class State:
    """The notes of one run. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._lock = Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        with self._writing():
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the database; the notes stay."""
        self._db.close()

    def fact(self, name: str) -> Any:
        """Return a noted value, or `None`."""
        with self._lock:
            row = self._db.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return None if row is None else json.loads(row[0])

    def note(self, name: str, value: Any) -> None:
        """Note a value that JSON can hold."""
        with self._writing():
            self._db.execute("REPLACE INTO fact VALUES (?, ?)", (name, json.dumps(value)))

    def forget(self, name: str) -> None:
        """Forget a fact."""
        with self._writing():
            self._db.execute("DELETE FROM fact WHERE name = ?", (name,))

    def facts(self, prefix: str) -> dict[str, Any]:
        """Return the values whose names begin with `prefix`, by the rest of the name."""
        with self._lock:
            rows = self._db.execute(
                "SELECT name, value FROM fact WHERE name >= ? AND name < ? ORDER BY name",
                (prefix, prefix + "\U0010ffff"),
            ).fetchall()
        return {name.removeprefix(prefix): json.loads(value) for name, value in rows}

    def list_page(self, sobject: str, locator: str) -> PageNote:
        """Note that a page exists, and return it; a page that is known keeps its number."""
        with self._writing():
            self._db.execute(
                "INSERT INTO page (sobject, number, locator) SELECT ?, COUNT(*), ? FROM page"
                " WHERE sobject = ? ON CONFLICT DO NOTHING",
                (sobject, locator, sobject),
            )
            row = self._db.execute(f"{_PAGES} AND locator = ?", (sobject, locator)).fetchone()
        return _page(row)

    def finish_page(self, sobject: str, page: PageNote) -> None:
        """Note that a page's rows are in staging."""
        parts = json.dumps([each.to_json() for each in page.parts or ()])
        with self._writing():
            self._db.execute(
                "REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    sobject,
                    page.number,
                    page.locator,
                    page.next,
                    page.reported,
                    page.rows,
                    parts,
                    json.dumps(page.verbatim or {}),
                ),
            )

    def pages(self, sobject: str) -> list[PageNote]:
        """Return the pages of an sObject in the order of their numbers."""
        with self._lock:
            rows = self._db.execute(f"{_PAGES} ORDER BY number", (sobject,)).fetchall()
        return [_page(row) for row in rows]

    def pages_done(self) -> list[tuple[str, PageNote]]:
        """Return every page whose rows are in staging, with its sObject."""
        with self._lock:
            names = self._db.execute(
                "SELECT DISTINCT sobject FROM page ORDER BY sobject"
            ).fetchall()
        return [
            (name, page) for (name,) in names for page in self.pages(name) if page.parts is not None
        ]

    def reopen_page(self, sobject: str, page: PageNote) -> None:
        """Note that a page has to be fetched again."""
        with self._writing():
            self._db.execute(
                "UPDATE page SET parts = NULL WHERE sobject = ? AND number = ?",
                (sobject, page.number),
            )

    def forget_pages(self, sobject: str) -> None:
        """Forget an sObject's pages, to fetch them in another way."""
        with self._writing():
            self._db.execute("DELETE FROM page WHERE sobject = ?", (sobject,))

    def forget_job(self, sobject: str) -> None:
        """Forget an sObject's job and its pages: it starts over."""
        self.forget_pages(sobject)
        self.forget(f"job:{sobject}")

    def list_files(self, files: Iterable[FileFacts]) -> None:
        """Note files to fetch; one that is known already stays as it is."""
        with self._writing():
            self._db.executemany(
                "INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, NULL) ON CONFLICT DO NOTHING",
                ((f.sobject, f.record_id, f.field, f.size, f.md5, f.location) for f in files),
            )

    def finish_file(self, facts: FileFacts, result: FileResult) -> None:
        """Note what became of a file."""
        blob, gap = result.blob, result.gap
        done = {
            "blob": blob and {"sha256": blob.sha256, "md5": blob.md5, "bytes": blob.bytes},
            "gap": gap and gap.to_json(),
        }
        with self._writing():
            self._db.execute(
                "UPDATE file SET done = ? WHERE sobject = ? AND record_id = ? AND field = ?",
                (json.dumps(done), facts.sobject, facts.record_id, facts.field),
            )

    def reopen_file(self, facts: FileFacts) -> None:
        """Note that a file has to be fetched again."""
        with self._writing():
            self._db.execute(
                "UPDATE file SET done = NULL WHERE (sobject, record_id, field) = (?, ?, ?)",
                facts.key,
            )

    def files_waiting(self, after: tuple[str, str, str], limit: int) -> list[FileFacts]:
        """Return up to `limit` files that are still to be fetched, in a fixed order.

        Args:
            after: sObject, record and field to begin behind.
            limit: The most to return.
        """
        with self._lock:
            rows = self._db.execute(
                "SELECT sobject, record_id, field, size, md5, location FROM file"
                " WHERE done IS NULL AND (sobject, record_id, field) > (?, ?, ?)"
                " ORDER BY sobject, record_id, field LIMIT ?",
                (*after, limit),
            ).fetchall()
        return [FileFacts(*row) for row in rows]

    def files_done(self) -> Iterator[tuple[FileFacts, FileResult]]:
        """Yield every file that was dealt with, in a fixed order."""
        key = ("", "", "")
        while True:
            with self._lock:
                rows = self._db.execute(
                    "SELECT sobject, record_id, field, size, md5, location, done FROM file"
                    " WHERE done IS NOT NULL AND (sobject, record_id, field) > (?, ?, ?)"
                    " ORDER BY sobject, record_id, field LIMIT 10000",
                    key,
                ).fetchall()
            if not rows:
                return
            for row in rows:
                done = json.loads(row[6])
                blob = done["blob"] and Blob(**done["blob"])
                gap = done["gap"] and gap_from_json(done["gap"])
                yield FileFacts(*row[:6]), FileResult(blob, gap)
            key = rows[-1][:3]

    def count_files(self) -> tuple[int, int]:
        """Return how many files are done and how many there are."""
        with self._lock:
            row = self._db.execute("SELECT COUNT(done), COUNT(*) FROM file").fetchone()
        return int(row[0]), int(row[1])

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._lock:
            try:
                yield
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode in _NO_ROOM:
                    raise DiskFullError(
                        _("No room to note what the backup has done"),
                        hint=_(
                            "Free some space and start the backup again: it goes on where it stopped"
                        ),
                    ) from error
                raise


def _page(row: tuple[Any, ...]) -> PageNote:
    number, locator, following, reported, rows, parts, verbatim = row
    if parts is None:
        return PageNote(number, locator)
    return PageNote(
        number,
        locator,
        following,
        reported,
        rows,
        tuple(Part.from_json(each) for each in json.loads(parts)),
        json.loads(verbatim),
    )
