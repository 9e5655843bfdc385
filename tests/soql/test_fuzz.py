"""Whatever is thrown at the parser, it answers with a query or a `SoqlError`."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salida.errors import SoqlError
from salida.soql import Plan, parse

if TYPE_CHECKING:
    from collections.abc import Callable

_WORDS = [
    "SELECT",
    "FROM",
    "WHERE",
    "AND",
    "OR",
    "NOT",
    "IN",
    "LIKE",
    "LIMIT",
    "OFFSET",
    "GROUP",
    "BY",
    "HAVING",
    "ORDER",
    "ASC",
    "DESC",
    "NULLS",
    "FIRST",
    "LAST",
    "TYPEOF",
    "WHEN",
    "THEN",
    "ELSE",
    "END",
    "USING",
    "SCOPE",
    "WITH",
    "DATA",
    "CATEGORY",
    "FOR",
    "VIEW",
    "UPDATE",
    "COUNT",
    "(",
    ")",
    ",",
    ".",
    "=",
    "!=",
    "<>",
    "<=",
    "'",
    ":",
    "TODAY",
    "LAST_N_DAYS",
    "Id",
    "Name",
    "Account",
    "Contacts",
    "Owner",
    "'x'",
    "'x\\''",
    "1",
    "2.5",
    "2024-01-01",
    "2024-01-01T00:00:00Z",
    "null",
    "true",
    "FIELDS",
    "ALL",
    "ROLLUP",
    "DISTANCE",
    "EUR5",
]


@given(st.text(max_size=200))
@settings(max_examples=300)
def test_any_text_is_a_query_or_an_error(text: str) -> None:
    with suppress(SoqlError):
        parse(text)


@given(st.lists(st.sampled_from(_WORDS), max_size=25).map(" ".join))
@settings(max_examples=400)
def test_any_words_are_a_query_or_an_error(translated: Callable[[str], Plan], text: str) -> None:
    with suppress(SoqlError):
        translated(f"SELECT Id FROM Account {text}")
    with suppress(SoqlError):
        parse(text)


def test_half_a_character_is_an_error_that_can_be_sent() -> None:
    refused("SELECT Id FROM \ud800").args[0].encode()


def refused(soql: str) -> SoqlError:
    with pytest.raises(SoqlError) as caught:
        parse(soql)
    return caught.value


@pytest.mark.parametrize(
    "soql",
    [
        "SELECT Id FROM A WHERE " + "(" * 5000 + "Id = 'x'" + ")" * 5000,
        "SELECT " + "MAX(" * 5000 + "Id" + ")" * 5000 + " FROM A",
        "SELECT Id FROM A WHERE " + "Id IN (SELECT Id FROM A WHERE " * 3000,
        "SELECT " + "(SELECT " * 5000,
    ],
    ids=["conditions", "functions", "semi-joins", "child subqueries"],
)
def test_deep_nesting_is_an_error_and_no_crash(soql: str) -> None:
    assert str(refused(soql)).endswith("SOQL statement is nested too deeply")


def test_a_query_over_the_length_limit_is_refused() -> None:
    assert "100000" in str(refused("SELECT Id FROM Account WHERE Name = '" + "x" * 100_000 + "'"))
