"""Whether to send a request again, and after how long.

Pure: takes what went wrong, returns what to do. `http.py` sleeps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.salesforce.failure import Cause

if TYPE_CHECKING:
    from salida.salesforce.failure import Failure

MAX_ATTEMPTS = 8
BASE_DELAY = 1.0
MAX_DELAY = 60.0
"""Seconds. Eight attempts span about two minutes, enough for a restart of an app server."""

MAX_RETRY_AFTER = 300.0
"""Seconds. An org that asks for a longer pause gets its error shown instead."""

# 406 is transient here: Salesforce's edge answers `CustomNotAcceptable` under load.
# 420 is its own "server busy".
_BUSY = frozenset({408, 420, 429, 406, 500, 502, 503, 504})
_BUSY_CODES = frozenset({"UNABLE_TO_LOCK_ROW", "SERVER_UNAVAILABLE"})
# These refuse before anything is done, so that even a write may be sent again.
_NOTHING_DONE = frozenset({420, 429, 503})
_NEVER_SENT = frozenset({Cause.NO_SUCH_HOST, Cause.NO_CONNECTION})


def retry_delay(failure: Failure, attempt: int, *, repeatable: bool, jitter: float) -> float | None:
    """Return the seconds to wait before the next attempt, or `None` to give up.

    Args:
        failure: What the last attempt met.
        attempt: Number of attempts made so far, starting at 1.
        repeatable: Whether sending the request twice does no harm, even if the first
            one was carried out and only its answer was lost.
        jitter: From 0 to 1, drawn anew each time, so that threads that failed together
            do not come back together.
    """
    if attempt >= MAX_ATTEMPTS or not _is_transient(failure, repeatable=repeatable):
        return None
    if failure.retry_after is not None and failure.retry_after > MAX_RETRY_AFTER:
        return None
    backoff = min(MAX_DELAY, BASE_DELAY * 2.0 ** (attempt - 1))
    return max(failure.retry_after or 0.0, backoff * (0.5 + jitter / 2))


def _is_transient(failure: Failure, *, repeatable: bool) -> bool:
    if failure.cause is not None:
        if failure.cause is Cause.UNTRUSTED:
            return False
        if failure.cause in _NEVER_SENT:
            return failure.host_answered_before  # else the address is simply wrong
        return repeatable
    if failure.error_code in _BUSY_CODES:
        return True
    if failure.is_concurrency_limit or failure.is_token_race:
        return True
    return failure.status in (_BUSY if repeatable else _NOTHING_DONE)
