"""A query's syntax back into SOQL text: `parse(to_soql(query)) == query`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.soql.syntax import (
    All,
    Boolean,
    Call,
    Children,
    Comparison,
    DateLiteral,
    Fields,
    Moment,
    Not,
    Null,
    Number,
    Path,
    Query,
    String,
    TypeOf,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.soql.syntax import (
        Condition,
        Expression,
        GroupBy,
        Literal,
        Lookup,
        Order,
        SelectItem,
        Source,
        With,
    )


def to_soql(query: Query) -> str:
    """Return `query` as SOQL text on one line."""
    return " ".join(_clauses(query))


def _clauses(query: Query) -> Iterator[str]:
    yield "SELECT " + ", ".join(_item(each) for each in query.select)
    yield "FROM " + ", ".join(_source(each) for each in query.sources)
    if query.scope:
        yield f"USING SCOPE {query.scope}"
    if query.lookup:
        yield _lookup(query.lookup)
    if query.where:
        yield f"WHERE {_condition(query.where)}"
    if query.with_:
        yield _with(query.with_)
    yield from _tail(query)


def _tail(query: Query) -> Iterator[str]:
    if query.group_by:
        yield _group_by(query.group_by)
    if query.having:
        yield f"HAVING {_condition(query.having)}"
    if query.order_by:
        yield "ORDER BY " + ", ".join(_order(each) for each in query.order_by)
    if query.limit is not None:
        yield f"LIMIT {query.limit}"
    if query.offset is not None:
        yield f"OFFSET {query.offset}"
    if query.for_:
        yield "FOR " + ", ".join(query.for_)
    if query.update:
        yield "UPDATE " + ", ".join(query.update)


def _item(item: SelectItem) -> str:
    if isinstance(item, Fields):
        return f"FIELDS({item.kind})"
    if isinstance(item, TypeOf):
        return _typeof(item)
    shown = (
        f"({to_soql(item.query)})" if isinstance(item, Children) else _expression(item.expression)
    )
    return f"{shown} {item.alias}" if item.alias else shown


def _typeof(item: TypeOf) -> str:
    arms = [
        f"WHEN {each.sobject} THEN {', '.join(str(path) for path in each.fields)}"
        for each in item.whens
    ]
    if item.otherwise:
        arms.append("ELSE " + ", ".join(str(path) for path in item.otherwise))
    return f"TYPEOF {item.path} {' '.join(arms)} END"


def _source(source: Source) -> str:
    return f"{source.path} {source.alias}" if source.alias else str(source.path)


def _lookup(lookup: Lookup) -> str:
    pairs = [f"{name} = {_literal(value)}" for name, value in lookup.bindings]
    bound = f" BIND {', '.join(pairs)}" if pairs else ""
    return f"USING LOOKUP {lookup.path}{bound}"


def _with(clause: With) -> str:
    kind = "" if clause.kind == "FILTER" else f" {clause.kind}"
    return f"WITH{kind}{''.join(f' {word}' for word in clause.arguments)}"


def _group_by(group_by: GroupBy) -> str:
    expressions = ", ".join(_expression(each) for each in group_by.expressions)
    return (
        f"GROUP BY {group_by.kind}({expressions})" if group_by.kind else f"GROUP BY {expressions}"
    )


def _order(order: Order) -> str:
    direction = " DESC" if order.descending else ""
    nulls = {None: "", True: " NULLS LAST", False: " NULLS FIRST"}[order.nulls_last]
    return f"{_expression(order.expression)}{direction}{nulls}"


def _condition(condition: Condition) -> str:
    if isinstance(condition, Comparison):
        return f"{_expression(condition.left)} {condition.operator} {_right(condition.right)}"
    if isinstance(condition, Not):
        return f"NOT {_within(condition.condition)}"
    word = " AND " if isinstance(condition, All) else " OR "
    return word.join(_within(each) for each in condition.conditions)


def _within(condition: Condition) -> str:
    shown = _condition(condition)
    return shown if isinstance(condition, Comparison) else f"({shown})"


def _right(right: Literal | tuple[Literal, ...] | Query) -> str:
    if isinstance(right, Query):
        return f"({to_soql(right)})"
    if isinstance(right, tuple):
        return f"({', '.join(_literal(each) for each in right)})"
    return _literal(right)


def _literal(literal: Literal) -> str:
    if isinstance(literal, Null):
        return "NULL"
    if isinstance(literal, Boolean):
        return "TRUE" if literal.value else "FALSE"
    if isinstance(literal, DateLiteral):
        return literal.name if literal.number is None else f"{literal.name}:{literal.number}"
    if isinstance(literal, String):
        return f"'{literal.raw}'"
    if isinstance(literal, Moment):
        return literal.text
    return (literal.currency or "") + literal.text


def _expression(expression: Expression | String | Number) -> str:
    if isinstance(expression, Path):
        return str(expression)
    if isinstance(expression, Call):
        inner = ", ".join(_expression(each) for each in expression.arguments)
        return f"{expression.name}({inner})"
    return _literal(expression)
