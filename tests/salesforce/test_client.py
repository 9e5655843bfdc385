"""`Client.send`: paths, retries, limits, versions, over a real connection."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from salida.errors import (
    AccessError,
    LimitError,
    SalesforceError,
    UnavailableError,
    UsageError,
)
from salida.salesforce import ApiUsage, Client, PastedToken

if TYPE_CHECKING:
    from collections.abc import Callable


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
