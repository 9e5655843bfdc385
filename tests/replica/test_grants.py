from __future__ import annotations

import base64
import hashlib
import hmac
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import jwt
import pytest

from salida.replica import Logins
from salida.replica.grants import JWT_BEARER

if TYPE_CHECKING:
    from tests.replica.conftest import Run, Running
    from tests.replica.http_client import Http

TOKEN_PATH = "/services/oauth2/token"


def in_seconds(seconds: int) -> int:
    """Return a moment as JWT writes it. Not at import: a suite may run for minutes before a test."""
    return int(time.time()) + seconds


def assertion(
    logins: Logins, *, key: str | None = None, algorithm: str = "RS256", **claims: Any
) -> str:
    given = {
        "iss": logins.client_id,
        "sub": logins.username,
        "aud": "https://login.salesforce.com",
        "exp": in_seconds(170),
        **claims,
    }
    given = {name: value() if callable(value) else value for name, value in given.items()}
    given = {name: value for name, value in given.items() if value is not None}
    return jwt.encode(
        given, (logins.jwt_private_key or "") if key is None else key, algorithm=algorithm
    )


def by_jwt(http: Http, given: str) -> tuple[int, dict[str, Any]]:
    answer = http.form(TOKEN_PATH, grant_type=JWT_BEARER, assertion=given)
    return answer.status, answer.json()


def test_a_signed_assertion_opens_a_session(served: Running, http: Http) -> None:
    status, body = by_jwt(http, assertion(served.logins))
    assert status == 200
    assert set(body) == {"access_token", "scope", "instance_url", "id", "token_type"}
    assert body["access_token"].startswith("00Dxx0000000001!")
    assert body["instance_url"] == served.url
    http.token = body["access_token"]
    assert http.get("/services/data/v66.0/limits").status == 200


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "https://test.salesforce.com"},
        {"exp": lambda: str(in_seconds(170))},  # simple-salesforce writes it as text
        {"sub": "ADMIN@example.com"},
    ],
)
def test_assertions_that_salesforce_takes_are_taken(
    served: Running, http: Http, claims: dict[str, Any]
) -> None:
    assert by_jwt(http, assertion(served.logins, **claims))[0] == 200


def test_the_servers_own_address_is_an_audience(served: Running, http: Http) -> None:
    for audience in (served.url, f"{served.url}/services/oauth2/token"):
        assert by_jwt(http, assertion(served.logins, aud=audience))[0] == 200


@pytest.mark.parametrize(
    ("claims", "error", "description"),
    [
        ({"aud": "https://evil.example.com"}, "invalid_grant", "audience is invalid"),
        ({"iss": "another app"}, "invalid_client_id", "client identifier invalid"),
        ({"sub": "bob@example.com"}, "invalid_grant", "user hasn't approved this consumer"),
        ({"exp": lambda: in_seconds(-1)}, "invalid_grant", "invalid assertion"),
        ({"exp": lambda: in_seconds(3600)}, "invalid_grant", "invalid assertion"),
        ({"exp": "soon"}, "invalid_grant", "invalid assertion"),
        ({"exp": None}, "invalid_grant", "invalid assertion"),
        ({"sub": None}, "invalid_grant", "invalid assertion"),
    ],
)
def test_an_assertion_that_says_something_wrong_is_refused(
    served: Running, http: Http, claims: dict[str, Any], error: str, description: str
) -> None:
    status, body = by_jwt(http, assertion(served.logins, **claims))
    assert (status, body) == (400, {"error": error, "error_description": description})


def test_an_assertion_signed_by_somebody_else_is_refused(served: Running, http: Http) -> None:
    stranger = Logins.invent().jwt_private_key
    status, body = by_jwt(http, assertion(served.logins, key=stranger))
    assert (status, body["error_description"]) == (400, "invalid assertion")


def test_a_shared_secret_or_none_at_all_does_not_pass_for_a_signature(
    served: Running, http: Http
) -> None:
    shared = assertion(served.logins, key="x" * 64, algorithm="HS256")
    unsigned = assertion(served.logins, key="", algorithm="none")
    for given in (shared, unsigned, "no.jwt.at.all", ""):
        assert by_jwt(http, given)[1]["error_description"] == "invalid assertion"


