"""One field of a compact table, and the complete field of a describe that follows from it.

A real describe gives some sixty keys per field, nearly all of which follow from its type
and its name. The tables hold what does not follow; the rules here hold what does. They
were found by comparing real describes (API v46 to v59) and are held against them by
`tests/practice/schema/test_against_real_describes.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from salida.practice.schema.labels import label_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_ALL_KEYS: dict[str, Any] = {
    "aggregatable": True,
    "aiPredictionField": False,
    "autoNumber": False,
    "byteLength": 0,
    "calculated": False,
    "calculatedFormula": None,
    "cascadeDelete": False,
    "caseSensitive": False,
    "compoundFieldName": None,
    "controllerName": None,
    "createable": True,
    "custom": False,
    "defaultValue": None,
    "defaultValueFormula": None,
    "defaultedOnCreate": False,
    "dependentPicklist": False,
    "deprecatedAndHidden": False,
    "digits": 0,
    "displayLocationInDecimal": False,
    "encrypted": False,
    "externalId": False,
    "extraTypeInfo": None,
    "filterable": True,
    "filteredLookupInfo": None,
    "formulaTreatNullNumberAsZero": False,
    "groupable": True,
    "highScaleNumber": False,
    "htmlFormatted": False,
    "idLookup": False,
    "inlineHelpText": None,
    "label": "",
    "length": 0,
    "mask": None,
    "maskType": None,
    "name": "",
    "nameField": False,
    "namePointing": False,
    "nillable": True,
    "permissionable": False,
    "picklistValues": [],
    "polymorphicForeignKey": False,
    "precision": 0,
    "queryByDistance": False,
    "referenceTargetField": None,
    "referenceTo": [],
    "relationshipName": None,
    "relationshipOrder": None,
    "restrictedDelete": False,
    "restrictedPicklist": False,
    "scale": 0,
    "searchPrefilterable": False,
    "soapType": "xsd:string",
    "sortable": True,
    "type": "string",
    "unique": False,
    "updateable": True,
    "writeRequiresMasterRead": False,
}

_NOT_COMPARED = {"aggregatable": False, "groupable": False, "sortable": False}
_READ_ONLY = {"createable": False, "updateable": False}
_NUMBER = {"soapType": "xsd:double", "groupable": False}

_BY_TYPE: dict[str, dict[str, Any]] = {
    "id": {
        "soapType": "tns:ID",
        "length": 18,
        "nillable": False,
        "defaultedOnCreate": True,
        "idLookup": True,
        **_READ_ONLY,
    },
    "reference": {"soapType": "tns:ID", "length": 18},
    "string": {"length": 255},
    "textarea": {"length": 255, "extraTypeInfo": "plaintextarea"},
    "picklist": {"length": 255},
    "multipicklist": {"length": 4099, "precision": 4, **_NOT_COMPARED},
    "combobox": {"length": 255, "groupable": False},
    "phone": {"length": 40},
    "email": {"length": 80},
    "url": {"length": 255},
    "encryptedstring": {
        "length": 175,
        "mask": "*",
        "maskType": "all",
        "filterable": False,
        **_NOT_COMPARED,
    },
    "boolean": {
        "soapType": "xsd:boolean",
        "nillable": False,
        "defaultValue": False,
        "defaultedOnCreate": True,
        "aggregatable": False,
    },
    "int": {"soapType": "xsd:int", "digits": 8},
    "long": {"soapType": "xsd:long", "digits": 18},
    "double": {**_NUMBER, "precision": 18},
    "currency": {**_NUMBER, "precision": 18, "scale": 2},
    "percent": {**_NUMBER, "precision": 3},
    "date": {"soapType": "xsd:date"},
    "datetime": {"soapType": "xsd:dateTime", "groupable": False},
    "time": {"soapType": "xsd:time", "aggregatable": False},
    "address": {
        "soapType": "urn:address",
        "queryByDistance": True,
        **_NOT_COMPARED,
        **_READ_ONLY,
    },
    "location": {
        "soapType": "urn:location",
        "queryByDistance": True,
        **_NOT_COMPARED,
        **_READ_ONLY,
    },
    "base64": {"soapType": "xsd:base64Binary", "filterable": False, **_NOT_COMPARED},
    "complexvalue": {"soapType": "urn:RecordTypesSupported", **_NOT_COMPARED, **_READ_ONLY},
    "json": {"soapType": "tns:json", **_NOT_COMPARED, **_READ_ONLY},
    "anyType": {"soapType": "xsd:anyType", "filterable": False, **_NOT_COMPARED, **_READ_ONLY},
}

_SET_BY_SALESFORCE = {"nillable": False, "defaultedOnCreate": True, **_READ_ONLY}
_BY_NAME: dict[str, dict[str, Any]] = {
    "IsDeleted": _SET_BY_SALESFORCE,
    "CreatedDate": _SET_BY_SALESFORCE,
    "CreatedById": {**_SET_BY_SALESFORCE, "referenceTo": ["User"]},
    "LastModifiedDate": _SET_BY_SALESFORCE,
    "LastModifiedById": {**_SET_BY_SALESFORCE, "referenceTo": ["User"]},
    "SystemModstamp": _SET_BY_SALESFORCE,
    "LastActivityDate": _READ_ONLY,
    "LastViewedDate": _READ_ONLY,
    "LastReferencedDate": _READ_ONLY,
    "OwnerId": {"nillable": False, "defaultedOnCreate": True},
    "PhotoUrl": {"extraTypeInfo": "imageurl", **_READ_ONLY},
}

_LONGEST_COMPARED = 255
"""A longer text can be neither filtered, sorted nor grouped."""

_BYTES_PER_CHARACTER = 3
_IN_BYTES_AS_IN_CHARACTERS = frozenset({"id", "reference", "multipicklist"})


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field as the compact tables write it."""

    name: str
    type: str
    stated: Mapping[str, Any] = field(default_factory=dict)
    """Every key of the describe that does not follow from the rules."""

    children: str | None = None
    """For a reference: the name of the list that its parents get."""

    deletes_children: bool = False
    """For a reference: whether the parent's deletion deletes this sObject's rows."""


