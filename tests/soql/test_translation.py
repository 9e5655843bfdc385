"""The SQL of a few queries, word for word: the forms that were measured to be fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from salida.errors import SoqlUnsupportedError
from salida.soql import sql

if TYPE_CHECKING:
    from collections.abc import Callable

    from salida.soql import Plan

# WHERE of a query on Account -> the SQL that follows the filter of soft-deleted rows
CONDITIONS = {
    "Name = 'Acme'": """(lower(t0."Name") = lower('Acme'))""",
    "Name != 'Acme'": """(lower(t0."Name") IS DISTINCT FROM lower('Acme'))""",
    "Name = null": """(t0."Name" IS NULL)""",
    "Name = ''": """(t0."Name" IS NULL)""",
    "Name > null": "FALSE",
    "Name LIKE 'a%'": """(lower(t0."Name") LIKE lower('a%'))""",
    r"Name LIKE 'a\%_'": r"""(lower(t0."Name") LIKE lower('a\%_') ESCAPE '\')""",
    "Name IN ('a', null)": """(lower(t0."Name") IN (lower('a')) OR t0."Name" IS NULL)""",
    "Name NOT IN ('a')": """((lower(t0."Name") IN (lower('a'))) IS NOT TRUE)""",
    "NOT Name = 'a'": """((lower(t0."Name") = lower('a')) IS NOT TRUE)""",
    "Id = '001000000000001'": """(t0."Id" = '001000000000001AAA')""",
    "Id = '001d000000irfmaiah'": """(t0."Id" = '001D000000IRFmaIAH')""",
    "Amount__c >= 1.50": """(t0."Amount__c" >= CAST('1.50' AS DECIMAL(38,18)))""",
    "Amount__c < 1e30": """(t0."Amount__c" < CAST('1e+30' AS DOUBLE))""",
    "CreatedDate = TODAY": (
        """(t0."CreatedDate" >= TIMESTAMPTZ '2024-05-15 00:00:00.000000+00' """
        """AND t0."CreatedDate" < TIMESTAMPTZ '2024-05-16 00:00:00.000000+00')"""
    ),
    "CreatedDate > TODAY": (
        """(t0."CreatedDate" >= TIMESTAMPTZ '2024-05-16 00:00:00.000000+00')"""
    ),
    "CreatedDate < 0987-01-01T00:00:00+01:00": (
        """(t0."CreatedDate" < TIMESTAMPTZ '0986-12-31 23:00:00.000000+00')"""
    ),
    "Owner.Name = 'x'": """(lower(t1."Name") = lower('x'))""",
    "Id IN (SELECT AccountId FROM Contact)": (
        """(t0."Id" IN (SELECT t1."AccountId" FROM "Contact" AS t1 """
        """WHERE t1."AccountId" IS NOT NULL))"""
    ),
    "Id NOT IN (SELECT AccountId FROM Contact)": (
        """(t0."Id" IS NULL OR t0."Id" NOT IN (SELECT t1."AccountId" FROM "Contact" AS t1 """
        """WHERE t1."AccountId" IS NOT NULL))"""
    ),
}


@pytest.mark.parametrize("soql", CONDITIONS)
def test_a_condition_becomes_sql(translated: Callable[[str], Plan], soql: str) -> None:
    rows = translated(f"SELECT Id FROM Account WHERE {soql}").rows
    hidden = 'WHERE t0."IsDeleted" IS NOT TRUE AND '
    assert rows.split(hidden, 1)[1] == CONDITIONS[soql]


def test_a_parent_path_is_one_join_however_often_it_is_named(
    translated: Callable[[str], Plan],
) -> None:
    plan = translated("SELECT Owner.Id, owner.Name FROM Account ORDER BY Owner.Name")
    assert plan.rows.count("LEFT JOIN") == 1
    assert plan.typed_sql() == (
        'SELECT t1."Id" AS "Owner.Id", t1."Name" AS "Owner.Name"\n'
        'FROM "Account" AS t0\n'
        'LEFT JOIN "User" AS t1 ON t1."Id" = t0."OwnerId"\n'
        'WHERE t0."IsDeleted" IS NOT TRUE\n'
        'ORDER BY lower(t1."Name") ASC NULLS FIRST, t0."Id"'
    )


