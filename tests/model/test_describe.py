from __future__ import annotations

from salida.model.describe import ChildRelationship, PicklistValue, sobject_from_json


def test_reads_what_a_describe_says() -> None:
    sobject = sobject_from_json(
        {
            "name": "Task",
            "keyPrefix": "00T",
            "queryable": False,
            "fields": [
                {
                    "name": "WhoId",
                    "type": "reference",
                    "referenceTo": ["Contact", "Lead"],
                    "relationshipName": "Who",
                    "nillable": False,
                    "picklistValues": [],
                },
                {
                    "name": "Status",
                    "type": "picklist",
                    "picklistValues": [
                        {"value": "Open", "label": "Abierta", "active": False},
                        {"value": None, "label": "nothing"},
                    ],
                },
            ],
            "childRelationships": [
                {"childSObject": "Note", "field": "ParentId", "relationshipName": "Notes"}
            ],
        }
    )

    who, status = sobject.fields
    assert (sobject.key_prefix, sobject.queryable, sobject.retrieveable) == ("00T", False, True)
    assert who.polymorphic
    assert (who.reference_to, who.relationship_name, who.nillable) == (
        ("Contact", "Lead"),
        "Who",
        False,
    )
    assert status.picklist_values == (PicklistValue("Open", "Abierta", active=False),)
    assert sobject.child_relationships == (ChildRelationship("Note", "ParentId", "Notes"),)


def test_finds_a_field_whatever_its_case() -> None:
    sobject = sobject_from_json({"name": "Account", "fields": [{"name": "Name", "type": "string"}]})

    assert sobject.find("NAME") is sobject.fields[0]
    assert sobject.find("Nombre") is None


def test_absent_and_null_lists_are_empty() -> None:
    bare = sobject_from_json(
        {
            "name": "X",
            "fields": [{"name": "Id", "type": "id", "referenceTo": None, "picklistValues": None}],
            "childRelationships": None,
        }
    )

    assert bare.child_relationships == ()
    assert bare.fields[0].reference_to == ()
    assert not bare.fields[0].polymorphic
