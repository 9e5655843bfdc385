"""What the words of SOQL mean, on a small org (see conftest): which rows a query gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Answer = Callable[..., list[dict[str, Any]]]

# WHERE on Account -> the names that it keeps. The org: Acme (Media), beta %_x (Energy), Gamma (no
# industry), acme (media, without most values), and Gone, which is soft-deleted.
KEPT = {
    # text ignores case; null is neither equal nor unequal to a text, and != keeps it
    "Name = 'ACME'": {"Acme", "acme"},
    "Name <> 'acme'": {"beta %_x", "Gamma"},
    "Industry = 'MEDIA'": {"Acme", "acme"},
    "Industry != 'media'": {"beta %_x", "Gamma"},
    "Industry = null": {"Gamma"},
    "Industry != null": {"Acme", "beta %_x", "acme"},
    "Industry = ''": {"Gamma"},
    "NOT Industry = 'media'": {"beta %_x", "Gamma"},
    "NOT (Industry = 'media' OR Name = 'gamma')": {"beta %_x"},
    "NOT AnnualRevenue > 1000": {"Gamma", "acme"},
    "Name > 'beta'": {"beta %_x", "Gamma"},
    "Name <= 'ACME'": {"Acme", "acme"},
    # a case-sensitive field
    "Key__c = 'abc'": {"beta %_x"},
    "Key__c IN ('Abc', 'x')": {"Acme"},
    # LIKE
    "Name LIKE 'A%'": {"Acme", "acme"},
    "Name LIKE '_cme'": {"Acme", "acme"},
    r"Name LIKE '%\%%'": {"beta %_x"},
    r"Name LIKE '%\_x'": {"beta %_x"},
    r"Name LIKE '%\%\_%'": {"beta %_x"},
    "Name LIKE ''": set(),
    "Industry LIKE '%'": {"Acme", "beta %_x", "acme"},
    "(NOT Industry LIKE 'm%')": {"beta %_x", "Gamma"},
    # lists
    "Industry IN ('media', 'ENERGY')": {"Acme", "acme", "beta %_x"},
    "Industry NOT IN ('media')": {"beta %_x", "Gamma"},
    "Industry IN ('energy', null)": {"beta %_x", "Gamma"},
    "Industry NOT IN ('energy', null)": {"Acme", "acme"},
    "NumberOfEmployees IN (5, 120.0)": {"Acme", "beta %_x"},
    # multi-select picklists
    "Tags__c = 'bbb;AAA'": {"Acme"},
    "Tags__c != 'AAA;BBB'": {"beta %_x", "Gamma", "acme"},
    "Tags__c INCLUDES ('AAA;BBB', 'CCC')": {"Acme"},
    "Tags__c INCLUDES ('aaa', 'bbb')": {"Acme", "beta %_x"},
    "Tags__c EXCLUDES ('AAA')": {"beta %_x", "Gamma", "acme"},
    # numbers
    "AnnualRevenue = 16147805824397": {"Acme"},
    "AnnualRevenue = 9.0E7": {"beta %_x"},
    "AnnualRevenue != 955": {"Acme", "beta %_x", "acme"},
    "Big__c = 999999999999999999": {"Acme"},
    "Big__c = 999999999999999998": set(),
    "Score__c < 0.001": {"beta %_x"},
    "Score__c >= 1.5": {"Acme", "Gamma"},
    "NumberOfEmployees > 5.5": {"Acme"},
    "NumberOfEmployees > -99999999999999999999999": {"Acme", "beta %_x"},
    # booleans
    "Active__c = TRUE": {"Acme"},
    "Active__c = false": {"beta %_x", "Gamma"},
    "Active__c != true": {"beta %_x", "Gamma", "acme"},
    # dates and times; now is 2024-05-15T10:30Z
    "Opened__c = TODAY": {"Acme"},
    "Opened__c < TODAY": {"beta %_x"},
    "Opened__c != TODAY": {"beta %_x", "Gamma", "acme"},
    "Opened__c IN (TODAY, 2024-04-01)": {"Acme", "beta %_x"},
    "Opened__c = LAST_N_DAYS:60": {"Acme", "beta %_x"},
    "Opened__c >= 2024-05-15": {"Acme"},
    "Opens__c > 09:00:00Z": {"Acme"},
    "CreatedDate = TODAY": {"beta %_x"},
    "CreatedDate = YESTERDAY": {"Acme"},
    "CreatedDate <= YESTERDAY": {"Acme", "Gamma"},
    "CreatedDate > YESTERDAY": {"beta %_x"},
    "CreatedDate = LAST_YEAR": {"Gamma"},
    "CreatedDate = THIS_FISCAL_YEAR": {"Acme", "beta %_x"},
    "CreatedDate = 2024-05-15T02:30:00+02:00": {"beta %_x"},
    "CreatedDate < 2024-05-14T23:30:00.001Z": {"Acme", "Gamma"},
    "CALENDAR_YEAR(CreatedDate) = 2023": {"Gamma"},
    "DAY_ONLY(CreatedDate) = 2024-05-15": {"beta %_x"},
    "DAY_IN_WEEK(CreatedDate) = 1": {"Gamma"},
    # Ids, whatever their length and case
    "OwnerId = '005xx0000000001'": {"Acme", "Gamma"},
    "OwnerId = '005XX0000000001aaa'": {"Acme", "Gamma"},
    "Id > '001xx0000000002'": {"Gamma", "acme"},
    "ParentId = null": {"Acme", "acme"},
    "Id = ''": set(),
    # parents
    "Owner.Name = 'bob roe'": {"beta %_x", "acme"},
    "Parent.Owner.Alias = 'agil'": {"beta %_x", "Gamma"},
    "Parent.Name = null": {"Acme", "acme"},
    "Account.Name = 'gamma'": {"Gamma"},
    # semi- and anti-joins
    "Id IN (SELECT AccountId FROM Contact)": {"Acme"},
    "Id IN (SELECT AccountId FROM Contact WHERE Email != null)": {"Acme"},
    "Id NOT IN (SELECT AccountId FROM Contact)": {"beta %_x", "Gamma", "acme"},
    "ParentId NOT IN (SELECT AccountId FROM Contact)": {"Acme", "acme"},
    "OwnerId IN (SELECT Id FROM User WHERE IsActive = false)": {"beta %_x", "acme"},
    "Id IN (SELECT WhatId FROM Task WHERE Who.Type = 'Contact')": {"Acme"},
    # labels and distance
    "toLabel(Industry) = 'medios'": {"Acme"},
    "DISTANCE(Place__c, GEOLOCATION(40.4, -3.7), 'km') < 10": {"Acme"},
    "DISTANCE(Place__c, GEOLOCATION(40.4, -3.7), 'mi') > 10": {"beta %_x"},
    # what SQL would trip over
    r"Name = '\'; DROP TABLE x; --'": set(),
    r"Name = '\u0041cme'": {"Acme", "acme"},
}


@pytest.mark.parametrize("where", KEPT)
def test_a_condition_keeps_these_rows(answer: Answer, where: str) -> None:
    names = {each["Name"] for each in answer(f"SELECT Name FROM Account WHERE {where}")}
    assert names == KEPT[where]


def test_days_begin_at_the_users_midnight(answer: Answer) -> None:
    soql = "SELECT Name FROM Account WHERE CreatedDate = TODAY"
    assert [each["Name"] for each in answer(soql)] == ["beta %_x"]
    madrid = answer(soql, time_zone="Europe/Madrid")
    assert {each["Name"] for each in madrid} == {"Acme", "beta %_x"}


def test_soft_deleted_and_archived_rows_show_only_in_query_all(answer: Answer) -> None:
    assert len(answer("SELECT Id FROM Account")) == 4
    assert len(answer("SELECT Id FROM Account", all_rows=True)) == 5
    assert answer("SELECT Id FROM Account WHERE IsDeleted = true") == []
    assert len(answer("SELECT Id FROM Account WHERE IsDeleted = true", all_rows=True)) == 1
    assert len(answer("SELECT Id FROM Task")) == 4
    assert len(answer("SELECT Id FROM Task", all_rows=True)) == 5


def test_soft_deleted_children_and_semi_join_rows_follow_the_query(answer: Answer) -> None:
    children = "SELECT (SELECT LastName FROM Contacts) FROM Account WHERE Name LIKE 'beta%'"
    assert answer(children)[0]["Contacts"] is None
    assert answer(children, all_rows=True)[0]["Contacts"]["totalSize"] == 1
    joined = "SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact)"
    assert len(answer(joined)) == 1
    assert len(answer(joined, all_rows=True)) == 2


# ORDER BY ... LIMIT on Account -> the names in order
ORDERED = {
    "ORDER BY Name, Key__c DESC": ["acme", "Acme", "beta %_x", "Gamma"],
    "ORDER BY Name DESC": ["Gamma", "beta %_x", "Acme", "acme"],
    "ORDER BY AnnualRevenue": ["acme", "Gamma", "beta %_x", "Acme"],
    "ORDER BY AnnualRevenue DESC": ["acme", "Acme", "beta %_x", "Gamma"],
    "ORDER BY AnnualRevenue NULLS LAST": ["Gamma", "beta %_x", "Acme", "acme"],
    "ORDER BY AnnualRevenue DESC NULLS LAST": ["Acme", "beta %_x", "Gamma", "acme"],
    "ORDER BY Owner.Name, Name DESC": ["Gamma", "Acme", "beta %_x", "acme"],
    "ORDER BY DISTANCE(Place__c, GEOLOCATION(41.4, 2.2), 'km') NULLS LAST LIMIT 2": [
        "beta %_x",
        "Acme",
    ],
    "ORDER BY Name LIMIT 2": ["Acme", "acme"],
    "ORDER BY Name LIMIT 2 OFFSET 1": ["acme", "beta %_x"],
    "ORDER BY Name OFFSET 3": ["Gamma"],
    "ORDER BY Name LIMIT 0": [],
    "ORDER BY Name LIMIT 5 OFFSET 9": [],
}


@pytest.mark.parametrize("clauses", ORDERED)
def test_rows_come_in_this_order(answer: Answer, clauses: str) -> None:
    names = [each["Name"] for each in answer(f"SELECT Name FROM Account {clauses}")]
    assert names == ORDERED[clauses]


# an aggregate query -> its rows without attributes
GATHERED: dict[str, list[dict[str, object]]] = {
    "SELECT COUNT(Id), COUNT(Industry), COUNT_DISTINCT(OwnerId) owners FROM Account": [
        {"expr0": 4, "expr1": 3, "owners": 2}
    ],
    "SELECT SUM(NumberOfEmployees), AVG(NumberOfEmployees), SUM(AnnualRevenue) s FROM Account": [
        {"expr0": 125, "expr1": 62.5, "s": 16147895825352.0}
    ],
    "SELECT MIN(Name), MAX(Name), MIN(Opened__c), MAX(CreatedDate) FROM Account": [
        {
            "expr0": "Acme",
            "expr1": "Gamma",
            "expr2": "2024-04-01",
            "expr3": "2024-05-15T00:30:00.000+0000",
        }
    ],
    "SELECT SUM(AnnualRevenue) FROM Account WHERE Name = 'nobody'": [{"expr0": None}],
    "SELECT Owner.Name, COUNT(Id) n FROM Account GROUP BY Owner.Name ORDER BY Owner.Name": [
        {"Name": "Ana Gil", "n": 2},
        {"Name": "Bob Roe", "n": 2},
    ],
    "SELECT Industry i, COUNT(Id) FROM Account GROUP BY Industry ORDER BY Industry NULLS LAST "
    "LIMIT 1": [{"i": "Energy", "expr0": 1}],
    "SELECT OwnerId FROM Account GROUP BY OwnerId HAVING MAX(AnnualRevenue) > 1e9": [
        {"OwnerId": "005xx0000000001AAA"}
    ],
    "SELECT COUNT(Id) FROM Account GROUP BY Industry HAVING Industry LIKE 'e%'": [{"expr0": 1}],
    "SELECT CALENDAR_YEAR(CreatedDate) y, COUNT(Id) FROM Account WHERE CreatedDate != null "
    "GROUP BY CALENDAR_YEAR(CreatedDate) ORDER BY CALENDAR_YEAR(CreatedDate) DESC": [
        {"y": 2024, "expr0": 2},
        {"y": 2023, "expr0": 1},
    ],
    "SELECT HOUR_IN_DAY(CreatedDate) FROM Account WHERE Name = 'gamma' "
    "GROUP BY HOUR_IN_DAY(CreatedDate)": [{"expr0": 23}],
    "SELECT FISCAL_YEAR(CreatedDate), FISCAL_QUARTER(CreatedDate), FISCAL_MONTH(CreatedDate), "
    "WEEK_IN_MONTH(CreatedDate), WEEK_IN_YEAR(CreatedDate), DAY_IN_YEAR(CreatedDate), "
    "CALENDAR_QUARTER(CreatedDate), DAY_IN_MONTH(CreatedDate) FROM Account WHERE Name = 'gamma' "
    "GROUP BY FISCAL_YEAR(CreatedDate), FISCAL_QUARTER(CreatedDate), FISCAL_MONTH(CreatedDate), "
    "WEEK_IN_MONTH(CreatedDate), WEEK_IN_YEAR(CreatedDate), DAY_IN_YEAR(CreatedDate), "
    "CALENDAR_QUARTER(CreatedDate), DAY_IN_MONTH(CreatedDate)": [
        {
            # 2023-12-31 in a fiscal year that begins in April and is named by its beginning
            "expr0": 2023,
            "expr1": 3,
            "expr2": 9,
            "expr3": 5,
            "expr4": 53,
            "expr5": 365,
            "expr6": 4,
            "expr7": 31,
        }
    ],
    "SELECT Active__c a, OwnerId o, GROUPING(OwnerId) g, COUNT(Id) n FROM Account "
    "WHERE Active__c != null GROUP BY ROLLUP(Active__c, OwnerId) "
    "ORDER BY GROUPING(Active__c), Active__c, GROUPING(OwnerId), OwnerId": [
        {"a": False, "o": "005xx0000000001AAA", "g": 0, "n": 1},
        {"a": False, "o": "005xx0000000002AAA", "g": 0, "n": 1},
        {"a": False, "o": None, "g": 1, "n": 2},
        {"a": True, "o": "005xx0000000001AAA", "g": 0, "n": 1},
        {"a": True, "o": None, "g": 1, "n": 1},
        {"a": None, "o": None, "g": 1, "n": 3},
    ],
}


@pytest.mark.parametrize("soql", GATHERED)
def test_rows_are_gathered(answer: Answer, soql: str) -> None:
    rows = answer(soql)
    assert all(each.pop("attributes") == {"type": "AggregateResult"} for each in rows)
    assert rows == GATHERED[soql]


def test_an_hour_may_be_that_of_the_user(answer: Answer) -> None:
    soql = (
        "SELECT HOUR_IN_DAY(convertTimezone(CreatedDate)) h FROM Account WHERE Name = 'gamma' "
        "GROUP BY HOUR_IN_DAY(convertTimezone(CreatedDate))"
    )
    assert answer(soql)[0]["h"] == 23
    assert answer(soql, time_zone="Europe/Madrid")[0]["h"] == 0


def test_cube_gives_every_combination(answer: Answer) -> None:
    soql = (
        "SELECT Active__c, OwnerId, COUNT(Id) FROM Account WHERE Active__c != null "
        "GROUP BY CUBE(Active__c, OwnerId)"
    )
    assert len(answer(soql)) == 3 + 2 + 2 + 1
