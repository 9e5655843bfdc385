from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from salida.model.describe import Field
from salida.replica import cursors
from salida.replica.queries import page_size
from tests.replica.small_org import HOSTILE, record_id

if TYPE_CHECKING:
    from tests.replica.conftest import Run
    from tests.replica.http_client import Http

V = "/services/data/v66.0"


def pages(http: Http, soql: str, **more: Any) -> list[dict[str, Any]]:
    found = [http.query(soql, **more).json()]
    while not found[-1]["done"]:
        headers = more.get("headers")
        found.append(http.get(found[-1]["nextRecordsUrl"], headers=headers).json())
    return found


def test_a_short_answer_is_one_page(http: Http) -> None:
    answer = http.query("SELECT Id, Name, Owner.Name FROM Account WHERE Name = 'Account 2'")
    assert answer.headers["Content-Type"] == "application/json;charset=UTF-8"
    assert answer.json() == {
        "totalSize": 1,
        "done": True,
        "records": [
            {
                "attributes": {
                    "type": "Account",
                    "url": f"{V}/sobjects/Account/{record_id('001', 2)}",
                },
                "Id": record_id("001", 2),
                "Name": "Account 2",
                "Owner": {
                    "attributes": {
                        "type": "User",
                        "url": f"{V}/sobjects/User/{record_id('005', 1)}",
                    },
                    "Name": "Inés Soler",
                },
            }
        ],
    }


def test_an_empty_answer_is_as_recorded(http: Http) -> None:
    answer = http.query("SELECT Id FROM Account WHERE Name = 'nobody'")
    assert answer.json() == {"totalSize": 0, "done": True, "records": []}


def test_hostile_text_arrives_whole(http: Http) -> None:
    record = http.query(f"SELECT Name FROM Account WHERE Id = '{record_id('001', 3)}'").json()
    assert record["records"][0]["Name"] == HOSTILE


def test_long_answers_come_in_pages_of_2000(http: Http) -> None:
    found = pages(http, "SELECT Id, Name FROM Reading__c ORDER BY Name")
    assert [len(each["records"]) for each in found] == [2000, 2000, 1001]
    assert {each["totalSize"] for each in found} == {5001}
    assert found[0]["nextRecordsUrl"].startswith(f"{V}/query/01g")
    assert found[0]["nextRecordsUrl"].endswith("-2000")
    assert "nextRecordsUrl" not in found[-1]
    ids = [record["Id"] for each in found for record in each["records"]]
    assert ids == [record_id("a00", number) for number in range(5001)]


def test_the_batch_size_is_kept_within_its_range(http: Http) -> None:
    for asked, sizes in ((500, 500), (10, 200), (9999, 2000)):
        headers = {"Sforce-Query-Options": f"batchSize={asked}"}
        first = http.query("SELECT Id FROM Reading__c", headers=headers).json()
        assert len(first["records"]) == sizes


def test_two_long_texts_shrink_the_page(http: Http) -> None:
    found = pages(http, "SELECT Id, One__c, Two__c FROM Long__c")
    assert [len(each["records"]) for each in found] == [200, 200, 50]
    assert len(http.query("SELECT Id, One__c FROM Long__c").json()["records"]) == 450


@pytest.mark.parametrize(
    ("columns", "expected"), [(1, 2000), (12, 2000), (21, 1000), (101, 500), (301, 200)]
)
def test_wide_records_come_in_smaller_pages(columns: int, expected: int) -> None:
    fields = [Field(f"F{number}__c", "string") for number in range(columns)]
    assert page_size(fields, None) == expected
    assert page_size(fields, 300) == min(expected, 300)


def test_any_page_can_be_read_again(http: Http) -> None:
    found = pages(http, "SELECT Id FROM Reading__c")
    second = found[0]["nextRecordsUrl"]
    assert http.get(second).json() == found[1]
    last = found[1]["nextRecordsUrl"]
    assert http.get(last.replace("/query/", "/queryAll/")).json() == found[2]
    assert http.get(last).json() == found[2]


@pytest.mark.parametrize(
    "locator", ["01gxx0000000001AAA-2000", "01gxx-x", "nonsense", "01gxx0000000001-99999"]
)
def test_a_locator_that_leads_nowhere_is_refused(http: Http, locator: str) -> None:
    answer = http.get(f"{V}/query/{locator}")
    assert answer.status == 400
    assert answer.json() == [
        {"message": "invalid query locator", "errorCode": "INVALID_QUERY_LOCATOR"}
    ]


def test_a_locator_beyond_the_end_is_refused(http: Http) -> None:
    first = http.query("SELECT Id FROM Reading__c").json()["nextRecordsUrl"]
    beyond = first.replace("-2000", "-5002")
    assert http.get(beyond).json()[0]["errorCode"] == "INVALID_QUERY_LOCATOR"


def test_a_query_stays_open_for_two_days(run: Run) -> None:
    clock = [datetime(2026, 11, 25, tzinfo=UTC)]
    http = run(now=lambda: clock[0]).client()
    following = http.query("SELECT Id FROM Reading__c").json()["nextRecordsUrl"]
    clock[0] += timedelta(days=2)
    assert http.get(following).status == 200
    clock[0] += timedelta(seconds=1)
    assert http.get(following).json()[0]["errorCode"] == "INVALID_QUERY_LOCATOR"


