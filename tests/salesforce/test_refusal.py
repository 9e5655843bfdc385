"""What the org says is read in every shape, and becomes the right error with a hint."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salida.errors import (
    AccessError,
    AuthenticationError,
    LimitError,
    SalesforceError,
    UnavailableError,
)
from salida.salesforce.failure import Cause, Failure, failure_from_answer
from salida.salesforce.refusal import error_for

if TYPE_CHECKING:
    from collections.abc import Callable

REQUEST = "GET /services/data/v66.0/limits"


@pytest.mark.parametrize(
    ("status", "body", "code", "words"),
    [
        pytest.param(
            401,
            b'[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]',
            "INVALID_SESSION_ID",
            "Session expired or invalid",
            id="REST",
        ),
        pytest.param(
            400,
            b'{"error":"invalid_grant","error_description":"authentication failure"}',
            "invalid_grant",
            "authentication failure",
            id="OAuth",
        ),
        pytest.param(
            400,
            b'{"exceptionCode":"ExceededQuota","exceptionMessage":"too much"}',
            "ExceededQuota",
            "too much",
            id="Bulk 1",
        ),
        pytest.param(400, b'{"errorCode":"X","message":"y"}', "X", "y", id="bare object"),
        pytest.param(431, b"<h1>Bad Message 431</h1>", None, "Bad Message 431", id="edge"),
        pytest.param(
            503,
            b"<html><head><style>p{color:red}</style></head><body><p>Down for&nbsp;work</p></body>",
            None,
            "Down for work",
            id="outage page",
        ),
        pytest.param(403, b"Bad_OAuth_Token", None, "Bad_OAuth_Token", id="identity service"),
        pytest.param(400, b"[]", None, "[]", id="empty list"),
        pytest.param(400, b'["a","b"]', None, "a", id="list of words"),
        pytest.param(400, b"[{", None, "[{", id="cut JSON"),
        pytest.param(500, b"", None, "", id="nothing"),
        pytest.param(500, b"\xff\xfe", None, "\ufffd\ufffd", id="not UTF-8"),
    ],
)
def test_every_shape_of_an_error_is_read(
    status: int, body: bytes, code: str | None, words: str
) -> None:
    failure = failure_from_answer(status, {}, body)
    assert (failure.status, failure.error_code, failure.words) == (status, code, words)


@given(st.binary())
def test_no_body_breaks_the_reader(body: bytes) -> None:
    assert len(failure_from_answer(500, {}, body).words) <= 2000


@pytest.mark.parametrize(
    ("header", "seconds"), [("120", 120.0), (" 5 ", 5.0), ("-1", None), ("Fri, 31 Dec", None)]
)
def test_retry_after_is_read_in_seconds(header: str, seconds: float | None) -> None:
    assert failure_from_answer(503, {"Retry-After": header}, b"").retry_after == seconds


@pytest.mark.parametrize(
    ("failure", "kind", "hint"),
    [
        (
            Failure(400, "invalid_grant", "user hasn't approved this consumer"),
            AuthenticationError,
            "pre-authorized",
        ),
        (
            Failure(400, "invalid_grant", "expired access/refresh token"),
            AuthenticationError,
            "log in again",
        ),
        (
            Failure(400, "invalid_grant", "audience is invalid"),
            AuthenticationError,
            "test.salesforce.com",
        ),
        (Failure(400, "invalid_grant", "invalid assertion"), AuthenticationError, "private key"),
        (
            Failure(400, "invalid_grant", "ip restricted or invalid login hours"),
            AuthenticationError,
            "addresses",
        ),
        (
            Failure(400, "invalid_grant", "no client credentials user enabled"),
            AuthenticationError,
            "Run As",
        ),
        (
            Failure(400, "invalid_grant", "request not supported on this domain"),
            AuthenticationError,
            "My Domain",
        ),
        (
            Failure(400, "invalid_grant", "authentication failure"),
            AuthenticationError,
            "connect-an-org",
        ),
        (
            Failure(400, "invalid_client", "app must be installed into org"),
            AuthenticationError,
            "Install the app",
        ),
        (
            Failure(400, "OAUTH_APPROVAL_ERROR_GENERIC", "unexpected"),
            AuthenticationError,
            "Install the app",
        ),
        (
            Failure(400, "invalid_client_id", "client identifier invalid"),
            AuthenticationError,
            "consumer key",
        ),
        (Failure(400, "inactive_user", "user is inactive"), AuthenticationError, "inactive"),
        (
            Failure(400, "inactive_org", "organization is inactive"),
            AuthenticationError,
            "org is inactive",
        ),
        (
            Failure(400, "redirect_uri_mismatch", "redirect_uri must match"),
            AuthenticationError,
            "callback",
        ),
        (
            Failure(401, "INVALID_SESSION_ID", "Session expired or invalid"),
            AuthenticationError,
            "new token",
        ),
        (
            Failure(
                401, "INVALID_SESSION_ID", "This session is not valid for use with the REST API"
            ),
            AuthenticationError,
            "`api`",
        ),
        (Failure(401), AuthenticationError, None),
        (Failure(403, "API_DISABLED_FOR_ORG", "API is not enabled"), AccessError, "Data Export"),
        (
            Failure(403, "API_CURRENTLY_DISABLED", "API is disabled for this User"),
            AccessError,
            "API Enabled",
        ),
        (Failure(403, "INSUFFICIENT_ACCESS", "no"), AccessError, "permission"),
        (Failure(403), AccessError, None),
        (Failure(400, "TXN_SECURITY_METERING_ERROR", "took too long"), AccessError, "Exempt from"),
        (
            Failure(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."),
            LimitError,
            "24 hours",
        ),
        (
            Failure(
                403,
                "REQUEST_LIMIT_EXCEEDED",
                "ConcurrentRequests (Concurrent API Requests) Limit exceeded.",
            ),
            UnavailableError,
            "fewer connections",
        ),
        (
            Failure(
                400, "LIMIT_EXCEEDED", "Max bulk v2 query jobs (10000) per 24 hrs has been reached"
            ),
            LimitError,
            "tomorrow",
        ),
        (Failure(400, "ExceededQuota", "x"), LimitError, "tomorrow"),
        (
            Failure(400, "QUERY_TIMEOUT", "Your query request was running for too long."),
            SalesforceError,
            "fewer rows",
        ),
        (Failure(414, None, "URI Too Long"), SalesforceError, "16,384"),
        (Failure(431, None, "Bad Message 431"), SalesforceError, "16,384"),
        (Failure(410, "UNSUPPORTED_API_VERSION", "x"), SalesforceError, "newer"),
        (Failure(503, "SERVER_UNAVAILABLE", "busy"), UnavailableError, "status.salesforce.com"),
        (Failure(503, retry_after=900.0), UnavailableError, "900"),
        (Failure(404, "NOT_FOUND", "The requested resource does not exist"), SalesforceError, None),
    ],
    ids=lambda value: getattr(value, "words", None),
)
def test_a_refusal_becomes_the_right_error(
    failure: Failure, kind: type[SalesforceError], hint: str | None
) -> None:
    error = error_for(failure, REQUEST)
    assert type(error) is kind
    assert (error.status, error.error_code) == (failure.status, failure.error_code)
    assert REQUEST in str(error)
    assert failure.words in str(error)
    assert (hint or "") in str(error.hint)
    assert hint is not None or error.hint is None


@pytest.mark.parametrize("cause", list(Cause))
def test_no_answer_says_what_to_check(cause: Cause) -> None:
    error = error_for(Failure(cause=cause, words="detail"), "acme.my.salesforce.com")
    assert type(error) is UnavailableError
    assert "acme.my.salesforce.com" in str(error)
    assert error.hint


def test_the_orgs_words_are_redacted(token: str) -> None:
    words = f"Session {token} expired, refresh_token=5Aep861secret, also s3cret"
    error = error_for(Failure(400, f"X {token}", words), REQUEST, "s3cret")
    assert "expired" in str(error)
    for secret in (token, "5Aep861secret", "s3cret"):
        assert secret not in str(error)


def test_a_refused_login_is_one_whatever_the_status() -> None:
    error = error_for(Failure(400, "odd", "x"), REQUEST, otherwise=AuthenticationError)
    assert type(error) is AuthenticationError


def test_recorded_errors_are_read(recorded: Callable[[str], list[dict[str, Any]]]) -> None:
    """Every error body that real orgs were recorded with gives its code and words."""
    bodies = [
        each["response_body"]
        for each in recorded("response_bodies_misc")
        if "error_response" in str(each["file"])
        and "multiple" not in str(each["file"])  # status 300: a choice, not an error
    ]
    assert len(bodies) >= 5
    for body in bodies:
        failure = failure_from_answer(400, {}, json.dumps(body).encode())
        assert failure.error_code
        assert failure.words
