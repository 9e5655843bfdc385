from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from salida.archive import Archive
    from tests.replica.http_client import Http

V = "/services/data/v66.0"


def test_describes_come_byte_for_byte_as_they_were_delivered(
    http: Http, small_archive: Archive
) -> None:
    for name in small_archive.sobject_names():
        answer = http.get(f"{V}/sobjects/{name}/describe")
        assert answer.data == small_archive.describe_bytes(name)
    listed = http.get(f"{V}/sobjects").json()
    assert listed == small_archive.describe_global_json()


def test_the_name_of_an_sobject_may_be_in_any_case(http: Http, small_archive: Archive) -> None:
    answer = http.get(f"{V}/sobjects/aCCount/describe")
    assert answer.data == small_archive.describe_bytes("Account")


@pytest.mark.parametrize("path", ["/sobjects", "/sobjects/Account/describe"])
def test_a_client_that_has_it_already_is_told_so(http: Http, path: str) -> None:
    first = http.get(V + path)
    changed_at = first.headers["Last-Modified"]
    assert changed_at == "Wed, 25 Nov 2026 02:11:00 GMT"
    same = http.get(V + path, headers={"If-Modified-Since": changed_at})
    assert (same.status, same.data) == (304, b"")
    for older in ("Wed, 25 Nov 2026 02:10:59 GMT", "no date", "Wed, 25 Nov 2026 02:11:00"):
        assert http.get(V + path, headers={"If-Modified-Since": older}).status == 200


def test_an_unknown_sobject_is_refused_as_recorded(http: Http) -> None:
    for path in ("/sobjects/Nothing__c", "/sobjects/Nothing__c/describe"):
        answer = http.get(V + path)
        assert answer.status == 404
        assert answer.json() == [
            {"message": "The requested resource does not exist", "errorCode": "NOT_FOUND"}
        ]


def test_the_short_form_is_the_line_of_the_list(http: Http) -> None:
    told = http.get(f"{V}/sobjects/Account").json()
    listed = http.get(f"{V}/sobjects").json()["sobjects"]
    assert told["objectDescribe"] in listed
    assert told["objectDescribe"]["name"] == "Account"
    assert told["recentItems"] == []
