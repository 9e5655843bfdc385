"""Single bodies of real orgs and of the vendor's guide, asked for again.

They were kept without their requests; which request belongs to which is known from the tests
of the projects that they come from.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, TypeVar

import orjson
import pytest

from salida.replica import Replica
from tests.replica.recorded import (
    IDENTITY,
    LOGINS,
    RECORDED,
    Row,
    V,
    ask,
    bodies,
    org_of,
    shape,
    without_attributes,
)
from tests.replica.small_org import Describe, Rows, column, described, record_id, write_org

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Test = TypeVar("Test", bound="Callable[..., None]")

pytestmark = pytest.mark.skipif(
    not RECORDED.is_dir(), reason="the recorded bodies are not beside this checkout"
)

NOT_ASKED = {
    "auth_error_response": "a login with a password, which Salesforce has retired",
    "create_success_response": "a change of a record",
    "delete_error_response": "a change of a record",
    "upsert_created_success_response": "a change of a record",
    "upsert_error_response": "a change of a record",
    "upsert_multiple_error_response": "a change of a record",
    "upsert_updated_success_response": "a change of a record",
    "write_error_response": "a change of a record",
    "list_view_results_success_response": "list views are no records: an archive has none",
    "recent_success_response": "an archive does not know what somebody looked at",
    "search_error_response": "a replica has no search",
    "search_success_response": "a replica has no search",
    "MockSearchResults": "a replica has no search",
    "MockAccountMissingURLAttribute": "damaged on purpose: no org answers so",
}
ASKED: set[str] = set()
"""The bodies that the tests below compare; each test adds its own."""


def asks(*names: str) -> Callable[[Test], Test]:
    """Note which bodies a test asks for again."""
    ASKED.update(names)
    return lambda test: test


def test_every_body_is_asked_for_or_has_its_reason() -> None:
    assert set(bodies()) == ASKED | set(NOT_ASKED)
    assert (len(ASKED), len(NOT_ASKED)) == (24, 14)


REAL_IDS = {"foo": record_id("a00", 1), "bar": record_id("a00", 2), "23foo": record_id("a00", 3)}
"""For the Ids that those projects made up: an org takes none that could not be one."""


def level(value: Any) -> Any:
    """Bring every version in an address to the one that is asked for, and Ids to real ones."""
    text = re.sub(r"/data/v\d+\.0/", "/data/v66.0/", json.dumps(value))
    ids = re.compile(r"(?<=[/\"])(foo|bar|23foo)(?=\")")
    return json.loads(ids.sub(lambda found: REAL_IDS[found[1]], text))


def replica_of(root: Path, *args: Any, **more: Any) -> Replica:
    archive = write_org(root / "archive", org_of(*args, **more), identity=IDENTITY)
    return Replica(archive, logins=LOGINS)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replica]:
    org: list[tuple[Describe, Rows]] = [(described("Account", "001", column("Name")), [])]
    archive = write_org(tmp_path_factory.mktemp("empty") / "archive", org, identity=IDENTITY)
    with Replica(archive, logins=LOGINS) as replica:
        yield replica


@asks(
    "expired_session_response",
    "refresh_error_response",
    "sobject_describe_error_response",
    "sobject_find_error_response",
    "query_error_response",
)
def test_refusals_have_the_recorded_words(empty: Replica) -> None:
    found = bodies()
    expired = ask(empty, f"{V}/limits", token="00Dxx!expired")
    assert expired == (401, found["expired_session_response"])
    form = b"grant_type=refresh_token&client_id=app&refresh_token=old"
    refused = ask(empty, "/services/oauth2/token", method="POST", body=form)
    assert refused == (400, found["refresh_error_response"])
    unknown = ask(empty, f"{V}/sobjects/Whizbang/describe")
    assert unknown == (404, found["sobject_describe_error_response"])
    no_key = ask(empty, f"{V}/sobjects/Account/23foo")
    assert no_key == (404, found["sobject_find_error_response"])
    status, body = ask(empty, f"{V}/query", query={"q": "SELECT Foo FROM Account"})
    assert status == 400
    assert shape(body) == shape(found["query_error_response"])
    assert body[0]["errorCode"] == found["query_error_response"][0]["errorCode"]


@asks(
    "auth_success_response",
    "reauth_success_response",
    "refresh_success_response",
    "services_data_success_response",
)
def test_logins_and_versions_have_the_recorded_form(empty: Replica) -> None:
    found = bodies()
    form = b"grant_type=refresh_token&client_id=app&refresh_token=5Aep"
    _status, body = ask(empty, "/services/oauth2/token", method="POST", body=form)
    for each in ("auth_success_response", "reauth_success_response", "refresh_success_response"):
        assert shape(found[each]).items() <= shape(body).items()
    _status, body = ask(empty, "/services/data")
    assert shape(body) == shape(found["services_data_success_response"])


@asks("MockIdentity", "MockLimits")
def test_the_identity_and_the_limits_have_the_recorded_form(empty: Replica) -> None:
    recorded = bodies()["MockIdentity"]
    path = f"/id/{IDENTITY.id}/{IDENTITY.user_id}"
    _status, body = ask(empty, path)
    assert set(recorded) - set(body) <= {"is_app_installed"}
    assert set(body) <= set(recorded)
    recorded = bodies()["MockLimits"]
    _status, body = ask(empty, f"{V}/limits")
    # A recording older than Bulk API 2.0 queries does not have the limits of these.
    newer = {"DailyBulkV2QueryFileStorageMB", "DailyBulkV2QueryJobs"}
    assert set(body) - newer <= set(recorded)
    for name in set(body) & set(recorded):
        assert shape(body[name]).items() <= shape(recorded[name]).items()


@asks("query_empty_response")
def test_nothing_found_is_the_recorded_nothing(empty: Replica) -> None:
    answer = ask(empty, f"{V}/query", query={"q": "SELECT Id FROM Account"})
    assert answer == (200, bodies()["query_empty_response"])


@asks("describe_sobjects_success_response")
def test_the_list_of_sobjects_is_given_back_as_recorded(tmp_path: Path) -> None:
    recorded = bodies()["describe_sobjects_success_response"]
    org: list[tuple[Describe, Rows]] = [
        (each | {"fields": [column("Id", "id")]}, []) for each in recorded["sobjects"]
    ]
    archive = write_org(tmp_path / "archive", org, identity=IDENTITY)
    with Replica(archive, logins=LOGINS) as replica:
        status, body = ask(replica, f"{V}/sobjects")
    assert (status, body["sobjects"]) == (200, recorded["sobjects"])


@asks("get_deleted_success_response", "get_updated_success_response")
def test_deleted_and_updated_records_are_listed_as_recorded(tmp_path: Path) -> None:
    deleted, updated = (bodies()[f"get_{each}_success_response"] for each in ("deleted", "updated"))
    rows = [
        {"Id": each["id"], "IsDeleted": True, "SystemModstamp": each["deletedDate"]}
        for each in deleted["deletedRecords"]
    ] + [
        {"Id": each, "IsDeleted": False, "SystemModstamp": "2015-08-19T08:16:00.000+0000"}
        for each in updated["ids"]
    ]
    names = {"Whizbang": ["Id", "IsDeleted", "SystemModstamp"]}
    with replica_of(tmp_path, names, {"Whizbang": rows}, lookups={}) as replica:
        span = {"start": "2013-05-03T15:57:00+00:00", "end": "2013-05-08T21:20:00+00:00"}
        assert ask(replica, f"{V}/sobjects/Whizbang/deleted", query=span) == (200, deleted)
        span = {"start": "2015-08-18T00:00:00+00:00", "end": "2015-08-19T08:17:00+00:00"}
        assert ask(replica, f"{V}/sobjects/Whizbang/updated", query=span) == (200, updated)


@asks("org_query_response")
def test_a_query_of_the_organization_is_answered_as_recorded(tmp_path: Path) -> None:
    recorded = level(bodies()["org_query_response"])
    rows = [without_attributes(each) for each in recorded["records"]]
    with replica_of(
        tmp_path, {"Organization": ["Id"]}, {"Organization": rows}, lookups={}
    ) as replica:
        assert ask(replica, f"{V}/query", query={"q": "SELECT Id FROM Organization"}) == (
            200,
            recorded,
        )


@asks("query_success_response")
def test_parents_and_children_nest_as_recorded(tmp_path: Path) -> None:
    recorded = level(bodies()["query_success_response"])
    (record,) = recorded["records"]
    parent, children = record["ParentWhizbang__r"], record["Whizbangs__r"]["records"]
    plain = {key: value for key, value in record.items() if not key.endswith("__r")}
    rows = {
        "Whizbang": [
            {"Id": REAL_IDS["foo"], "Parent__c": REAL_IDS["bar"], **without_attributes(plain)},
            {"Id": REAL_IDS["bar"], **without_attributes(parent)},
        ],
        "Whizbang__c": [
            {
                "Id": each["attributes"]["url"].rsplit("/", 1)[1],
                "Of__c": REAL_IDS["foo"],
                "Name": each["Name"],
            }
            for each in children
        ],
    }
    names = {
        "Whizbang": ["Id", "Name", "Parent__c", *without_attributes(plain)],
        "Whizbang__c": ["Id", "Of__c", "Name"],
    }
    lookups = {"Parent__c": ("Whizbang", "ParentWhizbang__r"), "Of__c": ("Whizbang", "Of__r")}
    related = {"childSObject": "Whizbang__c", "field": "Of__c", "relationshipName": "Whizbangs__r"}
    columns = ", ".join(without_attributes(plain))
    soql = (
        f"SELECT {columns}, ParentWhizbang__r.Name, ParentWhizbang__r.Text_Label, "
        f"(SELECT Name FROM Whizbangs__r) FROM Whizbang WHERE Id = '{REAL_IDS['foo']}'"
    )
    with replica_of(
        tmp_path, names, rows, lookups=lookups, children={"Whizbang": [related]}
    ) as replica:
        assert ask(replica, f"{V}/query", query={"q": soql}) == (200, recorded)


@asks("query_paginated_first_page_response", "query_paginated_last_page_response")
def test_pages_have_the_recorded_envelope(tmp_path: Path) -> None:
    first, last = (
        bodies()[each]
        for each in ("query_paginated_first_page_response", "query_paginated_last_page_response")
    )
    rows = [{"Id": record_id("a00", each), "Text_Label": str(each)} for each in range(2001)]
    names = {"Whizbang": ["Id", "Text_Label"]}
    with replica_of(tmp_path, names, {"Whizbang": rows}, lookups={}) as replica:
        _status, body = ask(replica, f"{V}/query", query={"q": "SELECT Text_Label FROM Whizbang"})
        assert shape(body) == shape(first)
        assert (body["done"], first["done"]) == (False, False)
        _status, body = ask(replica, body["nextRecordsUrl"])
        assert shape(body) == shape(last)
        assert (body["done"], last["done"]) == (True, True)


@asks("MockAggregateQueryResult")
def test_aggregates_are_answered_as_recorded(tmp_path: Path) -> None:
    recorded = bodies()["MockAggregateQueryResult"]
    rows: list[Row] = []
    for group in recorded["records"]:
        fields = {key: group[key] for key in ("WhatId", "ActivityDate", "Status")}
        for _each in range(group["MyCount"]):
            rows.append({"Id": record_id("00T", len(rows)), **fields})
    names = {"Task": ["Id", "WhatId", "ActivityDate", "Status"]}
    soql = (
        "SELECT WhatId, ActivityDate, Status, COUNT(Id) MyCount FROM Task "
        "GROUP BY WhatId, ActivityDate, Status"
    )
    with replica_of(tmp_path, names, {"Task": rows}, lookups={}) as replica:
        _status, body = ask(replica, f"{V}/query", query={"q": soql})
    assert sorted(body.pop("records"), key=str) == sorted(recorded.pop("records"), key=str)
    assert body == recorded


@asks("query_aggregate_success_response")
def test_sums_are_answered_as_recorded(tmp_path: Path) -> None:
    recorded = bodies()["query_aggregate_success_response"]
    rows = [
        {"Id": record_id("006", number), "CampaignId": each["CampaignId"], "Amount": each["expr0"]}
        for number, each in enumerate(recorded["records"])
    ]
    names = {"Opportunity": ["Id", "CampaignId", "Amount"]}
    soql = "SELECT CampaignId, SUM(Amount) FROM Opportunity GROUP BY CampaignId"
    with replica_of(tmp_path, names, {"Opportunity": rows}, lookups={}) as replica:
        _status, body = ask(replica, f"{V}/query", query={"q": soql})
    assert sorted(body.pop("records"), key=str) == sorted(recorded.pop("records"), key=str)
    assert body == recorded


@asks("sobject_find_success_response")
def test_a_record_of_every_type_is_shown_as_recorded(tmp_path: Path) -> None:
    recorded = level(bodies()["sobject_find_success_response"])
    names = {"Whizbang": list(without_attributes(recorded))}
    rows = {"Whizbang": [without_attributes(recorded)]}
    kinds = {"OtherDateTime_Label": "datetime"}
    with replica_of(tmp_path, names, rows, lookups={}, kinds=kinds) as replica:
        status, body = ask(replica, f"{V}/sobjects/Whizbang/{recorded['Id']}")
    assert (status, body) == (200, recorded)
    assert list(body) == list(recorded)


@asks("sobject_select_success_response")
def test_chosen_fields_by_external_id_are_shown_as_recorded(tmp_path: Path) -> None:
    recorded = level(bodies()["sobject_select_success_response"])
    field = column("External_Field__c", externalId=True)
    rows = [without_attributes(recorded)]
    archive = write_org(
        tmp_path / "archive", [(described("Whizbang", "a00", field), rows)], identity=IDENTITY
    )
    with Replica(archive, logins=LOGINS) as replica:
        path = f"{V}/sobjects/Whizbang/External_Field__c/1234"
        answer = ask(replica, path, query={"fields": "External_Field__c,Id"})
    assert answer == (200, recorded)


@asks("MockAccount")
def test_a_whole_account_is_shown_as_recorded(tmp_path: Path) -> None:
    recorded = level(bodies()["MockAccount"])
    shown = without_attributes(recorded)
    columns = []
    for name, value in shown.items():
        if name == "Id":
            continue
        if name.endswith("Address"):
            columns.append(column(name, "address", soapType="urn:address"))
            continue
        kind = "double" if name.endswith(("tude", "Revenue", "Employees")) else "string"
        prefix = re.match(r"(Billing|Shipping)", name)
        whole = f"{prefix[1]}Address" if prefix else None
        guess = org_of({"X": [name]}, {"X": [{name: value}]}, lookups={})[0][0]["fields"][1]
        columns.append(
            guess | {"compoundFieldName": whole} | ({"type": kind} if value is None else {})
        )
    typed = org_of(
        {"X": []}, {"X": [{k: v for k, v in shown.items() if not isinstance(v, dict)}]}, lookups={}
    )
    archive = write_org(
        tmp_path / "archive",
        [(described("Account", "001", *columns), typed[0][1])],
        identity=IDENTITY,
    )
    with Replica(archive, logins=LOGINS) as replica:
        status, body = ask(replica, f"{V}/sobjects/Account/{shown['Id']}")
    # The recording was edited: its compound is a millionth of a degree off its own component.
    recorded["BillingAddress"]["latitude"] = recorded["BillingLatitude"]
    assert (status, body) == (200, recorded)
    assert list(body) == list(recorded)


def test_jobs_have_the_documented_form(empty: Replica) -> None:
    lines = (RECORDED / "bulk2_vendor_doc_examples.jsonl").read_text().splitlines()
    documented = [each for each in map(json.loads, lines) if "body" in each]
    request = orjson.dumps({"operation": "query", "query": "SELECT Id FROM Account"})
    _status, created = ask(empty, f"{V}/jobs/query", method="POST", body=request)
    path = f"{V}/jobs/query/{created['id']}"
    while (job := ask(empty, path)[1])["state"] != "JobComplete":
        assert job["state"] in {"UploadComplete", "InProgress"}
    _status, listed = ask(empty, f"{V}/jobs/query")
    compared = 0
    for each in documented:
        if each["status"] == 404:
            assert ask(empty, f"{V}/jobs/query/750000000000000AAA") == (404, each["body"])
        elif "records" in each["body"]:
            assert shape(each["body"]["records"][0]).items() <= shape(listed["records"][0]).items()
        else:
            assert shape(each["body"]).items() <= shape(job).items()
        compared += 1
    assert compared == 5
