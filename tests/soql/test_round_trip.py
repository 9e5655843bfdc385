"""Printing a query and parsing it again gives the same query, whatever the query."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salida.errors import SoqlError
from salida.soql import Plan, Query, parse
from salida.soql.cursor import RESERVED
from salida.soql.dates import DATE_LITERALS, NUMBERED_LITERALS
from salida.soql.printer import to_soql
from salida.soql.strings import value_of
from salida.soql.syntax import (
    All,
    Any,
    Boolean,
    Call,
    Children,
    Comparison,
    Condition,
    DateLiteral,
    Expression,
    Fields,
    GroupBy,
    Literal,
    Moment,
    Not,
    Null,
    Number,
    Order,
    Path,
    Selected,
    SelectItem,
    Source,
    String,
    TypeOf,
    When,
    With,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def raw_of(value: str) -> str:
    """Return `value` with the escapes that make it the inside of a SOQL string."""
    return value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")


# Names that the grammar may take for something else at some place, and plain ones.
_TRICKY = ["Group", "Order", "Offset", "Scope", "End", "Data", "First", "Last", "All"]
_plain = st.from_regex(r"[A-Z][a-z]{1,6}(__c)?", fullmatch=True)
_names = (
    (_plain | st.sampled_from(_TRICKY))
    # `Typeof X` as a field with an alias reads as the beginning of TYPEOF.
    .filter(lambda name: name.upper() not in RESERVED | {"TYPEOF"})
    .filter(lambda name: name.upper() not in DATE_LITERALS | {"FIELDS"})
)
_aliases = _plain.map(lambda name: f"x{name}")
_paths = st.lists(_names, min_size=1, max_size=3).map(lambda names: Path(tuple(names)))
_calls = st.builds(
    Call,
    st.sampled_from(["COUNT", "Max", "toLabel", "CALENDAR_YEAR"]),
    st.lists(_paths, max_size=2).map(tuple),
)
_expressions: st.SearchStrategy[Expression] = _paths | _calls

_strings = st.text(max_size=8).map(lambda value: String(raw_of(value)))
_numbers = st.builds(
    Number,
    st.from_regex(r"-?[0-9]{1,6}(\.[0-9]{1,3})?", fullmatch=True),
    st.none(),
) | st.builds(Number, st.from_regex(r"[0-9]{1,6}(\.[0-9]{1,2})?", fullmatch=True), st.just("EUR"))
_moments = st.builds(
    Moment, st.just("datetime"), st.datetimes().map(lambda at: f"{at:%Y-%m-%dT%H:%M:%S}Z".zfill(20))
) | st.builds(Moment, st.just("date"), st.dates().map(str))
_dates = st.sampled_from(sorted(DATE_LITERALS)).map(DateLiteral) | st.builds(
    DateLiteral, st.sampled_from(sorted(NUMBERED_LITERALS)), st.integers(0, 400)
)
_literals: st.SearchStrategy[Literal] = (
    _strings | _numbers | _moments | _dates | st.builds(Boolean, st.booleans()) | st.builds(Null)
)


def _conditions(queries: st.SearchStrategy[Query] | None) -> st.SearchStrategy[Condition]:
    single = st.builds(
        Comparison,
        _expressions,
        st.sampled_from(["=", "!=", "<", "<=", ">", ">=", "LIKE"]),
        _literals,
    )
    several = st.builds(
        Comparison,
        _paths,
        st.sampled_from(["IN", "NOT IN", "INCLUDES", "EXCLUDES"]),
        st.lists(_literals, min_size=1, max_size=3).map(tuple),
    )
    leaves: st.SearchStrategy[Condition] = single | several
    if queries is not None:
        leaves |= st.builds(Comparison, _paths, st.sampled_from(["IN", "NOT IN"]), queries)
    return st.recursive(
        leaves,
        lambda inner: (
            st.builds(Not, inner)
            | st.builds(All, st.lists(inner, min_size=2, max_size=3).map(tuple))
            | st.builds(Any, st.lists(inner, min_size=2, max_size=3).map(tuple))
        ),
        max_leaves=4,
    )


def _items(queries: st.SearchStrategy[Query] | None) -> st.SearchStrategy[SelectItem]:
    whens = st.builds(When, _names, st.lists(_paths, min_size=1, max_size=2).map(tuple))
    items: st.SearchStrategy[SelectItem] = (
        st.builds(Selected, _expressions, st.none() | _aliases)
        | st.builds(Fields, st.sampled_from(["ALL", "STANDARD", "CUSTOM"]))
        | st.builds(
            TypeOf,
            _plain.map(lambda name: Path((name,))),
            st.lists(whens, min_size=1, max_size=2).map(tuple),
            st.lists(_paths, max_size=2).map(tuple),
        )
    )
    return items if queries is None else items | st.builds(Children, queries)


def _queries(inner: st.SearchStrategy[Query] | None) -> st.SearchStrategy[Query]:
    withs = st.sampled_from(
        [
            With("USER_MODE"),
            With("DATA CATEGORY", ("Geo__c", "ABOVE", "usa__c")),
            With("FILTER", ("UserId", "=", "'005'")),
        ]
    )
    return st.builds(
        Query,
        st.lists(_items(inner), min_size=1, max_size=3).map(tuple),
        st.lists(st.builds(Source, _paths, st.none() | _aliases), min_size=1, max_size=2).map(
            tuple
        ),
        scope=st.none() | st.just("mine"),
        where=st.none() | _conditions(inner),
        with_=st.none() | withs,
        group_by=st.none()
        | st.builds(
            GroupBy,
            st.lists(_expressions, min_size=1, max_size=2).map(tuple),
            st.sampled_from(["", "ROLLUP", "CUBE"]),
        ),
        having=st.none() | _conditions(None),
        order_by=st.lists(
            st.builds(Order, _expressions, st.booleans(), st.none() | st.booleans()), max_size=2
        ).map(tuple),
        limit=st.none() | st.integers(0, 1000),
        offset=st.none() | st.integers(0, 1000),
        for_=st.sampled_from([(), ("VIEW",), ("VIEW", "REFERENCE")]),
        update=st.sampled_from([(), ("TRACKING",), ("VIEWSTAT", "TRACKING")]),
    )


QUERIES = _queries(_queries(None))
_unhurried = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@given(QUERIES)
@_unhurried
def test_a_printed_query_parses_to_itself(query: Query) -> None:
    assert parse(to_soql(query)) == query


@given(QUERIES)
@_unhurried
def test_any_syntax_translates_or_is_an_error(
    translated: Callable[[str], Plan], query: Query
) -> None:
    with suppress(SoqlError):
        translated(to_soql(query))


def test_blanks_and_the_case_of_keywords_do_not_matter() -> None:
    tight = parse(
        "select Id,Name from Account where(Name='a'or Name='b')order by Name desc limit 3"
    )
    loose = parse(
        "SELECT  Id ,\n Name\tFROM Account WHERE ( Name = 'a' OR Name = 'b' )\n"
        "ORDER BY Name DESC\r\nLIMIT 3"
    )
    assert tight == loose


@given(st.text())
def test_a_text_survives_being_written_as_a_string(value: str) -> None:
    whole = value.encode("utf-16", "replace").decode("utf-16")
    assert value_of(String(raw_of(whole)), "") == whole
