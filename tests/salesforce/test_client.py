"""`Client.send`: retries, one login for all, limits, redirects, versions, over a real connection."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from salida.errors import (
    AccessError,
    AuthenticationError,
    LimitError,
    SalesforceError,
    UnavailableError,
    UsageError,
)
from salida.salesforce import ApiUsage, Client, PastedToken, Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from salida.salesforce.http import Http

EXPIRED = "Session expired or invalid"


@dataclass(frozen=True)
class Numbered:
    """Gives a new token each time, and counts."""

    url: str
    logins: list[int]

    def authenticate(self, http: Http) -> Session:  # noqa: ARG002
        self.logins.append(len(self.logins))
        return Session(self.url, f"00Dxx0000001gPF!token{len(self.logins)}")


# --- asking


def test_a_request_carries_the_token_and_the_version(org: Any, client: Client, token: str) -> None:
    org.data("GET", "/limits", org.json({"a": 1}))
    assert client.get_json("/limits") == {"a": 1}
    assert org.asked[-1].token == token
    assert org.asked[-1].headers["Accept-Encoding"] == "gzip"
    assert org.asked[-1].headers["User-Agent"].startswith("Salida/")


def test_the_version_is_asked_for_once(org: Any, client: Client) -> None:
    org.data("GET", "/limits", org.json({}))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(client.get_json, ["/limits"] * 8))
    assert client.api_version == "66.0"
    assert org.count("/services/data") == 1


def test_a_wanted_version_is_used_if_the_org_has_it(
    org: Any, connect: Callable[..., Client], token: str
) -> None:
    assert connect(PastedToken(org.url, token), api_version="65.0").api_version == "65.0"
    with pytest.raises(UsageError):
        _ = connect(PastedToken(org.url, token), api_version="12.0").api_version


def test_parameters_are_encoded(org: Any, client: Client) -> None:
    org.data("GET", "/query", org.json({}))
    client.get_json("/query", q="SELECT Id FROM A WHERE Name = 'ñ & +1%'")
    assert org.asked[-1].query == {"q": "SELECT Id FROM A WHERE Name = 'ñ & +1%'"}


def test_a_path_of_the_org_is_used_as_given(org: Any, client: Client) -> None:
    path = "/services/data/v66.0/query/01gxx-2000"
    org.on("GET", path, org.json({"page": 2}))
    assert client.get_json(path) == {"page": 2}
    assert client.get_json(org.url + path) == {"page": 2}


@pytest.mark.parametrize(
    "url", ["https://evil.example.com/services/x", "http://evil.example.com", "x"]
)
def test_an_address_elsewhere_never_gets_the_token(org: Any, client: Client, url: str) -> None:
    with pytest.raises(SalesforceError):
        client.send("GET", url)
    assert not org.asked or org.asked[-1].path == "/services/data"


def test_a_gzipped_answer_is_inflated(org: Any, client: Client) -> None:
    org.data("GET", "/sobjects", org.gzipped(b'{"sobjects":[]}'))
    assert client.send("GET", "/sobjects").body == b'{"sobjects":[]}'


def test_an_answer_that_is_not_json_is_explained(org: Any, client: Client) -> None:
    org.data("GET", "/limits", org.raw(b"<html>Log in</html>"))
    with pytest.raises(UnavailableError, match="not JSON"):
        client.get_json("/limits")


# --- trying again


def test_a_busy_server_is_asked_again(org: Any, client: Client, sleeps: list[float]) -> None:
    org.data(
        "GET",
        "/limits",
        org.error(503, "SERVER_UNAVAILABLE"),
        org.raw(b"", 420),
        org.raw(b"CustomNotAcceptable", 406),
        org.json({"ok": True}),
    )
    assert client.get_json("/limits") == {"ok": True}
    assert sleeps == [1.0, 2.0, 4.0]


def test_a_server_that_stays_busy_is_given_up(
    org: Any, client: Client, sleeps: list[float]
) -> None:
    org.data("GET", "/limits", org.raw(b"<html>Down</html>", 503))
    with pytest.raises(UnavailableError, match="Down") as gone:
        client.get_json("/limits")
    assert gone.value.status == 503
    assert len(sleeps) == 7


def test_retry_after_is_obeyed(org: Any, client: Client, sleeps: list[float]) -> None:
    org.data("GET", "/limits", org.raw(b"", 429, headers={"Retry-After": "17"}), org.json({}))
    client.get_json("/limits")
    assert sleeps == [17.0]


@pytest.mark.parametrize("chunked", [False, True])
def test_a_cut_answer_is_asked_for_again(
    org: Any,
    client: Client,
    sleeps: list[float],
    *,
    chunked: bool,
) -> None:
    whole = org.json({"rows": list(range(1000))})
    org.data("GET", "/query", replace(whole, cut_after=100, chunked=chunked), whole)
    assert client.get_json("/query") == {"rows": list(range(1000))}
    assert sleeps == [1.0]


def test_a_truncated_gzip_answer_is_asked_for_again(org: Any, client: Client) -> None:
    org.data("GET", "/query", org.gzipped(b'{"a":1}', keep=-6), org.gzipped(b'{"a":1}'))
    assert client.get_json("/query") == {"a": 1}
    assert org.count("/services/data/v66.0/query") == 2


def test_a_write_whose_answer_was_lost_is_not_repeated(org: Any, client: Client) -> None:
    org.data("POST", "/sobjects/Account", org.raw(b"{}" * 100, cut_after=1))
    with pytest.raises(UnavailableError, match="broke off"):
        client.send("POST", "/sobjects/Account", json={"Name": "x"})
    assert org.count("/services/data/v66.0/sobjects/Account", "POST") == 1
    assert org.asked[-1].json == {"Name": "x"}


def test_a_refusal_is_not_repeated(org: Any, client: Client, sleeps: list[float]) -> None:
    org.data("GET", "/query", org.error(400, "MALFORMED_QUERY", "unexpected token"))
    with pytest.raises(SalesforceError, match="unexpected token") as refused:
        client.get_json("/query", q="SELECT secret FROM x")
    assert refused.value.error_code == "MALFORMED_QUERY"
    assert "SELECT" not in str(refused.value)
    assert sleeps == []


# --- the login


def test_an_ended_session_is_renewed_and_the_request_repeated(
    org: Any, connect: Callable[..., Client]
) -> None:
    org.data("GET", "/limits", org.error(401, "INVALID_SESSION_ID", EXPIRED), org.json({"ok": 1}))
    logins: list[int] = []
    client = connect(Numbered(org.url, logins))
    assert client.get_json("/limits") == {"ok": 1}
    assert len(logins) == 2
    assert org.asked[-1].token.endswith("token2")


def test_the_identity_services_own_words_for_it_are_understood(
    org: Any, connect: Callable[..., Client]
) -> None:
    org.on(
        "GET", "/services/oauth2/userinfo", org.raw(b"Bad_OAuth_Token", 403), org.json({"ok": 1})
    )
    logins: list[int] = []
    assert connect(Numbered(org.url, logins)).get_json("/services/oauth2/userinfo") == {"ok": 1}
    assert len(logins) == 2


def test_many_threads_share_one_renewal(org: Any, connect: Callable[..., Client]) -> None:
    """Sixteen requests fail together with the first token; one login serves them all."""
    together = threading.Barrier(16)

    def answer(asked: Any) -> Any:
        if asked.token.endswith("token1"):
            together.wait(10)
            return org.error(401, "INVALID_SESSION_ID", EXPIRED)
        return org.json({"token": asked.token})

    org.data("GET", "/limits", answer)
    logins: list[int] = []
    client = connect(Numbered(org.url, logins), connections=16)
    assert client.api_version
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(client.get_json, ["/limits"] * 16))
    assert answers == [{"token": "00Dxx0000001gPF!token2"}] * 16
    assert len(logins) == 2


def test_a_refused_renewal_is_not_repeated_by_every_thread(
    org: Any, connect: Callable[..., Client]
) -> None:
    together = threading.Barrier(8)

    def answer(asked: Any) -> Any:  # noqa: ARG001
        together.wait(10)
        return org.error(401, "INVALID_SESSION_ID", EXPIRED)

    @dataclass(frozen=True)
    class OnlyOnce:
        logins: list[int]

        def authenticate(self, http: Http) -> Session:  # noqa: ARG002
            self.logins.append(1)
            if len(self.logins) > 1:
                raise AuthenticationError("expired access/refresh token")
            return Session(org.url, "00Dxx0000001gPF!only")

    org.data("GET", "/limits", answer)
    logins: list[int] = []
    client = connect(OnlyOnce(logins), connections=8)
    assert client.api_version

    def ask(_number: int) -> str:
        with pytest.raises(AuthenticationError) as refused:
            client.get_json("/limits")
        return str(refused.value)

    with ThreadPoolExecutor(8) as pool:
        words = set(pool.map(ask, range(8)))
    assert words == {"expired access/refresh token"}
    assert len(logins) == 2


def test_a_renewed_session_may_live_on_another_host(
    start_org: Callable[..., Any], connect: Callable[..., Client]
) -> None:
    old, new = start_org(), start_org()
    old.data("GET", "/limits", old.error(401, "INVALID_SESSION_ID", EXPIRED))
    new.data("GET", "/limits", new.json({"host": "new"}))

    @dataclass(frozen=True)
    class Moving:
        hosts: list[str]

        def authenticate(self, http: Http) -> Session:  # noqa: ARG002
            host = self.hosts.pop(0)
            return Session(host, f"00Dxx0000001gPF!at{host[-4:]}")

    client = connect(Moving([old.url, new.url]))
    assert client.get_json("/limits") == {"host": "new"}


def test_a_session_that_ends_at_once_again_is_an_error(
    org: Any, connect: Callable[..., Client]
) -> None:
    org.data("GET", "/limits", org.error(401, "INVALID_SESSION_ID", EXPIRED))
    logins: list[int] = []
    with pytest.raises(AuthenticationError, match=EXPIRED):
        connect(Numbered(org.url, logins)).get_json("/limits")
    assert len(logins) == 2


def test_a_pasted_token_cannot_be_renewed(org: Any, client: Client) -> None:
    org.data("GET", "/limits", org.error(401, "INVALID_SESSION_ID", EXPIRED))
    with pytest.raises(AuthenticationError) as refused:
        client.get_json("/limits")
    assert "aste a new access token" in str(refused.value.hint)


def test_a_token_of_the_wrong_kind_is_not_renewed(org: Any, connect: Callable[..., Client]) -> None:
    words = "This session is not valid for use with the REST API"
    org.data("GET", "/limits", org.error(401, "INVALID_SESSION_ID", words))
    logins: list[int] = []
    with pytest.raises(AuthenticationError, match=words):
        connect(Numbered(org.url, logins)).get_json("/limits")
    assert len(logins) == 1


# --- limits


def test_usage_is_known_after_each_answer(
    org: Any, connect: Callable[..., Client], token: str
) -> None:
    seen: list[ApiUsage] = []
    client = connect(PastedToken(org.url, token), on_limit=seen.append)
    before = client.api_usage
    assert before is None
    org.data(
        "GET",
        "/limits",
        org.json({}, Sforce_Limit_Info="api-usage=18/15000; per-app-api-usage=1/2(appName=x)"),
        org.json([{"errorCode": "X", "message": "y"}], 400, Sforce_Limit_Info="api-usage=19/15000"),
    )
    client.get_json("/limits")
    assert client.api_usage == (18, 15000)
    with pytest.raises(SalesforceError):
        client.get_json("/limits")
    assert client.api_usage == (19, 15000)
    assert seen == [(18, 15000), (19, 15000)]


def test_a_budget_can_stop_a_run(org: Any, connect: Callable[..., Client], token: str) -> None:
    """Also while a stream opens: its connection is given back."""

    def stop(usage: ApiUsage) -> None:
        raise LimitError(f"{usage.left} left")

    client = connect(PastedToken(org.url, token), on_limit=stop, connections=1)
    org.data("GET", "/file", org.raw(b"x" * 100, headers={"Sforce-Limit-Info": "api-usage=9/10"}))
    for _attempt in range(3):
        with pytest.raises(LimitError, match="1 left"):
            client.open_stream("/file")


def test_an_org_without_api_is_named_as_such(org: Any, client: Client) -> None:
    org.data("GET", "/limits", org.error(403, "API_DISABLED_FOR_ORG", "API is not enabled"))
    with pytest.raises(AccessError) as refused:
        client.get_json("/limits")
    assert refused.value.exit_code == 12


def test_used_up_calls_are_not_asked_for_again(
    org: Any, client: Client, sleeps: list[float]
) -> None:
    org.data(
        "GET", "/limits", org.error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")
    )
    with pytest.raises(LimitError):
        client.get_json("/limits")
    assert sleeps == []


# --- redirects


def test_a_redirect_on_the_org_keeps_the_token(org: Any, client: Client, token: str) -> None:
    org.data("GET", "/file", org.raw(b"", 302, headers={"Location": "/elsewhere?x=1"}))
    org.on("GET", "/elsewhere", org.raw(b"bytes"))
    with client.open_stream("/file") as stream:
        assert stream.read() == b"bytes"
    assert org.asked[-1].token == token
    assert org.asked[-1].query == {"x": "1"}


def test_a_redirect_to_another_host_does_not_take_the_token_along(
    org: Any, start_org: Callable[..., Any], client: Client, token: str
) -> None:
    files = start_org()
    org.data("GET", "/file", org.raw(b"", 302, headers={"Location": f"{files.url}/bytes"}))
    files.on("GET", "/bytes", files.raw(b"bytes"))
    with client.open_stream("/file") as stream:
        assert stream.read() == b"bytes"
    assert "Authorization" not in files.asked[-1].headers
    assert token not in str(files.asked[-1])


def test_a_redirect_and_back_does_not_bring_the_token_back(
    org: Any, start_org: Callable[..., Any], client: Client
) -> None:
    files = start_org()
    org.data("GET", "/file", org.raw(b"", 302, headers={"Location": f"{files.url}/bytes"}))
    files.on("GET", "/bytes", files.raw(b"", 302, headers={"Location": f"{org.url}/back"}))
    org.on("GET", "/back", org.raw(b"bytes"))
    with client.open_stream("/file") as stream:
        assert stream.read() == b"bytes"
    assert "Authorization" not in org.asked[-1].headers


@pytest.mark.parametrize(
    "target", ["http://files.example.com/x", "ftp://127.0.0.1/x", "file:///etc/passwd"]
)
def test_a_redirect_out_of_encryption_is_refused(org: Any, client: Client, target: str) -> None:
    org.data("GET", "/file", org.raw(b"", 302, headers={"Location": target}))
    with pytest.raises(SalesforceError, match="redirected"):
        client.open_stream("/file")


def test_redirects_end(org: Any, client: Client) -> None:
    org.on("GET", "/services/loop", org.raw(b"", 302, headers={"Location": "/services/loop"}))
    with pytest.raises(SalesforceError, match="without end"):
        client.send("GET", "/services/loop")


def test_a_write_is_never_redirected(org: Any, client: Client) -> None:
    org.data("POST", "/composite", org.raw(b"", 302, headers={"Location": "/elsewhere"}))
    with pytest.raises(SalesforceError, match="redirected"):
        client.send("POST", "/composite", json={})


# --- streams


def test_a_stream_is_read_in_the_pieces_asked_for(org: Any, client: Client) -> None:
    content = bytes(range(256)) * 5000
    org.data("GET", "/file", org.gzipped(content, chunked=True))
    with client.open_stream("/file") as stream:
        assert stream.encoding == "gzip"
        pieces = [stream.read(7), stream.read(1000), *stream.chunks(300_000)]
        assert stream.read(10) == b""
    assert [len(each) for each in pieces[:3]] == [7, 1000, 300_000]
    assert b"".join(pieces) == content


def test_a_negative_size_reads_the_rest_as_files_do(org: Any, client: Client) -> None:
    org.data("GET", "/file", org.raw(b"0123456789"))
    with client.open_stream("/file") as stream:
        assert stream.read(3) == b"012"
        assert stream.read(-1) == b"3456789"


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(lambda org: org.raw(b"x" * 1000, cut_after=300), id="cut"),
        pytest.param(
            lambda org: org.raw(b"x" * 1000, cut_after=300, chunked=True), id="cut chunks"
        ),
        pytest.param(lambda org: org.gzipped(b"x" * 1000, keep=-4), id="gzip without its end"),
        pytest.param(
            lambda org: org.raw(b"x" * 99, headers={"Content-Encoding": "gzip"}), id="no gzip"
        ),
    ],
)
def test_a_stream_that_breaks_says_so(
    org: Any, client: Client, broken: Callable[[Any], Any]
) -> None:
    org.data("GET", "/file", broken(org))
    stream = client.open_stream("/file")
    with pytest.raises(UnavailableError, match="broke off"):
        stream.read(-1)
    assert stream.closed


def test_a_stream_that_falls_silent_is_given_up(org: Any, client: Client) -> None:
    org.data("GET", "/file", org.raw(b"x" * 1000, stall_after=300))
    stream = client.open_stream("/file", silence=0.2)
    with pytest.raises(UnavailableError, match="nothing arrived"):
        stream.read(-1)


def test_an_encoding_nobody_asked_for_is_refused(org: Any, client: Client) -> None:
    org.data("GET", "/file", org.raw(b"x", headers={"Content-Encoding": "br"}))
    with pytest.raises(UnavailableError, match="br"):
        client.open_stream("/file")


def test_streams_give_their_connection_back(
    org: Any, connect: Callable[..., Client], token: str
) -> None:
    """One connection is enough for any number of streams: read, closed early, or broken."""
    client = connect(PastedToken(org.url, token), connections=1)
    org.data("GET", "/whole", org.raw(b"x" * 10))
    org.data("GET", "/cut", org.raw(b"x" * 1000, cut_after=10))
    for _round in range(3):
        with client.open_stream("/whole") as stream:
            assert stream.read(100) == b"x" * 10
        client.open_stream("/whole").close()
        with pytest.raises(UnavailableError):
            client.open_stream("/cut").read(-1)
    assert client.send("GET", "/whole").body == b"x" * 10
