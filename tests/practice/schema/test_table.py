from __future__ import annotations

import pytest

from salida.practice.schema.describes import describe_json
from salida.practice.schema.labels import label_of
from salida.practice.schema.table import SObjectRow, read_table


def _read(*lines: str) -> SObjectRow:
    shared = {"people": "CreatedById ref(User)"}
    return read_table(
        "\n".join(['@sobject Thing__c a09 "A thing" Things', *lines]), shared.__getitem__
    )


def test_header_gives_name_prefix_and_labels() -> None:
    row = _read()
    assert (row.name, row.key_prefix, row.label, row.label_plural) == (
        "Thing__c",
        "a09",
        "A thing",
        "Things",
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Id id", {"type": "id", "length": 18, "nillable": False, "label": "ID"}),
        (
            "Note__c string(80) !",
            {"length": 80, "byteLength": 240, "nillable": False, "custom": True},
        ),
        ("Note__c textarea(32000)", {"filterable": False, "sortable": False, "groupable": False}),
        ("Amount currency(16,3)", {"precision": 16, "scale": 3, "soapType": "xsd:double"}),
        ("Size int(9) ro", {"digits": 9, "createable": False, "updateable": False}),
        ('Name string ="Full name" +nameField', {"label": "Full name", "nameField": True}),
        ("City string in=Address", {"compoundFieldName": "Address"}),
        ("Old flag", {"type": "boolean", "sortable": False, "groupable": False}),
        (
            "Cuenta__c ref(Account)",
            {
                "referenceTo": ["Account"],
                "relationshipName": "Cuenta__r",
                "polymorphicForeignKey": False,
            },
        ),
        (
            "OwnerId ref(Group,User)",
            {
                "referenceTo": ["Group", "User"],
                "relationshipName": "Owner",
                "polymorphicForeignKey": True,
            },
        ),
        (
            "Total__c double(18,0) +calculated",
            {"createable": False, "updateable": False, "calculated": True},
        ),
        (
            'Text__c string +calculated calculatedFormula="A & \\"-\\" & B"',
            {"calculatedFormula": 'A & "-" & B'},
        ),
        ("Follow ref(User) relationshipName=null", {"relationshipName": None}),
    ],
)
def test_a_line_becomes_a_field(line: str, expected: dict[str, object]) -> None:
    (field,) = describe_json(_read(line))["fields"]
    assert {key: field[key] for key in expected} == expected


def test_picklist_values_follow_a_colon_and_a_star_marks_the_default() -> None:
    (field,) = describe_json(_read("Status picklist : New | *In progress | Done/closed"))["fields"]
    assert [each["value"] for each in field["picklistValues"]] == [
        "New",
        "In progress",
        "Done/closed",
    ]
    assert field["defaultValue"] == "In progress"


def test_shared_lines_stand_for_many() -> None:
    names = [each.name for each in _read("@address Billing", "@audit", "@include people").fields]
    assert names[:2] == ["BillingStreet", "BillingCity"]
    assert names[-2:] == ["SystemModstamp", "CreatedById"]
    assert len(names) == 9 + 5 + 1


def test_a_reference_names_the_list_of_its_parents() -> None:
    (field,) = _read("Cuenta__c ref(Account) children=Cosas__r!").fields
    assert (field.children, field.deletes_children) == ("Cosas__r", True)


def test_comments_and_empty_lines_say_nothing() -> None:
    assert _read("", "# a comment").fields == ()


def test_a_type_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="not a field type"):
        _read("Name ???")


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("BillingPostalCode", "Billing Postal Code"),
        ("OwnerId", "Owner ID"),
        ("Fecha_Alta__c", "Fecha Alta"),
        ("Id", "ID"),
    ],
)
def test_a_name_suggests_its_label(name: str, label: str) -> None:
    assert label_of(name) == label
