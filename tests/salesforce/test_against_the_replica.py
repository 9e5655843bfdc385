"""The whole client against Salida's own replica, over HTTP and over TLS with a local authority.

The scripted org of the other tests says what a test tells it to; the replica says what its
archive holds. Here every login and every call has to fit a server that was built apart.
"""

from __future__ import annotations

import csv
import io
import json
import threading
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import pytest
import urllib3

from salida.errors import AccessError, AuthenticationError, SalesforceError
from salida.practice import create_practice
from salida.replica import Dialect, Logins, Replica, ReplicaServer, generate_local_ca
from salida.salesforce import (
    BrowserPkce,
    Client,
    ClientCredentials,
    JwtBearer,
    PastedToken,
    RefreshToken,
    fetch_identity,
)
from salida.salesforce.blobs import open_blob
from salida.salesforce.bulk import (
    Job,
    PageRef,
    create_query,
    delete_job,
    get_job,
    list_jobs,
    open_page,
    result_pages,
    wait_job,
)
from salida.salesforce.describe import fetch_describe, fetch_describes, fetch_global
from salida.salesforce.limits import fetch_limits
from salida.salesforce.query import count, counts, pages, record_counts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from salida.archive import Archive

USER = "laura.0@brisalta.example"
RECORDS = 3_000
TOKEN = "00Dxx0000001gPF!lasting"


@dataclass(frozen=True)
class Running:
    """A replica that answers, and what opens it."""

    url: str
    logins: Logins
    ca_file: Path | None
    archive: Archive


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return create_practice(tmp_path_factory.mktemp("salesforce") / "archive", records=RECORDS)


@pytest.fixture(scope="module")
def logins() -> Logins:
    return replace(Logins.invent(5, username=USER), access_tokens=(TOKEN,))


@pytest.fixture(scope="module", params=["http", "https"])
def running(
    request: pytest.FixtureRequest,
    archive: Archive,
    logins: Logins,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Running]:
    """Return the practice org, served over plain HTTP and then over TLS."""
    folder = tmp_path_factory.mktemp("served")
    tls = generate_local_ca(folder / "tls") if request.param == "https" else None
    with (
        Replica(
            archive, logins=logins, spool=folder, dialect=Dialect(result_page_records=20)
        ) as it,
        ReplicaServer(it, tls=tls) as server,
    ):
        yield Running(server.url, logins, tls.ca if tls else None, archive)


@pytest.fixture
def join(running: Running, connect: Callable[..., Client]) -> Callable[..., Client]:
    """Return a function that connects to the practice org by a way to log in."""
    return lambda way, **options: connect(way, ca_file=running.ca_file, **options)


@pytest.fixture
def practice(running: Running, join: Callable[..., Client]) -> Client:
    return join(PastedToken(running.url, TOKEN))


# --- the four flows


def ways(running: Running) -> dict[str, Any]:
    given = running.logins
    return {
        "jwt": JwtBearer(given.client_id, USER, given.jwt_private_key or "", login_url=running.url),
        "client credentials": ClientCredentials(
            given.client_id, given.client_secret or "", running.url
        ),
        "refresh": RefreshToken(given.client_id, given.refresh_tokens[0], running.url),
    }


@pytest.mark.parametrize("flow", ["jwt", "client credentials", "refresh"])
def test_a_flow_logs_in_and_renews(
    running: Running, join: Callable[..., Client], flow: str
) -> None:
    client = join(ways(running)[flow])
    first = client.session
    assert first.instance_url == running.url
    assert first.org_id is not None
    assert fetch_identity(client).username == USER
    client.send("POST", "/services/oauth2/revoke", params={"token": first.access_token})
    assert client.get_json("/limits")["DailyApiRequests"]
    assert client.session.access_token != first.access_token


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ("client", "client identifier invalid"),
        ("user", "hasn't approved this consumer"),
        ("key", "invalid assertion"),
        ("audience", "audience is invalid"),
        ("refresh", "expired access/refresh token"),
        ("secret", "invalid client credentials"),
    ],
)
def test_a_wrong_login_is_refused_in_salesforces_words(
    running: Running, join: Callable[..., Client], spoil: str, words: str
) -> None:
    good = ways(running)
    wrong = {
        "client": lambda: replace(good["jwt"], client_id="3MVG9.other"),
        "user": lambda: replace(good["jwt"], username="nobody@example.com"),
        "key": lambda: replace(good["jwt"], private_key=Logins.invent().jwt_private_key),
        "audience": lambda: replace(good["jwt"], audience="https://elsewhere.example.com"),
        "refresh": lambda: replace(good["refresh"], refresh_token="5Aep861gone"),
        "secret": lambda: replace(good["client credentials"], client_secret="wrong"),
    }[spoil]()
    with pytest.raises(AuthenticationError, match=words) as refused:
        _ = join(wrong).session
    assert refused.value.hint


