"""A journey told step by step: one line for each, once it is done."""

from __future__ import annotations

import time
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from rich.text import Text as Styled

from salida.cli.layout import GOOD, QUIET
from salida.language import show_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from salida.cli.face import Face
    from salida.language import Text


class Steps:
    """Tells each step in one line once it is done."""

    def __init__(self, face: Face) -> None:
        self._face = face
        self._number = 0

    def tell(self, title: Text, what: object, seconds: float | None = None) -> None:
        """Print the line of a step."""
        self._number += 1
        if self._face.json:
            return
        line = Styled("", no_wrap=True, overflow="ignore")
        line.append("✓ ", style=GOOD)
        line.append(f"{self._number:>2}  {title!s:<27}", style="bold")
        line.append(f"{what}")
        if seconds is not None:
            line.append(f"  {show_number(round(seconds, 1))} s", style=QUIET)
        self._face.show(line)

    @contextmanager
    def step(self, title: Text, *, live: bool = False) -> Iterator[Callable[[object], None]]:
        """Time a step; `live` steps show their own progress, the others a spinner."""
        began = time.monotonic()
        told: list[object] = []
        quiet = self._face.json or live or not self._face.err.is_terminal
        waiting = nullcontext() if quiet else self._face.err.status(f"{title} …")
        with waiting:
            yield told.append
        self.tell(title, told[-1] if told else "", time.monotonic() - began)
