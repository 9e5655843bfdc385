"""A small org in an archive, a replica of it on a loopback port, and a plain HTTP client."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import orjson
import pyarrow as pa
import pytest
import urllib3

from salida.archive import Archive, OrgIdentity, SnapshotContent, SObjectOutcome
from salida.archive.columns import BLOB_INDEX_SQL
from salida.model.describe import sobject_from_json
from salida.model.ids import check_suffix
from salida.replica import Logins, Replica, ReplicaServer

if TYPE_CHECKING:
    from pathlib import Path

Describe = dict[str, Any]
Rows = Sequence[Mapping[str, object]]
Blobs = Mapping[tuple[str, str, str], bytes]
"""Bytes by sObject, record and field."""

NOW = datetime(2026, 11, 25, 2, 11, tzinfo=UTC)
HOSTILE = 'a "quoted", value\r\nwith; every|delimiter^and`\ttab \x00 😀 ‮ =cmd() NA'
V = "/services/data/v66.0"


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
)
CONTACT = described(
    "Contact",
    "003",
    column("LastName", nameField=True),
    column("Email", "email"),
    reference("AccountId", "Account"),
)
TASK = described(
    "Task", "00T", column("IsDeleted", "boolean"), column("IsArchived", "boolean"), column("Subject")
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
EVENT = described("Aviso__e", "e00", column("Text__c"), queryable=False, replicateable=False)

BLOBS: Blobs = {
    ("Attachment", record_id("00P", 1), "Body"): b"",
    ("ContentVersion", record_id("068", 1), "VersionData"): bytes(range(256)) * 4096,
}


def small_org() -> list[tuple[Describe, Rows]]:
    user = record_id("005", 1)
    accounts = [
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
    contacts = [
        {"Id": record_id("003", 1), "LastName": "Ruiz", "AccountId": record_id("001", 1)},
        {"Id": record_id("003", 2), "LastName": "Vega", "AccountId": None},
    ]
    tasks = [
        {"Id": record_id("00T", 1), "IsDeleted": False, "IsArchived": False, "Subject": "open"},
        {"Id": record_id("00T", 2), "IsDeleted": False, "IsArchived": True, "Subject": "archived"},
        {"Id": record_id("00T", 3), "IsDeleted": True, "IsArchived": False, "Subject": "deleted"},
    ]
    readings = [
        {
            "Id": record_id("a00", number),
            "Name": f'R-{number:05d} "{number}"',
            "Value__c": Decimal(number) / 8 * 10_000_000,
            "At__c": datetime(2024, 1, 15, 10, 30, number % 60, tzinfo=UTC),
            "Ok__c": number % 3 == 0,
        }
        for number in range(5001)
    ]
    long_rows = [{"Id": record_id("a01", number), "One__c": "1", "Two__c": "2"} for number in range(450)]
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
        id="00Dxx0000000001EAA",
        name="Test org",
        instance_url="https://test.example.com",
        api_version="66.0",
        username="backup@example.com",
        user_id=record_id("005", 1),
        time_zone="Europe/Madrid",
    )
    with archive.begin(kind="full", org=identity, started_at=NOW) as writer:
        listing = {
            "encoding": "UTF-8",
            "maxBatchSize": 200,
            "sobjects": [
                {key: value for key, value in each.items() if key != "fields"} for each, _rows in org
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
        index = ()
        if entries:
            columns = {name: [each[name] for each in entries] for name in BLOB_INDEX_SQL}
            index = (writer.put_blob_index(pa.table(columns)),)
        content_of_run = SnapshotContent(
            sobjects=tuple(outcomes), describe_global=describe_global, blob_index=index
        )
        writer.commit(content_of_run, finished_at=NOW)
    return archive


@dataclass
class Http:
    """Plain requests with a session, the way any client would send them."""

    url: str
    token: str = ""
    pool: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(retries=False))

    def send(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        json_body: object = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        raw: bool = False,
    ) -> urllib3.BaseHTTPResponse:
        given = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if json_body is not None:
            body = json.dumps(json_body).encode()
            given["Content-Type"] = "application/json"
        given |= headers or {}
        question = "" if query is None else f"?{urlencode(query)}"
        return self.pool.request(
            method,
            f"{self.url}{path}{question}",
            body=body,
            headers=given,
            redirect=False,
            decode_content=not raw,
        )

    def get(self, path: str, **more: Any) -> urllib3.BaseHTTPResponse:
        return self.send("GET", path, **more)

    def query(self, soql: str, *, all_rows: bool = False, **more: Any) -> urllib3.BaseHTTPResponse:
        path = f"{V}/queryAll" if all_rows else f"{V}/query"
        return self.get(path, query={"q": soql}, **more)

    def form(self, path: str, **fields: str) -> urllib3.BaseHTTPResponse:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.send("POST", path, body=urlencode(fields).encode(), headers=headers)

    def finished_job(self, soql: str, **request: str) -> dict[str, Any]:
        created = self.send(
            "POST", f"{V}/jobs/query", json_body={"operation": "query", "query": soql, **request}
        )
        assert created.status == 200, created.data
        return self.wait(created.json()["id"])

    def wait(self, job: str) -> dict[str, Any]:
        give_up_at = time.monotonic() + 20
        while time.monotonic() < give_up_at:
            shown: dict[str, Any] = self.get(f"{V}/jobs/query/{job}").json()
            if shown["state"] in {"JobComplete", "Failed", "Aborted"}:
                return shown
            time.sleep(0.01)
        pytest.fail(f"job {job} did not end")


@dataclass
class Running:
    """A replica that answers, and how to get in."""

    replica: Replica
    logins: Logins
    url: str

    def client(self, token: str | None = None) -> Http:
        return Http(self.url, self.logins.access_tokens[0] if token is None else token)


TOKEN = "00Dxx0000000001!AQlasting"
Run = Callable[..., Running]


@pytest.fixture(scope="session")
def practice_logins() -> Logins:
    """Logins with every flow open; made once, because an RSA key takes a while."""
    return Logins.invent(7)


@pytest.fixture(scope="session")
def small_archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return write_org(tmp_path_factory.mktemp("replica") / "archive", small_org(), blobs=BLOBS)


@pytest.fixture
def run(
    small_archive: Archive, practice_logins: Logins, tmp_path: Path
) -> Iterator[Run]:
    """Return a function that starts a replica with other settings."""
    started: list[tuple[Replica, ReplicaServer]] = []

    def start(**settings: Any) -> Running:
        tls = settings.pop("tls", None)
        archive = settings.pop("archive", small_archive)
        logins = settings.pop("logins", _with_token(practice_logins))
        replica = Replica(archive, logins=logins, spool=tmp_path, **settings)
        server = ReplicaServer(replica, tls=tls)
        server.start()
        started.append((replica, server))
        return Running(replica, logins, server.url)

    yield start
    for replica, server in started:
        server.stop()
        replica.close()


@pytest.fixture(scope="module")
def served(
    small_archive: Archive, practice_logins: Logins, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """A replica with default settings, shared by the tests of a module."""
    logins = _with_token(practice_logins)
    with (
        Replica(small_archive, logins=logins, spool=tmp_path_factory.mktemp("spool")) as replica,
        ReplicaServer(replica) as server,
    ):
        yield Running(replica, logins, server.url)


@pytest.fixture
def http(served: Running) -> Iterator[Http]:
    client = served.client()
    yield client
    client.pool.clear()


def _with_token(logins: Logins) -> Logins:
    from dataclasses import replace

    return replace(logins, access_tokens=(TOKEN,))
