"""What a backup says while it runs. The faces decide how to show it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class ProgressEvent:
    """Where the run is."""

    phase: str
    """`describe`, `rows`, `files`, `commit`, `done`."""

    sobject: str | None = None
    """What just moved."""

    sobjects_done: int = 0
    sobjects_total: int = 0
    rows: int = 0
    rows_expected: int | None = None
    """From the org's approximate counts, raised to what has arrived already."""

    files: int = 0
    files_total: int | None = None
    bytes: int = 0
    """Of CSV, JSON and files, inflated."""

    calls_used: int | None = None
    """API calls of the org in its rolling 24 hours, by anyone."""

    calls_left: int | None = None
    """Calls that this run may still make: a share stays with the business."""

    seconds_left: float | None = None
    """An estimate from the pace so far; `None` while there is none."""

    def to_json(self) -> dict[str, object]:
        """Return the event as one JSON line."""
        return {"type": "progress"} | {each: getattr(self, each) for each in self.__slots__}


class Progress(Protocol):
    """Whoever wants to know. Called from several threads, one call at a time."""

    def event(self, event: ProgressEvent, /) -> None:
        """Take note."""
        ...


class Silent:
    """Nobody wants to know."""

    def event(self, event: ProgressEvent, /) -> None:
        """Do nothing."""


class Tracker:
    """Adds up what threads report and tells a `Progress`."""

    def __init__(
        self,
        progress: Progress,
        calls: Callable[[], tuple[int | None, int | None]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._progress = progress
        self._calls = calls
        self._clock = clock
        self._lock = Lock()
        self._phase = "describe"
        self._began = clock()
        self._resumed_at = 0
        self.sobjects_total = self.sobjects_done = 0
        self.rows = self.files = self.bytes = 0
        self.rows_expected: int | None = None
        self.files_total: int | None = None

    def phase(self, name: str) -> None:
        """Enter a phase; the pace of the last one says nothing about it."""
        with self._lock:
            self._phase = name
            self._began = self._clock()
            self._resumed_at = self.files if name == "files" else self.rows
        self.add()

    def add(
        self,
        sobject: str | None = None,
        *,
        rows: int = 0,
        files: int = 0,
        size: int = 0,
        sobjects: int = 0,
    ) -> None:
        """Add what just arrived and tell."""
        used, left = self._calls()
        with self._lock:
            self.rows += rows
            self.files += files
            self.bytes += size
            self.sobjects_done += sobjects
            expected = None if self.rows_expected is None else max(self.rows_expected, self.rows)
            self._progress.event(
                ProgressEvent(
                    phase=self._phase,
                    sobject=sobject,
                    sobjects_done=self.sobjects_done,
                    sobjects_total=self.sobjects_total,
                    rows=self.rows,
                    rows_expected=expected,
                    files=self.files,
                    files_total=self.files_total,
                    bytes=self.bytes,
                    calls_used=used,
                    calls_left=left,
                    seconds_left=self._seconds_left(expected),
                )
            )

    def _seconds_left(self, rows_expected: int | None) -> float | None:
        counted = (
            (self.files, self.files_total) if self._phase == "files" else (self.rows, rows_expected)
        )
        return seconds_left(*counted, since=self._resumed_at, elapsed=self._clock() - self._began)


def seconds_left(done: int, total: int | None, *, since: int, elapsed: float) -> float | None:
    """Estimate the time left from the pace since this run (not an earlier one) began."""
    moved = done - since
    if total is None or moved <= 0 or elapsed <= 0:
        return None
    return max(total - done, 0) * elapsed / moved
