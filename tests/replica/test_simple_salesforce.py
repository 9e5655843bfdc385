"""simple-salesforce, unmodified, over TLS with the local CA: answers equal the archive.

It builds addresses as `https://{domain}.salesforce.com/...`. With a domain that ends in `?`
the rest becomes a query string, which the token endpoint does not look at.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest
import requests
from simple_salesforce.api import Salesforce
from simple_salesforce.exceptions import (
    SalesforceAuthenticationFailed,
    SalesforceExpiredSession,
    SalesforceMalformedRequest,
    SalesforceResourceNotFound,
)

from salida.archive import Catalogue
from salida.query import Engine
from salida.replica import Replica, ReplicaServer, generate_local_ca
from tests.replica.small_org import BLOBS, HOSTILE, record_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from salida.archive import Archive
    from salida.replica import Logins


@pytest.fixture(scope="module")
def secure(
    small_archive: Archive, practice_logins: Logins, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("secure")
    files = generate_local_ca(folder)
    with (
        Replica(small_archive, logins=practice_logins, spool=folder) as replica,
        ReplicaServer(replica, tls=files) as server,
    ):
        yield f"127.0.0.1:{server.port}", files.ca


@pytest.fixture
def session(
    secure: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[requests.Session]:
    """A session that is closed in the end; it trusts whom the environment tells it to trust."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(secure[1]))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with requests.Session() as session:
        yield session


@pytest.fixture
def sf(secure: tuple[str, Path], session: requests.Session, practice_logins: Logins) -> Any:
    return Salesforce(
        consumer_key=practice_logins.client_id,
        consumer_secret=practice_logins.client_secret,
        domain=f"{secure[0]}/services/oauth2/token?",
        session=session,
    )


def archived(archive: Archive, soql: str, *, all_rows: bool = False) -> list[dict[str, Any]]:
    catalogue = Catalogue(archive)
    try:
        return list(Engine(catalogue).prepare(soql, all_rows=all_rows).records(version="59.0"))
    finally:
        catalogue.close()


def test_client_credentials_log_in(sf: Any, secure: tuple[str, Path]) -> None:
    assert sf.sf_instance == secure[0]
    assert sf.session_id.startswith("00Dxx0000000001!")


def test_a_jwt_logs_in(
    secure: tuple[str, Path], session: requests.Session, practice_logins: Logins
) -> None:
    sf: Any = Salesforce(
        username=practice_logins.username,
        consumer_key=practice_logins.client_id,
        privatekey=practice_logins.jwt_private_key,
        instance_url=f"{secure[0]}/services/oauth2/token?",
        domain="login",
        session=session,
    )
    assert sf.query("SELECT COUNT() FROM Account")["totalSize"] == 24


def test_a_wrong_secret_is_told_as_such(
    secure: tuple[str, Path], session: requests.Session, practice_logins: Logins
) -> None:
    with pytest.raises(SalesforceAuthenticationFailed, match="invalid client credentials"):
        Salesforce(
            consumer_key=practice_logins.client_id,
            consumer_secret="wrong",
            domain=f"{secure[0]}/services/oauth2/token?",
            session=session,
        )


def test_a_session_and_an_instance_are_enough(
    sf: Any, secure: tuple[str, Path], session: requests.Session
) -> None:
    again: Any = Salesforce(session_id=sf.session_id, instance=secure[0], session=session)
    assert again.describe()["maxBatchSize"] == 200
    ended = Salesforce(session_id="00Dxx!ended", instance=secure[0], session=session)
    with pytest.raises(SalesforceExpiredSession):
        ended.describe()


def test_describes_equal_the_archive(sf: Any, small_archive: Archive) -> None:
    assert sf.describe() == small_archive.describe_global_json()
    assert sf.Account.describe() == small_archive.describe_json("Account")
    assert sf.is_sandbox() is False


def test_a_record_equals_the_archive(sf: Any, small_archive: Archive) -> None:
    record = record_id("001", 3)
    got = sf.Account.get(record)
    assert got["Name"] == HOSTILE
    (expected,) = archived(
        small_archive, f"SELECT Id, Name, AnnualRevenue FROM Account WHERE Id = '{record}'"
    )
    assert {key: got[key] for key in expected} == expected
    assert sf.Account.get_by_custom_id("External__c", "E-4")["Id"] == record_id("001", 4)
    with pytest.raises(SalesforceResourceNotFound):
        sf.Account.get(record_id("001", 999))


def test_queries_equal_the_archive(sf: Any, small_archive: Archive) -> None:
    soql = "SELECT Id, Name, CreatedDate, Owner.Name FROM Account ORDER BY Name"
    assert sf.query(soql)["records"] == archived(small_archive, soql)
    deleted = sf.query(soql, include_deleted=True)["records"]
    assert deleted == archived(small_archive, soql, all_rows=True)
    with pytest.raises(SalesforceMalformedRequest):
        sf.query("SELECT Idx FROM Account")


def test_every_page_of_a_query_equals_the_archive(sf: Any, small_archive: Archive) -> None:
    soql = "SELECT Id, Name, Value__c, At__c, Ok__c FROM Reading__c ORDER BY Name"
    found = sf.query_all(soql)
    assert (found["totalSize"], found["done"]) == (5001, True)
    expected = archived(small_archive, soql)
    assert [each["Id"] for each in found["records"]] == [each["Id"] for each in expected]
    assert [each["Name"] for each in found["records"]] == [each["Name"] for each in expected]
    assert [each["At__c"] for each in found["records"]] == [each["At__c"] for each in expected]
    assert len(list(sf.query_all_iter(soql))) == 5001


def test_bulk_results_equal_the_archive(sf: Any, small_archive: Archive) -> None:
    soql = "SELECT Id, Name, Ok__c FROM Reading__c"
    pages = list(sf.bulk2.Reading__c.query(soql, max_records=2000, wait=0))
    assert len(pages) == 3
    rows = [row for each in pages for row in csv.DictReader(io.StringIO(each, newline=""))]
    expected = [
        {"Id": each["Id"], "Name": each["Name"], "Ok__c": str(each["Ok__c"]).lower()}
        for each in archived(small_archive, soql)
    ]
    assert sorted(rows, key=lambda row: row["Id"]) == sorted(expected, key=lambda row: row["Id"])


def test_bulk_downloads_equal_the_archive(sf: Any, small_archive: Archive, tmp_path: Path) -> None:
    soql = "SELECT Id, Name FROM Account"
    for page in sf.bulk2.Account.download(soql, path=str(tmp_path), max_records=10, wait=0):
        assert page["number_of_records"] <= 10
    rows = [
        row
        for each in tmp_path.iterdir()
        for row in csv.DictReader(io.StringIO(each.read_bytes().decode(), newline=""))
    ]
    expected = {each["Id"]: each["Name"] for each in archived(small_archive, soql)}
    # simple-salesforce takes the NULs out of what it downloads.
    assert {row["Id"]: row["Name"] for row in rows} == {
        key: name.replace("\x00", "") for key, name in expected.items()
    }
    assert len(rows) == 24


def test_files_equal_the_archive(sf: Any) -> None:
    record = record_id("068", 1)
    answer = sf._call_salesforce(
        "GET", f"{sf.base_url}sobjects/ContentVersion/{record}/VersionData"
    )
    assert answer.content == BLOBS["ContentVersion", record, "VersionData"]


def test_limits_are_told_and_counted(sf: Any) -> None:
    limits = sf.limits()
    assert limits["DailyApiRequests"]["Max"] == 5_000_000
    assert sf.api_usage["api-usage"].total == 5_000_000
