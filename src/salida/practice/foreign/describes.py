"""Foreign describes, completed: every key, a key prefix each, and the children of each other."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from salida.practice.schema import child_relationships, complete_describe, schema_rows
from salida.practice.schema.fields import FieldRow
from salida.practice.schema.table import SObjectRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def complete_describes(describes: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the describes by name, complete, in the order of their names.

    What a describe states is kept. One without a key prefix gets Salesforce's if this
    package knows it, an unused one otherwise; one without children gets those that the
    references of the others make.
    """
    complete = {each["name"]: complete_describe(each) for each in describes}
    complete = dict(sorted(complete.items()))
    _give_prefixes(complete)
    children = child_relationships(_row(each) for each in describes)
    for name, describe in complete.items():
        if not describe["childRelationships"]:
            describe["childRelationships"] = children.get(name, [])
    return complete


def _give_prefixes(describes: Mapping[str, dict[str, Any]]) -> None:
    used = {each["keyPrefix"] for each in describes.values()}
    known = schema_rows()
    free = {True: _free("a", used), False: _free("0", used | _known_prefixes())}
    for name, describe in describes.items():
        if describe["keyPrefix"] is not None:
            continue
        ours = known[name].key_prefix if name in known else None
        prefix = ours if ours not in used and ours is not None else next(free[describe["custom"]])
        used.add(prefix)
        describe["keyPrefix"] = prefix


def _known_prefixes() -> set[str]:
    return {each.key_prefix for each in schema_rows().values() if each.key_prefix is not None}


def _free(first: str, used: set[str]) -> Iterator[str]:
    prefixes = (first + "".join(rest) for rest in product(_DIGITS, repeat=2))
    return (each for each in prefixes if each not in used)


def _row(describe: Mapping[str, Any]) -> SObjectRow:
    name = str(describe["name"])
    references = (each for each in describe.get("fields") or () if each["type"] == "reference")
    fields = tuple(
        FieldRow(
            each["name"],
            "reference",
            stated=each,
            children=_children_name(name, each["name"]),
            deletes_children=bool(each.get("cascadeDelete")),
        )
        for each in references
    )
    return SObjectRow(name, None, name, name, stated={}, fields=fields)


def _children_name(sobject: str, field: str) -> str | None:
    """Return the name of the list that a reference makes, where Salesforce makes one of itself.

    A custom field makes a custom list; `Contacts__r` when the field is the only one of its kind.
    """
    known = schema_rows().get(sobject)
    ours = known and next((each for each in known.fields if each.name == field), None)
    if ours:
        return ours.children
    if not field.endswith("__c"):
        return None
    return f"{sobject.removesuffix('__c')}_{field.removesuffix('__c')}__r"
