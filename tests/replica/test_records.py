from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.replica.small_org import CONTACT, record_id

if TYPE_CHECKING:
    from tests.replica.http_client import Http

V = "/services/data/v66.0"
ACCOUNT = record_id("001", 1)


def test_a_record_has_every_field_in_the_order_of_the_describe(http: Http) -> None:
    record = http.get(f"{V}/sobjects/Contact/{record_id('003', 1)}").json()
    assert record == {
        "attributes": {
            "type": "Contact",
            "url": f"{V}/sobjects/Contact/{record_id('003', 1)}",
        },
        "Id": record_id("003", 1),
        "LastName": "Ruiz",
        "Email": None,
        "AccountId": ACCOUNT,
    }
    assert list(record)[1:] == [each["name"] for each in CONTACT["fields"]]


def test_fields_may_be_chosen_and_the_short_id_works(http: Http) -> None:
    answer = http.get(
        f"{V}/sobjects/account/{ACCOUNT[:15]}", query={"fields": "Name,BillingAddress"}
    )
    record = answer.json()
    assert record.pop("attributes")["url"] == f"{V}/sobjects/Account/{ACCOUNT}"
    assert record["Name"] == "Account 1"
    assert record["BillingAddress"]["city"] == "Madrid"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (f"Account/{record_id('001', 999)}", "The requested resource does not exist"),
        (f"Account/{record_id('001', 7)}", "The requested resource does not exist"),  # soft-deleted
        ("Account/23foo", "Provided external ID field does not exist or is not accessible: 23foo"),
        ("Account/Name/x", "Provided external ID field does not exist or is not accessible: Name"),
        ("Account/External__c/none", "The requested resource does not exist"),
        ("Account/Code__c/0 OR Id != null", "The requested resource does not exist"),
        (f"Account/{ACCOUNT}/Nothing", "The requested resource does not exist"),
        (f"Contact/{record_id('003', 2)}/Account", "The requested resource does not exist"),
    ],
)
def test_a_record_that_is_not_there_is_refused_as_recorded(
    http: Http, path: str, message: str
) -> None:
    answer = http.get(f"{V}/sobjects/{path.replace(' ', '%20')}")
    assert answer.status == 404
    assert answer.json() == [{"message": message, "errorCode": "NOT_FOUND"}]


@pytest.mark.parametrize("fields", ["Nothing__c", "Id FROM User", "Id,"])
def test_a_field_that_does_not_exist_is_refused(http: Http, fields: str) -> None:
    answer = http.get(f"{V}/sobjects/Account/{ACCOUNT}", query={"fields": fields})
    assert (answer.status, answer.json()[0]["errorCode"]) == (400, "INVALID_FIELD")


@pytest.mark.parametrize(
    "path", ["External__c/E-4", "Code__c/4", "Code__c/4.0", f"Id/{record_id('001', 4)}"]
)
def test_a_record_is_found_by_its_external_id(http: Http, path: str) -> None:
    assert http.get(f"{V}/sobjects/Account/{path}").json()["Id"] == record_id("001", 4)


def test_an_external_id_of_several_records_lists_them(http: Http) -> None:
    answer = http.get(f"{V}/sobjects/Account/External__c/twice")
    assert answer.status == 300
    assert answer.json() == [f"{V}/sobjects/Account/{record_id('001', each)}" for each in (8, 9)]


def test_a_lookup_can_be_followed(http: Http) -> None:
    answer = http.get(
        f"{V}/sobjects/Contact/{record_id('003', 1)}/Account", query={"fields": "Name"}
    )
    assert answer.json()["Name"] == "Account 1"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/sobjects/Account"),
        ("PATCH", f"/sobjects/Account/{ACCOUNT}"),
        ("DELETE", f"/sobjects/Account/{ACCOUNT}"),
        ("PATCH", "/sobjects/Account/External__c/E-1"),
        ("PATCH", "/composite/sobjects"),
        ("POST", "/composite/tree/Account"),
    ],
)
def test_nothing_can_be_changed(http: Http, method: str, path: str) -> None:
    answer = http.send(method, V + path, json_body={"Name": "x"})
    assert (answer.status, answer.json()[0]["errorCode"]) == (
        403,
        "INSUFFICIENT_ACCESS_OR_READONLY",
    )


def test_deleted_and_updated_records_of_a_span_are_listed(http: Http) -> None:
    span = {"start": "2026-11-08T00:00:00+00:00", "end": "2026-11-09T00:00:00Z"}
    assert http.get(f"{V}/sobjects/Account/deleted", query=span).json() == {
        "deletedRecords": [
            {"id": record_id("001", 7), "deletedDate": "2026-11-08T00:00:00.000+0000"}
        ],
        "earliestDateAvailable": "2026-11-08T00:00:00.000+0000",
        "latestDateCovered": "2026-11-09T00:00:00.000+0000",
    }
    tomorrow = {"start": "2026-11-09T00:00:00Z", "end": "2027-01-01T00:00:00Z"}
    updated = http.get(f"{V}/sobjects/Account/updated", query=tomorrow).json()
    assert record_id("001", 8) in updated["ids"]
    assert record_id("001", 7) not in updated["ids"]
    # A snapshot knows nothing of what came after it.
    assert updated["latestDateCovered"] == "2026-11-25T02:11:00.000+0000"


@pytest.mark.parametrize(
    ("sobject", "start", "end"),
    [
        ("Account", "2026-11-09T00:00:00Z", "2026-11-08T00:00:00Z"),
        ("Account", "yesterday", "2026-11-08T00:00:00Z"),
        ("Account", "2026-11-07T00:00:00", "2026-11-08T00:00:00Z"),
        ("Contact", "2026-11-07T00:00:00Z", "2026-11-08T00:00:00Z"),
    ],
)
def test_a_span_that_makes_no_sense_is_refused(
    http: Http, sobject: str, start: str, end: str
) -> None:
    answer = http.get(f"{V}/sobjects/{sobject}/deleted", query={"start": start, "end": end})
    assert (answer.status, answer.json()[0]["errorCode"]) == (400, "INVALID_REPLICATION_DATE")
