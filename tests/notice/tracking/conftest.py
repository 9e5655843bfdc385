"""Entries of a journal, made by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from salida.journal import GENESIS, Entry

NOTICE = "n1"
START = datetime(2025, 7, 1, 9, 0, tzinfo=UTC)


class Told:
    """What happened, entry by entry."""

    start = START
    notice = NOTICE

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def __call__(self, action: str, *, minutes: int = 0, **data: Any) -> int:
        """Add an entry and return its number."""
        number = len(self.entries) + 1
        at = START + timedelta(minutes=minutes or number)
        full = {"notice": NOTICE, **data}
        self.entries.append(Entry(number, at, "ana", f"notice.{action}", full, GENESIS))
        return number

    def sending(self, **data: Any) -> int:
        gives_up_at = (START + timedelta(minutes=len(self.entries) + 12)).isoformat()
        given = {"message_id": "<m@x.test>", "sha256": "0", "gives_up_at": gives_up_at}
        return self("sending", **{**given, **data})

    def sent(self) -> int:
        return self("sent", attempt=self.sending())

    def answered(self, kind: str, key: str = "a", **data: Any) -> int:
        return self("answered", kind=kind, key=key, **data)


@pytest.fixture(scope="session")
def new_told() -> type[Told]:
    """What makes a journal without entries, for tests that need many."""
    return Told


@pytest.fixture
def told() -> Told:
    return Told()
