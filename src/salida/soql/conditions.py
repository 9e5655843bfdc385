"""The grammar of WHERE and HAVING, and of the values in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from salida.soql.dates import DATE_LITERALS, NUMBERED_LITERALS
from salida.soql.syntax import (
    All,
    Any,
    Boolean,
    Call,
    Comparison,
    Condition,
    DateLiteral,
    Expression,
    Literal,
    Moment,
    Not,
    Null,
    Number,
    Query,
    String,
)
from salida.soql.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from salida.soql.cursor import Cursor

_MOMENTS = {Kind.DATE: "date", Kind.TIME: "time", Kind.DATETIME: "datetime"}
_SIGNS = {"=", "!=", "<>", "<", "<=", ">", ">="}
_CURRENCY = re.compile(r"([A-Za-z]{3})(\d+)$", re.ASCII)


def condition(cursor: Cursor, subquery: Callable[[Cursor], Query]) -> Condition:
    """Read a condition.

    AND and OR do not mix without parentheses, and NOT stands alone before one condition:
    that is Salesforce's grammar.
    """
    cursor.deeper()
    try:
        if cursor.take_word("NOT"):
            return Not(_single(cursor, subquery))
        first = _single(cursor, subquery)
        if cursor.at_word("AND"):
            return All(_chain(cursor, subquery, first, "AND"))
        if cursor.at_word("OR"):
            return Any(_chain(cursor, subquery, first, "OR"))
        return first
    finally:
        cursor.back()


def _chain(
    cursor: Cursor, subquery: Callable[[Cursor], Query], first: Condition, word: str
) -> tuple[Condition, ...]:
    conditions = [first]
    while cursor.take_word(word):
        conditions.append(_single(cursor, subquery))
    return tuple(conditions)


def _single(cursor: Cursor, subquery: Callable[[Cursor], Query]) -> Condition:
    if cursor.take_sign("("):
        inner = condition(cursor, subquery)
        cursor.expect_sign(")")
        return inner
    return _comparison(cursor, subquery)


def _comparison(cursor: Cursor, subquery: Callable[[Cursor], Query]) -> Comparison:
    at = cursor.token.at
    left = expression(cursor)
    operator = _operator(cursor)
    right: Literal | tuple[Literal, ...] | Query
    if operator in {"IN", "NOT IN"} and _at_subquery(cursor):
        cursor.expect_sign("(")
        right = subquery(cursor)
        cursor.expect_sign(")")
    elif operator in {"IN", "NOT IN", "INCLUDES", "EXCLUDES"}:
        right = _list(cursor)
    else:
        right = literal(cursor)
    return Comparison(left, operator, right, at=at)


def _operator(cursor: Cursor) -> str:
    token = cursor.token
    if token.kind is Kind.SIGN and token.text in _SIGNS:
        cursor.take()
        return "!=" if token.text == "<>" else token.text
    if cursor.take_word("NOT"):
        cursor.expect_word("IN")
        return "NOT IN"
    return cursor.expect_word("LIKE", "IN", "INCLUDES", "EXCLUDES")


def _at_subquery(cursor: Cursor) -> bool:
    following = cursor.after()
    return (
        cursor.at_sign("(") and following.kind is Kind.WORD and following.text.upper() == "SELECT"
    )


def _list(cursor: Cursor) -> tuple[Literal, ...]:
    cursor.expect_sign("(")
    values = [literal(cursor)]
    while cursor.take_sign(","):
        values.append(literal(cursor))
    cursor.expect_sign(")")
    return tuple(values)


def expression(cursor: Cursor) -> Expression:
    """Read a path or a function call."""
    path = cursor.path()
    if len(path.names) > 1 or not cursor.at_sign("("):
        return path
    cursor.deeper()
    try:
        cursor.expect_sign("(")
        arguments: list[Expression | String | Number] = []
        if not cursor.at_sign(")"):
            arguments.append(_argument(cursor))
            while cursor.take_sign(","):
                arguments.append(_argument(cursor))
        cursor.expect_sign(")")
    finally:
        cursor.back()
    return Call(path.names[0], tuple(arguments), at=path.at)


def _argument(cursor: Cursor) -> Expression | String | Number:
    return _constant(cursor) or expression(cursor)


def _constant(cursor: Cursor) -> String | Number | None:
    token = cursor.token
    if token.kind is Kind.STRING:
        cursor.take()
        return String(token.text, at=token.at)
    if token.kind is Kind.NUMBER:
        cursor.take()
        return Number(token.text, at=token.at)
    return None


def literal(cursor: Cursor) -> Literal:
    """Read one value."""
    constant = _constant(cursor)
    if constant is not None:
        return constant
    token = cursor.token
    if token.kind in _MOMENTS:
        cursor.take()
        return Moment(_MOMENTS[token.kind], token.text, at=token.at)
    if token.kind is Kind.WORD:
        return _word(cursor)
    raise cursor.unexpected()


def _word(cursor: Cursor) -> Literal:
    token = cursor.token
    word = token.text.upper()
    if word in {"TRUE", "FALSE"}:
        cursor.take()
        return Boolean(word == "TRUE", at=token.at)
    if word == "NULL":
        cursor.take()
        return Null(at=token.at)
    if word in DATE_LITERALS:
        cursor.take()
        return DateLiteral(word, at=token.at)
    if word in NUMBERED_LITERALS and cursor.after().text == ":":
        cursor.take()
        cursor.take()
        return DateLiteral(word, cursor.whole_number(), at=token.at)
    money = _CURRENCY.match(token.text)
    if money:
        cursor.take()
        return Number(money[2] + _fraction(cursor), currency=money[1].upper(), at=token.at)
    raise cursor.unexpected()


def _fraction(cursor: Cursor) -> str:
    """Take the `.50` of `USD500.50`, which the tokens see as a number of its own."""
    token = cursor.token
    if token.kind is Kind.NUMBER and token.text.startswith("."):
        return cursor.take().text
    return ""
