"""A small org in an archive: written through the archive's own door, queried through the engine's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Any

import orjson
import pyarrow as pa
import pytest

from salida.archive import Archive, Catalogue, OrgIdentity, SnapshotContent, SObjectOutcome
from salida.archive.columns import VERBATIM
from salida.model.describe import sobject_from_json
from salida.model.gap import Gap, GapReason
from salida.model.ids import check_suffix
from salida.query import Engine

if TYPE_CHECKING:
    from pathlib import Path

Describe = dict[str, Any]
Rows = Sequence[Mapping[str, object]]
NOW = datetime(2024, 5, 15, 10, 30, tzinfo=UTC)  # a Wednesday


def record_id(prefix: str, number: int) -> str:
    short = f"{prefix}xx{number:010d}"
    return short + check_suffix(short)


def described(name: str, *fields: Describe, children: Sequence[Describe] = ()) -> Describe:
    return {
        "name": name,
        "queryable": True,
        "fields": list(fields),
        "childRelationships": list(children),
    }


def field(name: str, kind: str = "string", **more: object) -> Describe:
    return {"name": name, "type": kind, "custom": name.endswith("__c"), **more}


def reference(name: str, *targets: str, relation: str | None = None) -> Describe:
    shown = relation or name.removesuffix("Id")
    return field(name, "reference", referenceTo=list(targets), relationshipName=shown)


def children(sobject: str, by: str, name: str) -> Describe:
    return {"childSObject": sobject, "field": by, "relationshipName": name}


def write_archive(
    root: Path,
    org: Sequence[tuple[Describe, Rows]],
    *,
    gaps: Sequence[tuple[Describe, GapReason]] = (),
) -> Archive:
    archive = Archive.create(root)
    identity = OrgIdentity(
        id="00D000000000001EAA",
        name="Test org",
        instance_url="https://test.example.com",
        api_version="66.0",
    )
    with archive.begin(kind="full", org=identity, started_at=NOW) as writer:
        outcomes = []
        for describe, rows in org:
            sobject = sobject_from_json(describe)
            file = writer.put_describe(sobject.name, orjson.dumps(describe))
            verbatim = any(VERBATIM in row for row in rows)
            parts = []
            if rows:
                with writer.part(sobject, 0, verbatim=verbatim) as part:
                    names = part.schema.names
                    arrays = [
                        pa.array([row.get(name) for row in rows], part.schema.field(name).type)
                        for name in names
                    ]
                    part.write(pa.table(arrays, schema=part.schema))
                    parts.append(part.finish({}))
            outcomes.append(
                SObjectOutcome(
                    name=sobject.name,
                    outcome="archived",
                    reader="rest",
                    describe=file,
                    parts=tuple(parts),
                    rows=len(rows),
                    counts={"org": len(rows)},
                )
            )
        for describe, reason in gaps:
            known = "fields" in describe
            raw = orjson.dumps(describe)
            seen = writer.put_describe(describe["name"], raw) if known else None
            outcomes.append(
                SObjectOutcome(
                    name=describe["name"],
                    outcome="gap",
                    describe=seen,
                    gaps=(Gap(describe["name"], reason),),
                )
            )
        writer.commit(SnapshotContent(sobjects=tuple(outcomes)), finished_at=NOW)
    return archive


USER = described(
    "User",
    field("Id", "id"),
    field("Name", nameField=True),
    field("Alias"),
    field("Email", "email"),
    field("IsActive", "boolean"),
    reference("ProfileId", "Profile"),
    reference("ManagerId", "User", relation="Manager"),
)
GROUP = described("Group", field("Id", "id"), field("Name", nameField=True), field("Type"))
PROFILE = described("Profile", field("Id", "id"), field("Name", nameField=True))
ACCOUNT = described(
    "Account",
    field("Id", "id"),
    field("IsDeleted", "boolean"),
    field("Name", nameField=True),
    field(
        "Industry",
        "picklist",
        picklistValues=[
            {"value": "Media", "label": "Medios"},
            {"value": "Energy", "label": "Energy"},
        ],
    ),
    field("Tags__c", "multipicklist"),
    field("AnnualRevenue", "currency", precision=18, scale=0),
    field("NumberOfEmployees", "int"),
    field("Score__c", "double", precision=5, scale=2),
    field("Big__c", "double", precision=18, scale=0),
    field("Key__c", caseSensitive=True),
    field("Opened__c", "date"),
    field("Opens__c", "time"),
    field("CreatedDate", "datetime"),
    field("Active__c", "boolean"),
    field("Notes__c", "textarea"),
    reference("OwnerId", "User"),
    reference("ParentId", "Account", relation="Parent"),
    field("BillingStreet", "textarea", compoundFieldName="BillingAddress"),
    field("BillingCity", compoundFieldName="BillingAddress"),
    field("BillingCountry", compoundFieldName="BillingAddress"),
    field("BillingLatitude", "double", precision=18, scale=15, compoundFieldName="BillingAddress"),
    field("BillingLongitude", "double", precision=18, scale=15, compoundFieldName="BillingAddress"),
    field("BillingAddress", "address", soapType="urn:address"),
    field("Place__Latitude__s", "double", precision=18, scale=15, compoundFieldName="Place__c"),
    field("Place__Longitude__s", "double", precision=18, scale=15, compoundFieldName="Place__c"),
    field("Place__c", "location", soapType="urn:location"),
    field("Layout__c", "json", soapType="tns:json"),
    children=(
        children("Contact", "AccountId", "Contacts"),
        children("Account", "ParentId", "ChildAccounts"),
        children("Task", "WhatId", "Tasks"),
        children("Secret__c", "Account__c", "Secrets__r"),
    ),
)
CONTACT = described(
    "Contact",
    field("Id", "id"),
    field("IsDeleted", "boolean"),
    field("FirstName"),
    field("LastName"),
    field("Name", nameField=True),
    field("Email", "email"),
    field("Birthdate", "date"),
    reference("AccountId", "Account"),
    reference("OwnerId", "User"),
    children=(children("Task", "WhoId", "Tasks"),),
)
LEAD = described(
    "Lead",
    field("Id", "id"),
    field("IsDeleted", "boolean"),
    field("Name", nameField=True),
    field("Status", "picklist"),
    reference("OwnerId", "Group", "User"),
)
CASE = described("Case", field("Id", "id"), field("CaseNumber", nameField=True), field("Subject"))
TASK = described(
    "Task",
    field("Id", "id"),
    field("IsDeleted", "boolean"),
    field("IsArchived", "boolean"),
    field("Subject", "combobox"),
    reference("WhoId", "Contact", "Lead", relation="Who"),
    reference("WhatId", "Account", "Case", relation="What"),
    reference("OwnerId", "User"),
)
FILE = described(
    "ContentVersion",
    field("Id", "id"),
    field("Title"),
    field("VersionData", "base64", soapType="xsd:base64Binary"),
)
ORGANIZATION = described(
    "Organization",
    field("Id", "id"),
    field("FiscalYearStartMonth", "int"),
    field("UsesStartDateAsFiscalYearName", "boolean"),
)
SECRET = described("Secret__c", field("Id", "id"), reference("Account__c", "Account"))
UNSEEN = {"name": "Unseen__c"}  # the org refused even its describe
ENTITY = {**described("FlexQueueItem", field("Id", "id")), "queryable": False}

ANA, BOB = record_id("005", 1), record_id("005", 2)
QUEUE = record_id("00G", 1)
ACME, BETA, GAMMA, GONE, DELTA = (record_id("001", n) for n in range(1, 6))
ONE, TWO, THREE, LOST = (record_id("003", n) for n in range(1, 5))
LEAD_ONE, LEAD_TWO = record_id("00Q", 1), record_id("00Q", 2)
CASE_ONE = record_id("500", 1)
TASKS = [record_id("00T", n) for n in range(1, 6)]
FILE_ONE = record_id("068", 1)


def moment(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


ORG: list[tuple[Describe, Rows]] = [
    (
        USER,
        [
            {
                "Id": ANA,
                "Name": "Ana Gil",
                "Alias": "agil",
                "Email": "ana@example.com",
                "IsActive": True,
                "ProfileId": record_id("00e", 1),
            },
            {"Id": BOB, "Name": "Bob Roe", "Alias": "broe", "IsActive": False, "ManagerId": ANA},
        ],
    ),
    (GROUP, [{"Id": QUEUE, "Name": "Support", "Type": "Queue"}]),
    (PROFILE, [{"Id": record_id("00e", 1), "Name": "System Administrator"}]),
    (
        ACCOUNT,
        [
            {
                "Id": ACME,
                "IsDeleted": False,
                "Name": "Acme",
                "Industry": "Media",
                "Tags__c": "AAA;BBB",
                "AnnualRevenue": Decimal(16147805824397),
                "NumberOfEmployees": 120,
                "Score__c": 1.5,
                "Big__c": Decimal(999999999999999999),
                "Key__c": "Abc",
                "Opened__c": date(2024, 5, 15),
                "Opens__c": time(9, 30),
                "CreatedDate": moment(2024, 5, 14, 23, 30),
                "Active__c": True,
                "Notes__c": 'first line\nsecond "line"\x00😀',
                "OwnerId": ANA,
                "BillingStreet": "1 Main St",
                "BillingCity": "Madrid",
                "BillingCountry": "Spain",
                "BillingLatitude": Decimal("40.416775"),
                "BillingLongitude": Decimal("-3.70379"),
                "Place__Latitude__s": Decimal("40.416775"),
                "Place__Longitude__s": Decimal("-3.70379"),
            },
            {
                "Id": BETA,
                "IsDeleted": False,
                "Name": "beta %_x",
                "Industry": "Energy",
                "Tags__c": "BBB",
                "AnnualRevenue": Decimal(90000000),
                "NumberOfEmployees": 5,
                "Score__c": 0.00012,
                "Key__c": "abc",
                "Opened__c": date(2024, 4, 1),
                "CreatedDate": moment(2024, 5, 15, 0, 30),
                "Active__c": False,
                "OwnerId": BOB,
                "ParentId": ACME,
                "Place__Latitude__s": Decimal("41.385064"),
                "Place__Longitude__s": Decimal("2.173403"),
            },
            {
                "Id": GAMMA,
                "IsDeleted": False,
                "Name": "Gamma",
                "AnnualRevenue": Decimal(955),
                "Score__c": 955.0,
                "CreatedDate": moment(2023, 12, 31, 23, 0),
                "Active__c": False,
                "OwnerId": ANA,
                "ParentId": ACME,
            },
            {"Id": GONE, "IsDeleted": True, "Name": "Gone", "OwnerId": ANA},
            {"Id": DELTA, "IsDeleted": False, "Name": "acme", "Industry": "media", "OwnerId": BOB},
        ],
    ),
    (
        CONTACT,
        [
            {
                "Id": ONE,
                "IsDeleted": False,
                "FirstName": "Uno",
                "LastName": "One",
                "Name": "Uno One",
                "AccountId": ACME,
                "OwnerId": ANA,
                "Birthdate": date(1990, 2, 28),
            },
            {
                "Id": TWO,
                "IsDeleted": False,
                "LastName": "two",
                "Name": "two",
                "Email": "two@example.com",
                "AccountId": ACME,
                "OwnerId": BOB,
            },
            {"Id": THREE, "IsDeleted": False, "LastName": "Three", "Name": "Three", "OwnerId": BOB},
            {
                "Id": LOST,
                "IsDeleted": True,
                "LastName": "Lost",
                "Name": "Lost",
                "AccountId": BETA,
                "OwnerId": BOB,
            },
        ],
    ),
    (
        LEAD,
        [
            {"Id": LEAD_ONE, "IsDeleted": False, "Name": "Lea", "Status": "Open", "OwnerId": QUEUE},
            {"Id": LEAD_TWO, "IsDeleted": False, "Name": "Leo", "Status": "Open", "OwnerId": ANA},
        ],
    ),
    (CASE, [{"Id": CASE_ONE, "CaseNumber": "00001001", "Subject": "Broken"}]),
    (
        TASK,
        [
            {
                "Id": TASKS[0],
                "IsDeleted": False,
                "IsArchived": False,
                "Subject": "Call",
                "WhoId": ONE,
                "WhatId": ACME,
                "OwnerId": ANA,
            },
            {
                "Id": TASKS[1],
                "IsDeleted": False,
                "IsArchived": False,
                "Subject": "Email",
                "WhoId": LEAD_ONE,
                "OwnerId": ANA,
            },
            {
                "Id": TASKS[2],
                "IsDeleted": False,
                "IsArchived": False,
                "Subject": "Fix",
                "WhatId": CASE_ONE,
                "OwnerId": BOB,
            },
            {
                "Id": TASKS[3],
                "IsDeleted": False,
                "IsArchived": True,
                "Subject": "Old",
                "WhatId": ACME,
                "OwnerId": BOB,
            },
            {
                "Id": TASKS[4],
                "IsDeleted": False,
                "IsArchived": False,
                "Subject": "Think",
                "OwnerId": BOB,
            },
        ],
    ),
    (FILE, [{"Id": FILE_ONE, "Title": "Plan"}]),
    (
        ORGANIZATION,
        [
            {
                "Id": "00D000000000001EAA",
                "FiscalYearStartMonth": 4,
                "UsesStartDateAsFiscalYearName": True,
            }
        ],
    ),
]


@pytest.fixture(scope="session")
def org_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    gaps = [
        (SECRET, GapReason.REFUSED),
        (ENTITY, GapReason.NOT_QUERYABLE),
        (UNSEEN, GapReason.REFUSED),
    ]
    archive = write_archive(tmp_path_factory.mktemp("org") / "archive", ORG, gaps=gaps)
    with Catalogue(archive) as catalogue:
        yield Engine(catalogue)


@pytest.fixture(scope="session")
def org_ids() -> dict[str, str]:
    """The Ids of the org's records by a name."""
    return {
        "ana": ANA,
        "bob": BOB,
        "queue": QUEUE,
        "acme": ACME,
        "beta": BETA,
        "gamma": GAMMA,
        "gone": GONE,
        "delta": DELTA,
        "one": ONE,
        "two": TWO,
        "three": THREE,
        "lost": LOST,
        "case": CASE_ONE,
        "file": FILE_ONE,
    }


