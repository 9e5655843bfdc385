"""Open queries: what `nextRecordsUrl` leads back to."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from salida.replica.ids import new_id

if TYPE_CHECKING:
    from datetime import datetime

    from salida.query import Prepared

LIFE = timedelta(days=2)
"""How long a query can be paged on (SOQL and SOSL Reference, "QueryMore")."""

_MOST = 10_000
_MOST_READING = 16
"""Queries whose reader stays open; the others run again and skip to where they were."""


@dataclass(slots=True)
class Cursor:
    """One query that has more pages."""

    id: str
    soql: str
    all_rows: bool
    asked_at: datetime
    """What `TODAY` means on every page of it."""

    batch: int
    total: int
    prepared: Prepared | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)
    """Pages of one query come one after the other: they share its reader."""


class Cursors:
    """The open queries, bounded in number. Safe from any thread."""

    def __init__(self) -> None:
        self._cursors: OrderedDict[str, Cursor] = OrderedDict()
        self._reading: OrderedDict[str, Cursor] = OrderedDict()
        self._lock = threading.Lock()

    def open(
        self,
        soql: str,
        prepared: Prepared,
        *,
        all_rows: bool,
        asked_at: datetime,
        batch: int,
        total: int,
    ) -> Cursor:
        """Keep a query for its next page."""
        cursor = Cursor(new_id("01g"), soql, all_rows, asked_at, batch, total, prepared)
        with self._lock:
            self._cursors[cursor.id] = cursor
            while len(self._cursors) > _MOST:
                self._forget(next(iter(self._cursors)))
        self.keep_reading(cursor)
        return cursor

    def find(self, cursor_id: str, now: datetime) -> Cursor | None:
        """Return a query that is still open; the Id may have 15 or 18 characters."""
        with self._lock:
            cursor = self._cursors.get(cursor_id)
            if cursor is not None and now - cursor.asked_at > LIFE:
                self._forget(cursor_id)
                return None
            return cursor

    def keep_reading(self, cursor: Cursor) -> None:
        """Note that `cursor` was just used; the reader of the one idle longest is given up."""
        with self._lock:
            self._reading[cursor.id] = cursor
            self._reading.move_to_end(cursor.id)
            for each in [*self._reading.values()][:-_MOST_READING]:
                del self._reading[each.id]
                # A page being read at this moment holds its own reference.
                each.prepared = None

    def end(self, cursor: Cursor) -> None:
        """Let go of the reader of a query whose last page was read; it can still be read again."""
        with self._lock:
            self._reading.pop(cursor.id, None)
        cursor.prepared = None

    def close(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._cursors.clear()
            self._reading.clear()

    def _forget(self, cursor_id: str) -> None:
        self._cursors.pop(cursor_id, None)
        self._reading.pop(cursor_id, None)
