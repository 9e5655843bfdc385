from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from salida.replica import Logins

if TYPE_CHECKING:
    from tests.replica.conftest import Run, Running
    from tests.replica.http_client import Http

LIMITS = "/services/data/v66.0/limits"


@pytest.mark.parametrize(
    ("header", "code", "message"),
    [
        (None, "INVALID_SESSION_ID", "Session expired or invalid"),
        ("Bearer 00Dxx!unknown", "INVALID_SESSION_ID", "Session expired or invalid"),
        ("Basic eDp5", "INVALID_AUTH_HEADER", "INVALID_HEADER_TYPE"),
        ("Bearer", "INVALID_AUTH_HEADER", "INVALID_HEADER_TYPE"),
    ],
)
def test_a_request_without_a_good_token_is_refused(
    http: Http, header: str | None, code: str, message: str
) -> None:
    http.token = ""
    answer = http.get(LIMITS, headers={} if header is None else {"Authorization": header})
    assert answer.status == 401
    assert answer.json() == [{"message": message, "errorCode": code}]


@pytest.mark.parametrize("scheme", ["Bearer", "OAuth", "bearer"])
def test_both_schemes_are_taken(http: Http, scheme: str) -> None:
    headers = {"Authorization": f"{scheme} {http.token}"}
    assert http.get(LIMITS, headers=headers).status == 200


def test_userinfo_tells_of_the_archived_user(http: Http) -> None:
    told = http.get("/services/oauth2/userinfo").json()
    assert told["preferred_username"] == "admin@example.com"
    assert told["name"] == "Inés Soler"
    assert told["zoneinfo"] == "Europe/Madrid"
    assert told["organization_id"] == "00Dxx0000000001EAA"
    assert http.send("POST", "/services/oauth2/userinfo").json() == told
    same = http.get(told["sub"].removeprefix(http.url)).json()
    assert (same["user_id"], same["display_name"]) == (told["user_id"], "Inés Soler")


@pytest.mark.parametrize("path", ["/services/oauth2/userinfo", "/id/00Dxx0000000001EAA/005xx"])
def test_the_identity_service_refuses_in_plain_words(http: Http, path: str) -> None:
    http.token = ""
    assert (http.get(path).status, http.get(path).data) == (403, b"Missing_OAuth_Token")
    wrong = http.get(path, headers={"Authorization": "Bearer 00Dwrong"})
    assert (wrong.status, wrong.data) == (403, b"Bad_OAuth_Token")


def test_the_identity_of_another_org_is_refused(http: Http) -> None:
    answer = http.get("/id/00D000000000999AAA/005xx0000000001AAA")
    assert (answer.status, answer.data) == (403, b"Wrong_Org")


def test_a_login_that_is_no_archived_user_still_has_an_identity(run: Run, served: Running) -> None:
    logins = Logins(client_id="app", username="stranger@example.com", access_tokens=("00Dxx!1",))
    told = run(logins=logins).client().get("/services/oauth2/userinfo").json()
    assert told["preferred_username"] == "stranger@example.com"
    # The user whose snapshot this is.
    assert told["user_id"] == served.replica.org.identity.user_id