def test_a_sandbox_wants_its_own_audience(run: Run, small_archive: Any) -> None:
    sandbox = replace(small_archive.manifest().org, is_sandbox=True)
    running = run()
    running.replica.org.manifest = replace(running.replica.org.manifest, org=sandbox)
    http = running.client("")
    refused = by_jwt(http, assertion(running.logins))
    assert refused[1]["error_description"] == "audience is invalid"
    assert by_jwt(http, assertion(running.logins, aud="https://test.salesforce.com"))[0] == 200


def test_client_credentials_come_in_the_form_or_in_a_header(served: Running, http: Http) -> None:
    logins = served.logins
    by_form = http.form(
        TOKEN_PATH,
        grant_type="client_credentials",
        client_id=logins.client_id,
        client_secret=logins.client_secret or "",
    )
    pair = base64.b64encode(f"{logins.client_id}:{logins.client_secret}".encode()).decode()
    by_header = http.send(
        "POST",
        TOKEN_PATH,
        body=b"grant_type=client_credentials",
        headers={
            "Authorization": f"Basic {pair}",
            "Content-Type": "application/x-www-form-urlencoded",
        },
    )
    for answer in (by_form, by_header):
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "no-cache, no-store"
        body = answer.json()
        assert "refresh_token" not in body
        expected = hmac.digest(
            (logins.client_secret or "").encode(),
            (body["id"] + body["issued_at"]).encode(),
            "sha256",
        )
        assert base64.b64decode(body["signature"]) == expected


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"client_id": "nobody", "client_secret": "x"}, "invalid_client_id"),
        ({"client_secret": "wrong"}, "invalid_client"),
        ({"client_secret": ""}, "invalid_client"),
    ],
)
def test_wrong_client_credentials_are_refused(
    served: Running, http: Http, fields: dict[str, str], error: str
) -> None:
    given = {"client_id": served.logins.client_id, **fields}
    answer = http.form(TOKEN_PATH, grant_type="client_credentials", **given)
    assert (answer.status, answer.json()["error"]) == (400, error)


def test_an_app_without_a_secret_has_no_client_credentials(run: Run) -> None:
    running = run(logins=Logins(client_id="public"))
    answer = running.client("").form(
        TOKEN_PATH, grant_type="client_credentials", client_id="public", client_secret=""
    )
    assert answer.json()["error"] == "invalid_client"


def test_a_refresh_token_opens_sessions_again_and_again(served: Running, http: Http) -> None:
    tokens = set()
    for _time in range(2):
        answer = http.form(
            TOKEN_PATH,
            grant_type="refresh_token",
            client_id=served.logins.client_id,
            refresh_token=served.logins.refresh_tokens[0],
        )
        assert answer.status == 200
        tokens.add(answer.json()["access_token"])
    assert len(tokens) == 2


def test_an_unknown_refresh_token_is_refused_as_recorded(served: Running, http: Http) -> None:
    answer = http.form(
        TOKEN_PATH,
        grant_type="refresh_token",
        client_id=served.logins.client_id,
        refresh_token="5Aep-unknown",
    )
    assert answer.status == 400
    assert answer.json() == {
        "error": "invalid_grant",
        "error_description": "expired access/refresh token",
    }


@pytest.mark.parametrize(
    ("grant", "error"),
    [
        ("password", "invalid_grant"),
        ("device", "unsupported_grant_type"),
        ("", "unsupported_grant_type"),
    ],
)
def test_flows_that_salesforce_retires_are_refused(http: Http, grant: str, error: str) -> None:
    assert http.form(TOKEN_PATH, grant_type=grant).json()["error"] == error


