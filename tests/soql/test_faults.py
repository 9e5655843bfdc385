"""Errors in Salesforce's words, with the excerpt, the caret and the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from salida.errors import SoqlError
from salida.soql import Plan, parse
from salida.soql.faults import excerpt

if TYPE_CHECKING:
    from collections.abc import Callable


def refused(soql: str) -> SoqlError:
    with pytest.raises(SoqlError) as caught:
        parse(soql)
    return caught.value


# Error texts that orgs sent, cut to the excerpt, the caret and the place.
SEEN = [
    (
        "Select Id, Status, Location, Body from ApexLog",
        "Body",
        "\nSelect Id, Status, Location, Body from ApexLog\n" + " " * 29 + "^\n"
        "ERROR at Row:1:Column:30\n",
    ),
    (
        "SELECT Id FROM X WHERE a = 1, CreatedById,OCE__ActualCap__c,TPI_Product__c,Name,OCE__JobId__c",
        "TPI_Product__c",
        "\nCreatedById,OCE__ActualCap__c,TPI_Product__c,Name,OCE__JobId__c\n" + " " * 30 + "^\n"
        "ERROR at Row:1:Column:61\n",
    ),
    (
        "SELECT Id, Opportunity__r.Name, Opportunity__r.Id, Stage FROM Opportunity_Competitor__c",
        "Stage",
        "\nOpportunity__r.Name, Opportunity__r.Id, Stage FROM Opportunity_Competitor__c\n"
        + " " * 40
        + "^\nERROR at Row:1:Column:52\n",
    ),
    (
        "SELECT Id\nFROM Maycur_Form__c",
        "Maycur",
        "\nFROM Maycur_Form__c\n     ^\nERROR at Row:2:Column:6\n",
    ),
]


@pytest.mark.parametrize(("soql", "at", "shown"), SEEN)
def test_an_excerpt_is_cut_as_salesforce_cuts_it(soql: str, at: str, shown: str) -> None:
    assert excerpt(soql, soql.index(at)) == shown


def test_an_unexpected_token_is_named_with_its_place() -> None:
    error = refused("SELECT Id FROM Lead WHERE SomeField__c IS NULL")
    assert error.error_code == "MALFORMED_QUERY"
    assert (error.row, error.column) == (1, 40)
    assert str(error).endswith("unexpected token: 'IS'")


def test_the_end_of_the_query_is_a_token_too() -> None:
    error = refused("select id from account where")
    assert str(error).endswith("\nERROR at Row:1:Column:29\nunexpected token: '<EOF>'")


def test_a_query_that_does_not_begin_with_select_is_blamed_at_its_first_word() -> None:
    error = refused("q=SELECT Id FROM ApexClass")
    assert (error.row, error.column) == (1, 1)
    assert str(error).endswith("unexpected token: 'q'")


@pytest.mark.parametrize(
    "soql",
    [
        "SELECT Id FROM Account WHERE Id = :id",
        "SELECT Id FROM Account WHERE Id IN :ids",
        "SELECT Id FROM Account LIMIT :most",
    ],
)
def test_bind_variables_belong_to_apex(soql: str) -> None:
    error = refused(soql)
    assert str(error).endswith("Bind variables only allowed in Apex code")
    assert error.column == soql.index(":") + 1


def test_all_rows_belongs_to_apex_and_the_hint_says_what_to_do() -> None:
    error = refused("SELECT COUNT() FROM Contact ALL ROWS")
    assert "unexpected token: 'ROWS'" in str(error)
    assert "queryAll" in str(error.hint)


@pytest.mark.parametrize(
    "soql",
    [
        "SELECT Id FROM A WHERE a = 1 AND b = 2 OR c = 3",
        "SELECT Id FROM A WHERE a = 1 AND NOT b = 2",
        "SELECT Id FROM A WHERE a = 'x",
        "SELECT Id FROM A WHERE a = 2024-01-01T00:00:00",
        "SELECT Id FROM A WHERE a = b",
        "SELECT Id FROM A LIMIT 1.5",
        "SELECT Id FROM A LIMIT -1",
        "SELECT Id FROM A LIMIT 2147483648",
        "SELECT Id FROM A OFFSET 1 LIMIT 1",
        "SELECT Id, FROM A",
        "SELECT * FROM A",
        "SELECT TYPEOF What END FROM Task",
        "SELECT Id FROM A; SELECT Id FROM B",
        "SELECT Id FROM A -- comment",
    ],
)
def test_what_salesforce_refuses_is_malformed(soql: str) -> None:
    assert refused(soql).error_code == "MALFORMED_QUERY"


# soql, error code, end of the message, column
WRONG = [
    ("SELECT Ids FROM Account", "INVALID_FIELD", "No such column 'Ids' on entity 'Account'.", 8),
    ("SELECT Id FROM Nope__c", "INVALID_TYPE", "sObject type 'Nope__c' is not supported.", 16),
    (
        "SELECT Id, Owner.Nope FROM Account",
        "INVALID_FIELD",
        "No such column 'Nope' on entity 'User'.",
        12,
    ),
    (
        "SELECT Foo.Id FROM Account",
        "INVALID_FIELD",
        "Didn't understand relationship 'Foo' in field path.",
        8,
    ),
    (
        "SELECT (SELECT Id FROM Foos) FROM Account",
        "INVALID_TYPE",
        "Didn't understand relationship 'Foos' in FROM part of query call.",
        24,
    ),
    ("SELECT Id, Name, id FROM Account", "INVALID_FIELD", "duplicate field selected: Id", 18),
    (
        "SELECT Name n FROM Account",
        "MALFORMED_QUERY",
        "only aggregate expressions use field aliasing",
        8,
    ),
    (
        "SELECT Name, COUNT(Id) FROM Account",
        "MALFORMED_QUERY",
        "Field must be grouped or aggregated: Name",
        8,
    ),
    (
        "SELECT COUNT(Id) FROM Account GROUP BY Name ORDER BY CreatedDate",
        "MALFORMED_QUERY",
        "Field must be grouped or aggregated: CreatedDate",
        54,
    ),
    (
        "SELECT CALENDAR_YEAR(CreatedDate) FROM Account",
        "MALFORMED_QUERY",
        "Field must be grouped or aggregated: CALENDAR_YEAR(CreatedDate)",
        8,
    ),
    (
        "SELECT SUM(Name) FROM Account",
        "MALFORMED_QUERY",
        "field Name does not support aggregate operator SUM",
        8,
    ),
    (
        "SELECT Id FROM Account WHERE CreatedDate > '2024-01-01'",
        "INVALID_FIELD",
        (
            "value of filter criterion for field 'CreatedDate' must be of type dateTime and should not "
            "be enclosed in quotes"
        ),
        30,
    ),
    (
        "SELECT Id FROM Account WHERE Name = 3",
        "INVALID_FIELD",
        (
            "value of filter criterion for field 'Name' must be of type string and should be enclosed "
            "in quotes"
        ),
        30,
    ),
    (
        "SELECT Id FROM Account WHERE OwnerId = 'x'",
        "INVALID_QUERY_FILTER_OPERATOR",
        "invalid ID field: x",
        30,
    ),
    (
        "SELECT Id FROM Account WHERE OwnerId LIKE '005%'",
        "INVALID_QUERY_FILTER_OPERATOR",
        "invalid operator on id field",
        30,
    ),
    (
        "SELECT Id FROM Account WHERE Name INCLUDES ('x')",
        "INVALID_QUERY_FILTER_OPERATOR",
        "invalid operator on string field",
        30,
    ),
    (
        "SELECT FIELDS(ALL) FROM Account",
        "MALFORMED_QUERY",
        "The SOQL FIELDS function must have a LIMIT of at most 200",
        8,
    ),
    (
        "SELECT FIELDS(CUSTOM) FROM Account LIMIT 201",
        "MALFORMED_QUERY",
        "The SOQL FIELDS function must have a LIMIT of at most 200",
        8,
    ),
    (
        "SELECT Id, FIELDS(STANDARD) FROM Account",
        "INVALID_FIELD",
        "duplicate field selected: Id",
        12,
    ),
    (
        "SELECT Id FROM Account OFFSET 2001",
        "NUMBER_OUTSIDE_VALID_RANGE",
        "Maximum SOQL offset allowed is 2000",
        1,
    ),
    (
        "SELECT (SELECT COUNT(Id) FROM Contacts) FROM Account",
        "MALFORMED_QUERY",
        "only root queries support aggregate expressions",
        9,
    ),
    ("SELECT CONCAT(Name) FROM Account", "MALFORMED_QUERY", "unexpected token: 'CONCAT'", 8),
]


@pytest.mark.parametrize(
    ("soql", "code", "words", "column"), WRONG, ids=lambda each: str(each)[:60]
)
def test_a_wrong_name_or_type_is_told_in_salesforces_words(
    translated: Callable[[str], Plan], soql: str, code: str, words: str, column: int
) -> None:
    with pytest.raises(SoqlError) as caught:
        translated(soql)
    error = caught.value
    assert error.error_code == code
    assert words in str(error)
    assert (error.row, error.column) == (1, column)
    assert f"\nERROR at Row:1:Column:{column}\n" in str(error)
