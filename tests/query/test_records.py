"""Records as REST shows them: nesting, keys in the order of SELECT, addresses, exact numbers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import orjson
import pytest

if TYPE_CHECKING:
    from salida.query import Engine

Answer = Callable[..., list[dict[str, Any]]]


def raw(engine: Engine, soql: str, version: str) -> list[str]:
    return [each.decode() for each in engine.prepare(soql).json_records(version=version)]


def test_a_record_is_written_as_salesforce_writes_it(
    org_engine: Engine, org_ids: dict[str, str]
) -> None:
    soql = (
        "select id, name, annualrevenue, score__c, big__c, numberofemployees, active__c, "
        "opened__c, opens__c, createddate, notes__c, parentid from account where name = 'Acme' "
        "and industry = 'media' and key__c = 'Abc'"
    )
    url = f"/services/data/v58.0/sobjects/Account/{org_ids['acme']}"
    assert raw(org_engine, soql, version="58.0") == [
        '{"attributes":{"type":"Account","url":"' + url + '"},"Id":"' + org_ids["acme"] + '",'
        '"Name":"Acme","AnnualRevenue":1.6147805824397E13,"Score__c":1.5,'
        '"Big__c":9.99999999999999999E17,"NumberOfEmployees":120,"Active__c":true,'
        '"Opened__c":"2024-05-15","Opens__c":"09:30:00.000Z",'
        '"CreatedDate":"2024-05-14T23:30:00.000+0000",'
        '"Notes__c":"first line\\nsecond \\"line\\"\\u0000😀","ParentId":null}'
    ]


def test_parents_nest_where_they_are_first_named(answer: Answer, org_ids: dict[str, str]) -> None:
    [record] = answer(
        "SELECT Parent.Name, Name, Parent.Owner.Profile.Name, Parent.Id, Owner.Manager.Name "
        "FROM Account WHERE Name = 'gamma'"
    )
    assert list(record) == ["attributes", "Parent", "Name", "Owner"]
    assert list(record["Parent"]) == ["attributes", "Name", "Owner", "Id"]
    assert record["Parent"]["attributes"] == {
        "type": "Account",
        "url": f"/services/data/v66.0/sobjects/Account/{org_ids['acme']}",
    }
    assert record["Parent"]["Owner"]["Profile"]["Name"] == "System Administrator"
    assert record["Owner"]["Manager"] is None


def test_a_missing_parent_is_null(answer: Answer) -> None:
    [record] = answer("SELECT Parent.Name, Parent.Owner.Name FROM Account WHERE Key__c = 'Abc'")
    assert record["Parent"] is None


def test_an_open_parent_is_a_name_with_the_address_of_its_kind(
    answer: Answer, org_ids: dict[str, str]
) -> None:
    first, second = answer("SELECT Owner.Name, Owner.Type, Owner.Email FROM Lead ORDER BY Name")
    assert first["Owner"] == {
        "attributes": {
            "type": "Name",
            "url": f"/services/data/v66.0/sobjects/Group/{org_ids['queue']}",
        },
        "Name": "Support",
        "Type": "Group",
        "Email": None,
    }
    assert second["Owner"]["Email"] == "ana@example.com"


def test_an_open_parent_shows_the_name_field_of_its_kind(answer: Answer) -> None:
    names = [
        (each["Subject"], each["What"] and (each["What"]["Type"], each["What"]["Name"]))
        for each in answer("SELECT Subject, What.Type, What.Name FROM Task ORDER BY Subject")
    ]
    assert names == [
        ("Call", ("Account", "Acme")),
        ("Email", None),
        ("Fix", ("Case", "00001001")),
        ("Think", None),
    ]


def test_typeof_shows_the_fields_of_each_kind(answer: Answer, org_ids: dict[str, str]) -> None:
    soql = (
        "SELECT Subject, TYPEOF What WHEN Account THEN Industry, Owner.Name ELSE Id, Name END "
        "FROM Task ORDER BY Subject"
    )
    call, email, fix, _think = answer(soql)
    assert call["What"] == {
        "attributes": {
            "type": "Account",
            "url": f"/services/data/v66.0/sobjects/Account/{org_ids['acme']}",
        },
        "Industry": "Media",
        "Owner": {
            "attributes": {
                "type": "User",
                "url": f"/services/data/v66.0/sobjects/User/{org_ids['ana']}",
            },
            "Name": "Ana Gil",
        },
    }
    assert email["What"] is None
    assert fix["What"]["Name"] == "00001001"


def test_typeof_arms_with_the_same_parent_do_not_mix(answer: Answer) -> None:
    soql = (
        "SELECT TYPEOF Owner WHEN User THEN Name, Profile.Name WHEN Group THEN Name END "
        "FROM Lead ORDER BY Name"
    )
    group, user = answer(soql)
    assert list(group["Owner"]) == ["attributes", "Name"]
    assert user["Owner"]["Profile"]["Name"] == "System Administrator"


def test_child_lists_have_their_size_and_are_null_when_empty(answer: Answer) -> None:
    records = answer(
        "SELECT Name, (SELECT LastName FROM Contacts ORDER BY LastName DESC) FROM Account "
        "ORDER BY Name, Key__c DESC"
    )
    assert [each["Contacts"] and each["Contacts"]["totalSize"] for each in records] == [
        None,
        2,
        None,
        None,
    ]
    contacts = records[1]["Contacts"]
    assert list(contacts) == ["totalSize", "done", "records"]
    assert contacts["done"] is True
    assert [each["LastName"] for each in contacts["records"]] == ["two", "One"]
    assert contacts["records"][0]["attributes"]["type"] == "Contact"


def test_child_lists_filter_sort_and_end_for_each_parent(answer: Answer) -> None:
    soql = (
        "SELECT (SELECT LastName, Owner.Name FROM Contacts WHERE OwnerId != null "
        "ORDER BY LastName LIMIT 1 OFFSET 1), (SELECT Name FROM ChildAccounts ORDER BY Name) "
        "FROM Account WHERE Key__c = 'Abc'"
    )
    [record] = answer(soql)
    assert [each["LastName"] for each in record["Contacts"]["records"]] == ["two"]
    assert record["Contacts"]["records"][0]["Owner"]["Name"] == "Bob Roe"
    assert [each["Name"] for each in record["ChildAccounts"]["records"]] == ["beta %_x", "Gamma"]


def test_child_lists_nest(answer: Answer) -> None:
    [record] = answer(
        "SELECT (SELECT LastName, (SELECT Subject FROM Tasks) FROM Contacts ORDER BY LastName) "
        "FROM Account WHERE Key__c = 'Abc' LIMIT 1"
    )
    one, two = record["Contacts"]["records"]
    assert [each["Subject"] for each in one["Tasks"]["records"]] == ["Call"]
    assert two["Tasks"] is None


def test_an_address_and_a_location_are_one_value(answer: Answer) -> None:
    full, empty = answer(
        "SELECT BillingAddress, Place__c FROM Account WHERE Place__Latitude__s != null "
        "ORDER BY Place__Latitude__s"
    )
    assert full["BillingAddress"] == {
        "city": "Madrid",
        "country": "Spain",
        "geocodeAccuracy": None,
        "latitude": 40.416775,
        "longitude": -3.70379,
        "postalCode": None,
        "state": None,
        "street": "1 Main St",
    }
    assert full["Place__c"] == {"latitude": 40.416775, "longitude": -3.70379}
    assert empty["BillingAddress"] is None


def test_a_file_is_its_address(answer: Answer, org_ids: dict[str, str]) -> None:
    [record] = answer("SELECT VersionData FROM ContentVersion")
    path = f"/services/data/v66.0/sobjects/ContentVersion/{org_ids['file']}/VersionData"
    assert record["VersionData"] == path


def test_fields_stands_for_the_fields_of_the_describe(answer: Answer) -> None:
    [record] = answer("SELECT FIELDS(CUSTOM), Name FROM Account WHERE Key__c = 'Abc' LIMIT 1")
    assert list(record)[:3] == ["attributes", "Tags__c", "Score__c"]
    assert list(record)[-1] == "Name"
    assert all(key.endswith("__c") for key in list(record)[1:-1] if "__s" not in key)
    standard = answer("SELECT FIELDS(STANDARD) FROM Contact")
    assert len(standard) == 3
    assert "AccountId" in standard[0]


def test_labels_and_distances_are_values(answer: Answer) -> None:
    [record] = answer(
        "SELECT toLabel(Industry), DISTANCE(Place__c, GEOLOCATION(40.416775, -3.70379), 'km') d "
        "FROM Account WHERE Key__c = 'Abc'"
    )
    assert record["Industry"] == "Medios"
    assert record["d"] == 0


def test_aliases_of_from_lead_to_parents(answer: Answer) -> None:
    records = answer(
        "SELECT c.LastName, a.Name FROM Contact c, c.Account a WHERE a.Name = 'acme' "
        "ORDER BY c.LastName"
    )
    assert [(each["LastName"], each["Account"]["Name"]) for each in records] == [
        ("One", "Acme"),
        ("two", "Acme"),
    ]


def test_counting_has_a_number_and_no_records(org_engine: Engine) -> None:
    prepared = org_engine.prepare("SELECT COUNT() FROM Account WHERE Name LIKE '%a%'")
    assert prepared.is_count
    assert prepared.count() == 4
    assert list(prepared.json_records()) == []
    assert org_engine.prepare("SELECT COUNT() FROM Account LIMIT 3").count() == 3


def test_records_keep_numbers_exact_where_a_float_would_not(org_engine: Engine) -> None:
    [record] = org_engine.prepare("SELECT Big__c FROM Account WHERE Big__c != null").records()
    assert b"9.99999999999999999E17" in orjson.dumps(record)
    assert json.loads(orjson.dumps(record))["Big__c"] == float(10**18)


@pytest.mark.parametrize(
    ("soql", "columns"),
    [
        ("SELECT id, owner.name FROM Account", [("Id", "id"), ("Owner.Name", "string")]),
        ("SELECT COUNT(Id), MAX(Name) m FROM Account", [("expr0", "int"), ("m", "string")]),
        (
            "SELECT (SELECT Id FROM contacts), BillingAddress FROM Account",
            [("Contacts", "query"), ("BillingAddress", "address")],
        ),
    ],
)
def test_columns_carry_the_describes_spelling_and_type(
    org_engine: Engine, soql: str, columns: list[tuple[str, str]]
) -> None:
    prepared = org_engine.prepare(soql)
    assert [(each.name, each.type) for each in prepared.columns] == columns
    assert prepared.arrow().schema.names == [name for name, _type in columns]


def test_a_flat_answer_has_the_types_of_the_archive(org_engine: Engine) -> None:
    soql = (
        "SELECT Name, AnnualRevenue, Score__c, NumberOfEmployees, Active__c, Opened__c, Opens__c, "
        "CreatedDate, (SELECT Id FROM Contacts) FROM Account"
    )
    schema = org_engine.prepare(soql).arrow().schema
    assert [str(each.type) for each in schema] == [
        "string",
        "decimal128(38, 18)",
        "double",
        "int64",
        "bool",
        "date32[day]",
        "time64[us]",
        "timestamp[us, tz=UTC]",
        "string",
    ]
