from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from salida.language import LANGUAGES

if TYPE_CHECKING:
    from tests.replica.conftest import Run, Running
    from tests.replica.http_client import Http

PATH = "/services/oauth2/authorize"
CALLBACK = "http://localhost:1717/OauthRedirect"


def request(running: Running, **fields: str) -> dict[str, str]:
    return {
        "response_type": "code",
        "client_id": running.logins.client_id,
        "redirect_uri": CALLBACK,
        "state": "s&t=1",
        "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "code_challenge_method": "S256",
        **fields,
    }


def test_the_page_asks_in_every_language(served: Running, http: Http) -> None:
    answer = http.get(PATH, query=request(served))
    page = answer.data.decode()
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    for language in LANGUAGES:
        assert f'<span lang="{language}">' in page
    assert served.logins.username in page
    assert "password" not in page


def test_allowing_leads_back_with_a_code_and_the_state(served: Running, http: Http) -> None:
    answer = http.form(PATH, **request(served), choice="allow")
    assert answer.status == 302
    location = answer.headers["Location"]
    assert location.startswith(f"{CALLBACK}?")
    given = parse_qs(urlsplit(location).query)
    assert given["state"] == ["s&t=1"]
    # RFC 7636, appendix B: this verifier belongs to the challenge above.
    exchanged = http.form(
        "/services/oauth2/token",
        grant_type="authorization_code",
        client_id=served.logins.client_id,
        redirect_uri=CALLBACK,
        code=given["code"][0],
        code_verifier="dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
    )
    assert exchanged.status == 200


def test_denying_leads_back_without_a_code(served: Running, http: Http) -> None:
    location = http.form(PATH, **request(served), choice="deny").headers["Location"]
    given = parse_qs(urlsplit(location).query)
    assert given["error"] == ["access_denied"]
    assert "code" not in given


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"client_id": "nobody"}, "invalid_client_id"),
        ({"redirect_uri": "https://evil.example.com/"}, "redirect_uri_mismatch"),
        ({"redirect_uri": "http://localhost.evil.example.com/"}, "redirect_uri_mismatch"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
    ],
)
def test_a_wrong_request_is_shown_and_leads_nowhere(
    served: Running, http: Http, fields: dict[str, str], error: str
) -> None:
    for answer in (
        http.get(PATH, query=request(served, **fields)),
        http.form(PATH, **request(served, **fields), choice="allow"),
    ):
        assert answer.status == 400
        assert error in answer.data.decode()
        assert "Location" not in answer.headers


def test_nothing_of_the_request_becomes_markup(served: Running, http: Http) -> None:
    page = http.get(PATH, query=request(served, state='"><script>')).data.decode()
    assert "<script>" not in page
    assert "&quot;&gt;&lt;script&gt;" in page


def test_a_registered_address_elsewhere_is_led_back_to(run: Run, served: Running) -> None:
    uri = "https://app.example.com/back?from=sf"
    running = run(logins=replace(served.logins, redirect_uris=(uri,)))
    given = request(running, redirect_uri=uri)
    answer = running.client().form(PATH, **given, choice="allow")
    assert answer.headers["Location"].startswith(f"{uri}&code=")


def test_a_password_is_asked_for_where_one_is_set(run: Run, served: Running) -> None:
    running = run(logins=replace(served.logins, consent_password="open sesame"))
    http = running.client()
    assert 'type="password"' in http.get(PATH, query=request(running)).data.decode()
    for wrong in ({}, {"password": "open sesamo"}):
        answer = http.form(PATH, **request(running), **wrong, choice="allow")
        assert answer.status == 403
        assert "Location" not in answer.headers
    allowed = http.form(PATH, **request(running), password="open sesame", choice="allow")
    assert allowed.status == 302


def test_the_flow_can_be_switched_off(run: Run, served: Running) -> None:
    running = run(logins=replace(served.logins, consent_password=None))
    answer = running.client().get(PATH, query=request(running))
    assert answer.status == 400
    assert "switched off" in answer.data.decode()
