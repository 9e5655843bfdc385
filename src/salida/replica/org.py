"""The org that a replica plays: one snapshot of an archive, and what its users have opened."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from salida.archive import Catalogue
from salida.errors import ArchiveError, SoqlError
from salida.query import Engine
from salida.replica import refusals
from salida.replica.bulk.jobs import Jobs
from salida.replica.cursors import Cursors
from salida.replica.person import Person, find_person
from salida.replica.sessions import SESSION_LIFE, Sessions
from salida.replica.usage import DAILY_CALLS, Usage

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

    from salida.archive import Archive, OrgIdentity
    from salida.model.describe import SObject
    from salida.query import Prepared
    from salida.replica.dialect import Dialect
    from salida.replica.faults import Writes
    from salida.replica.logins import Logins


class Org:
    """Everything that a resource may ask for. Close it to end its jobs and free its disk."""

    def __init__(
        self,
        archive: Archive,
        *,
        logins: Logins,
        dialect: Dialect,
        writes: Writes,
        snapshot: str | None = None,
        daily_calls: int = DAILY_CALLS,
        session_life: timedelta = SESSION_LIFE,
        now: Callable[[], datetime] | None = None,
        spool: Path | None = None,
    ) -> None:
        self.archive = archive
        self.logins = logins
        self.dialect = dialect
        self.writes = writes
        self._clock = now
        self.manifest = archive.manifest(snapshot)
        self.snapshot = self.manifest.snapshot
        self.catalogue = Catalogue(archive, self.snapshot)
        self.engine = Engine(self.catalogue)
        self.usage = Usage(daily_calls)
        self.cursors = Cursors()
        self.sessions = Sessions(
            self.identity.id,
            lasting=logins.access_tokens,
            refresh_tokens=logins.refresh_tokens,
            life=session_life,
        )
        self._spool = TemporaryDirectory(prefix="salida-replica-", dir=spool)
        self.jobs = Jobs(Path(self._spool.name), now=self.now, stored=self.usage.result_megabytes)
        self._record_counts: dict[str, int] = {}
        self._person: Person | None = None
        self._lock = threading.Lock()

    @property
    def identity(self) -> OrgIdentity:
        """Which org it was."""
        return self.manifest.org

    def now(self) -> datetime:
        """Return the moment, in UTC."""
        return datetime.now(UTC) if self._clock is None else self._clock()

    def person(self) -> Person:
        """Return whom every session belongs to."""
        if self._person is None:
            self._person = find_person(self)
        return self._person

    def describe(self, sobject: str) -> SObject:
        """Return a describe, whatever the case of the name.

        Raises:
            SalesforceError: 404, if the archive has none.
        """
        try:
            return self.archive.describe(sobject, self.snapshot)
        except ArchiveError:
            raise refusals.not_found() from None

    def queryable_names(self) -> tuple[str, ...]:
        """Return the sObjects that a query may ask for."""
        names = self.archive.sobject_names(self.snapshot)
        return tuple(each for each in names if self.describe(each).queryable)

    def countable_names(self) -> tuple[str, ...]:
        """Return the sObjects whose rows are here. An external one can be queried in an org, never here."""
        gaps = {each.name for each in self.manifest.sobjects if each.outcome == "gap"}
        return tuple(each for each in self.queryable_names() if each not in gaps)

    def prepare(
        self, soql: str, *, all_rows: bool = False, now: datetime | None = None
    ) -> Prepared:
        """Check a query.

        Raises:
            SalesforceError: 400, in the engine's words, which are Salesforce's.
        """
        try:
            return self.engine.prepare(
                soql,
                all_rows=all_rows,
                now=now or self.now(),
                time_zone=self.identity.time_zone or "UTC",
            )
        except SoqlError as error:
            raise refusals.query_refused(error) from None

    def record_count(self, sobject: str) -> int:
        """Return how many rows `query` shows of `sobject`; counted once, a snapshot never changes."""
        with self._lock:
            known = self._record_counts.get(sobject)
        if known is None:
            known = self.prepare(f"SELECT COUNT() FROM {sobject}").count()  # noqa: S608 - SOQL, a described name
            with self._lock:
                self._record_counts[sobject] = known
        return known

    def close(self) -> None:
        """End the jobs, close the database and remove the spool."""
        self.jobs.close()
        self.cursors.close()
        self.catalogue.close()
        self._spool.cleanup()