Answer = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="session")
def answer(org_engine: Engine) -> Answer:
    """The records of a query as plain JSON."""

    def run(soql: str, *, all_rows: bool = False, time_zone: str = "UTC") -> list[dict[str, Any]]:
        prepared = org_engine.prepare(soql, all_rows=all_rows, now=NOW, time_zone=time_zone)
        records = [orjson.loads(each) for each in prepared.json_records()]
        # Every form of an answer has the same rows, in the same order where one was asked for.
        assert len(records) == prepared.count()
        assert prepared.arrow().read_all().num_rows == len(records)
        return records

    return run


@pytest.fixture(scope="session")
def engine_factory() -> Iterator[Callable[[Path, Sequence[tuple[Describe, Rows]]], Engine]]:
    """An engine over rows that a test made up, in an archive at a place that it names."""
    with ExitStack() as stack:

        def make(root: Path, org: Sequence[tuple[Describe, Rows]]) -> Engine:
            return Engine(stack.enter_context(Catalogue(write_archive(root, org))))

        yield make


MakeEngine = Callable[..., Engine]


@pytest.fixture
def engine_over(tmp_path: Path, engine_factory: Callable[..., Engine]) -> MakeEngine:
    """The same at a new place of its own each time."""
    numbers = count()
    return lambda *org: engine_factory(tmp_path / f"archive-{next(numbers)}", org)
