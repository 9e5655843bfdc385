"""Whatever parts a query is put together from, it runs or is refused: DuckDB never trips."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salida.errors import SoqlError

if TYPE_CHECKING:
    from salida.query import Engine

_ITEMS = [
    "Id",
    "Name",
    "Industry",
    "AnnualRevenue",
    "CreatedDate",
    "Opens__c",
    "Active__c",
    "Tags__c",
    "OwnerId",
    "Owner.Name",
    "Parent.Owner.Profile.Name",
    "BillingAddress",
    "toLabel(Industry)",
    "convertCurrency(AnnualRevenue)",
    "DISTANCE(Place__c, GEOLOCATION(40.0, -3.0), 'km') d",
    "COUNT(Id)",
    "COUNT_DISTINCT(Owner.Name) o",
    "SUM(AnnualRevenue)",
    "AVG(Score__c) a",
    "MIN(Name)",
    "MAX(CreatedDate) m",
    "GROUPING(Industry)",
    "CALENDAR_YEAR(CreatedDate)",
    "DAY_ONLY(convertTimezone(CreatedDate)) day",
    "FISCAL_QUARTER(Opened__c)",
    "(SELECT Id, Owner.Name FROM Contacts)",
    "(SELECT LastName FROM Contacts ORDER BY LastName LIMIT 1)",
    "(SELECT Name, (SELECT Id FROM ChildAccounts) FROM ChildAccounts WHERE Name != 'x')",
    "FIELDS(CUSTOM)",
    "FIELDS(STANDARD)",
]
_KEYS = [
    "Name",
    "Industry",
    "Owner.Name",
    "Active__c",
    "AnnualRevenue",
    "CALENDAR_YEAR(CreatedDate)",
    "DAY_ONLY(convertTimezone(CreatedDate))",
    "FISCAL_QUARTER(Opened__c)",
    "COUNT(Id)",
    "MAX(CreatedDate)",
    "DISTANCE(Place__c, GEOLOCATION(40.0, -3.0), 'mi')",
    "BillingAddress",
    "m",
]
_TESTS = [
    "Name = 'Acme'",
    "Owner.Name LIKE '%a%'",
    "AnnualRevenue > 10",
    "CreatedDate = THIS_YEAR",
    "Opens__c < 10:00:00Z",
    "Tags__c INCLUDES ('AAA')",
    "Id IN (SELECT AccountId FROM Contact LIMIT 3)",
    "OwnerId NOT IN (SELECT Id FROM User WHERE Manager.Name = 'x')",
    "COUNT(Id) > 1",
    "MIN(Name) < 'z'",
    "SUM(AnnualRevenue) != null",
    "DAY_IN_WEEK(CreatedDate) IN (1, 2)",
    "toLabel(Industry) LIKE 'm%'",
    "Name = null",
]


def _some(words: list[str], most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(words), max_size=most, unique=True)


@given(
    items=_some(_ITEMS, 4).filter(bool),
    where=_some(_TESTS, 2),
    groups=_some(_KEYS, 2),
    kind=st.sampled_from(["{}", "ROLLUP({})", "CUBE({})"]),
    having=_some(_TESTS, 1),
    order=_some(_KEYS, 2),
    tail=st.sampled_from(["", " LIMIT 3", " LIMIT 3 OFFSET 1", " OFFSET 1", " LIMIT 0"]),
)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_query_runs_or_is_refused(  # noqa: PLR0917 - one argument per clause
    org_engine: Engine,
    items: list[str],
    where: list[str],
    groups: list[str],
    kind: str,
    having: list[str],
    order: list[str],
    tail: str,
) -> None:
    soql = f"SELECT {', '.join(items)} FROM Account"
    soql += f" WHERE {' AND '.join(where)}" if where else ""
    soql += f" GROUP BY {kind.format(', '.join(groups))}" if groups else ""
    soql += f" HAVING {having[0]}" if having else ""
    soql += f" ORDER BY {' DESC, '.join(order)}" if order else ""
    try:
        prepared = org_engine.prepare(soql + tail, now=datetime(2024, 5, 15, tzinfo=UTC))
    except SoqlError:
        return
    rows = prepared.arrow().read_all().num_rows
    assert rows == prepared.count() == len(list(prepared.records()))
    if prepared.bulk_refusal() is None:
        assert prepared.bulk_csv().read_all().num_rows == rows