class Form(HTMLParser):
    """The hidden fields of the consent page."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden":
            self.fields[given["name"] or ""] = given["value"] or ""


class Person:
    """Opens the consent page, answers it, and goes where it leads."""

    def __init__(self, choice: str, ca_file: Path | None) -> None:
        self._choice = choice
        self._ca_file = str(ca_file) if ca_file else None
        self._thread: threading.Thread | None = None

    def open(self, address: str) -> None:
        self._thread = threading.Thread(target=self._walk, args=(address,))
        self._thread.start()

    def _walk(self, address: str) -> None:
        with urllib3.PoolManager(ca_certs=self._ca_file) as pool:
            form = Form()
            form.feed(pool.request("GET", address).data.decode())
            answered = pool.request(
                "POST",
                address.partition("?")[0],
                body=urlencode({**form.fields, "choice": self._choice}),
                headers={"Content-Type": "application/x-www-form-urlencoded"},
                redirect=False,
            )
            pool.request("GET", answered.headers["Location"].replace("localhost", "127.0.0.1"))

    def join(self) -> None:
        if self._thread is not None:
            self._thread.join(10)


@pytest.mark.parametrize("choice", ["allow", "deny"])
def test_a_person_logs_in_through_the_browser(
    running: Running, join: Callable[..., Client], choice: str
) -> None:
    person = Person(choice, running.ca_file)
    kept: list[str] = []
    way = BrowserPkce(
        running.logins.client_id,
        running.url,
        port=0,
        open_browser=person.open,
        on_refresh_token=kept.append,
    )
    client = join(way)
    if choice == "deny":
        with pytest.raises(AuthenticationError, match="denied"):
            _ = client.session
    else:
        assert fetch_identity(client).username == USER
        renewed = RefreshToken(running.logins.client_id, kept[0], running.url)
        assert join(renewed).session.access_token
    person.join()


# --- what the org is


def test_the_identity_is_that_of_the_archive(running: Running, practice: Client) -> None:
    identity = fetch_identity(practice)
    org = running.archive.manifest().org
    assert (identity.org_id, identity.org_name) == (org.id, org.name)
    assert (identity.edition, identity.is_sandbox) == (org.edition, org.is_sandbox)
    assert identity.username == USER
    assert identity.instance_url == running.url


def test_limits_and_usage_agree(practice: Client) -> None:
    limit = fetch_limits(practice)["DailyApiRequests"]
    usage = practice.api_usage
    assert usage is not None
    assert usage.max == limit.max
    assert abs(usage.left - limit.remaining) <= 1


def test_every_describe_arrives_as_archived(running: Running, practice: Client) -> None:
    listed = json.loads(fetch_global(practice))["sobjects"]
    names = [each["name"] for each in listed]
    assert names
    found = dict(fetch_describes(practice, names))
    assert list(found) == names
    for name in names:
        content = found[name]
        assert isinstance(content, bytes)
        described = json.loads(content)
        archived = running.archive.describe_json(name)
        assert [each["name"] for each in described["fields"]] == [
            each["name"] for each in archived["fields"]
        ]
    one = found["Account"]
    assert isinstance(one, bytes)
    assert json.loads(one) == json.loads(fetch_describe(practice, "Account"))


def test_a_describe_of_nothing_is_refused(practice: Client) -> None:
    found = dict(fetch_describes(practice, ["Account", "Nothing__c"]))
    error = found["Nothing__c"]
    assert isinstance(found["Account"], bytes)
    assert isinstance(error, SalesforceError)
    assert error.status == 404


# --- rows


def test_rows_over_rest_are_all_rows(running: Running, practice: Client) -> None:
    rows = {each.name: each.rows for each in running.archive.manifest().sobjects}
    sobject = max(
        (name for name in rows if name in {"Account", "Contact", "Case", "Lead"}),
        key=rows.__getitem__,
    )
    got = [
        row["Id"]
        for page in pages(practice, f"SELECT Id FROM {sobject}", all_rows=True)
        for row in page.records
    ]
    assert len(got) == len(set(got)) == rows[sobject]
    assert count(practice, sobject, all_rows=True) == rows[sobject]
    assert count(practice, sobject) <= rows[sobject]


def test_counts_are_those_of_the_archive(running: Running, practice: Client) -> None:
    rows = {each.name: each.rows for each in running.archive.manifest().sobjects}
    names = ["Account", "Contact", "Opportunity", "Lead", "Case", "Campaign", "Product2"]
    assert dict(counts(practice, names, all_rows=True)) == {name: rows[name] for name in names}
    assert set(record_counts(practice, names)) <= set(names)


def test_a_query_too_long_for_an_address_is_answered(running: Running, practice: Client) -> None:
    ids = ", ".join(f"'001000000000{number:03d}AAA'" for number in range(700))
    soql = f"SELECT Id FROM Account WHERE Id NOT IN ({ids})"
    total = sum(len(page.records) for page in pages(practice, soql))
    assert len(soql) > 12_288
    assert total == count(practice, "Account")
    assert practice.dialect.to_json()["query.long"] == ["composite"]
    assert running.url


def test_a_malformed_query_is_refused_in_salesforces_words(practice: Client) -> None:
    with pytest.raises(SalesforceError, match="No such column 'Nmae'") as refused:
        list(pages(practice, "SELECT Nmae FROM Account"))
    assert refused.value.error_code == "INVALID_FIELD"


# --- bulk

SOQL = "SELECT Id, Name, CreatedDate FROM Contact"


@pytest.fixture
def job(practice: Client) -> Iterator[Job]:
    finished = wait_job(practice, create_query(practice, SOQL, all_rows=True))
    yield finished
    delete_job(practice, finished)


def rows_of(
    client: Client, job: Job, ref: PageRef | None
) -> tuple[list[dict[str, str]], PageRef | None]:
    with open_page(client, job, ref) as page:
        text = io.StringIO(page.read(-1).decode(), newline="")
        rows = list(csv.DictReader(text))
        assert page.records == len(rows)
        return rows, page.following


def serial(client: Client, job: Job) -> list[dict[str, str]]:
    ref: PageRef | None = PageRef()
    rows: list[dict[str, str]] = []
    while ref is not None:
        some, ref = rows_of(client, job, ref)
        rows += some
    return rows


def by_id(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return sorted(rows, key=lambda row: row["Id"])


def test_listed_pages_and_followed_pages_hold_the_same_rows(
    running: Running, practice: Client, job: Job
) -> None:
    refs = list(result_pages(practice, job))
    assert len(refs) > 5  # more than one answer of `resultPages` lists
    assert all(ref.is_parallel for ref in refs)
    listed = [row for ref in refs for row in rows_of(practice, job, ref)[0]]
    followed = serial(practice, job)
    assert by_id(listed) == by_id(followed)
    assert len(listed) == job.records_processed
    rows = {each.name: each.rows for each in running.archive.manifest().sobjects}
    assert len(listed) == rows["Contact"]


def test_most_rows_of_a_page_can_be_said(practice: Client, job: Job) -> None:
    with open_page(practice, job, max_records=7) as page:
        assert page.records == 7
        assert page.following is not None
        assert len(page.read(-1).splitlines()) >= 8


def test_a_job_is_found_again_until_it_is_deleted(practice: Client) -> None:
    job = create_query(practice, SOQL, all_rows=False)
    assert job.id in {each.id for each in list_jobs(practice)}
    done = wait_job(practice, get_job(practice, job.id))
    delete_job(practice, done)
    delete_job(practice, done)
    with pytest.raises(SalesforceError) as gone:
        get_job(practice, job.id)
    assert gone.value.status == 404


def test_what_bulk_cannot_query_is_refused(practice: Client) -> None:
    with pytest.raises(SalesforceError):
        wait_job(practice, create_query(practice, "SELECT COUNT(Id) FROM Account", all_rows=True))


@pytest.mark.parametrize("page_link", ["resultUrl", "resultLink"])
@pytest.mark.parametrize("next_link", ["nextRecordsUrl", "nextRecordUrl"])
@pytest.mark.parametrize("has_prefix", [True, False])
def test_every_dialect_gives_the_same_pages(
    *,
    archive: Archive,
    logins: Logins,
    connect: Callable[..., Client],
    tmp_path: Path,
    page_link: Any,
    next_link: Any,
    has_prefix: bool,
) -> None:
    dialect = Dialect(page_link, next_link, has_prefix, result_page_records=20)
    with (
        Replica(archive, logins=logins, spool=tmp_path, dialect=dialect) as replica,
        ReplicaServer(replica) as server,
    ):
        client = connect(PastedToken(server.url, TOKEN))
        job = wait_job(client, create_query(client, SOQL, all_rows=True))
        refs = list(result_pages(client, job))
        rows = [row for ref in refs for row in rows_of(client, job, ref)[0]]
        seen = client.dialect.to_json()
    assert len(refs) > 5
    assert len(rows) == job.records_processed
    assert seen["bulk.result_pages.link"] == [page_link]
    assert seen["bulk.result_pages.next"] == [next_link]
    assert seen["bulk.result_pages.prefix"] == ["given" if has_prefix else "absent"]


def test_an_org_without_lists_of_pages_is_read_one_by_one(
    archive: Archive, logins: Logins, connect: Callable[..., Client], tmp_path: Path
) -> None:
    dialect = Dialect(has_result_pages=False, result_page_records=20)
    with (
        Replica(archive, logins=logins, spool=tmp_path, dialect=dialect) as replica,
        ReplicaServer(replica) as server,
    ):
        client = connect(PastedToken(server.url, TOKEN))
        job = wait_job(client, create_query(client, SOQL, all_rows=True))
        assert list(result_pages(client, job)) == [PageRef()]
        assert len(serial(client, job)) == job.records_processed
    assert client.dialect.to_json()["bulk.result_pages"] == ["refused 404"]


# --- files


def test_file_bytes_are_those_of_the_archive(running: Running, practice: Client) -> None:
    rows = next(
        iter(pages(practice, "SELECT Id, ContentSize, Checksum FROM ContentVersion LIMIT 5"))
    ).records
    assert rows
    for row in rows:
        with open_blob(practice, "ContentVersion", row["Id"], "VersionData") as blob:
            content = b"".join(blob.chunks())
        assert len(content) == row["ContentSize"]
    assert running.url


# --- orgs that do not let one in


def test_an_org_without_api_says_so(
    archive: Archive, logins: Logins, connect: Callable[..., Client], tmp_path: Path
) -> None:
    with (
        Replica(archive, logins=logins, spool=tmp_path, api_enabled=False) as replica,
        ReplicaServer(replica) as server,
    ):
        client = connect(PastedToken(server.url, TOKEN))
        with pytest.raises(AccessError) as refused:
            fetch_identity(client)
    assert "no API" in str(refused.value.hint)


def test_a_token_of_nobody_is_refused(running: Running, join: Callable[..., Client]) -> None:
    client = join(PastedToken(running.url, "00Dxx0000001gPF!nobody"))
    with pytest.raises(AuthenticationError) as refused:
        client.get_json("/limits")
    assert urlsplit(running.url).hostname
    assert "token" in str(refused.value.hint)
