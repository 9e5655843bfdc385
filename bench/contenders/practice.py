"""The practice org: an invented company, written as an archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.practice import create_practice

if TYPE_CHECKING:
    from pathlib import Path


def run(url: str, rows: int, folder: Path) -> int:  # noqa: ARG001  # one form for all
    """Make the company."""
    archive = create_practice(folder / "company", records=rows)
    return archive.manifest().rows
