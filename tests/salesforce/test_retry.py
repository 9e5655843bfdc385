"""When a request is sent again: one table, no clock, no network."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salida.salesforce.failure import Cause, Failure
from salida.salesforce.retry import MAX_ATTEMPTS, MAX_DELAY, MAX_RETRY_AFTER, retry_delay


def limit(words: str) -> Failure:
    return Failure(status=403, error_code="REQUEST_LIMIT_EXCEEDED", words=words)


@pytest.mark.parametrize(
    ("failure", "attempt", "expected"),
    [
        *(
            pytest.param(Failure(status=status), 1, 1.0, id=f"busy {status}")
            for status in (406, 408, 420, 429, 500, 502, 503, 504)
        ),
        *(
            pytest.param(Failure(status=status), 1, None, id=f"refused {status}")
            for status in (400, 401, 403, 404, 405, 409, 410, 414, 431)
        ),
        pytest.param(Failure(status=503), 2, 2.0, id="doubles"),
        pytest.param(Failure(status=503), 5, 16.0, id="and doubles"),
        pytest.param(Failure(status=503), 7, MAX_DELAY, id="up to a minute"),
        pytest.param(Failure(status=503), MAX_ATTEMPTS, None, id="gives up"),
        pytest.param(Failure(status=503, retry_after=30.0), 1, 30.0, id="obeys Retry-After"),
        pytest.param(Failure(status=503, retry_after=1.0), 4, 8.0, id="never comes back sooner"),
        pytest.param(
            Failure(status=503, retry_after=MAX_RETRY_AFTER + 1), 1, None, id="a person decides"
        ),
        pytest.param(Failure(status=400, error_code="UNABLE_TO_LOCK_ROW"), 1, 1.0, id="lock"),
        pytest.param(Failure(status=400, error_code="SERVER_UNAVAILABLE"), 1, 1.0, id="server"),
        pytest.param(Failure(status=400, error_code="QUERY_TIMEOUT"), 1, None, id="too slow"),
        pytest.param(Failure(status=400, error_code="MALFORMED_QUERY"), 1, None, id="our mistake"),
        pytest.param(limit("TotalRequests Limit exceeded."), 1, None, id="daily limit"),
        pytest.param(
            limit("ConcurrentRequests (Concurrent API Requests) Limit exceeded."),
            1,
            1.0,
            id="long requests end",
        ),
        pytest.param(
            Failure(status=400, words="Token request is already being processed"),
            1,
            1.0,
            id="another process logs in",
        ),
        pytest.param(Failure(cause=Cause.CUT), 1, 1.0, id="cut"),
        pytest.param(Failure(cause=Cause.SILENCE), 1, 1.0, id="silence"),
        pytest.param(Failure(cause=Cause.UNTRUSTED), 1, None, id="a certificate stays wrong"),
        pytest.param(Failure(cause=Cause.NO_SUCH_HOST), 1, None, id="a typing mistake"),
        pytest.param(Failure(cause=Cause.NO_CONNECTION), 1, None, id="nobody there"),
        pytest.param(
            Failure(cause=Cause.NO_SUCH_HOST, host_answered_before=True), 1, 1.0, id="network away"
        ),
        pytest.param(
            Failure(cause=Cause.NO_CONNECTION, host_answered_before=True), 1, 1.0, id="restarting"
        ),
    ],
)
def test_what_may_be_sent_twice(failure: Failure, attempt: int, expected: float | None) -> None:
    assert retry_delay(failure, attempt, repeatable=True, jitter=1.0) == expected


@pytest.mark.parametrize(
    ("failure", "again"),
    [
        pytest.param(Failure(status=503), True, id="refused at the door"),
        pytest.param(Failure(status=429), True, id="too many"),
        pytest.param(Failure(status=400, error_code="UNABLE_TO_LOCK_ROW"), True, id="rolled back"),
        pytest.param(
            Failure(cause=Cause.NO_CONNECTION, host_answered_before=True), True, id="never sent"
        ),
        pytest.param(Failure(status=500), False, id="perhaps done"),
        pytest.param(Failure(status=504), False, id="perhaps still being done"),
        pytest.param(Failure(cause=Cause.CUT), False, id="the answer was lost"),
        pytest.param(Failure(cause=Cause.SILENCE), False, id="no answer yet"),
    ],
)
def test_what_must_not_be_done_twice(failure: Failure, *, again: bool) -> None:
    delay = retry_delay(failure, 1, repeatable=False, jitter=0.0)
    assert (delay is not None) == again


@given(st.integers(1, MAX_ATTEMPTS - 1), st.floats(0, 1))
def test_jitter_spreads_over_the_second_half_of_the_wait(attempt: int, jitter: float) -> None:
    longest = retry_delay(Failure(status=503), attempt, repeatable=True, jitter=1.0)
    delay = retry_delay(Failure(status=503), attempt, repeatable=True, jitter=jitter)
    assert longest is not None
    assert delay is not None
    assert longest / 2 <= delay <= longest
