"""simple-salesforce, unmodified, reads the invented company over TLS: what it gets is what lies in
the plain Parquet files, read without Salida's own queries.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest
import requests
from simple_salesforce.api import Salesforce

from salida.practice import create_practice
from salida.replica import Replica, ReplicaServer, generate_local_ca

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from salida.archive import Archive
    from salida.replica import Logins


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return create_practice(tmp_path_factory.mktemp("company") / "practice", records=3_000)


@pytest.fixture
def sf(
    company: Archive, practice_logins: Logins, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Any]:
    files = generate_local_ca(tmp_path)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(files.ca))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with (
        Replica(company, logins=practice_logins, spool=tmp_path) as replica,
        ReplicaServer(replica, tls=files) as server,
        requests.Session() as session,
    ):
        yield Salesforce(
            consumer_key=practice_logins.client_id,
            consumer_secret=practice_logins.client_secret,
            domain=f"127.0.0.1:{server.port}/services/oauth2/token?",
            session=session,
        )


def stored(company: Archive, sobject: str, fields: list[str]) -> list[dict[str, Any]]:
    """Return the rows that a query shows: neither soft-deleted nor archived ones."""
    parts = [company.path(each.path) for each in company.outcome(sobject).parts]
    rows = [row for each in parts for row in pq.ParquetFile(each).read().to_pylist()]
    shown = [row for row in rows if not (row.get("IsDeleted") or row.get("IsArchived"))]
    return sorted(
        ({name: row[name] for name in fields} for row in shown), key=lambda row: row["Id"]
    )


@pytest.mark.parametrize(
    ("sobject", "fields"),
    [
        ("Account", ["Id", "Name", "BillingCity", "Description"]),
        ("Contact", ["Id", "LastName", "AccountId"]),
        ("Opportunity", ["Id", "Name", "StageName"]),
        ("Task", ["Id", "Subject", "WhoId", "WhatId"]),
        ("Lectura__c", ["Id", "Name"]),
    ],
)
def test_rest_and_bulk_give_the_rows_of_the_company(
    sf: Any, company: Archive, sobject: str, fields: list[str]
) -> None:
    expected = stored(company, sobject, fields)
    soql = f"SELECT {', '.join(fields)} FROM {sobject}"

    answer = sf.query_all(soql)
    by_rest = [{name: each[name] for name in fields} for each in answer["records"]]
    pages = getattr(sf.bulk2, sobject).query(soql, wait=0)
    by_bulk = [row for page in pages for row in csv.DictReader(io.StringIO(page, newline=""))]

    assert answer["totalSize"] == len(expected) > 20
    assert sorted(by_rest, key=lambda row: row["Id"]) == expected
    assert sorted(by_bulk, key=lambda row: row["Id"]) == [
        {name: value or "" for name, value in row.items()} for row in expected
    ]


def test_every_sobject_is_described_as_in_the_archive(sf: Any, company: Archive) -> None:
    listed = {each["name"] for each in sf.describe()["sobjects"]}
    assert listed == set(company.sobject_names())
    for name in ("Account", "Stock__x", "Aviso__e", "Proyecto__c"):
        described = getattr(sf, name).describe()
        assert described["fields"] == company.describe_json(name)["fields"]
