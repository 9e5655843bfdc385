"""The replica against reality: what a real org answered, asked again of an org built from it.

The exchanges were recorded by another project, years ago, against a real org. From the rows
of each answer an archive is built, the recorded request is put to a replica of it, and
status, envelope, fields, order and values must be the recorded ones. Version numbers and
hosts differ and are levelled. What a read-only server cannot answer is counted, with why.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from salida.replica import Replica
from tests.replica.recorded import (
    IDENTITY,
    LOGINS,
    RECORDED,
    Exchange,
    Row,
    V,
    ask,
    exchanges,
    org_of,
    shape,
)
from tests.replica.small_org import Describe, Rows, column, described, write_org

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from salida.archive import Archive

pytestmark = pytest.mark.skipif(
    not RECORDED.is_dir(), reason="the recorded exchanges are not beside this checkout"
)

LOOKUPS = {
    "Friend__c": ("Contact", "Friend__r"),
    "CustomObject__c": ("CustomObject__c", "CustomObject__r"),
    "LastModifiedById": ("User", "LastModifiedBy"),
}


def why_not(exchange: Exchange) -> str | None:
    """Return why a read-only server cannot answer this as recorded, or `None`."""
    if exchange.path == "/services/oauth2/token":
        return "a login with a password, which Salesforce has retired"
    if exchange.method != "GET":
        return "a change of a record"
    if exchange.path.endswith("/describe"):
        return "a describe whose body was not recorded"
    return None


def test_what_cannot_be_replayed_is_counted_by_its_reason() -> None:
    reasons = Counter(why_not(each) or "replayed" for each in exchanges())
    assert reasons == {
        "replayed": 125,
        "a change of a record": 250,
        "a login with a password, which Salesforce has retired": 80,
        "a describe whose body was not recorded": 3,
    }


def test_every_recorded_query_is_answered_as_it_was(tmp_path: Path) -> None:
    queries = [each for each in exchanges() if each.soql]
    assert len(queries) == 123
    for number, group in enumerate(groups(queries)):
        rows = rows_of(group)
        # Rows of other recordings that the recorded condition leaves out must stay out.
        for other in queries:
            for row in other.rows:
                if all(left_out(each, other.sobject, row) for each in group):
                    rows.setdefault(other.sobject, {}).setdefault(row["Id"], row)
        archive = build(tmp_path / str(number), queries, rows)
        with Replica(archive, logins=LOGINS) as replica:
            for each in group:
                status, body = ask(replica, each.path, query={"q": each.soql})
                assert (status, body) == (each.status, each.body), each.soql
                for got, expected in zip(body["records"], each.body["records"], strict=True):
                    assert list(got) == list(expected)


def groups(queries: Sequence[Exchange]) -> list[list[Exchange]]:
    """Put queries together in one org as long as none would see the rows of another."""
    found: list[list[Exchange]] = []
    for each in queries:
        fitting = next((one for one in found if all(apart(each, other) for other in one)), None)
        if fitting is None:
            found.append([each])
        else:
            fitting.append(each)
    return found


def apart(one: Exchange, other: Exchange) -> bool:
    """Whether each of two answers stays what it is beside the rows of the other."""
    mine, theirs = (rows_of([each]).get(each.sobject, {}) for each in (one, other))
    if one.sobject == other.sobject and mine.keys() & theirs.keys():
        return False
    return all(left_out(other, one.sobject, row) for row in mine.values()) and all(
        left_out(one, other.sobject, row) for row in theirs.values()
    )


def rows_of(group: Sequence[Exchange]) -> dict[str, dict[str, Row]]:
    """Return the rows of a group's answers, by sObject and Id."""
    rows: dict[str, dict[str, Row]] = {}
    for each in group:
        # What the condition asks for need not be among the columns: `where Name = '...'`.
        equal = re.findall(r" (\w+) = (?:'([^']*)'|TRUE)", each.soql)
        asked = {name: value or True for name, value in equal}
        for row in each.rows:
            rows.setdefault(each.sobject, {})[row["Id"]] = {**asked, **row}
    friends = {row.get("Friend__c") for each in group for row in each.rows} - {None}
    contacts = rows.setdefault("Contact", {})
    for friend in friends:
        contacts.setdefault(str(friend), {"Id": friend, "Email": "somebody@example.com"})
    return rows


