"""What every step of one run shares."""

from __future__ import annotations

import json
import os
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import TYPE_CHECKING, Any

from salida.backup.budget import KEEP_SHARE, Budget
from salida.backup.plan import BULK_FROM_ROWS
from salida.errors import ArchiveError, AuthenticationError, LimitError

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from salida.archive import SnapshotWriter
    from salida.backup.progress import Tracker
    from salida.backup.state import State
    from salida.salesforce.client import Client

STOPPING = (AuthenticationError, LimitError, ArchiveError)
"""What ends a run, to be resumed: no other sObject would fare better."""


@dataclass(frozen=True, slots=True)
class BackupOptions:
    """How a backup goes about it; the defaults suit a company's org."""

    sobjects_at_once: int = 12
    """sObjects in flight, most of them waiting for their job. More than 25 long requests are refused."""

    parsers: int = field(default_factory=lambda: os.cpu_count() or 2)
    """Pages in flight: one thread each; more than cores gain nothing (measured)."""

    downloads: int = 8
    """Files in flight."""

    bulk_from_rows: int = BULK_FROM_ROWS
    """Approximate rows from which on an sObject is read through Bulk rather than REST."""

    page_rows: int = 50_000
    """`maxRecords` where pages are followed one by one. Without it the org has been seen to fall
    silent in the middle of huge pages."""

    keep_share: float = KEEP_SHARE
    """The share of the org's daily API calls that is left to the business, 0 to 1."""

    parallel_pages: bool = True
    """Whether to ask for the list of pages (`resultPages`) rather than follow locators."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run, from describe to commit; its parts are safe to use from several threads."""

    client: Client
    writer: SnapshotWriter
    state: State
    options: BackupOptions
    tracker: Tracker
    budget: Budget
    pages: Executor
    """Where pages are parsed."""

    lock: Lock = field(default_factory=Lock)
    stop: Event = field(default_factory=Event)
    """Set when the run ends early: threads give up at their next step."""

    def keep_dialect(self) -> dict[str, Any]:
        """Note which variants the org spoke, with those that an earlier process of this run met."""
        spoken: dict[str, Any] = self.client.dialect.to_json()
        with self.lock:
            seen: dict[str, Any] = self.state.fact("dialect") or {}
            known = json.dumps(seen)
            for trait, variants in spoken.items():
                seen[trait] = sorted({*seen.get(trait, []), *variants})
            if json.dumps(seen) != known:
                self.state.note("dialect", seen)
        return seen

    def check(self) -> None:
        """Call before every request that costs an API call.

        Raises:
            LimitError: if the run's share of API calls is used up.
            CancelledError: if another thread ended the run.
        """
        if self.stop.is_set():
            raise CancelledError
        self.budget.check()
