from __future__ import annotations

from typing import Any

import pytest

from salida.backup.plan import Api, BackupPlan, plan_backup
from salida.errors import SalesforceError
from salida.model.gap import Gap, GapReason

ID = {"name": "Id", "type": "id"}
NAME = {"name": "Name", "type": "string"}


def plan(
    *entries: dict[str, Any],
    fields: list[dict[str, Any]] | None = None,
    counts: dict[str, int] | None = None,
) -> BackupPlan:
    describes = {each["name"]: {**each, "fields": fields or [ID, NAME]} for each in entries}
    return plan_backup({"sobjects": list(entries)}, describes, counts or {})


def test_every_sobject_of_the_org_is_in_the_plan() -> None:
    names = ["Account", "X__e", "Y__x", "Name", "Vote", "Z__b", "AccountChangeEvent", "K__mdt"]

    result = plan(*({"name": each} for each in names))

    planned = [each.name for each in result.readers] + [each.subject for each in result.gaps]
    assert sorted(planned) == sorted(names)


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"name": "Order__e"}, GapReason.EVENT_STREAM),
        ({"name": "AccountChangeEvent"}, GapReason.EVENT_STREAM),
        ({"name": "Odd", "associateEntityType": "ChangeEvent"}, GapReason.EVENT_STREAM),
        ({"name": "LoginEventStream"}, GapReason.EVENT_STREAM),
        ({"name": "Invoice__x"}, GapReason.EXTERNAL_OBJECT),
        ({"name": "Person__dlm"}, GapReason.EXTERNAL_OBJECT),
        ({"name": "Task", "queryable": False}, GapReason.NOT_QUERYABLE),
        ({"name": "NoteAndAttachment", "queryable": True}, GapReason.NOT_QUERYABLE),
    ],
)
def test_what_cannot_be_read_is_a_gap_with_its_reason(
    entry: dict[str, Any], reason: GapReason
) -> None:
    assert plan(entry).gaps == (Gap(entry["name"], reason),)


def test_a_refused_describe_is_a_gap_with_the_orgs_words() -> None:
    result = plan_backup(
        {"sobjects": [{"name": "Account"}, {"name": "Lead"}]},
        {"Account": SalesforceError("insufficient access")},
        {},
    )

    assert result.gaps == (
        Gap("Account", GapReason.REFUSED, "insufficient access"),
        Gap("Lead", GapReason.REFUSED, "no describe"),
    )


@pytest.mark.parametrize(
    ("name", "rows", "api"),
    [
        ("Account", 1_999, Api.REST),
        ("Account", 2_000, Api.BULK),
        ("Account", None, Api.REST),
        ("CaseStatus", 1_000_000, Api.REST),
        ("Setting__mdt", 5_000, Api.REST),
        ("Vote", 5_000, Api.REST),
        ("Readings__b", None, Api.BULK),
    ],
)
def test_the_api_follows_from_what_the_org_takes_and_how_much_there_is(
    name: str, rows: int | None, api: Api
) -> None:
    result = plan({"name": name}, counts={} if rows is None else {name: rows})

    assert [each.api for each in result.readers] == [api]


def test_a_query_too_long_for_a_url_goes_to_bulk() -> None:
    wide = [
        ID,
        *({"name": f"AnUnusuallyLongNameOfAField{i:04}__c", "type": "string"} for i in range(500)),
    ]

    assert plan({"name": "Wide__c"}, fields=wide).readers[0].api is Api.BULK


def test_columns_are_asked_for_and_structures_are_gaps() -> None:
    fields = [
        ID,
        {"name": "BillingAddress", "type": "address", "soapType": "urn:address"},
        {"name": "BillingLatitude", "type": "double", "compoundFieldName": "BillingAddress"},
        {"name": "Body", "type": "base64", "soapType": "xsd:base64Binary"},
        {"name": "Types", "type": "complexvalue", "soapType": "urn:RecordTypesSupported"},
    ]

    (reader,) = plan({"name": "Thing__c"}, fields=fields).readers

    assert reader.soql() == "SELECT Id, BillingLatitude FROM Thing__c"
    assert reader.omitted == ()
    assert reader.gaps == (
        Gap("Thing__c.Types", GapReason.FIELD_NOT_RETURNED, "type complexvalue"),
    )


def test_a_big_object_is_read_without_its_id_and_not_counted() -> None:
    (reader,) = plan({"name": "Readings__b"}).readers

    assert reader.soql() == "SELECT Name FROM Readings__b"
    assert reader.omitted == ("Id",)
    assert not reader.counts


def test_the_largest_are_read_first() -> None:
    result = plan({"name": "A"}, {"name": "B"}, {"name": "C"}, counts={"B": 9, "C": 10})

    assert [each.name for each in result.readers] == ["C", "B", "A"]
