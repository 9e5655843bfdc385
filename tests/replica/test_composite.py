from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.replica.small_org import record_id

if TYPE_CHECKING:
    from salida.archive import Archive
    from tests.replica.http_client import Http

V = "/services/data/v66.0"


def composite(http: Http, *urls: str, method: str = "GET") -> list[dict[str, Any]]:
    requests = [
        {"method": method, "url": url, "referenceId": f"ref{number}"}
        for number, url in enumerate(urls)
    ]
    answer = http.send("POST", f"{V}/composite", json_body={"compositeRequest": requests})
    assert answer.status == 200
    answers: list[dict[str, Any]] = answer.json()["compositeResponse"]
    return answers


def test_describes_come_together_in_one_call(http: Http, small_archive: Archive) -> None:
    names = ["Account", "Nothing__c", "Task"]
    before = int(http.get(f"{V}/limits").headers["Sforce-Limit-Info"].split("=")[1].split("/")[0])
    answers = composite(http, *(f"{V}/sobjects/{each}/describe" for each in names))
    after = int(http.get(f"{V}/limits").headers["Sforce-Limit-Info"].split("=")[1].split("/")[0])
    assert after - before == 2
    assert [each["httpStatusCode"] for each in answers] == [200, 404, 200]
    assert [each["referenceId"] for each in answers] == ["ref0", "ref1", "ref2"]
    assert answers[0]["body"] == small_archive.describe_json("Account")
    assert answers[1]["body"] == [
        {"message": "The requested resource does not exist", "errorCode": "NOT_FOUND"}
    ]


def test_a_query_too_long_for_an_address_fits_into_a_composite(http: Http) -> None:
    filler = "x" * 20_000
    soql = f"SELECT+Id+FROM+Account+WHERE+Name='{filler}'+OR+Name='Account+2'"
    (answer,) = composite(http, f"{V}/query?q={soql}")
    assert answer["httpStatusCode"] == 200
    assert answer["body"]["totalSize"] == 1


def test_a_request_may_use_an_answer_before_it(http: Http) -> None:
    _query, record, unknown = composite(
        http,
        f"{V}/query?q=SELECT+Id,OwnerId+FROM+Account+WHERE+Name='Account+2'",
        f"{V}/sobjects/User/@{{ref0.records[0].OwnerId}}?fields=Name",
        f"{V}/sobjects/User/@{{ref0.records[9].Id}}",
    )
    assert record["body"]["Name"] == "Inés Soler"
    assert unknown["httpStatusCode"] == 404


def test_files_do_not_go_into_a_composite(http: Http) -> None:
    (answer,) = composite(http, f"{V}/sobjects/ContentVersion/{record_id('068', 1)}/VersionData")
    assert answer["httpStatusCode"] == 400


def test_a_composite_changes_nothing_either(http: Http) -> None:
    (answer,) = composite(http, f"{V}/sobjects/Account/{record_id('001', 1)}", method="PATCH")
    assert answer["httpStatusCode"] == 403


@pytest.mark.parametrize("path", ["", "/services/oauth2/userinfo", "/services/data/v21.0/limits"])
def test_only_the_api_is_reached_from_within(http: Http, path: str) -> None:
    (answer,) = composite(http, path)
    assert answer["httpStatusCode"] in {404, 410}


def test_more_than_25_requests_are_refused(http: Http) -> None:
    requests = [
        {"method": "GET", "url": f"{V}/limits", "referenceId": str(each)} for each in range(26)
    ]
    answer = http.send("POST", f"{V}/composite", json_body={"compositeRequest": requests})
    assert (answer.status, answer.json()[0]["errorCode"]) == (400, "LIMIT_EXCEEDED")


@pytest.mark.parametrize(
    "body", [b"", b"no json", b"[]", b'{"compositeRequest": 1}', b'{"compositeRequest": [1]}']
)
def test_a_body_that_is_no_composite_is_refused(http: Http, body: bytes) -> None:
    answer = http.send("POST", f"{V}/composite", body=body)
    assert (answer.status, answer.json()[0]["errorCode"]) == (400, "JSON_PARSER_ERROR")


def test_a_batch_answers_each_for_itself(http: Http) -> None:
    requests = [
        {"method": "GET", "url": "v66.0/sobjects/Account/describe"},
        {"method": "GET", "url": "v52.0/sobjects/Nothing__c/describe"},
    ]
    answer = http.send("POST", f"{V}/composite/batch", json_body={"batchRequests": requests}).json()
    assert answer["hasErrors"] is True
    assert [each["statusCode"] for each in answer["results"]] == [200, 404]
    assert answer["results"][0]["result"]["name"] == "Account"
