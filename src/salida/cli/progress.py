"""Progress: bars on a terminal, JSON lines otherwise. Both on stderr."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text as Styled

from salida.cli.face import print_json
from salida.cli.visible import visible
from salida.language import (
    Text,
    _,
    current_language,
    show_bytes,
    show_duration,
    show_number,
    speak,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from rich.console import RenderableType

    from salida.archive.verify import VerifyProgress
    from salida.backup import Progress, ProgressEvent
    from salida.cli.face import Face

PAUSE = 1.0
"""Seconds between two JSON lines of one phase: a log should not drown."""

_BAR = 30

_PHASES = {
    "describe": _("Reading the schema"),
    "rows": _("Records"),
    "files": _("Files"),
    "commit": _("Sealing the snapshot"),
    "done": _("Done"),
}


@contextmanager
def backup_progress(face: Face) -> Iterator[Progress]:
    """Give a backup something to report to, shown until the block ends."""
    if _is_live(face):
        view = _BackupBars()
        with Live(view, console=face.err, transient=True, refresh_per_second=8):
            yield view
    else:
        yield _JsonLines()


@contextmanager
def verify_progress(face: Face) -> Iterator[Callable[[VerifyProgress], None]]:
    """Give a verification something to report to, shown until the block ends."""
    if _is_live(face):
        view = _VerifyBar()
        with Live(view, console=face.err, transient=True, refresh_per_second=8):
            yield view.event
    else:
        lines = _JsonLines()
        yield lambda event: lines.print(
            "verify",
            {
                "files": event.files,
                "files_total": event.total_files,
                "bytes": event.bytes,
                "bytes_total": event.total_bytes,
            },
            is_last=event.files == event.total_files,
        )


def _is_live(face: Face) -> bool:
    return face.err.is_terminal and not face.json


class _JsonLines:
    """One JSON object a line, at most one a second and phase; the first and the last always."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._phase: str | None = None
        self._printed = 0.0

    def event(self, event: ProgressEvent, /) -> None:
        """Take what a backup reports."""
        data = {name: value for name, value in event.to_json().items() if name != "phase"}
        self.print(event.phase, data, is_last=event.phase == "done")

    def print(self, phase: str, data: Mapping[str, Any], *, is_last: bool) -> None:
        """Print a line unless one was printed just now."""
        now = self._clock()
        if is_last or phase != self._phase or now - self._printed >= PAUSE:
            self._phase, self._printed = phase, now
            print_json({"type": "progress", "phase": phase, **data}, sys.stderr)


class _BackupBars:
    """Two lines: how far, and what it costs."""

    def __init__(self) -> None:
        self._event: ProgressEvent | None = None
        # Events come from worker threads and rich draws in its own: neither knows the language.
        self._language = current_language()

    def event(self, event: ProgressEvent, /) -> None:
        """Take what a backup reports."""
        self._event = event

    def __rich__(self) -> RenderableType:
        with speak(self._language):
            return Styled("") if self._event is None else _backup_lines(self._event)


def _backup_lines(event: ProgressEvent) -> RenderableType:
    done, total = _moved(event)
    first = _line(_PHASES.get(event.phase, Text(event.phase)), done, total)
    # REST does not say how much a page weighs; an org of small sObjects would show 0 B to the end.
    details = [show_bytes(event.bytes)] if event.bytes else []
    if event.calls_left is not None:
        details.append(str(_("{n} calls left", n=show_number(event.calls_left))))
    if event.seconds_left is not None:
        details.append(str(_("{time} left", time=show_duration(event.seconds_left))))
    if event.sobject:
        details.append(visible(event.sobject))
    second = Styled("  " + " · ".join(details), style="dim", no_wrap=True, overflow="ellipsis")
    return Group(first, second)


def _moved(event: ProgressEvent) -> tuple[int, int | None]:
    match event.phase:
        case "describe":
            return event.sobjects_done, event.sobjects_total or None
        case "files":
            return event.files, event.files_total
        case _:
            return event.rows, event.rows_expected


class _VerifyBar:
    """One line: bytes read of all."""

    def __init__(self) -> None:
        self._event: VerifyProgress | None = None
        self._language = current_language()

    def event(self, event: VerifyProgress) -> None:
        """Take what a verification reports."""
        self._event = event

    def __rich__(self) -> RenderableType:
        event = self._event
        if event is None:
            return Styled("")
        with speak(self._language):
            return _line(_("Checking"), event.files, event.total_files, show_bytes(event.bytes))


def _line(title: Text, done: int, total: int | None, more: str = "") -> Table:
    amount = show_number(done) if total is None else f"{show_number(done)} / {show_number(total)}"
    line = Table.grid(padding=(0, 2, 0, 0))
    bar = ProgressBar(total=total or None, completed=done, width=_BAR, pulse=total is None)
    line.add_row(f"  {title}", bar, amount, more)
    return line
