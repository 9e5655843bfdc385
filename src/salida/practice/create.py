"""Write the invented company into a new archive."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from salida.archive import Archive

DEFAULT_NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
"""The moment at which the company stands still: a fixed one, so that runs are equal."""


def create_practice(
    root: Path, *, records: int, seed: int = 1, now: datetime = DEFAULT_NOW
) -> Archive:
    """Create an archive at `root` with about `records` rows over all sObjects (within 2 %)."""
    raise NotImplementedError
