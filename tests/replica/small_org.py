"""A small org with one of everything, and how to write any org into an archive."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson
import pyarrow as pa

from salida.archive import Archive, OrgIdentity, Part, SnapshotContent, SObjectOutcome
from salida.archive.columns import BLOB_INDEX_SQL
from salida.model.describe import sobject_from_json
from salida.model.ids import check_suffix

if TYPE_CHECKING:
    from pathlib import Path

Describe = dict[str, Any]
Rows = Sequence[Mapping[str, object]]
Blobs = Mapping[tuple[str, str, str], bytes]
"""Bytes by sObject, record and field."""

NOW = datetime(2026, 11, 25, 2, 11, tzinfo=UTC)
ORG = "00Dxx0000000001EAA"
HOSTILE = 'a "quoted", value\r\nwith; every|delimiter^and`\ttab \x00 😀 \u202e =cmd() NA'


def record_id(prefix: str, number: int) -> str:
    short = f"{prefix}xx{number:010d}"
    return short + check_suffix(short)


def described(name: str, prefix: str, *fields: Describe, **more: Any) -> Describe:
    return {
        "name": name,
        "keyPrefix": prefix,
        "label": name,
        "labelPlural": f"{name}s",
        "queryable": True,
        "replicateable": True,
        "fields": [column("Id", "id"), *fields],
        "childRelationships": [],
        "urls": {"sobject": f"/services/data/v66.0/sobjects/{name}"},
        **more,
    }


def column(name: str, kind: str = "string", **more: Any) -> Describe:
    return {"name": name, "type": kind, "label": name, "custom": name.endswith("__c"), **more}


def reference(name: str, *targets: str) -> Describe:
    relationship = name.removesuffix("Id")
    return column(name, "reference", referenceTo=list(targets), relationshipName=relationship)


USER = described(
    "User",
    "005",
    column("Username"),
    column("FirstName"),
    column("LastName"),
    column("Name", nameField=True),
    column("Email", "email"),
    column("TimeZoneSidKey", "picklist"),
)
ACCOUNT = described(
    "Account",
    "001",
    column("IsDeleted", "boolean"),
    column("Name", nameField=True),
    column("AnnualRevenue", "currency", precision=18, scale=2),
    column("External__c", externalId=True, length=20),
    column("Code__c", "double", externalId=True, precision=6),
    column("BillingStreet", compoundFieldName="BillingAddress"),
    column("BillingCity", compoundFieldName="BillingAddress"),
    column("BillingAddress", "address", soapType="urn:address"),
    reference("OwnerId", "User"),
    column("CreatedDate", "datetime"),
    column("SystemModstamp", "datetime"),
    childRelationships=[
        {"childSObject": "Contact", "field": "AccountId", "relationshipName": "Contacts"}
    ],
)
CONTACT = described(
    "Contact",
    "003",
    column("LastName", nameField=True),
    column("Email", "email"),
    reference("AccountId", "Account"),
)
TASK = described(
    "Task",
    "00T",
    column("IsDeleted", "boolean"),
    column("IsArchived", "boolean"),
    column("Subject"),
)
READING = described(
    "Reading__c",
    "a00",
    column("Name", nameField=True),
    column("Value__c", "double", precision=18, scale=3),
    column("At__c", "datetime"),
    column("Ok__c", "boolean"),
)
LONG = described(
    "Long__c",
    "a01",
    column("One__c", "textarea", length=32768),
    column("Two__c", "textarea", length=32768),
)
ATTACHMENT = described(
    "Attachment",
    "00P",
    column("Name", nameField=True),
    column("BodyLength", "int"),
    column("Body", "base64", soapType="xsd:base64Binary"),
)
VERSION = described(
    "ContentVersion",
    "068",
    column("Title", nameField=True),
    column("ContentSize", "int"),
    column("VersionData", "base64", soapType="xsd:base64Binary"),
)
ORGANIZATION = described("Organization", "00D", column("Name"), column("IsSandbox", "boolean"))
EVENT = described("Aviso__e", "e00", column("Text__c"), queryable=False, replicateable=False)

BLOBS: Blobs = {
    ("Attachment", record_id("00P", 1), "Body"): b"",
    ("ContentVersion", record_id("068", 1), "VersionData"): bytes(range(256)) * 4096,
}


def small_org() -> list[tuple[Describe, Rows]]:
    user = record_id("005", 1)
    accounts: Rows = [
        {
            "Id": record_id("001", number),
            "IsDeleted": number == 7,
            "Name": HOSTILE if number == 3 else f"Account {number}",
            "AnnualRevenue": None if number % 2 else 16147805824397 + number,
            "External__c": "twice" if number in {8, 9} else f"E-{number}",
            "Code__c": float(number),
            "BillingStreet": "Calle Mayor 1" if number == 1 else None,
            "BillingCity": "Madrid" if number == 1 else None,
            "OwnerId": user,
            "CreatedDate": datetime(2024, 1, 15, 10, 30, tzinfo=UTC),
            "SystemModstamp": datetime(2026, 11, 1 + number % 20, tzinfo=UTC),
        }
        for number in range(1, 26)
    ]
    contacts: Rows = [
        {"Id": record_id("003", 1), "LastName": "Ruiz", "AccountId": record_id("001", 1)},
        {"Id": record_id("003", 2), "LastName": "Vega", "AccountId": None},
    ]
    tasks: Rows = [
        {"Id": record_id("00T", 1), "IsDeleted": False, "IsArchived": False, "Subject": "open"},
        {"Id": record_id("00T", 2), "IsDeleted": False, "IsArchived": True, "Subject": "archived"},
        {"Id": record_id("00T", 3), "IsDeleted": True, "IsArchived": False, "Subject": "deleted"},
    ]
    readings: Rows = [
        {
            "Id": record_id("a00", number),
            "Name": f'R-{number:05d} "{number}"',
            "Value__c": Decimal(number) / 8 * 10_000_000,
            "At__c": datetime(2024, 1, 15, 10, 30, number % 60, tzinfo=UTC),
            "Ok__c": number % 3 == 0,
        }
        for number in range(5001)
    ]
    long_rows: Rows = [
        {"Id": record_id("a01", number), "One__c": "1", "Two__c": "2"} for number in range(450)
    ]
    return [
        (
            USER,
            [
                {
                    "Id": user,
                    "Username": "admin@example.com",
                    "FirstName": "Inés",
                    "LastName": "Soler",
                    "Name": "Inés Soler",
                    "Email": "ines@example.com",
                    "TimeZoneSidKey": "Europe/Madrid",
                }
            ],
        ),
        (ACCOUNT, accounts),
        (CONTACT, contacts),
        (TASK, tasks),
        (READING, readings),
        (LONG, long_rows),
        (ATTACHMENT, [{"Id": record_id("00P", 1), "Name": "empty.txt", "BodyLength": 0}]),
        (VERSION, [{"Id": record_id("068", 1), "Title": "Bytes", "ContentSize": 1048576}]),
        (ORGANIZATION, [{"Id": ORG, "Name": "Test org", "IsSandbox": False}]),
        (EVENT, []),
    ]


def write_org(
    root: Path,
    org: Sequence[tuple[Describe, Rows]],
    *,
    blobs: Blobs | None = None,
    identity: OrgIdentity | None = None,
) -> Archive:
    archive = Archive.create(root)
    identity = identity or OrgIdentity(
        id=ORG,
        name="Test org",
        instance_url="https://test.example.com",
        api_version="66.0",
        username="backup@example.com",
        user_id=record_id("005", 1),
        time_zone="Europe/Madrid",
    )
    with archive.begin(kind="practice", org=identity, started_at=NOW) as writer:
        listing = {
            "encoding": "UTF-8",
            "maxBatchSize": 200,
            "sobjects": [
                {key: value for key, value in each.items() if key != "fields"}
                for each, _rows in org
            ],
        }
        describe_global = writer.put_describe_global(orjson.dumps(listing))
        outcomes = []
        for describe, rows in org:
            sobject = sobject_from_json(describe)
            parts = []
            if rows:
                with writer.part(sobject, 0) as part:
                    arrays = [
                        pa.array([row.get(each.name) for row in rows], each.type)
                        for each in part.schema
                    ]
                    part.write(pa.table(arrays, schema=part.schema))
                    parts.append(part.finish({}))
            outcomes.append(
                SObjectOutcome(
                    name=sobject.name,
                    outcome="archived",
                    reader="rest",
                    # With blanks, to see that the replica gives back the very bytes.
                    describe=writer.put_describe(
                        sobject.name, json.dumps(describe, indent=1).encode()
                    ),
                    parts=tuple(parts),
                    rows=len(rows),
                    counts={"org": len(rows)},
                )
            )
        entries: list[dict[str, object]] = []
        for (sobject_name, record, field_name), content in (blobs or {}).items():
            with writer.blob() as blob:
                blob.write(content)
                stored = blob.finish()
            entries.append(
                {
                    "sobject": sobject_name,
                    "record_id": record,
                    "field": field_name,
                    "sha256": stored.sha256,
                    "md5": stored.md5,
                    "bytes": stored.bytes,
                }
            )
        index: tuple[Part, ...] = ()
        if entries:
            columns = {name: [each[name] for each in entries] for name in BLOB_INDEX_SQL}
            index = (writer.put_blob_index(pa.table(columns)),)
        content_of_run = SnapshotContent(
            sobjects=tuple(outcomes), describe_global=describe_global, blob_index=index
        )
        writer.commit(content_of_run, finished_at=NOW)
    return archive
