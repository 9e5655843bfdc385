from __future__ import annotations

import json
from collections import Counter

import pytest

from salida.model.storage import StorageType, storage_type
from salida.practice.company.rows import sobjects_with_rows
from salida.practice.schema import PracticeSchema, RecordType

SCHEMA = PracticeSchema(
    {"Account": [RecordType("012000000000001AAA", "Cliente", "Cliente", default=True)]}
)
CUSTOM = ("Instalacion__c", "Visita__c", "Lectura__c", "Proyecto__c", "Participante__c")


def test_there_are_enough_sobjects() -> None:
    with_rows = sobjects_with_rows()
    assert sum("__" not in each for each in with_rows) >= 30
    assert {each for each in with_rows if each.endswith("__c")} == set(CUSTOM)
    assert set(with_rows) <= set(SCHEMA.names)


def test_references_lead_to_sobjects_of_the_org() -> None:
    for name in SCHEMA.names:
        for field in SCHEMA.describe(name)["fields"]:
            assert set(field["referenceTo"]) <= set(SCHEMA.names), (name, field["name"])
            assert (field["type"] == "reference") == bool(field["referenceTo"]), (
                name,
                field["name"],
            )


def test_key_prefixes_tell_sobjects_apart() -> None:
    prefixes = Counter(SCHEMA.describe(name)["keyPrefix"] for name in SCHEMA.names)
    del prefixes[None]
    assert set(prefixes.values()) == {1}


def test_a_parent_has_no_two_lists_of_one_name() -> None:
    for name in SCHEMA.names:
        lists = Counter(
            each["relationshipName"]
            for each in SCHEMA.describe(name)["childRelationships"]
            if each["relationshipName"]
        )
        assert set(lists.values()) <= {1}, name


def test_children_follow_from_references() -> None:
    children = {
        each["childSObject"]: each
        for each in SCHEMA.describe("Instalacion__c")["childRelationships"]
    }
    assert children["Visita__c"]["relationshipName"] == "Visitas__r"
    assert children["Visita__c"]["cascadeDelete"] is True
    assert children["Case"]["cascadeDelete"] is False


@pytest.mark.parametrize(
    "kind",
    [
        "boolean", "currency", "date", "datetime", "double", "email", "encryptedstring", "location",
        "multipicklist", "percent", "phone", "picklist", "reference", "string", "textarea", "time", "url",
    ],
)  # fmt: skip
def test_every_kind_of_custom_field_occurs(kind: str) -> None:
    fields = [
        field for name in CUSTOM for field in SCHEMA.describe(name)["fields"] if field["custom"]
    ]
    assert [each for each in fields if each["type"] == kind]


def test_the_rarer_traits_of_custom_fields_occur() -> None:
    fields = [field for name in CUSTOM for field in SCHEMA.describe(name)["fields"]]
    for trait in (
        "autoNumber",
        "calculated",
        "externalId",
        "unique",
        "htmlFormatted",
        "encrypted",
        "caseSensitive",
    ):
        assert [each for each in fields if each[trait]], trait
    assert max(each["length"] for each in fields) == 131_072
    assert [each for each in fields if each["relationshipOrder"] == 1]


def test_numbers_of_18_digits_are_stored_as_decimals() -> None:
    total = SCHEMA.sobject("Instalacion__c").find("Contador_Total__c")
    assert total is not None
    assert storage_type(total) is StorageType.DECIMAL


def test_record_types_stand_beside_the_master() -> None:
    infos = SCHEMA.describe("Account")["recordTypeInfos"]
    assert [(each["developerName"], each["master"]) for each in infos] == [
        ("Cliente", False),
        ("Master", True),
    ]
    assert [each["defaultRecordTypeMapping"] for each in infos] == [True, False]


def test_the_global_list_names_every_sobject() -> None:
    listing = json.loads(SCHEMA.describe_global_bytes())
    assert [each["name"] for each in listing["sobjects"]] == list(SCHEMA.names)


@pytest.mark.parametrize("name", ["AccountChangeEvent", "Aviso__e", "AggregateResult", "Name"])
def test_some_sobjects_cannot_be_queried(name: str) -> None:
    assert SCHEMA.describe(name)["queryable"] is False


def test_side_tables_say_what_they_belong_to() -> None:
    describe = SCHEMA.describe("AccountHistory")
    assert (describe["associateEntityType"], describe["associateParentEntity"]) == (
        "History",
        "Account",
    )