def left_out(query: Exchange, sobject: str, row: Row) -> bool:
    """Whether the condition of `query`, one comparison, plainly excludes `row`."""
    if query.sobject != sobject:
        return True
    condition = re.search(r" where (\w+) (=|!=|<) '?([^']*?)'?$", query.soql)
    value = None if condition is None else row.get(condition[1])
    if condition is None or not isinstance(value, str):
        return False
    if condition[2] == "<":
        return value[:19] >= condition[3][:19]
    return (value.lower() != condition[3].lower()) is (condition[2] == "=")


def build(
    root: Path, queries: Sequence[Exchange], rows: Mapping[str, Mapping[str, Row]]
) -> Archive:
    names: dict[str, list[str]] = {"Contact": ["Id", "Email"]}
    for each in queries:
        known = names.setdefault(each.sobject, [])
        asked = re.findall(r"(?<!\.)\b(\w+) (?:=|!=|<|in) ", each.soql)
        known += [one for one in dict.fromkeys([*each.columns, *asked]) if one not in known]
    given = {sobject: list(by_id.values()) for sobject, by_id in rows.items()}
    # Visible__c is only ever asked for, never shown.
    kinds = {"SystemModstamp": "datetime", "Visible__c": "boolean"}
    return write_org(root, org_of(names, given, lookups=LOOKUPS, kinds=kinds), identity=IDENTITY)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replica]:
    """A replica of an org with one sObject and nothing in it."""
    org: list[tuple[Describe, Rows]] = [(described("CustomObject__c", "a00", column("Name")), [])]
    archive = write_org(tmp_path_factory.mktemp("bare") / "archive", org, identity=IDENTITY)
    with Replica(archive, logins=LOGINS) as replica:
        yield replica


def test_the_list_of_resources_has_the_recorded_form(bare: Replica) -> None:
    (recorded,) = (each for each in exchanges() if each.path == f"{V}/")
    status, body = ask(bare, recorded.path)
    assert status == recorded.status
    expected = {key: value for key, value in recorded.body.items() if key in body}
    expected["identity"] = expected["identity"].replace(
        "https://login.salesforce.com", "http://localhost"
    )
    assert {key: value for key, value in body.items() if key in expected} == expected
    # Since then Salesforce has added these; the other resources a replica does not have.
    assert set(body) - set(recorded.body) == {"composite", "jobs"}
    assert set(expected) == {"identity", "limits", "query", "queryAll", "sobjects"}


def test_the_identity_has_the_recorded_form(bare: Replica) -> None:
    (recorded,) = (each for each in exchanges() if each.path.startswith("/id/"))
    status, body = ask(bare, recorded.path)
    assert status == recorded.status
    assert set(recorded.body) - set(body) == {"is_app_installed"}
    for key in ("user_id", "organization_id", "username", "asserted_user", "active", "user_type"):
        assert body[key] == recorded.body[key]
    assert shape(body["photos"]) == shape(recorded.body["photos"])
    assert shape(body["status"]) == shape(recorded.body["status"])
    for name, url in body["urls"].items():
        if name in recorded.body["urls"]:
            assert url.replace("http://localhost", "https://<host>") == recorded.body["urls"][name]


def test_a_login_has_the_recorded_form(bare: Replica) -> None:
    recorded = [each for each in exchanges() if each.path == "/services/oauth2/token"]
    form = b"grant_type=refresh_token&client_id=app&refresh_token=5Aep"
    status, body = ask(bare, "/services/oauth2/token", method="POST", body=form)
    for each in recorded:
        assert status == each.status
        assert set(each.body) <= set(body)
        assert all(type(body[key]) is type(value) for key, value in each.body.items())
        assert body["id"].partition("/id/")[2] == each.body["id"].partition("/id/")[2]