def test_queries_whose_reader_was_given_up_go_on(
    http: Http, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cursors, "_MOST_READING", 1)
    first = http.query("SELECT Id FROM Reading__c ORDER BY Name").json()
    other = http.query("SELECT Id FROM Reading__c ORDER BY Name DESC").json()
    for page, expected in ((first, 2000), (other, 3000)):
        following = http.get(page["nextRecordsUrl"]).json()
        assert following["records"][0]["Id"] == record_id("a00", expected)


def test_the_oldest_query_gives_way_to_new_ones(
    http: Http, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cursors, "_MOST", 2)
    opened = [
        http.query("SELECT Id FROM Reading__c").json()["nextRecordsUrl"] for _time in range(3)
    ]
    assert [http.get(each).status for each in opened] == [400, 200, 200]


def test_query_all_shows_deleted_and_archived_rows(http: Http) -> None:
    soql = "SELECT Subject FROM Task ORDER BY Subject"
    shown = [each["Subject"] for each in http.query(soql).json()["records"]]
    assert shown == ["open"]
    shown = [each["Subject"] for each in http.query(soql, all_rows=True).json()["records"]]
    assert shown == ["archived", "deleted", "open"]


def test_a_count_has_no_records(http: Http) -> None:
    assert http.query("SELECT COUNT() FROM Account").json() == {
        "totalSize": 24,
        "done": True,
        "records": [],
    }
    assert http.query("SELECT COUNT() FROM Account", all_rows=True).json()["totalSize"] == 25


def test_an_aggregate_has_no_id(http: Http) -> None:
    answer = http.query("SELECT OwnerId, COUNT(Id) n FROM Account GROUP BY OwnerId").json()
    assert answer["records"] == [
        {"attributes": {"type": "AggregateResult"}, "OwnerId": record_id("005", 1), "n": 24}
    ]


@pytest.mark.parametrize(
    ("soql", "code", "words"),
    [
        ("SELECT Idx FROM Account", "INVALID_FIELD", "No such column 'Idx' on entity 'Account'."),
        ("SELECT Id FROM Nope__c", "INVALID_TYPE", "sObject type 'Nope__c' is not supported."),
        ("SELECT Id FROM Account WHERE", "MALFORMED_QUERY", "unexpected token: '<EOF>'"),
        ("", "MALFORMED_QUERY", "A query string has to be specified"),
    ],
)
def test_a_wrong_query_is_refused_in_salesforces_words(
    http: Http, soql: str, code: str, words: str
) -> None:
    answer = http.query(soql)
    assert answer.status == 400
    (refusal,) = answer.json()
    assert refusal["errorCode"] == code
    assert words in refusal["message"]


def test_json_is_compressed_when_asked_for(http: Http) -> None:
    soql = "SELECT Id, Name FROM Reading__c"
    plain = http.query(soql, raw=True)
    assert "Content-Encoding" not in plain.headers
    packed = http.query(soql, headers={"Accept-Encoding": "gzip"}, raw=True)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < len(plain.data) / 5
    unpacked = json.loads(gzip.decompress(packed.data))
    assert unpacked["records"] == json.loads(plain.data)["records"]


def test_slashes_too_many_are_forgiven(http: Http) -> None:
    assert http.get(f"{V}//query/", query={"q": "SELECT Id FROM Account"}).status == 200


def test_an_address_that_is_too_long_is_refused_in_html(http: Http) -> None:
    filler = "x" * 16_384
    answer = http.query(f"SELECT Id FROM Account WHERE Name = '{filler}'")
    assert answer.status == 414
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.data.startswith(b"<h1>Bad Message 414</h1>")
    headers = http.query("SELECT Id FROM Account", headers={"X-Filler": filler})
    assert headers.status == 431
    assert headers.data.startswith(b"<h1>Bad Message 431</h1>")


def test_columns_are_described_for_the_sf_command_line(http: Http) -> None:
    soql = "SELECT Id, Owner.Name, Owner.Email, AnnualRevenue FROM Account"
    told = http.get(f"{V}/query", query={"q": soql, "columns": "true"}).json()
    assert (told["entityName"], told["keyPrefix"], told["idSelected"]) == ("Account", "001", True)
    found = {each["columnName"]: each for each in told["columnMetadata"]}
    assert list(found) == ["Id", "Owner", "AnnualRevenue"]
    assert [each["columnName"] for each in found["Owner"]["joinColumns"]] == ["Name", "Email"]
    assert found["AnnualRevenue"]["numberType"]
    assert not any(each["aggregate"] for each in told["columnMetadata"])
    grouped = "SELECT COUNT(Id) n FROM Account"
    told = http.get(f"{V}/query", query={"q": grouped, "columns": "true"}).json()
    assert [(each["columnName"], each["aggregate"]) for each in told["columnMetadata"]] == [
        ("n", True)
    ]


def test_the_columns_of_a_child_subquery_stand_below_it(http: Http) -> None:
    soql = "SELECT Name, (SELECT LastName, Account.Name FROM Contacts) FROM Account"
    told = http.get(f"{V}/query", query={"q": soql, "columns": "true"}).json()
    children = told["columnMetadata"][1]
    assert (children["columnName"], children["aggregate"]) == ("Contacts", True)
    assert [each["columnName"] for each in children["joinColumns"]] == ["LastName", "Account"]
