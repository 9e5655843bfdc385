"""SOQL text into its abstract syntax, by recursive descent.

The grammar is the REST API's: bind variables and ALL ROWS belong to Apex and are refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.language import _
from salida.soql import clauses
from salida.soql.conditions import condition
from salida.soql.cursor import Cursor
from salida.soql.faults import fault
from salida.soql.selectlist import select_list
from salida.soql.syntax import Query, Source
from salida.soql.tokens import Kind

if TYPE_CHECKING:
    from salida.errors import SoqlError

_CLAUSES = ("USING", "WHERE", "WITH", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "FOR")
_NO_ALIAS = frozenset({*_CLAUSES, "UPDATE", "BIND"})


def parse(text: str) -> Query:
    """Return the syntax of one SOQL query.

    Raises:
        SoqlError: `MALFORMED_QUERY` in Salesforce's words, with row and column.
    """
    cursor = Cursor(text)
    query = _query(cursor)
    if cursor.token.kind is not Kind.END:
        raise _all_rows(cursor) or cursor.unexpected()
    return query


def _all_rows(cursor: Cursor) -> SoqlError | None:
    if not cursor.at_word("ROWS", "ALL"):
        return None
    return fault(
        cursor.text,
        cursor.token.at,
        f"unexpected token: '{cursor.token.shown}'",
        hint=_("ALL ROWS is Apex; ask for deleted rows beside the query (queryAll)"),
    )


def _query(cursor: Cursor) -> Query:
    at = cursor.token.at
    cursor.deeper()
    cursor.expect_word("SELECT")
    select = select_list(cursor, _query)
    cursor.expect_word("FROM")
    sources = _sources(cursor)
    scope, lookup = clauses.using(cursor)
    where = condition(cursor, _query) if cursor.take_word("WHERE") else None
    with_ = clauses.with_clause(cursor)
    group_by = clauses.group_by(cursor)
    having = condition(cursor, _query) if cursor.take_word("HAVING") else None
    order_by = clauses.order_by(cursor)
    limit = cursor.whole_number() if cursor.take_word("LIMIT") else None
    offset = cursor.whole_number() if cursor.take_word("OFFSET") else None
    lookup = clauses.bindings(cursor, lookup)
    for_, update = clauses.purposes(cursor)
    cursor.back()
    return Query(
        select,
        sources,
        scope,
        lookup,
        where,
        with_,
        group_by,
        having,
        order_by,
        limit,
        offset,
        for_,
        update,
        text=cursor.text,
        at=at,
    )


def _sources(cursor: Cursor) -> tuple[Source, ...]:
    sources = [_source(cursor)]
    while cursor.take_sign(","):
        sources.append(_source(cursor))
    return tuple(sources)


def _source(cursor: Cursor) -> Source:
    path = cursor.path()
    taken = cursor.at_name() and cursor.token.text.upper() not in _NO_ALIAS
    return Source(path, cursor.name() if taken else None)
