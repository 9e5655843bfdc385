"""The compact tables against describes that real orgs delivered."""

from __future__ import annotations

import gzip
import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from salida.practice.schema import PracticeSchema

if TYPE_CHECKING:
    from pathlib import Path

FULL = {
    "Account": "cumulusci/Account.json",
    "Contact": "cumulusci/Contact.json",
    "Lead": "cumulusci/Lead.json",
    "Opportunity": "cumulusci/Opportunity.json",
    "Case": "cumulusci/Case.json",
    "Event": "cumulusci/Event.json",
    "OpportunityContactRole": "cumulusci/OpportunityContactRole.json",
    "Document": "elasticio/Document.json",
}
# Ours are narrower or differ on purpose: fewer sObjects to point to, fewer values, no help texts.
NOT_COMPARED = {"referenceTo", "picklistValues", "inlineHelpText"}
# Calendars may own events in the org of that describe; this company has none.
OURS_ARE_NOT_POLYMORPHIC = {("Event", "OwnerId")}
# Every org has record types; the fields appear once it defines one for the sObject.
ONLY_WITH_RECORD_TYPES = {"RecordTypeId"}
# That describe was recorded from an org in which somebody took away the marks of its own fields.
NOT_SALESFORCES = {"History__c", "Primary_Contact__c", "ns__Description__c", "ns__LinkedAccount__c"}
SCHEMA = PracticeSchema({})


@cache
def _reduced(folder: Path) -> dict[str, dict[str, Any]]:
    with gzip.open(
        folder / "soql_metadata_lwrfileupload_2024.jsonl.gz", "rt", encoding="utf-8"
    ) as lines:
        return {each["name"]: each for each in map(json.loads, lines)}


def _fields(describe: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in describe["fields"] if not each["custom"]}


def _points_outside(field: dict[str, Any]) -> bool:
    targets = field["referenceTo"]
    return bool(targets) and not set(targets) & set(SCHEMA.names)


@pytest.mark.parametrize("name", sorted(FULL))
def test_every_key_of_a_full_describe_follows(name: str, describe_fixtures: Path) -> None:
    real = _fields(json.loads((describe_fixtures / FULL[name]).read_text("utf-8")))
    ours = _fields(SCHEMA.describe(name))
    assert {
        each for each in real.keys() - ours.keys() if not _points_outside(real[each])
    } <= NOT_SALESFORCES
    skipped = NOT_COMPARED | (
        {"namePointing", "polymorphicForeignKey"}
        if (name, "OwnerId") in OURS_ARE_NOT_POLYMORPHIC
        else set()
    )
    differing = {
        (field, key): (value, ours[field].get(key))
        for field in real.keys() & ours.keys()
        for key, value in real[field].items()
        if key not in skipped and ours[field].get(key) != value
    }
    assert differing == {}


def test_a_describe_has_every_key_of_a_real_one(describe_fixtures: Path) -> None:
    real = json.loads((describe_fixtures / "cumulusci" / "Contact.json").read_text("utf-8"))
    ours = SCHEMA.describe("Contact")
    assert set(ours) == set(real)
    assert list(ours["fields"][0]) == list(real["fields"][0])
    assert set(ours["childRelationships"][0]) == set(real["childRelationships"][0])
    assert set(ours["recordTypeInfos"][0]) == set(real["recordTypeInfos"][0])


def test_the_global_list_has_every_key_of_a_real_one(describe_fixtures: Path) -> None:
    real = json.loads((describe_fixtures / "cumulusci" / "Global.json").read_text("utf-8"))
    ours = json.loads(SCHEMA.describe_global_bytes())
    wanted = next(each for each in real["sobjects"] if each["name"] == "UserRole")
    found = next(each for each in ours["sobjects"] if each["name"] == "UserRole")
    assert set(ours) == set(real)
    assert set(found) == set(wanted)
    assert {key: found[key] for key in found if key not in {"urls", "label", "labelPlural"}} == {
        key: wanted[key] for key in wanted if key not in {"urls", "label", "labelPlural"}
    }


@pytest.mark.parametrize(
    "name", [each for each in SCHEMA.names if "__" not in each and not each.endswith("ChangeEvent")]
)
def test_names_types_and_references_are_real(name: str, describe_fixtures: Path) -> None:
    described = _reduced(describe_fixtures)
    if name not in described:
        assert name in {"AccountHistory", "OpportunityHistory"}
        return
    real = _fields(described[name])
    ours = _fields(SCHEMA.describe(name))
    assert described[name]["queryable"] == SCHEMA.describe(name)["queryable"]
    assert ours.keys() - real.keys() <= ONLY_WITH_RECORD_TYPES
    assert [each for each in real if each not in ours and not _points_outside(real[each])] == []
    for each in real.keys() & ours.keys():
        assert _shape(ours[each]) == _shape(real[each]), each


def _shape(field: dict[str, Any]) -> dict[str, Any]:
    """What both kinds of describe state; a flag of null in the reduced ones means no."""
    standard = {
        target for target in field["referenceTo"] if target in SCHEMA.names and "__" not in target
    }
    flags = {
        key: bool(field[key])
        for key in ("filterable", "sortable", "groupable", "aggregatable", "nillable")
    }
    kept = {key: field[key] for key in ("name", "type", "label", "extraTypeInfo")}
    followed = field["relationshipName"] if field["type"] == "reference" else None
    return {**kept, **flags, "referenceTo": standard, "relationshipName": followed}


def test_the_lists_of_children_have_their_real_names(describe_fixtures: Path) -> None:
    described = _reduced(describe_fixtures)
    for name in SCHEMA.names:
        real = {
            (each["childSObject"], each["field"]): each["relationshipName"]
            for each in described.get(name, {}).get("childRelationships", ())
        }
        for each in SCHEMA.describe(name)["childRelationships"]:
            place = (each["childSObject"], each["field"])
            if place in real:
                assert each["relationshipName"] == real[place], (name, place)
