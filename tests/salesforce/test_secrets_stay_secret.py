"""Whatever goes wrong, and whatever an org writes into its answers: no secret is ever shown."""

from __future__ import annotations

import json
import logging
import string
import traceback
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salida.errors import SalidaError
from salida.language import LANGUAGES, speak
from salida.salesforce import (
    BrowserPkce,
    Client,
    ClientCredentials,
    JwtBearer,
    PastedToken,
    RefreshToken,
    Session,
)
from salida.salesforce.bulk import create_query, get_job, open_page
from salida.salesforce.bulk.jobs import job_from_json
from salida.salesforce.describe import fetch_describes
from salida.salesforce.failure import Cause, Failure, failure_from_answer
from salida.salesforce.query import pages
from salida.salesforce.refusal import error_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from salida.salesforce.http import Http

letters = string.ascii_letters + string.digits
tokens = st.builds(
    lambda org, secret: f"00D{org}!{secret}",
    st.text(letters, min_size=12, max_size=15),
    st.text(letters + "._", min_size=20, max_size=96),
)
odd_tokens = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=24)
"""Nothing about them says that they are secret but that this session uses them."""


def said(error: BaseException) -> str:
    """Return everything that anyone may see of an error: both languages, JSON, traceback."""
    texts = ["".join(traceback.format_exception(error)), repr(error)]
    for language in LANGUAGES:
        with speak(language):
            texts.append(str(error))
            if isinstance(error, SalidaError):
                texts += [json.dumps(error.to_json(), ensure_ascii=False), str(error.hint)]
    return "\n".join(texts)


@given(tokens | odd_tokens, st.text(), st.text(), st.sampled_from([400, 401, 403, 404, 431, 500]))
def test_an_org_that_repeats_the_token_does_not_get_it_shown(
    token: str, before: str, after: str, status: int
) -> None:
    words = f"{before} {token} {after}"
    bodies = [
        json.dumps([{"errorCode": "X", "message": words}]).encode(),
        json.dumps({"error": token, "error_description": words}).encode(),
        f"<html>{words}</html>".encode(errors="replace"),
        words.encode(errors="replace"),
    ]
    for body in bodies:
        error = error_for(failure_from_answer(status, {}, body), "GET /x", token)
        assert token not in said(error)


@given(tokens, st.sampled_from(list(Cause)))
def test_a_cause_never_shows_a_token(token: str, cause: Cause) -> None:
    failure = Failure(cause=cause, words=f"while sending Bearer {token}")
    assert token not in said(error_for(failure, f"host/{token}"))


@given(tokens | odd_tokens)
def test_no_repr_shows_a_secret(secret: str) -> None:
    host = "https://acme.my.salesforce.com"
    renewal = RefreshToken("key", secret, client_secret=secret)
    values: list[object] = [
        Session(host, secret, "00Dxx0000001gPF", None, renewal),
        renewal,
        PastedToken(host, secret),
        ClientCredentials("key", secret, host),
        JwtBearer("key", "ana", secret, passphrase=secret),
        BrowserPkce("key", client_secret=secret),
    ]
    for value in values:
        assert secret not in f"{value!r} {value}"


def test_a_client_shows_no_token(org: Any, client: Client, token: str) -> None:
    assert client.api_version
    assert org.asked[-1].token == token
    assert token not in f"{client!r} {vars(client)} {client.session!r}"


JOB = {
    "id": "750R0000000zlh9IAA",
    "operation": "query",
    "object": "Account",
    "state": "JobComplete",
    "apiVersion": 66.0,
}
ACTS: list[Any] = [
    lambda client: client.get_json("/limits"),
    lambda client: client.open_stream("/file").read(-1),
    lambda client: client.send("POST", "/sobjects/Account", json={}),
    lambda client: list(fetch_describes(client, ["Account"])),
    lambda client: list(pages(client, "SELECT Id FROM Account")),
    lambda client: create_query(client, "SELECT Id FROM Account", all_rows=True),
    lambda client: get_job(client, "750R0000000zlh9IAA"),
    lambda client: open_page(client, job_from_json(JOB)).close(),
]


def errors_of(act: Callable[[Client], Any], client: Client) -> list[SalidaError]:
    """Return what `act` raised, and what it gave back as an error beside other results."""
    try:
        done = act(client)
    except SalidaError as error:
        return [error]
    pairs = done if isinstance(done, list) else []
    return [each for _name, each in pairs if isinstance(each, SalidaError)]


@pytest.fixture
def quick_failures(org: Any) -> Callable[[str], list[Any]]:
    """Return, for a token, replies that break in as many ways as an org can, and repeat it."""

    def replies(token: str) -> list[Any]:
        words = f"Session {token} and Bearer {token}"
        return [
            org.error(400, "MALFORMED_QUERY", words),
            org.error(401, "INVALID_SESSION_ID", words),
            org.error(403, "REQUEST_LIMIT_EXCEEDED", words),
            org.raw(f"<h1>{words}</h1>".encode(), 431),
            org.raw(words.encode(), 503),
            org.raw(words.encode()),
            org.raw(b"x" * 99, cut_after=5),
            org.raw(words.encode(), headers={"Content-Encoding": token[:20]}),
            org.raw(b"", 302, headers={"Location": f"http://x.example.com/?sid={token}"}),
        ]

    return replies


@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(token=tokens | odd_tokens)
def test_no_error_and_no_log_of_the_client_shows_the_token(
    org: Any,
    connect: Callable[..., Client],
    quick_failures: Callable[[str], list[Any]],
    caplog: pytest.LogCaptureFixture,
    token: str,
) -> None:
    caplog.clear()
    caplog.set_level(logging.DEBUG)
    for reply in quick_failures(token):
        org.otherwise = reply
        client = connect(PastedToken(org.url, token))
        for act in ACTS:
            for error in errors_of(act, client):
                assert token not in said(error)
    assert caplog.records
    assert token not in caplog.text
    assert token not in "".join(str(vars(record)) for record in caplog.records)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(secret=odd_tokens)
def test_no_error_and_no_log_of_a_login_shows_a_secret(
    org: Any, http: Http, caplog: pytest.LogCaptureFixture, secret: str
) -> None:
    caplog.clear()
    caplog.set_level(logging.DEBUG)
    org.otherwise = org.json({"error": "invalid_grant", "error_description": f"no {secret}"}, 400)
    for way in (
        RefreshToken("key", secret, org.url, client_secret=secret),
        ClientCredentials("key", secret, org.url),
    ):
        with pytest.raises(SalidaError) as refused:
            way.authenticate(http)
        assert secret not in said(refused.value)
    assert secret not in caplog.text
