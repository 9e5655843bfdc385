"""The grammar of the clauses around a query's conditions: USING, WITH, GROUP BY, ORDER BY, FOR."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.soql.conditions import expression, literal
from salida.soql.syntax import Expression, GroupBy, Lookup, Order, With
from salida.soql.tokens import Kind

if TYPE_CHECKING:
    from salida.soql.cursor import Cursor
    from salida.soql.syntax import Literal


def using(cursor: Cursor) -> tuple[str | None, Lookup | None]:
    """Read USING SCOPE or USING LOOKUP."""
    if not cursor.take_word("USING"):
        return None, None
    if cursor.expect_word("SCOPE", "LOOKUP") == "SCOPE":
        return cursor.name().lower(), None
    return None, bindings(cursor, Lookup(cursor.path()))


def bindings(cursor: Cursor, lookup: Lookup | None) -> Lookup | None:
    """Read BIND, which only follows USING LOOKUP."""
    if lookup is None or not cursor.take_word("BIND"):
        return lookup
    pairs = list(lookup.bindings)
    while True:
        name = cursor.name()
        cursor.expect_sign("=")
        value: Literal = literal(cursor)
        pairs.append((name, value))
        if not cursor.take_sign(","):
            return Lookup(lookup.path, tuple(pairs))


_SIMPLE_WITH = ("SECURITY_ENFORCED", "USER_MODE", "SYSTEM_MODE")
_CATEGORY_SELECTORS = ("AT", "ABOVE", "BELOW", "ABOVE_OR_BELOW")


def with_clause(cursor: Cursor) -> With | None:
    """Read WITH."""
    at = cursor.token.at
    if not cursor.take_word("WITH"):
        return None
    word = cursor.take_word(*_SIMPLE_WITH)
    if word:
        return With(word, at=at)
    if cursor.at_words("DATA", "CATEGORY"):
        cursor.take()
        cursor.take()
        return With("DATA CATEGORY", _categories(cursor), at=at)
    if cursor.take_word("RECORDVISIBILITYCONTEXT"):
        return With("RECORDVISIBILITYCONTEXT", _options(cursor), at=at)
    name = cursor.name()
    cursor.expect_sign("=")
    return With("FILTER", (name, "=", _word_of(cursor)), at=at)


def _categories(cursor: Cursor) -> tuple[str, ...]:
    words: list[str] = []
    while True:
        words += [cursor.name(), cursor.expect_word(*_CATEGORY_SELECTORS)]
        if cursor.take_sign("("):
            words += ["(", str(cursor.name())]
            while cursor.take_sign(","):
                words += [",", cursor.name()]
            cursor.expect_sign(")")
            words.append(")")
        else:
            words.append(cursor.name())
        if not cursor.take_word("AND"):
            return tuple(words)
        words.append("AND")


def _options(cursor: Cursor) -> tuple[str, ...]:
    words = ["("]
    cursor.expect_sign("(")
    while True:
        words.append(cursor.name())
        cursor.expect_sign("=")
        words += ["=", _word_of(cursor)]
        if not cursor.take_sign(","):
            break
        words.append(",")
    cursor.expect_sign(")")
    return (*words, ")")


def _word_of(cursor: Cursor) -> str:
    token = cursor.token
    literal(cursor)
    return f"'{token.text}'" if token.kind is Kind.STRING else token.text


def group_by(cursor: Cursor) -> GroupBy | None:
    """Read GROUP BY."""
    if not cursor.at_words("GROUP", "BY"):
        return None
    cursor.take()
    cursor.take()
    kind = ""
    if cursor.at_word("ROLLUP", "CUBE") and cursor.after().text == "(":
        kind = cursor.take().text.upper()
        cursor.expect_sign("(")
    expressions = _expressions(cursor)
    if kind:
        cursor.expect_sign(")")
    return GroupBy(expressions, kind)


def _expressions(cursor: Cursor) -> tuple[Expression, ...]:
    expressions = [expression(cursor)]
    while cursor.take_sign(","):
        expressions.append(expression(cursor))
    return tuple(expressions)


def order_by(cursor: Cursor) -> tuple[Order, ...]:
    """Read ORDER BY."""
    if not cursor.at_words("ORDER", "BY"):
        return ()
    cursor.take()
    cursor.take()
    keys = [_order(cursor)]
    while cursor.take_sign(","):
        keys.append(_order(cursor))
    return tuple(keys)


def _order(cursor: Cursor) -> Order:
    key = expression(cursor)
    descending = cursor.take_word("ASC", "DESC") == "DESC"
    nulls_last = None
    if cursor.take_word("NULLS"):
        nulls_last = cursor.expect_word("FIRST", "LAST") == "LAST"
    return Order(key, descending, nulls_last)


def purposes(cursor: Cursor) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read FOR and UPDATE at the end of a query."""
    for_: list[str] = []
    while cursor.take_word("FOR"):
        for_.append(cursor.expect_word("VIEW", "REFERENCE", "UPDATE"))
        while cursor.take_sign(","):
            for_.append(cursor.expect_word("VIEW", "REFERENCE", "UPDATE"))
    update: list[str] = []
    if cursor.take_word("UPDATE"):
        update.append(cursor.expect_word("TRACKING", "VIEWSTAT"))
        while cursor.take_sign(","):
            update.append(cursor.expect_word("TRACKING", "VIEWSTAT"))
    return tuple(for_), tuple(update)