def test_counting_joins_only_what_the_conditions_need(translated: Callable[[str], Plan]) -> None:
    plan = translated("SELECT Owner.Name FROM Account ORDER BY Owner.Name LIMIT 5 OFFSET 2")
    assert plan.count_sql() == (
        'SELECT least(5, greatest(0, (SELECT count(*) FROM "Account" AS t2 '
        'WHERE t2."IsDeleted" IS NOT TRUE) - 2))'
    )


def test_children_are_gathered_for_the_rows_of_the_answer_only(
    translated: Callable[[str], Plan],
) -> None:
    bounded = translated("SELECT (SELECT LastName FROM Contacts) FROM Account LIMIT 3").rows
    assert '"AccountId" IN (SELECT' in bounded
    every = translated("SELECT (SELECT LastName FROM Contacts) FROM Account").rows
    assert " IN (SELECT" not in every


def test_a_plain_scan_is_paged_in_its_own_order_and_a_join_by_id(
    translated: Callable[[str], Plan],
) -> None:
    assert translated("SELECT Id FROM Account").total_order == ()
    assert translated("SELECT Owner.Name FROM Account").total_order == ('t0."Id"',)


def test_a_value_that_may_be_kept_verbatim_is_looked_for_there(
    translated: Callable[[str], Plan],
) -> None:
    plan = translated("SELECT Amount__c, Name FROM Account")
    assert """t0."_verbatim"['Amount__c']""" in plan.bulk_sql()
    assert "['Name']" not in plan.bulk_sql()


@pytest.mark.parametrize(
    "hostile",
    ["'; DROP TABLE x; --", "it's", "\\", "a\0b", '"', "''", "$version", "{0}"],
)
def test_a_text_in_sql_is_one_string_whatever_it_holds(hostile: str) -> None:
    quoted = sql.text(hostile)
    inside = quoted.replace("' || chr(0) || '", "").strip("()")[1:-1]
    assert "'" not in inside.replace("''", "")
    assert "\0" not in quoted


@pytest.mark.parametrize(
    "soql",
    [
        "SELECT Id FROM Account USING SCOPE mine",
        "SELECT Id FROM Account WITH DATA CATEGORY Geo__c AT x__c",
        "SELECT Id FROM Account WITH UserId = '005000000000001'",
        "SELECT Id FROM Contact USING LOOKUP Case.ContactId",
        "SELECT FORMAT(Amount__c) FROM Account",
        "SELECT Id FROM Account WHERE Amount__c > EUR5",
    ],
)
def test_what_an_archive_cannot_answer_says_why_and_what_to_do(
    translated: Callable[[str], Plan], soql: str
) -> None:
    with pytest.raises(SoqlUnsupportedError) as caught:
        translated(soql)
    assert str(caught.value)
    assert caught.value.hint is not None


@pytest.mark.parametrize(
    "clause",
    [
        "FOR VIEW",
        "FOR REFERENCE",
        "FOR UPDATE",
        "UPDATE TRACKING",
        "WITH SECURITY_ENFORCED",
        "WITH USER_MODE",
        "USING SCOPE everything",
    ],
)
def test_clauses_about_users_and_usage_change_nothing(
    translated: Callable[[str], Plan], clause: str
) -> None:
    assert translated(f"SELECT Id FROM Account {clause}") == translated("SELECT Id FROM Account")


# soql -> the words with which Bulk API 2.0 refuses it
BULK = {
    "SELECT Id, Owner.Name FROM Account ORDER BY Name LIMIT 3": None,
    "SELECT COUNT() FROM Account": "Aggregate Relationships not supported in Bulk Query",
    "SELECT MAX(Name) FROM Account": "Aggregate Relationships not supported in Bulk Query",
    "SELECT Name FROM Account GROUP BY Name": "Aggregate Relationships not supported in Bulk Query",
    "SELECT (SELECT Id FROM Contacts) FROM Account": "Nested Queries not supported in Bulk Query",
    "SELECT Id FROM Account OFFSET 3": "Offset not supported in Bulk Query",
    "SELECT FIELDS(ALL) FROM Account LIMIT 3": "FIELDS function not supported in Bulk Query",
}


@pytest.mark.parametrize("soql", BULK)
def test_bulk_refuses_what_it_cannot_print(translated: Callable[[str], Plan], soql: str) -> None:
    assert translated(soql).bulk_refusal == BULK[soql]
