"""The jobs of a replica: run by a few workers, kept for seven days."""

from __future__ import annotations

import logging
import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from salida.errors import SalidaError
from salida.replica import refusals
from salida.replica.bulk.job import FINAL, Job
from salida.replica.bulk.rendering import DELIMITERS, LINE_ENDINGS, lines
from salida.replica.bulk.spool import SpoolWriter

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path
    from typing import Any

    from salida.query import Prepared
    from salida.replica.usage import Rolling

_log = logging.getLogger(__name__)

LIFE = timedelta(days=7)
"""After which a job and its results are gone (Salesforce App Limits, "Bulk API 2.0")."""

_MEGABYTE = 1024 * 1024
_WORKERS = 2
"""Each one runs a query that uses all cores by itself; more would only share them."""


class Jobs:
    """Runs jobs and keeps their results on disk, counted in `stored`. Safe from any thread."""

    def __init__(self, folder: Path, *, now: Callable[[], datetime], stored: Rolling) -> None:
        self._folder = folder
        self._now = now
        self._stored = stored
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._closing = False
        self._workers = ThreadPoolExecutor(_WORKERS, thread_name_prefix="salida-bulk")

    def start(self, job: Job, prepared: Prepared) -> None:
        """Take in a new job; a worker will run `prepared`."""
        self._drop_expired()
        with self._lock:
            self._jobs[job.id] = job
        self._workers.submit(self._run, job, prepared)

    def get(self, job_id: str) -> Job:
        """Return a job as it stands now; the Id may have 15 or 18 characters.

        Raises:
            SalesforceError: 404, if there is none, or none any more.
        """
        self._drop_expired()
        with self._lock:
            job = self._jobs.get(job_id) or next(
                (each for each in self._jobs.values() if each.id[:15] == job_id), None
            )
        if job is None:
            raise refusals.not_found()
        return job

    def all(self) -> list[Job]:
        """Return every job, the newest first."""
        self._drop_expired()
        with self._lock:
            return [*reversed(self._jobs.values())]

    def abort(self, job: Job) -> Job:
        """Stop a job that has not ended.

        Raises:
            SalesforceError: INVALIDJOBSTATE, if it has.
        """
        aborted = self._change(job.id, state="Aborted")
        if aborted is None:
            message = "Aborting already Completed Job not allowed"
            raise refusals.bad_request(message, "INVALIDJOBSTATE")
        return aborted

    def delete(self, job: Job) -> None:
        """Forget a job that has ended, and its rows.

        Raises:
            SalesforceError: API_ERROR, if it has not ended.
        """
        if job.state not in FINAL:
            message = "Error encountered when deleting the job because the job is not terminated"
            raise refusals.bad_request(message, "API_ERROR")
        self._forget(job)

    def close(self) -> None:
        """Stop every job and wait until its worker has let go."""
        self._closing = True
        self._workers.shutdown(wait=True, cancel_futures=True)

    def _run(self, job: Job, prepared: Prepared) -> None:
        started = time.monotonic()
        if self._change(job.id, state="InProgress") is None:
            return
        try:
            self._fill(job, prepared, started)
        except SalidaError as error:
            self._change(job.id, state="Failed", error=str(error.message))
        except OSError as error:
            self._change(job.id, state="Failed", error=f"InternalServerError : {error.strerror}")
        except Exception as error:  # noqa: BLE001 - a worker has nobody to raise to but the client
            _log.exception("job %s failed", job.id)
            self._change(job.id, state="Failed", error=f"InternalServerError : {error}")

    def _fill(self, job: Job, prepared: Prepared, started: float) -> None:
        delimiter, line_ending = DELIMITERS[job.column_delimiter], LINE_ENDINGS[job.line_ending]
        with SpoolWriter(self._folder / job.id) as spool:
            for batch in prepared.bulk_csv():
                for piece in lines(batch, delimiter=delimiter, line_ending=line_ending):
                    spool.append(piece)
                elapsed = _milliseconds(started)
                if self._closing or not self._change(job.id, rows=spool.rows, milliseconds=elapsed):
                    break
            else:
                self._stored.add(-(-spool.bytes // _MEGABYTE), self._now())
                self._change(
                    job.id,
                    state="JobComplete",
                    rows=spool.rows,
                    milliseconds=_milliseconds(started),
                    spool=spool.finish(),
                )
                return
        # Aborted, perhaps deleted as well: nobody will ask for these rows.
        shutil.rmtree(self._folder / job.id, ignore_errors=True)

    def _change(self, job_id: str, **changes: Any) -> Job | None:
        """Change a job that has not ended; `None` if it has, or is gone."""
        with self._lock:
            job = self._jobs.get(job_id)
            if job is None or job.state in FINAL:
                return None
            self._jobs[job_id] = replace(job, modified_at=self._now(), **changes)
            return self._jobs[job_id]

    def _drop_expired(self) -> None:
        now = self._now()
        with self._lock:
            expired = [each for each in self._jobs.values() if now - each.created_at > LIFE]
        for each in expired:
            self._forget(each)

    def _forget(self, job: Job) -> None:
        with self._lock:
            self._jobs.pop(job.id, None)
        shutil.rmtree(self._folder / job.id, ignore_errors=True)


def _milliseconds(started: float) -> int:
    return int((time.monotonic() - started) * 1000)
