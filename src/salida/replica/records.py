"""One record by its Id or by an external Id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from salida.errors import UsageError
from salida.model.ids import record_id
from salida.model.storage import StorageType, storage_type
from salida.replica import refusals
from salida.replica.blobs import blob
from salida.replica.call import Answer, json_answer
from salida.replica.person import soql_text

if TYPE_CHECKING:
    from salida.model.describe import Field, SObject
    from salida.replica.call import Call
    from salida.replica.org import Org

_SEVERAL = 300
_NUMBERS = frozenset({StorageType.DOUBLE, StorageType.DECIMAL, StorageType.INTEGER})
_NUMBER = re.compile(r"-?\d{1,18}(?:\.\d{1,18})?")
_PATHS = re.compile(r"[\w.]+(?:,[\w.]+)*")


def by_id(org: Org, call: Call, sobject: str, key: str) -> Answer:
    """Answer `GET .../sobjects/X/{id}[?fields=A,B]`."""
    described = org.describe(sobject)
    try:
        found = record_id(key)
    except UsageError:
        raise refusals.no_such_key(key) from None
    return _one(org, call, described, f"Id = {soql_text(found)}")


def below(org: Org, call: Call, sobject: str, first: str, second: str) -> Answer:
    """Answer `GET .../sobjects/X/{first}/{second}`.

    Three resources share this shape: `{id}/{blobField}`, `{id}/{parent}` and
    `{externalIdField}/{value}`.
    """
    described = org.describe(sobject)
    field = described.find(first)
    if field is not None and (field.external_id or field.name == "Id"):
        return _by_external_id(org, call, described, field, second)
    try:
        found = record_id(first)
    except UsageError:
        raise refusals.no_such_key(first) from None
    target = described.find(second)
    if target is not None and storage_type(target) is StorageType.BLOB:
        return blob(org, described, found, target)
    return _parent(org, call, described, found, second)


def _by_external_id(org: Org, call: Call, described: SObject, field: Field, value: str) -> Answer:
    number = storage_type(field) in _NUMBERS
    if number and _NUMBER.fullmatch(value) is None:
        raise refusals.not_found()
    literal = value if number else soql_text(value)
    soql = f"SELECT Id FROM {described.name} WHERE {field.name} = {literal}"  # noqa: S608 - SOQL, literals escaped
    ids = [each["Id"] for each in org.prepare(soql).records()]
    if len(ids) > 1:
        paths = [call.at(f"/sobjects/{described.name}/{each}") for each in ids]
        return json_answer(paths, status=_SEVERAL)
    if not ids:
        raise refusals.not_found()
    return _one(org, call, described, f"Id = {soql_text(ids[0])}")


def _parent(org: Org, call: Call, described: SObject, child: str, relationship: str) -> Answer:
    """Follow a lookup: `/sobjects/Contact/003.../Account`."""
    lookup = next(
        (
            each
            for each in described.fields
            if (each.relationship_name or "").lower() == relationship.lower()
        ),
        None,
    )
    if lookup is None or len(lookup.reference_to) != 1:
        raise refusals.not_found()
    soql = f"SELECT {lookup.name} FROM {described.name} WHERE Id = {soql_text(child)}"  # noqa: S608 - SOQL, literals escaped
    row = next(iter(org.prepare(soql).records()), None)
    if row is None or row[lookup.name] is None:
        raise refusals.not_found()
    parent = org.describe(lookup.reference_to[0])
    return _one(org, call, parent, f"Id = {soql_text(row[lookup.name])}")


def _one(org: Org, call: Call, described: SObject, condition: str) -> Answer:
    asked = call.query.get("fields")
    if asked and _PATHS.fullmatch(asked) is None:
        raise refusals.bad_request(f"No such columns: {asked}", "INVALID_FIELD")
    names = asked.split(",") if asked else [each.name for each in described.fields if _shown(each)]
    soql = f"SELECT {', '.join(names)} FROM {described.name} WHERE {condition}"  # noqa: S608 - SOQL, literals escaped
    prepared = org.prepare(soql)
    record = next(iter(prepared.json_records(version=call.version, count=1)), None)
    if record is None:
        raise refusals.not_found()
    return Answer(body=record)


def _shown(field: Field) -> bool:
    return storage_type(field) is not StorageType.STRUCTURE
