"""One SELECT as SQL without its SELECT list: tables, conditions, groups, order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.soql import faults
from salida.soql.functions import Functions, is_aggregate
from salida.soql.literals import NOT_IN_ROWS, key
from salida.soql.predicates import Predicates
from salida.soql.refusals import check_limits, refuse_clauses
from salida.soql.scope import Scope
from salida.soql.syntax import Call, Path, Query, Selected

if TYPE_CHECKING:
    from collections.abc import Callable

    from salida.model.describe import SObject
    from salida.soql.schema import Context
    from salida.soql.scope import Aliases, Value
    from salida.soql.syntax import Condition, Expression, Order

_ARCHIVED_KINDS = frozenset({"Task", "Event"})
"""Activities that Salesforce archives; only `queryAll` shows those."""


def root_of(query: Query, context: Context) -> SObject:
    """Return the sObject in FROM.

    Raises:
        SoqlError: `INVALID_TYPE` for an unknown one, `INVALID_TYPE_FOR_OPERATION` for one
            that no query can read.
        SoqlUnsupportedError: for one that the org has and the archive does not.
    """
    source = query.sources[0].path
    found = context.schema.find(str(source))
    if found is None:
        raise context.schema.gap(str(source)) or faults.no_such_type(
            query.text, source.at, str(source)
        )
    if not found.queryable:
        raise faults.fault(
            query.text,
            source.at,
            f"entity type {found.name} does not support query",
            code="INVALID_TYPE_FOR_OPERATION",
        )
    return found


class Statement:
    """The rows of one SELECT. Every path that is asked for adds the joins that it needs."""

    def __init__(self, query: Query, context: Context, root: SObject, aliases: Aliases) -> None:
        refuse_clauses(query)
        check_limits(query)
        self.query = query
        self.context = context
        self.scope = Scope(context, root, query.text, aliases)
        self.functions = Functions(self.scope)
        self.has_subqueries = False
        self._name_sources()

    def _name_sources(self) -> None:
        first, *others = self.query.sources
        if first.alias:
            self.scope.add_alias(first.alias)
        for source in others:
            names = self.scope.full_names(source.path)
            self.scope.table(names, source.path.at)
            self.scope.add_alias(source.alias or source.path.names[-1], names)

    def fresh(self) -> Statement:
        """Return the same SELECT without a join, for SQL that needs other ones."""
        return Statement(self.query, self.context, self.scope.root.entity, self.scope.aliases)

    @property
    def is_aggregate(self) -> bool:
        """Whether rows are gathered into groups."""
        return self.query.group_by is not None or any(
            isinstance(each, Selected) and is_aggregate(each.expression)
            for each in self.query.select
        )

    @property
    def is_count(self) -> bool:
        """Whether this is `SELECT COUNT()`."""
        first = self.query.select[0]
        return (
            len(self.query.select) == 1
            and isinstance(first, Selected)
            and isinstance(first.expression, Call)
            and first.expression.name.upper() == "COUNT"
            and not first.expression.arguments
        )

    def conditions(self) -> list[str]:
        """Return SQL for WHERE, and for the rows that only `queryAll` shows."""
        root, conditions = self.scope.root, []
        if not self.context.all_rows:
            if root.entity.find("IsDeleted"):
                conditions.append(f"{root.column('IsDeleted')} IS NOT TRUE")
            if root.entity.name in _ARCHIVED_KINDS and root.entity.find("IsArchived"):
                conditions.append(f"{root.column('IsArchived')} IS NOT TRUE")
        if self.query.where is not None:
            conditions.append(self._sql(self.query.where, self.filter_value))
        return conditions

    def filter_value(self, expression: Expression) -> Value:
        """Return the value of an expression that rows are filtered by; raises as `row_value`."""
        return self._column(self.row_value(expression), expression, "filtered")

    def _column(self, value: Value, expression: Expression, use: str) -> Value:
        """Refuse a value that is no column: an address, a file, a structure."""
        if value.storage in NOT_IN_ROWS:
            raise faults.fault(
                self.query.text,
                expression.at,
                f"field '{value.field.name}' can not be {use} in a query call",
                code="INVALID_FIELD",
            )
        return value

    def row_value(self, expression: Expression) -> Value:
        """Return the value of an expression of one row.

        Raises:
            SoqlError: for an aggregate, and as `Functions.value` does.
        """
        if is_aggregate(expression):
            raise faults.fault(
                self.query.text,
                expression.at,
                "Aggregate expressions are only allowed in SELECT, HAVING and ORDER BY",
            )
        return self.functions.value(expression)

    def _sql(self, condition: Condition, evaluate: Callable[[Expression], Value]) -> str:
        return Predicates(self.query.text, self.context.calendar, evaluate, self._members).sql(
            condition
        )

    def _members(self, subquery: Query) -> str:
        """Return SQL that selects the one column of a semi-join, without nulls."""
        self.has_subqueries = True
        first = subquery.select[0]
        if len(subquery.select) != 1 or not isinstance(first, Selected):
            raise faults.fault(
                self.query.text, subquery.at, "Only one field may be selected in a semi-join"
            )
        root = root_of(subquery, self.context)
        inner = Statement(subquery, self.context, root, self.scope.aliases)
        value = inner.filter_value(first.expression)
        return inner.limited(key(value), [*inner.conditions(), f"{value.sql} IS NOT NULL"])

    def limited(self, shown: str, conditions: list[str]) -> str:
        """Return SQL for `shown` over the rows within LIMIT and OFFSET."""
        limit, offset = self.query.limit, self.query.offset
        bounded = limit is not None or bool(offset)
        order = self.order() if bounded else ()
        if bounded and not order:
            # The same rows must be within the limit wherever this SQL stands.
            order = self.by_id()
        lines = [f"SELECT {shown}", self.scope.joins()]
        if conditions:
            lines.append("WHERE " + " AND ".join(conditions))
        if order:
            lines.append("ORDER BY " + ", ".join(order))
        if limit is not None:
            lines.append(f"LIMIT {limit}")
        if offset:
            lines.append(f"OFFSET {offset}")
        return " ".join(lines)

    def groups(self) -> list[Value]:
        """Return the values that GROUP BY names."""
        group_by = self.query.group_by
        if group_by is None:
            return []
        return [
            self._column(self.row_value(each), each, "grouped") for each in group_by.expressions
        ]

    def having(self) -> str | None:
        """Return SQL for HAVING."""
        having = self.query.having
        return None if having is None else self._sql(having, self.group_value)

    def group_value(self, expression: Expression) -> Value:
        """Return the value of an expression of one group.

        Raises:
            SoqlError: if it is neither an aggregate nor one of the groups.
        """
        value = self.functions.value(expression)
        grouped = expression
        if isinstance(expression, Call) and is_aggregate(expression):
            argument = expression.arguments[0] if expression.arguments else None
            if expression.name.upper() != "GROUPING" or not isinstance(argument, Path | Call):
                return value
            grouped = argument
        if self.functions.value(grouped).sql not in {each.sql for each in self.groups()}:
            raise faults.fault(
                self.query.text,
                expression.at,
                f"Field must be grouped or aggregated: {_shown(expression)}",
            )
        return value

    def order(self) -> tuple[str, ...]:
        """Return SQL for the keys of ORDER BY; the Id comes last, so that no two rows tie."""
        if not self.query.order_by:
            return ()
        keys = tuple(self._key(each) for each in self.query.order_by)
        return keys if self.is_aggregate else (*keys, *self.by_id())

    def by_id(self) -> tuple[str, ...]:
        """Return the order by Id, or none for an sObject without Id."""
        root = self.scope.root
        return (root.column("Id"),) if root.entity.find("Id") else ()

    def _key(self, order: Order) -> str:
        expression = self._unaliased(order.expression)
        evaluate = self.group_value if self.is_aggregate else self.row_value
        value = self._column(evaluate(expression), expression, "sorted")
        direction = "DESC" if order.descending else "ASC"
        # Unless told otherwise Salesforce puts nulls first, in either direction.
        return f"{key(value)} {direction} NULLS {'LAST' if order.nulls_last else 'FIRST'}"

    def _unaliased(self, expression: Expression) -> Expression:
        if isinstance(expression, Path) and len(expression.names) == 1:
            name = expression.names[0].lower()
            for each in self.query.select:
                if isinstance(each, Selected) and (each.alias or "").lower() == name:
                    return each.expression
        return expression


def _shown(expression: Expression) -> str:
    if isinstance(expression, Path):
        return str(expression)
    inner = ", ".join(
        _shown(each) for each in expression.arguments if isinstance(each, Path | Call)
    )
    return f"{expression.name}({inner})"
