"""Describes: 25 in one call, byte for byte, and none lost when some are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from salida.errors import AccessError, LimitError, SalesforceError
from salida.salesforce.describe import fetch_describe, fetch_describes, fetch_global

if TYPE_CHECKING:
    from collections.abc import Callable

    from salida.salesforce import Client

COMPOSITE = "/services/data/v66.0/composite"
ODD_BODY = '{ "name":"%s" , "label":"Se\\u00f1al\\/", "scale":1.50, "fields":[ ] }'
"""Written as no serializer of ours would write it."""


def body_of(name: str) -> str:
    return ODD_BODY.replace("%s", name)


def describing(org: Any, refused: dict[str, tuple[int, str]] | None = None) -> Callable[[Any], Any]:
    """Return a composite that describes everything but `refused`."""

    def answer(asked: Any) -> Any:
        parts = []
        for each in asked.json["compositeRequest"]:
            assert each["method"] == "GET"
            name = each["url"].split("/")[-2]
            status, body = (refused or {}).get(name, (200, body_of(name)))
            parts.append(
                f'{{"body":{body},"httpHeaders":{{}},"httpStatusCode":{status},'
                f'"referenceId":"{each["referenceId"]}"}}'
            )
        return org.raw(f'{{"compositeResponse":[{",".join(parts)}]}}'.encode())

    return answer


def test_the_global_describe_is_kept_as_delivered(org: Any, client: Client) -> None:
    body = b'{ "encoding":"UTF-8", "sobjects":[] }'
    org.data("GET", "/sobjects", org.raw(body))
    assert fetch_global(client) == body


def test_one_describe_is_kept_as_delivered(org: Any, client: Client) -> None:
    org.data("GET", "/sobjects/Account/describe", org.raw(body_of("Account").encode()))
    assert fetch_describe(client, "Account") == body_of("Account").encode()


def test_describes_come_25_at_a_time_in_order_and_byte_for_byte(org: Any, client: Client) -> None:
    org.data("POST", "/composite", describing(org))
    names = [f"Thing{number}__c" for number in range(120)]
    assert list(fetch_describes(client, names)) == [
        (name, body_of(name).encode()) for name in names
    ]
    sizes = sorted(
        len(each.json["compositeRequest"]) for each in org.asked if each.method == "POST"
    )
    assert sizes == [20, 25, 25, 25, 25]
    assert client.dialect.to_json()["describe.composite"] == ["used"]


def test_nothing_to_describe_asks_nothing(org: Any, client: Client) -> None:
    assert list(fetch_describes(client, [])) == []
    assert org.asked == []


def test_a_refused_member_is_returned_beside_the_others(org: Any, client: Client) -> None:
    gone = '[{"errorCode":"NOT_FOUND","message":"The requested resource does not exist"}]'
    org.data("POST", "/composite", describing(org, {"Gone__c": (404, gone)}))
    found = dict(fetch_describes(client, ["Account", "Gone__c", "Contact"]))
    assert found["Account"] == body_of("Account").encode()
    assert found["Contact"] == body_of("Contact").encode()
    error = found["Gone__c"]
    assert isinstance(error, SalesforceError)
    assert (error.status, error.error_code) == (404, "NOT_FOUND")
    assert "Gone__c/describe" in str(error)


def test_a_member_that_the_org_was_too_busy_for_is_asked_for_alone(
    org: Any, client: Client
) -> None:
    busy = '[{"errorCode":"UNKNOWN_EXCEPTION","message":"An unexpected error occurred"}]'
    org.data("POST", "/composite", describing(org, {"Case": (500, busy)}))
    org.data("GET", "/sobjects/Case/describe", org.raw(body_of("Case").encode()))
    assert dict(fetch_describes(client, ["Account", "Case"])) == {
        "Account": body_of("Account").encode(),
        "Case": body_of("Case").encode(),
    }


def test_an_org_without_composites_is_asked_one_by_one(org: Any, client: Client) -> None:
    org.data("GET", "/sobjects/Account/describe", org.raw(body_of("Account").encode()))
    org.data("GET", "/sobjects/Case/describe", org.error(403, "INSUFFICIENT_ACCESS"))
    found = dict(fetch_describes(client, ["Account", "Case"]))
    assert found["Account"] == body_of("Account").encode()
    assert isinstance(found["Case"], AccessError)
    assert client.dialect.to_json()["describe.composite"] == ["refused"]


def test_a_describe_that_always_fails_does_not_stop_the_others(org: Any, client: Client) -> None:
    """A broken sObject (500 for ever) is that sObject's refusal, not the end of the run."""
    org.data("GET", "/sobjects/Broken/describe", org.error(500, "UNKNOWN_EXCEPTION"))
    org.data("GET", "/sobjects/Account/describe", org.raw(b"{}"))
    found = dict(fetch_describes(client, ["Broken", "Account"]))
    assert isinstance(found["Broken"], SalesforceError)
    assert found["Account"] == b"{}"


def test_used_up_calls_stop_it(org: Any, client: Client) -> None:
    org.data("POST", "/composite", org.error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit"))
    with pytest.raises(LimitError):
        list(fetch_describes(client, ["Account"]))


@pytest.mark.parametrize(
    "body",
    [b"{}", b"[]", b"<html>", b'{"compositeResponse":[]}', b'{"compositeResponse":[{"body":{}}]}'],
)
def test_an_answer_that_is_no_composite_falls_back(org: Any, client: Client, body: bytes) -> None:
    org.data("POST", "/composite", org.raw(body))
    org.data("GET", "/sobjects/Account/describe", org.raw(b"{}"))
    assert dict(fetch_describes(client, ["Account"])) == {"Account": b"{}"}
