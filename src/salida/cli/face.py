"""How one run of the command line speaks: to people in words, to programs in JSON."""

from __future__ import annotations

import json
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text as Styled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType

    from salida.language import Text


class Face:
    """Where a command prints. stdout carries its result, stderr everything else."""

    def __init__(self, *, json: bool) -> None:
        self.json = json
        """Whether results, progress and errors are JSON."""

        self.case_folder = Path()
        for stream in (sys.stdout, sys.stderr):
            # A terminal that cannot show a letter must not end a backup.
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(errors="replace")

    @cached_property
    def out(self) -> Console:
        """stdout, for people. Nothing in a text is taken as markup: it may come from an org."""
        return Console(file=sys.stdout, highlight=False, markup=False, emoji=False)

    @cached_property
    def err(self) -> Console:
        """stderr, for people."""
        return Console(file=sys.stderr, highlight=False, markup=False, emoji=False)

    def show(self, *renderables: RenderableType | Text) -> None:
        """Print a result for people."""
        for each in map(_renderable, renderables):
            # Lines are never broken by us: a path must be copied in one piece.
            self.out.print(each, soft_wrap=isinstance(each, str | Styled))

    def say(self, message: RenderableType | Text) -> None:
        """Tell people what is going on; programs are not told."""
        if not self.json:
            self.err.print(_renderable(message), soft_wrap=True)

    def document(self, data: Mapping[str, Any]) -> None:
        """Print the result as one JSON document."""
        print_json(data, sys.stdout)


def print_json(data: Mapping[str, Any], stream: Any) -> None:
    """Print `data` as one line of JSON."""
    stream.write(json.dumps(data, ensure_ascii=False, default=str) + "\n")
    stream.flush()


def _renderable(value: Any) -> RenderableType:
    return value if hasattr(value, "__rich_console__") or hasattr(value, "__rich__") else str(value)
