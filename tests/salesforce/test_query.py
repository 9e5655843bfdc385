"""SOQL over REST: pages, exact numbers, long queries, counts."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from salida.errors import SalesforceError, UnavailableError
from salida.salesforce.query import NumberText, count, counts, pages, record_counts

if TYPE_CHECKING:
    from salida.salesforce import Client

ROOT = "/services/data/v66.0"


def page(org: Any, *ids: str, total: int = 3, following: str | None = None) -> Any:
    content = {"totalSize": total, "done": following is None, "records": [{"Id": i} for i in ids]}
    if following:
        content["nextRecordsUrl"] = following
    return org.json(content)


def ids(client: Client, soql: str = "SELECT Id FROM Account", **options: bool) -> list[str]:
    return [row["Id"] for each in pages(client, soql, **options) for row in each.records]


def test_pages_are_followed_as_given(org: Any, client: Client) -> None:
    """Also where the org says /query/ for a queryAll."""
    following = f"{ROOT}/query/01gxx0000004F4cI0-2"
    org.data("GET", "/queryAll", page(org, "a", "b", following=following))
    org.on("GET", following, page(org, "c"))
    assert ids(client, all_rows=True) == ["a", "b", "c"]
    assert org.asked[-2].query == {"q": "SELECT Id FROM Account"}
    assert org.asked[-2].headers["Sforce-Query-Options"] == "batchSize=2000"


def test_the_total_comes_with_every_page(org: Any, client: Client) -> None:
    org.data("GET", "/query", page(org, "a", total=7))
    assert [each.total_size for each in pages(client, "SELECT Id FROM Account")] == [7]


def test_an_empty_page_does_not_end_the_answer(org: Any, client: Client) -> None:
    org.data("GET", "/query", page(org, following=f"{ROOT}/query/x-0"))
    org.on("GET", f"{ROOT}/query/x-0", page(org, "a"))
    assert ids(client) == ["a"]


def test_numbers_are_exact(org: Any, client: Client) -> None:
    body = (
        b'{"totalSize":1,"done":true,"records":[{"A":12345678901234567.89,'
        b'"B":1.6147805824397E13,"C":9007199254740993,"D":"\\ud83d\\ude00\\u0000"}]}'
    )
    org.data("GET", "/query", org.raw(body))
    (only,) = pages(client, "SELECT A FROM X")
    assert only.records == [
        {
            "A": Decimal("12345678901234567.89"),
            "B": Decimal("1.6147805824397E13"),
            "C": 9007199254740993,
            "D": "\U0001f600\x00",
        }
    ]


def test_numbers_can_be_had_in_the_spelling_of_the_org(org: Any, client: Client) -> None:
    body = b'{"totalSize":1,"done":true,"records":[{"A":1E99,"B":-0,"C":1.50,"D":true}]}'
    org.data("GET", "/query", org.raw(body))
    (only,) = pages(client, "SELECT A FROM X", numbers_as_text=True)
    assert only.records == [{"A": "1E99", "B": "-0", "C": "1.50", "D": True}]
    assert isinstance(only.records[0]["A"], NumberText)
    assert only.total_size == 1


def test_a_page_that_went_lost_is_an_error_not_an_end(org: Any, client: Client) -> None:
    org.data("GET", "/query", org.json({"totalSize": 5, "done": False, "records": [{"Id": "a"}]}))
    with pytest.raises(SalesforceError, match="without its last page"):
        ids(client)


def test_pages_that_go_round_in_circles_are_an_error(org: Any, client: Client) -> None:
    following = f"{ROOT}/query/x-1"
    org.data("GET", "/query", page(org, "a", following=following))
    org.on("GET", following, page(org, "b", following=following))
    with pytest.raises(SalesforceError, match="circles"):
        ids(client)


def test_an_expired_cursor_is_told(org: Any, client: Client) -> None:
    org.data("GET", "/query", page(org, "a", following=f"{ROOT}/query/x-1"))
    org.on(
        "GET", f"{ROOT}/query/x-1", org.error(400, "INVALID_QUERY_LOCATOR", "invalid query locator")
    )
    with pytest.raises(SalesforceError) as refused:
        ids(client)
    assert refused.value.error_code == "INVALID_QUERY_LOCATOR"


@pytest.mark.parametrize("body", [b"[]", b"null", b"{}", b'{"records":[]}'])
def test_an_answer_that_is_no_page_is_explained(org: Any, client: Client, body: bytes) -> None:
    org.data("GET", "/query", org.raw(body))
    with pytest.raises(SalesforceError, match="shape") as refused:
        ids(client)
    assert refused.value.error_code == "UNKNOWN_SHAPE"


def test_a_login_page_in_place_of_rows_is_explained(org: Any, client: Client) -> None:
    org.data("GET", "/query", org.raw(b"<html>Log in</html>"))
    with pytest.raises(UnavailableError, match="not JSON"):
        ids(client)


def composite(org: Any, inner: str, status: int = 200) -> Any:
    return org.raw(
        f'{{"compositeResponse":[{{"body":{inner},"httpHeaders":{{}},'
        f'"httpStatusCode":{status},"referenceId":"r0"}}]}}'.encode()
    )


def test_a_query_too_long_for_an_address_travels_in_a_body(org: Any, client: Client) -> None:
    soql = f"SELECT {', '.join(f'Field_number_{n}__c' for n in range(800))} FROM Wide__c"
    following = f"{ROOT}/query/x-1"
    first = {"totalSize": 2, "done": False, "records": [{"Id": "a"}], "nextRecordsUrl": following}
    org.data("POST", "/composite", composite(org, json.dumps(first)))
    org.on("GET", following, page(org, "b"))
    assert ids(client, soql, all_rows=True) == ["a", "b"]
    (sub,) = next(each for each in org.asked if each.method == "POST").json["compositeRequest"]
    assert sub["url"].startswith(f"{ROOT}/queryAll?q=SELECT%20Field_number_0__c")
    assert org.count(f"{ROOT}/queryAll") == 0
    assert client.dialect.to_json()["query.long"] == ["composite"]


@pytest.mark.parametrize("status", [414, 431])
def test_an_address_that_the_org_finds_too_long_is_sent_again_in_a_body(
    org: Any, client: Client, status: int
) -> None:
    org.data("GET", "/query", org.raw(f"<h1>Bad Message {status}</h1>".encode(), status))
    org.data(
        "POST", "/composite", composite(org, '{"totalSize":1,"done":true,"records":[{"Id":"a"}]}')
    )
    assert ids(client) == ["a"]


def test_a_refusal_inside_the_body_is_told(org: Any, client: Client) -> None:
    org.data("GET", "/query", org.raw(b"", 414))
    inner = '[{"errorCode":"MALFORMED_QUERY","message":"unexpected token: FORM"}]'
    org.data("POST", "/composite", composite(org, inner, 400))
    with pytest.raises(SalesforceError, match="unexpected token") as refused:
        ids(client)
    assert refused.value.error_code == "MALFORMED_QUERY"


# --- counts


def test_a_count_is_the_total(org: Any, client: Client) -> None:
    org.data("GET", "/queryAll", org.json({"totalSize": 740003, "done": True, "records": []}))
    assert count(client, "Account", all_rows=True) == 740003
    assert org.asked[-1].query == {"q": "SELECT COUNT() FROM Account"}


def test_counts_come_five_in_a_call(org: Any, client: Client) -> None:
    def answer(asked: Any) -> Any:
        parts = []
        for each in asked.json["compositeRequest"]:
            name = each["url"].rpartition("%20")[2]
            status, body = (
                (400, [{"errorCode": "QUERY_TIMEOUT", "message": "running for too long"}])
                if name == "Slow"
                else (200, {"totalSize": len(name), "done": True, "records": []})
            )
            parts.append(
                {"body": body, "httpStatusCode": status, "referenceId": each["referenceId"]}
            )
        return org.json({"compositeResponse": parts})

    org.data("POST", "/composite", answer)
    names = ["A", "Bb", "Ccc", "Slow", "Eeeee", "Ffffff"]
    found = dict(counts(client, names))
    slow = found.pop("Slow")
    assert found == {"A": 1, "Bb": 2, "Ccc": 3, "Eeeee": 5, "Ffffff": 6}
    assert isinstance(slow, SalesforceError)
    assert slow.error_code == "QUERY_TIMEOUT"
    assert org.count(f"{ROOT}/composite", "POST") == 2


def test_cached_counts_are_asked_for_in_short_addresses(org: Any, client: Client) -> None:
    def answer(asked: Any) -> Any:
        names = asked.query["sObjects"].split(",")
        return org.json(
            {"sObjects": [{"name": each, "count": 7} for each in names if each != "X5__c"]}
        )

    org.data("GET", "/limits/recordCount", answer)
    names = [f"X{number}__c" for number in range(250)]
    assert record_counts(client, names) == {name: 7 for name in names if name != "X5__c"}
    assert org.count(f"{ROOT}/limits/recordCount") == 3


def test_no_names_ask_nothing(org: Any, client: Client) -> None:
    assert record_counts(client, []) == {}
    assert org.asked == []
