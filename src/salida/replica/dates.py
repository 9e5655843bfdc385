"""Moments as REST prints them."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


def rest_datetime(when: datetime) -> str:
    """Return a moment in UTC with milliseconds: `2024-01-15T10:30:00.000+0000`."""
    utc = when.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}+0000"
