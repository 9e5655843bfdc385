"""The sample data of NPSP and PMM, two real apps, as practice orgs under real describes.

A data set is a SQL dump and a mapping (CumulusCI's): which table holds which sObject, which
column which field, and which columns point to rows of which table. The describes are real
where the fixtures have them, with the apps' own fields added; the apps' own sObjects are
described from the mapping.
"""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml  # type: ignore[import-untyped]  # its stubs are not installed

from salida.practice import load_practice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from salida.archive import Archive

FIXTURES = Path(__file__).parents[2].parent / "shared" / "fixtures"
_SAMPLES = {
    "npsp": ("npsp_bsd3", "datasets__1k__test_data.sql"),
    "pmm": ("pmm_bsd3", "datasets__sample.sql"),
}
_FULL_DESCRIBES = {
    "Account": "cumulusci/Account.json",
    "Contact": "cumulusci/Contact.json",
    "Opportunity": "cumulusci/Opportunity.json",
    "OpportunityContactRole": "cumulusci/OpportunityContactRole.json",
    "User": "misc/User_dotnet.json",
}
_SETUP = ("Organization", "User", "RecordType")
_TYPES: tuple[tuple[re.Pattern[str], dict[str, Any]], ...] = (
    (re.compile(r"(true|false)$", re.IGNORECASE), {"type": "boolean"}),
    (re.compile(r"\d{4}-\d\d-\d\d$"), {"type": "date"}),
    (re.compile(r"\d{4}-\d\d-\d\dT"), {"type": "datetime"}),
    (re.compile(r"-?\d+(\.\d+)?$"), {"type": "double", "precision": 18, "scale": 2}),
)
_LONGEST_TEXT = 255


@dataclass(frozen=True)
class SampleOrg:
    """What a data set says: rows by sObject, their references, and the describes for them."""

    describes: tuple[dict[str, Any], ...]
    rows: dict[str, list[dict[str, object]]]
    lookups: dict[str, dict[str, str]]

    @property
    def count(self) -> int:
        return sum(len(each) for each in self.rows.values())

    def load(self, root: Path) -> Archive:
        return load_practice(root, self.describes, self.rows, lookups=self.lookups)


def has_samples() -> bool:
    return all(
        (FIXTURES / "sampledata" / folder / sql).is_file() for folder, sql in _SAMPLES.values()
    )


def sample_org(name: str) -> SampleOrg:
    """Read `npsp` (17,285 rows) or `pmm` (1,267 rows)."""
    folder, dump = _SAMPLES[name]
    base = FIXTURES / "sampledata" / folder
    steps = yaml.safe_load((base / "datasets__mapping.yml").read_text("utf-8"))
    rows: dict[str, list[dict[str, object]]] = {}
    lookups: dict[str, dict[str, str]] = {}
    with sqlite3.connect(":memory:") as database:
        database.row_factory = sqlite3.Row
        database.executescript((base / dump).read_text("utf-8"))
        tables = {
            step.get("table", step["sf_object"]): step["sf_object"] for step in steps.values()
        }
        for step in steps.values():
            sobject = step["sf_object"]
            rows[sobject] = list(_rows(database, step))
            lookups[sobject] = {
                field: tables[lookup["table"]] for field, lookup in step.get("lookups", {}).items()
            }
        rows["RecordType"] = list(_record_types(database))
    database.close()
    describes = [_describe(each, rows[each], lookups.get(each, {})) for each in rows]
    described = {each["name"] for each in describes}
    describes += [_real(each) for each in _SETUP if each not in described]
    return SampleOrg(tuple(describes), rows, lookups)


def _rows(database: sqlite3.Connection, step: Mapping[str, Any]) -> Iterable[dict[str, object]]:
    listed = step.get("fields", {})
    fields = listed if isinstance(listed, dict) else {each: each for each in listed}
    columns = {"Id": "id", **fields}
    table = step.get("table", step["sf_object"])
    existing = {each["name"].lower() for each in database.execute(f'PRAGMA table_info("{table}")')}
    for field, lookup in step.get("lookups", {}).items():
        columns[field] = lookup.get("key_field") or _column_of(field, existing)
    for row in database.execute(f'SELECT * FROM "{table}"'):
        yield {field: row[column] for field, column in columns.items()}


def _column_of(field: str, existing: set[str]) -> str:
    """Name the column of a reference: its own name, or with underscores and without `Id`."""
    snake = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", field).lower()
    return next(each for each in (field.lower(), snake) if each in existing)


def _record_types(database: sqlite3.Connection) -> Iterable[dict[str, object]]:
    for row in database.execute('SELECT * FROM "Account_rt_mapping"'):
        yield {
            "Id": row["record_type_id"],
            "Name": row["developer_name"],
            "DeveloperName": row["developer_name"],
            "SobjectType": "Account",
            "IsActive": "true",
        }


def _describe(
    name: str, rows: list[dict[str, object]], lookups: Mapping[str, str]
) -> dict[str, Any]:
    describe = _real(name) if not name.endswith("__c") else _custom(name)
    own = [each for each in describe["fields"] if not each.get("custom")]
    known = {each["name"].lower() for each in own}
    fields = {field for row in rows for field in row} - {"Id"}
    missing = sorted(each for each in fields if each.lower() not in known)
    added = [_field(each, [row.get(each) for row in rows], lookups.get(each)) for each in missing]
    return {**describe, "fields": own + added}


def _real(name: str) -> dict[str, Any]:
    full = _FULL_DESCRIBES.get(name)
    if full is not None:
        text = (FIXTURES / "describe" / full).read_text("utf-8")
        describe: dict[str, Any] = json.loads(text)
        return describe
    return _reduced()[name]


@cache
def _reduced() -> dict[str, dict[str, Any]]:
    path = FIXTURES / "describe" / "soql_metadata_lwrfileupload_2024.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {each["name"]: each for each in map(json.loads, lines)}


def _custom(name: str) -> dict[str, Any]:
    system = {
        "Id": "id",
        "IsDeleted": "boolean",
        "CreatedDate": "datetime",
        "LastModifiedDate": "datetime",
        "SystemModstamp": "datetime",
    }
    people = ("OwnerId", "CreatedById", "LastModifiedById")
    fields: list[dict[str, Any]] = [{"name": field, "type": kind} for field, kind in system.items()]
    fields.append({"name": "Name", "type": "string", "length": 80, "nameField": True})
    fields += [{"name": each, "type": "reference", "referenceTo": ["User"]} for each in people]
    return {
        "name": name,
        "label": name.removesuffix("__c").replace("_", " "),
        "custom": True,
        "fields": fields,
    }


def _field(name: str, values: list[object], target: str | None) -> dict[str, Any]:
    """Describe a custom field from its values: the mapping does not say what type it has."""
    field: dict[str, Any] = {"name": name, "custom": name.endswith("__c")}
    if target is not None:
        return {**field, "type": "reference", "referenceTo": [target]}
    texts = {str(each) for each in values if each not in (None, "")}
    for pattern, described in _TYPES:
        if texts and all(pattern.match(each) for each in texts):
            return {**field, **described}
    if max((len(each) for each in texts), default=0) > _LONGEST_TEXT:
        return {**field, "type": "textarea", "length": 32_768}
    return {**field, "type": "string", "length": _LONGEST_TEXT}
