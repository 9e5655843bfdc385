"""Read the compact tables that hold what the sObjects of the practice org look like.

One text file per sObject in `tables/`; one line per field:

    @sobject Contact 003 "Contact" "Contacts" +feedEnabled
    LastName   string(80) ! in=Name ="Last Name"
    AccountId  ref(Account)
    LeadSource picklist(255) : Web | Partner | *Other
    @address Mailing
    @audit

After the type come, in any order: `!` required, `ro` read only, `in=` the compound that
it is a part of, `=` its label, `+key` and `-key` for a boolean of the describe, `key=value`
for any other key; after ` : ` the values of a picklist, `*` before the default one.
`ref` is a reference, `flag` a boolean that can be neither sorted nor grouped. `children=`
names the list of children that a reference makes on its parent, `!` after it says that the
parent's deletion deletes them. `@address`, `@audit` and `@include` stand for shared lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from salida.practice.schema.fields import FieldRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_TYPE = re.compile(r"(?P<type>\w+)(?:\((?P<size>[^)]*)\))?$")
_WORD = re.compile(r'(?:"(?:\\.|[^"\\])*"|[^\s"])+')
_QUOTED = re.compile(r'"((?:\\.|[^"\\])*)"')
_ACCURACIES = (
    "Address | NearAddress | Block | Street | ExtendedZip | Zip | Neighborhood | City | County"
    " | State | Unknown"
)
_AUDIT = """
CreatedDate datetime
CreatedById ref(User)
LastModifiedDate datetime
LastModifiedById ref(User)
SystemModstamp datetime
"""
_ADDRESS = """
{0}Street textarea in={0}Address
{0}City string(40) in={0}Address
{0}State string(80) in={0}Address ="{1}State/Province"
{0}PostalCode string(20) in={0}Address ="{1}Zip/Postal Code"
{0}Country string(80) in={0}Address
{0}Latitude double(18,15) in={0}Address
{0}Longitude double(18,15) in={0}Address
{0}GeocodeAccuracy picklist(40) in={0}Address +restrictedPicklist : {2}
{0}Address address
"""


@dataclass(frozen=True, slots=True)
class SObjectRow:
    """An sObject as the compact tables write it."""

    name: str
    key_prefix: str | None
    label: str
    label_plural: str
    stated: Mapping[str, Any]
    """Keys of the describe that differ from an ordinary sObject's."""

    fields: tuple[FieldRow, ...]


def read_table(text: str, include: Callable[[str], str]) -> SObjectRow:
    """Read one table; `include` returns the lines of a shared one by its name."""
    header: list[str] = []
    fields: list[FieldRow] = []
    for line in _lines(text, include):
        if line.startswith("@sobject"):
            header = _words(line)[1:]
        else:
            fields.append(_field(line))
    name, key_prefix, label, plural, *modifiers = header
    return SObjectRow(
        name=name,
        key_prefix=None if key_prefix == "-" else key_prefix,
        label=label,
        label_plural=plural,
        stated=_stated(modifiers),
        fields=tuple(fields),
    )


def _lines(text: str, include: Callable[[str], str]) -> Iterator[str]:
    for raw in text.splitlines():
        line = raw.strip()
        directive, _, argument = line.partition(" ")
        if not line or line.startswith("#"):
            continue
        if directive == "@audit":
            yield from _lines(_AUDIT, include)
        elif directive == "@address":
            words = f"{argument} " if argument else ""
            yield from _lines(_ADDRESS.format(argument, words, _ACCURACIES), include)
        elif directive == "@include":
            yield from _lines(include(argument), include)
        else:
            yield line


def _field(line: str) -> FieldRow:
    declaration, _, values = line.partition(" : ")
    name, type_text, *modifiers = _words(declaration)
    stated = _stated(modifiers)
    if values:
        stated.update(_picklist(values))
    matched = _TYPE.match(type_text)
    if matched is None:
        raise ValueError(f"not a field type: {type_text} in {line!r}")
    field_type, sized = _sized(matched["type"], matched["size"])
    children = str(stated.pop("children", ""))
    return FieldRow(
        name=name,
        type=field_type,
        stated={**sized, **stated},
        children=children.removesuffix("!") or None,
        deletes_children=children.endswith("!"),
    )


def _words(line: str) -> list[str]:
    """Split at spaces, except within quotes, which go; a quote within them has a backslash."""
    return [
        _QUOTED.sub(lambda quoted: quoted[1].replace('\\"', '"'), word)
        for word in _WORD.findall(line)
    ]


def _sized(type_word: str, size: str | None) -> tuple[str, dict[str, Any]]:
    """Return the API's type and what the brackets after it say."""
    if type_word == "ref":
        return "reference", {"referenceTo": (size or "").split(",")}
    if type_word == "flag":
        return "boolean", {"groupable": False, "sortable": False}
    if size is None:
        return type_word, {}
    if type_word in {"double", "currency", "percent"}:
        precision, scale = size.split(",")
        return type_word, {"precision": int(precision), "scale": int(scale)}
    return type_word, {"digits" if type_word in {"int", "long"} else "length": int(size)}


def _stated(modifiers: list[str]) -> dict[str, Any]:
    stated: dict[str, Any] = {}
    for word in modifiers:
        key, equals, value = word.partition("=")
        if word == "!":
            stated["nillable"] = False
        elif word == "ro":
            stated.update({"createable": False, "updateable": False})
        elif not equals:
            stated[word[1:]] = {"+": True, "-": False}[word[0]]
        elif key == "in":
            stated["compoundFieldName"] = value
        else:
            stated[key or "label"] = _value(value)
    return stated


def _value(text: str) -> object:
    if text == "null":
        return None
    return int(text) if text.isdigit() else text


def _picklist(values: str) -> dict[str, Any]:
    words = [word.strip() for word in values.split("|")]
    defaults = [word[1:] for word in words if word.startswith("*")]
    entries = [
        {
            "active": True,
            "defaultValue": word.startswith("*"),
            "label": word.removeprefix("*"),
            "validFor": None,
            "value": word.removeprefix("*"),
        }
        for word in words
    ]
    if not defaults:
        return {"picklistValues": entries}
    return {"picklistValues": entries, "defaultValue": defaults[0], "defaultedOnCreate": True}
