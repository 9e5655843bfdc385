"""Pages of records: in order, without a gap, also when a page is read again or from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from salida.query import Engine, Prepared

MakeEngine = Callable[..., "Engine"]
_SIZE = 7_500

_QUERIES = {
    "a plain scan": "SELECT Name FROM Thing__c",
    "a sorted one": "SELECT Name FROM Thing__c ORDER BY Group__c DESC",
    "a joined one": "SELECT Name, Parent__r.Name FROM Thing__c",
    "a semi-join": "SELECT Name FROM Thing__c WHERE Id IN (SELECT Parent__c FROM Thing__c)",
    "a limited one": "SELECT Name FROM Thing__c LIMIT 5000 OFFSET 700",
    "groups": "SELECT Group__c, COUNT(Id) FROM Thing__c GROUP BY Group__c ORDER BY Group__c",
}


def _id(number: int) -> str:
    return f"a00xx{number:010d}AAA"


@pytest.fixture
def things(engine_over: MakeEngine) -> Engine:
    describe = {
        "name": "Thing__c",
        "fields": [
            {"name": "Id", "type": "id"},
            {"name": "Name", "type": "string"},
            {"name": "Group__c", "type": "double", "precision": 5, "custom": True},
            {
                "name": "Parent__c",
                "type": "reference",
                "referenceTo": ["Thing__c"],
                "relationshipName": "Parent__r",
                "custom": True,
            },
        ],
    }
    rows = [
        {
            "Id": _id(number * 7919 % _SIZE),
            "Name": f"thing {number}",
            "Group__c": float(number % 4000),
            "Parent__c": _id(number % 3000),
        }
        for number in range(_SIZE)
    ]
    return engine_over((describe, rows))


def pages(prepared: Prepared, size: int) -> list[bytes]:
    records: list[bytes] = []
    while page := list(prepared.json_records(start=len(records), count=size)):
        records += page
    return records


@pytest.mark.parametrize("kind", _QUERIES)
def test_pages_hold_the_records_once_and_in_order(things: Engine, kind: str) -> None:
    prepared = things.prepare(_QUERIES[kind])
    whole = list(prepared.json_records())
    assert len(whole) == prepared.count() > 2000
    assert len(set(whole)) == len(whole)
    assert pages(prepared, 2000) == whole


@pytest.mark.parametrize("kind", _QUERIES)
def test_a_page_read_again_or_by_another_reader_is_the_same(things: Engine, kind: str) -> None:
    prepared = things.prepare(_QUERIES[kind])
    whole = list(prepared.json_records())
    again = things.prepare(_QUERIES[kind])
    for start in (2000, 0, 2000, 500):
        assert list(again.json_records(start=start, count=300)) == whole[start : start + 300]


def test_a_page_that_is_cut_short_is_gone_on_from_there(things: Engine) -> None:
    prepared = things.prepare("SELECT Name FROM Thing__c")
    whole = list(prepared.json_records())
    first = list(islice(prepared.json_records(count=2000), 123))
    assert first + list(prepared.json_records(start=123, count=2000)) == whole[:2123]


def test_another_version_is_another_reading(things: Engine) -> None:
    prepared = things.prepare("SELECT Name FROM Thing__c")
    list(prepared.json_records(version="60.0", count=5))
    [record] = prepared.json_records(version="61.0", start=5, count=1)
    assert b"/v61.0/" in record


def test_many_threads_may_read_one_query(things: Engine) -> None:
    prepared = things.prepare("SELECT Name, Parent__r.Name FROM Thing__c ORDER BY Name")
    whole = list(prepared.json_records())
    starts = [0, 2000, 4000, 6000, 0, 2000, 4000, 6000]
    with ThreadPoolExecutor(4) as pool:
        answers = pool.map(
            lambda start: list(prepared.json_records(start=start, count=2000)), starts
        )
        for start, answer in zip(starts, answers, strict=True):
            assert answer == whole[start : start + 2000]
