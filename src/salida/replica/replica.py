"""A Salesforce-compatible server over an archive."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Self

from salida.errors import SalesforceError
from salida.replica import refusals, routes, versions
from salida.replica.asgi import application
from salida.replica.call import refusal_answer
from salida.replica.dialect import Dialect
from salida.replica.faults import NoFaults, ReadOnly
from salida.replica.identity import check_session
from salida.replica.org import Org
from salida.replica.sessions import SESSION_LIFE
from salida.replica.usage import DAILY_CALLS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, timedelta
    from pathlib import Path

    from starlette.applications import Starlette

    from salida.archive import Archive
    from salida.replica.call import Answer, Call
    from salida.replica.faults import Faults, Writes
    from salida.replica.logins import Logins


class Replica:
    """Plays one snapshot of an archive as the org it was. Close it when it is done.

    Args:
        archive: Whose newest snapshot is served; it is never changed.
        logins: Who may log in.
        snapshot: Another snapshot than the newest.
        dialect: How to answer where Salesforce's own texts disagree.
        api_enabled: `False` answers as an edition without API does.
        daily_calls: How many API calls the org has in 24 hours.
        session_life: How long a session lasts without a request.
        now: The clock; the computer's by default.
        spool: The folder in which results of bulk jobs wait; the system's for temporary files
            by default. It needs room for the rows of every job that is not deleted yet.
        writes: Takes changes of records; a replica refuses them by default.
        faults: Makes requests fail; none do by default.
    """

    def __init__(
        self,
        archive: Archive,
        *,
        logins: Logins,
        snapshot: str | None = None,
        dialect: Dialect | None = None,
        api_enabled: bool = True,
        daily_calls: int = DAILY_CALLS,
        session_life: timedelta = SESSION_LIFE,
        now: Callable[[], datetime] | None = None,
        spool: Path | None = None,
        writes: Writes | None = None,
        faults: Faults | None = None,
    ) -> None:
        self.org = Org(
            archive,
            logins=logins,
            dialect=dialect or Dialect(),
            writes=writes or ReadOnly(),
            snapshot=snapshot,
            daily_calls=daily_calls,
            session_life=session_life,
            now=now,
            spool=spool,
        )
        self._api_enabled = api_enabled
        self._faults = faults or NoFaults()
        self.app: Starlette = application(self.answer)

    def answer(self, call: Call) -> Answer:
        """Answer one request. Safe from any thread."""
        answer = self._faults.before(call) or self._answer(call)
        return self._faults.after(call, answer)

    def _answer(self, call: Call) -> Answer:
        try:
            if not call.path.startswith("/services/data/"):
                return routes.find(routes.OUTSIDE, call.path, call, self.org)
            versions.split(call.path)
            check_session(self.org, call)
        except SalesforceError as error:
            return refusal_answer(error)
        answer = self._answer_api(call)
        usage = {"Sforce-Limit-Info": self.org.usage.header(self.org.now())}
        return replace(answer, headers={**answer.headers, **usage})

    def _answer_api(self, call: Call) -> Answer:
        if not self._api_enabled:
            return refusal_answer(refusals.api_disabled())
        try:
            self.org.usage.count_call(self.org.now())
        except SalesforceError as error:
            return refusal_answer(error)
        return routes.dispatch(self.org, call)

    def close(self) -> None:
        """End running jobs, forget sessions and free the disk."""
        self.org.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()
