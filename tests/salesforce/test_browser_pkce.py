"""The login in the browser, walked by a thread that plays the browser and the org's page."""

from __future__ import annotations

import base64
import hashlib
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
import urllib3

from salida.errors import AuthenticationError, UsageError
from salida.salesforce import BrowserPkce
from salida.salesforce.authenticators.loopback import LoopbackListener

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from salida.salesforce.http import Http

TOKEN_PATH = "/services/oauth2/token"


class Browser:
    """Opens an address and goes to the callback with what the test chose to bring."""

    def __init__(self, *visits: Callable[[dict[str, str]], dict[str, str]]) -> None:
        self.visits = visits
        self.address = ""
        self.pages: list[tuple[int, str]] = []
        self._thread: threading.Thread | None = None

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.address).query))

    def open(self, address: str) -> None:
        self.address = address
        self._thread = threading.Thread(target=self._walk)
        self._thread.start()

    def _walk(self) -> None:
        callback = self.query["redirect_uri"].replace("localhost", "127.0.0.1")
        with urllib3.PoolManager() as pool:
            for visit in self.visits:
                page = pool.request("GET", f"{callback}?{urlencode(visit(self.query))}")
                self.pages.append((page.status, page.data.decode()))

    def join(self) -> None:
        if self._thread is not None:
            self._thread.join(10)


@contextmanager
def walking(*visits: Callable[[dict[str, str]], dict[str, str]]) -> Iterator[Browser]:
    browser = Browser(*visits)
    yield browser
    browser.join()


def allowed(query: dict[str, str]) -> dict[str, str]:
    return {"code": "aPrxCODE==", "state": query["state"]}


def denied(query: dict[str, str]) -> dict[str, str]:
    return {
        "error": "access_denied",
        "error_description": "end-user denied authorization",
        "state": query["state"],
    }


def tokens(org: Any) -> Any:
    return org.json(
        {
            "access_token": "00Dxx0000001gPF!browser",
            "refresh_token": "5Aep861first_refresh_token",
            "instance_url": org.url,
            "id": "https://login.salesforce.com/id/00Dx0000000BV7z/005x00000012Q9P",
        }
    )


def test_the_whole_walk(org: Any, http: Http) -> None:
    org.on("POST", TOKEN_PATH, tokens(org))
    shown: list[str] = []
    kept: list[str] = []
    with walking(allowed) as browser:
        session = BrowserPkce(
            "3MVG9.key",
            org.url,
            port=0,
            open_browser=browser.open,
            show_address=shown.append,
            on_refresh_token=kept.append,
        ).authenticate(http)
    assert session.access_token == "00Dxx0000001gPF!browser"
    assert shown == [browser.address]
    assert kept == ["5Aep861first_refresh_token"]

    asked = browser.query
    assert browser.address.startswith(f"{org.url}/services/oauth2/authorize?")
    assert asked["response_type"] == "code"
    assert asked["client_id"] == "3MVG9.key"
    assert asked["code_challenge_method"] == "S256"

    form = org.asked[-1].form
    assert form["grant_type"] == "authorization_code"
    assert form["code"] == "aPrxCODE=="
    assert form["redirect_uri"] == asked["redirect_uri"]
    digest = hashlib.sha256(form["code_verifier"].encode()).digest()
    assert asked["code_challenge"] == base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert 43 <= len(form["code_verifier"]) <= 128

    assert session.renewal is not None
    session.renewal.authenticate(http)
    assert org.asked[-1].form["refresh_token"] == "5Aep861first_refresh_token"


def test_the_closing_page_speaks_both_languages(org: Any, http: Http) -> None:
    org.on("POST", TOKEN_PATH, tokens(org))
    with walking(allowed) as browser:
        BrowserPkce("key", org.url, port=0, open_browser=browser.open).authenticate(http)
    ((status, page),) = browser.pages
    assert status == 200
    assert 'lang="en">Salesforce has answered. You can close this window' in page
    assert 'lang="es">' in page
    assert "aPrxCODE" not in page


def test_a_forged_visit_is_turned_away_and_the_real_one_still_counts(org: Any, http: Http) -> None:
    org.on("POST", TOKEN_PATH, tokens(org))

    def forged(_query: dict[str, str]) -> dict[str, str]:
        return {"code": "ofSomebodyElse", "state": "guessed"}

    def stateless(_query: dict[str, str]) -> dict[str, str]:
        return {"error": "access_denied"}

    with walking(forged, stateless, allowed) as browser:
        BrowserPkce("key", org.url, port=0, open_browser=browser.open).authenticate(http)
    assert [status for status, _page in browser.pages] == [400, 400, 200]
    assert org.asked[-1].form["code"] == "aPrxCODE=="


def test_a_person_who_says_no_is_heard(org: Any, http: Http) -> None:
    with walking(denied) as browser:
        way = BrowserPkce("key", org.url, port=0, open_browser=browser.open)
        with pytest.raises(AuthenticationError, match="end-user denied authorization") as refused:
            way.authenticate(http)
    assert refused.value.error_code == "access_denied"
    assert org.asked == []


def test_an_app_that_is_not_installed_is_named(org: Any, http: Http) -> None:
    def blocked(query: dict[str, str]) -> dict[str, str]:
        return {"error": "OAUTH_APPROVAL_ERROR_GENERIC", "state": query["state"]}

    with walking(blocked) as browser:
        way = BrowserPkce("key", org.url, port=0, open_browser=browser.open)
        with pytest.raises(AuthenticationError) as refused:
            way.authenticate(http)
    assert "Install the app" in str(refused.value.hint)


def test_nobody_comes(org: Any, http: Http) -> None:
    way = BrowserPkce("key", org.url, port=0, wait=0.1, open_browser=lambda _address: True)
    with pytest.raises(AuthenticationError, match="Nobody logged in"):
        way.authenticate(http)


def test_a_lost_answer_does_not_spend_the_code_twice(org: Any, http: Http) -> None:
    org.on("POST", TOKEN_PATH, org.raw(b"{}" * 50, cut_after=3))
    with walking(allowed) as browser:
        way = BrowserPkce("key", org.url, port=0, open_browser=browser.open)
        with pytest.raises(Exception, match="broke off"):
            way.authenticate(http)
    assert org.count(TOKEN_PATH, "POST") == 1


def test_a_taken_port_is_named(http: Http) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=str(port)):
            BrowserPkce("key", port=port).authenticate(http)


def test_only_the_callback_is_there() -> None:
    with LoopbackListener(0, "state") as listener:
        port = urlsplit(listener.redirect_uri).port
        statuses: list[int] = []

        def visit() -> None:
            with urllib3.PoolManager() as pool:
                statuses.append(pool.request("GET", f"http://127.0.0.1:{port}/favicon.ico").status)
                pool.request("GET", f"http://127.0.0.1:{port}/callback?state=state&code=c")

        browser = threading.Thread(target=visit)
        browser.start()
        assert listener.wait_for_code(10) == "c"
        browser.join(10)
    assert statuses == [404]
