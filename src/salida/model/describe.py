"""What an org says about an sObject: its describe, as values.

Only what Salida decides on is kept; the describe itself is archived word for word.
Names follow the API in snake case. Source: REST API Developer Guide, "sObject Describe".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class PicklistValue:
    """One value of a picklist."""

    value: str
    label: str
    active: bool = True
    default: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an sObject."""

    name: str
    type: str
    """The API's `type`: `string`, `reference`, `datetime`, `currency`, `address` ..."""

    label: str = ""
    soap_type: str = ""
    length: int = 0
    precision: int = 0
    scale: int = 0
    digits: int = 0
    nillable: bool = True
    custom: bool = False
    calculated: bool = False
    auto_number: bool = False
    name_field: bool = False
    case_sensitive: bool = False
    html_formatted: bool = False
    external_id: bool = False
    unique: bool = False
    updateable: bool = True
    createable: bool = True
    filterable: bool = True
    sortable: bool = True
    groupable: bool = True
    aggregatable: bool = True
    reference_to: tuple[str, ...] = ()
    """The sObjects that a reference may point to; several make it polymorphic."""

    relationship_name: str | None = None
    """The first word of a parent path: `Owner` in `Owner.Name`."""

    polymorphic: bool = False
    compound_field_name: str | None = None
    picklist_values: tuple[PicklistValue, ...] = ()


@dataclass(frozen=True, slots=True)
class ChildRelationship:
    """A list of children that a child subquery may ask for."""

    child_sobject: str
    field: str
    relationship_name: str | None = None
    cascade_delete: bool = False


@dataclass(frozen=True, slots=True)
class SObject:
    """One sObject and its fields, in the order of the describe."""

    name: str
    fields: tuple[Field, ...]
    label: str = ""
    label_plural: str = ""
    key_prefix: str | None = None
    custom: bool = False
    custom_setting: bool = False
    queryable: bool = True
    retrieveable: bool = True
    replicateable: bool = True
    layoutable: bool = True
    associate_entity_type: str | None = None
    associate_parent_entity: str | None = None
    child_relationships: tuple[ChildRelationship, ...] = ()
    _by_name: dict[str, Field] = field(
        init=False, repr=False, compare=False, hash=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        self._by_name.update({each.name.lower(): each for each in self.fields})

    def find(self, name: str) -> Field | None:
        """Return the field called `name`, whatever its case, or `None`."""
        return self._by_name.get(name.lower())


def sobject_from_json(describe: Mapping[str, Any]) -> SObject:
    """Read a describe (`GET .../sobjects/X/describe`); keys that are absent take defaults."""
    return SObject(
        name=describe["name"],
        fields=tuple(_field(each) for each in describe.get("fields", ())),
        label=describe.get("label") or "",
        label_plural=describe.get("labelPlural") or "",
        key_prefix=describe.get("keyPrefix"),
        custom=bool(describe.get("custom")),
        custom_setting=bool(describe.get("customSetting")),
        queryable=bool(describe.get("queryable", True)),
        retrieveable=bool(describe.get("retrieveable", True)),
        replicateable=bool(describe.get("replicateable", True)),
        layoutable=bool(describe.get("layoutable", True)),
        associate_entity_type=describe.get("associateEntityType"),
        associate_parent_entity=describe.get("associateParentEntity"),
        child_relationships=tuple(
            ChildRelationship(
                child_sobject=each["childSObject"],
                field=each["field"],
                relationship_name=each.get("relationshipName"),
                cascade_delete=bool(each.get("cascadeDelete")),
            )
            for each in describe.get("childRelationships") or ()
        ),
    )


def _field(each: Mapping[str, Any]) -> Field:
    reference_to = tuple(each.get("referenceTo") or ())
    return Field(
        name=each["name"],
        type=each["type"],
        label=each.get("label") or "",
        soap_type=each.get("soapType") or "",
        length=each.get("length") or 0,
        precision=each.get("precision") or 0,
        scale=each.get("scale") or 0,
        digits=each.get("digits") or 0,
        nillable=bool(each.get("nillable", True)),
        custom=bool(each.get("custom")),
        calculated=bool(each.get("calculated")),
        auto_number=bool(each.get("autoNumber")),
        name_field=bool(each.get("nameField")),
        case_sensitive=bool(each.get("caseSensitive")),
        html_formatted=bool(each.get("htmlFormatted")),
        external_id=bool(each.get("externalId")),
        unique=bool(each.get("unique")),
        updateable=bool(each.get("updateable", True)),
        createable=bool(each.get("createable", True)),
        filterable=bool(each.get("filterable", True)),
        sortable=bool(each.get("sortable", True)),
        groupable=bool(each.get("groupable", True)),
        aggregatable=bool(each.get("aggregatable", True)),
        reference_to=reference_to,
        relationship_name=each.get("relationshipName"),
        polymorphic=bool(each.get("polymorphicForeignKey")) or len(reference_to) > 1,
        compound_field_name=each.get("compoundFieldName"),
        picklist_values=tuple(
            PicklistValue(
                value=one["value"],
                label=one.get("label") or one["value"],
                active=bool(one.get("active", True)),
                default=bool(one.get("defaultValue")),
            )
            for one in each.get("picklistValues") or ()
            if one.get("value") is not None
        ),
    )
