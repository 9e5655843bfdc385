"""The complete describe of an sObject, and the global list, from rows of compact tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from salida.practice.schema.fields import FieldRow, complete_field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from salida.practice.schema.table import SObjectRow

API_VERSION = "66.0"

_TRAITS: dict[str, Any] = {
    "activateable": False,
    "associateEntityType": None,
    "associateParentEntity": None,
    "createable": True,
    "custom": False,
    "customSetting": False,
    "deepCloneable": False,
    "deletable": True,
    "deprecatedAndHidden": False,
    "feedEnabled": False,
    "hasSubtypes": False,
    "isInterface": False,
    "isSubtype": False,
    "keyPrefix": None,
    "label": "",
    "labelPlural": "",
    "layoutable": True,
    "mergeable": False,
    "mruEnabled": False,
    "name": "",
    "queryable": True,
    "replicateable": True,
    "retrieveable": True,
    "searchable": True,
    "triggerable": True,
    "undeletable": True,
    "updateable": True,
}
"""What `describeGlobal` says about each sObject; the describe repeats it."""

_ONLY_IN_DESCRIBE: dict[str, Any] = {
    "actionOverrides": [],
    "childRelationships": [],
    "compactLayoutable": False,
    "defaultImplementation": None,
    "extendedBy": None,
    "extendsInterfaces": None,
    "fields": [],
    "implementedBy": None,
    "implementsInterfaces": None,
    "listviewable": None,
    "lookupLayoutable": None,
    "namedLayoutInfos": [],
    "networkScopeFieldName": None,
    "recordTypeInfos": [],
    "searchLayoutable": False,
    "sobjectDescribeOption": "FULL",
    "supportedScopes": [],
}
_MASTER_RECORD_TYPE = "012000000000000AAA"


@dataclass(frozen=True, slots=True)
class RecordType:
    """A record type as a describe lists it."""

    id: str
    developer_name: str
    label: str
    default: bool = False


def describe_json(
    row: SObjectRow,
    *,
    children: Sequence[Mapping[str, Any]] = (),
    record_types: Sequence[RecordType] = (),
) -> dict[str, Any]:
    """Return the describe of one sObject with every key of a real one, keys sorted."""
    base = f"/services/data/v{API_VERSION}/sobjects/{row.name}"
    complete = {
        **_TRAITS,
        **_ONLY_IN_DESCRIBE,
        **_identity(row),
        **row.stated,
        "childRelationships": list(children),
        "fields": [complete_field(each) for each in row.fields],
        "recordTypeInfos": _record_type_infos(base, record_types),
        "supportedScopes": _scopes(row),
        "urls": {**_urls(base), "uiDetailTemplate": None, "uiEditTemplate": None},
    }
    return dict(sorted(complete.items()))


def describe_global_json(describes: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the list of all sObjects as `GET /sobjects` gives it."""
    return {
        "encoding": "UTF-8",
        "maxBatchSize": 200,
        "sobjects": [
            {
                **{key: describe.get(key, default) for key, default in _TRAITS.items()},
                "urls": _urls(f"/services/data/v{API_VERSION}/sobjects/{describe['name']}"),
            }
            for describe in describes
        ],
    }


def child_relationships(rows: Iterable[SObjectRow]) -> dict[str, list[dict[str, Any]]]:
    """Return, for every sObject that references point to, the children that follow from them."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        references = (each for each in row.fields if each.type == "reference")
        for each in references:
            for target in complete_field(each)["referenceTo"]:
                siblings = found.setdefault(target, [])
                # A parent has one list of each name: an activity's account before its `WhatId`.
                taken = any(one["relationshipName"] == each.children for one in siblings)
                siblings.append(_child(row.name, each, None if taken else each.children))
    return found


def _child(sobject: str, reference: FieldRow, name: str | None) -> dict[str, Any]:
    return {
        "cascadeDelete": reference.deletes_children,
        "childSObject": sobject,
        "deprecatedAndHidden": False,
        "field": reference.name,
        "junctionIdListNames": [],
        "junctionReferenceTo": [],
        "relationshipName": name,
        "restrictedDelete": False,
    }


def _identity(row: SObjectRow) -> dict[str, Any]:
    return {
        "custom": row.name.endswith(("__c", "__e", "__x")),
        "keyPrefix": row.key_prefix,
        "label": row.label,
        "labelPlural": row.label_plural,
        "name": row.name,
    }


def _urls(base: str) -> dict[str, str]:
    return {
        "rowTemplate": f"{base}/{{ID}}",
        "describe": f"{base}/describe",
        "sobject": base,
    }


def _record_type_infos(base: str, record_types: Sequence[RecordType]) -> list[dict[str, Any]]:
    has_default = any(each.default for each in record_types)
    master = RecordType(_MASTER_RECORD_TYPE, "Master", "Master", default=not has_default)
    return [
        {
            "active": True,
            "available": True,
            "defaultRecordTypeMapping": each.default,
            "developerName": each.developer_name,
            "master": each is master,
            "name": each.label,
            "recordTypeId": each.id,
            "urls": {"layout": f"{base}/describe/layouts/{each.id}"},
        }
        for each in (*record_types, master)
    ]


def _scopes(row: SObjectRow) -> list[dict[str, str]]:
    if not row.stated.get("queryable", True):
        return []
    everything = {"label": f"All {row.label_plural.lower()}", "name": "everything"}
    if not any(each.name == "OwnerId" for each in row.fields):
        return [everything]
    return [everything, {"label": f"My {row.label_plural.lower()}", "name": "mine"}]