def complete_field(row: FieldRow) -> dict[str, Any]:
    """Return the field with every key of a real describe, in the API's order."""
    custom = row.name.endswith(("__c", "__s", "__pc"))
    known: dict[str, Any] = {
        **_ALL_KEYS,
        **_BY_TYPE.get(row.type, {}),
        **_BY_NAME.get(row.name, {}),
        "custom": custom,
        "name": row.name,
        "type": row.type,
    }
    known.update(row.stated)
    derived = {
        **_of_text(known),
        **_of_reference(known),
        **_of_formula(known),
        "label": label_of(row.name),
    }
    known.update({key: value for key, value in derived.items() if key not in row.stated})
    if "permissionable" not in row.stated:
        known["permissionable"] = _permissionable(known)
    return {key: known[key] for key in (*_ALL_KEYS, *(known.keys() - _ALL_KEYS.keys()))}


def _of_text(known: Mapping[str, Any]) -> dict[str, Any]:
    factor = 1 if known["type"] in _IN_BYTES_AS_IN_CHARACTERS else _BYTES_PER_CHARACTER
    derived: dict[str, Any] = {"byteLength": known["length"] * factor}
    if known["htmlFormatted"]:
        derived["extraTypeInfo"] = "richtextarea"
    if known["type"] == "textarea" and known["length"] > _LONGEST_COMPARED:
        derived.update({"filterable": False, **_NOT_COMPARED})
    return derived


def _of_reference(known: Mapping[str, Any]) -> dict[str, Any]:
    if known["type"] != "reference":
        return {}
    targets = known["referenceTo"]
    name = str(known["name"])
    followed = name.removesuffix("__c") + "__r" if known["custom"] else name.removesuffix("Id")
    return {
        "relationshipName": followed,
        "polymorphicForeignKey": len(targets) > 1,
        "namePointing": len(targets) > 1,
    }


def _of_formula(known: Mapping[str, Any]) -> dict[str, Any]:
    if not (known["calculated"] or known["autoNumber"]):
        return {}
    return {
        **_READ_ONLY,
        "defaultedOnCreate": bool(known["autoNumber"]),
        **({"nillable": True, "defaultValue": None} if known["calculated"] else {}),
    }


def _permissionable(known: Mapping[str, Any]) -> bool:
    """Say whether field permissions apply: never to required and system fields."""
    if known["type"] == "boolean":
        return bool(known["createable"] or known["calculated"])
    writable = known["createable"] or known["calculated"] or known["autoNumber"]
    is_compound = known["type"] in {"address", "location"}
    return bool(known["nillable"] and (writable or is_compound))