def test_a_session_ends_after_two_hours_without_a_request(run: Run) -> None:
    clock = [datetime(2026, 11, 25, tzinfo=UTC)]
    running = run(now=lambda: clock[0], session_life=timedelta(hours=2))
    http = running.client("")
    answer = http.form(
        TOKEN_PATH,
        grant_type="client_credentials",
        client_id=running.logins.client_id,
        client_secret=running.logins.client_secret or "",
    )
    http.token = answer.json()["access_token"]
    for _time in range(3):
        clock[0] += timedelta(hours=1, minutes=59)
        assert http.get("/services/data/v66.0/limits").status == 200
    clock[0] += timedelta(hours=2, seconds=1)
    ended = http.get("/services/data/v66.0/limits")
    assert ended.status == 401
    assert ended.json() == [
        {"message": "Session expired or invalid", "errorCode": "INVALID_SESSION_ID"}
    ]


def test_revoking_ends_a_session_and_a_refresh_token(served: Running, http: Http) -> None:
    status, body = by_jwt(http, assertion(served.logins))
    assert status == 200
    token = body["access_token"]
    assert http.form("/services/oauth2/revoke", token=token).status == 200
    http.token = token
    assert http.get("/services/data/v66.0/limits").status == 401
    assert http.form("/services/oauth2/revoke", token=token).json() == {
        "error": "unsupported_token_type",
        "error_description": "this token type is not supported",
    }


def challenge(verifier: str) -> str:
    return (
        base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    )


def code(running: Running, *, verifier: str | None) -> str:
    org = running.replica.org
    return org.sessions.issue_code(
        client_id=running.logins.client_id,
        redirect_uri="http://localhost:1717/callback",
        challenge=None if verifier is None else challenge(verifier),
        now=org.now(),
    )


def exchange(running: Running, http: Http, **fields: str) -> dict[str, Any]:
    given = {
        "client_id": running.logins.client_id,
        "redirect_uri": "http://localhost:1717/callback",
        **fields,
    }
    body: dict[str, Any] = http.form(TOKEN_PATH, grant_type="authorization_code", **given).json()
    return body


def test_a_code_is_good_once_and_brings_a_refresh_token(served: Running, http: Http) -> None:
    given = code(served, verifier="v" * 43)
    body = exchange(served, http, code=given, code_verifier="v" * 43)
    assert body["access_token"]
    refreshed = http.form(
        TOKEN_PATH,
        grant_type="refresh_token",
        client_id=served.logins.client_id,
        refresh_token=body["refresh_token"],
    )
    assert refreshed.status == 200
    again = exchange(served, http, code=given, code_verifier="v" * 43)
    assert again["error_description"] == "expired authorization code"


@pytest.mark.parametrize(
    ("fields", "description"),
    [
        ({"code_verifier": "w" * 43}, "invalid code verifier"),
        ({"code_verifier": ""}, "invalid code verifier"),
        ({"redirect_uri": "http://localhost:1"}, "redirect_uri must match configuration"),
        ({"client_secret": "wrong"}, "invalid client credentials"),
    ],
)
def test_a_code_needs_everything_it_was_given_out_for(
    served: Running, http: Http, fields: dict[str, str], description: str
) -> None:
    given = code(served, verifier="v" * 43)
    body = exchange(served, http, **{"code": given, "code_verifier": "v" * 43, **fields})
    assert body["error_description"] == description


def test_a_code_without_a_challenge_needs_the_secret(served: Running, http: Http) -> None:
    refused = exchange(served, http, code=code(served, verifier=None))
    assert refused["error"] == "invalid_client"
    secret = served.logins.client_secret or ""
    assert exchange(served, http, code=code(served, verifier=None), client_secret=secret)["id"]


def test_a_code_expires(run: Run) -> None:
    clock = [datetime(2026, 11, 25, tzinfo=UTC)]
    running = run(now=lambda: clock[0])
    given = code(running, verifier="v" * 43)
    clock[0] += timedelta(minutes=16)
    body = exchange(running, running.client(""), code=given, code_verifier="v" * 43)
    assert body["error_description"] == "expired authorization code"


def test_no_secret_shows_when_logins_are_printed() -> None:
    logins = Logins.invent(1)
    shown = repr(logins)
    for secret in (logins.client_secret, logins.jwt_private_key, logins.refresh_tokens[0]):
        assert secret is not None
        assert secret not in shown
    assert logins.client_id in shown
    assert logins.client_id == Logins.invent(1).client_id
