"""The conditions of WHERE and HAVING as SQL.

SQL knows three truth values, SOQL two: what compares with null is false, and `!=`, NOT IN and
NOT keep the rows where it is. So each NOT asks `IS NOT TRUE`, and `!=` is `IS DISTINCT FROM`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from salida.model.storage import StorageType
from salida.soql import faults, sql
from salida.soql.dates import date_range
from salida.soql.literals import constant, is_id, is_null, key, misfit, timestamp
from salida.soql.strings import LIKE_ESCAPE, pattern_of
from salida.soql.syntax import (
    All,
    Any,
    Comparison,
    Condition,
    DateLiteral,
    Expression,
    Literal,
    Not,
    Query,
    String,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from salida.soql.dates import Calendar
    from salida.soql.scope import Value

NEVER = "FALSE"
_ORDERINGS = {"<", "<=", ">", ">="}


class Predicates:
    """Turns conditions into SQL.

    `evaluate` binds the left side to a value, `members` the subquery of a semi-join to SQL
    that selects its one column.
    """

    def __init__(
        self,
        text: str,
        calendar: Calendar,
        evaluate: Callable[[Expression], Value],
        members: Callable[[Query], str],
    ) -> None:
        self._text = text
        self._calendar = calendar
        self._evaluate = evaluate
        self._members = members

    def sql(self, condition: Condition) -> str:
        """Return SQL that is true exactly for the rows that `condition` keeps."""
        if isinstance(condition, All):
            return "(" + " AND ".join(self.sql(each) for each in condition.conditions) + ")"
        if isinstance(condition, Any):
            return "(" + " OR ".join(self.sql(each) for each in condition.conditions) + ")"
        if isinstance(condition, Not):
            return f"({self.sql(condition.condition)} IS NOT TRUE)"
        return self._comparison(condition)

    def _comparison(self, comparison: Comparison) -> str:
        value = self._evaluate(comparison.left)
        self._check(comparison, value)
        right = comparison.right
        if isinstance(right, Query):
            return self._semi_join(value, comparison.operator, right)
        if isinstance(right, tuple):
            return self._list(value, comparison, right)
        if comparison.operator == "LIKE":
            return self._like(value, comparison, right)
        if isinstance(right, DateLiteral):
            return self._dates(value, comparison, right)
        if value.field.type == "multipicklist":
            return self._chosen(value, comparison, right)
        return self._single(value, comparison, right)

    def _check(self, comparison: Comparison, value: Value) -> None:
        """Refuse an operator that the field's type does not know."""
        operator = comparison.operator
        multi = value.field.type == "multipicklist"
        wrong = (
            (operator in {"INCLUDES", "EXCLUDES"} and not multi)
            or (operator == "LIKE" and (value.storage is not StorageType.TEXT or is_id(value)))
            or (operator in _ORDERINGS and (value.storage is StorageType.BOOLEAN or multi))
        )
        if wrong:
            shown = "id" if is_id(value) else value.field.type
            raise faults.fault(
                self._text,
                comparison.at,
                f"invalid operator on {shown} field",
                code="INVALID_QUERY_FILTER_OPERATOR",
            )

    def _single(self, value: Value, comparison: Comparison, literal: Literal) -> str:
        operator = comparison.operator
        if is_null(literal, self._text):
            if operator == "=":
                return f"({value.sql} IS NULL)"
            return f"({value.sql} IS NOT NULL)" if operator == "!=" else NEVER
        right = constant(literal, value, self._text, comparison.at)
        if operator == "!=":
            return f"({key(value)} IS DISTINCT FROM {right})"
        return f"({key(value)} {operator} {right})"

    def _list(self, value: Value, comparison: Comparison, literals: tuple[Literal, ...]) -> str:
        operator = comparison.operator
        if operator in {"INCLUDES", "EXCLUDES"}:
            any_of = " OR ".join(self._includes(value, comparison, each) for each in literals)
            return f"({any_of})" if operator == "INCLUDES" else f"(({any_of}) IS NOT TRUE)"
        if any(isinstance(each, DateLiteral) for each in literals):
            any_of = " OR ".join(self._equals(value, comparison, each) for each in literals)
        else:
            any_of = self._one_of(value, comparison, literals)
        return f"({any_of})" if operator == "IN" else f"(({any_of}) IS NOT TRUE)"

    def _equals(self, value: Value, comparison: Comparison, literal: Literal) -> str:
        equal = replace(comparison, operator="=")
        if isinstance(literal, DateLiteral):
            return self._dates(value, equal, literal)
        return self._single(value, equal, literal)

    def _one_of(self, value: Value, comparison: Comparison, literals: tuple[Literal, ...]) -> str:
        with_null = any(is_null(each, self._text) for each in literals)
        known = [
            constant(each, value, self._text, comparison.at)
            for each in literals
            if not is_null(each, self._text)
        ]
        parts = [f"{key(value)} IN ({', '.join(known)})"] if known else []
        if with_null:
            parts.append(f"{value.sql} IS NULL")
        return " OR ".join(parts)

    def _chosen(self, value: Value, comparison: Comparison, literal: Literal) -> str:
        """Compare a multi-select picklist whole: the same values, in whatever order."""
        if is_null(literal, self._text):
            return self._single(value, comparison, literal)
        right = (
            f"list_sort(string_split({constant(literal, value, self._text, comparison.at)}, ';'))"
        )
        left = f"list_sort(string_split({key(value)}, ';'))"
        return f"({left} {'=' if comparison.operator == '=' else 'IS DISTINCT FROM'} {right})"

    def _includes(self, value: Value, comparison: Comparison, literal: Literal) -> str:
        if is_null(literal, self._text):
            return f"{value.sql} IS NULL"
        wanted = f"string_split({constant(literal, value, self._text, comparison.at)}, ';')"
        return f"list_has_all(string_split({key(value)}, ';'), {wanted})"

    def _like(self, value: Value, comparison: Comparison, literal: Literal) -> str:
        if not isinstance(literal, String):
            raise misfit(value, self._text, comparison.at)
        pattern = pattern_of(literal, self._text)
        escape = f" ESCAPE '{LIKE_ESCAPE}'" if LIKE_ESCAPE in pattern else ""
        right = sql.text(pattern)
        folded = f"lower({right})" if key(value) != value.sql else right
        return f"({key(value)} LIKE {folded}{escape})"

    def _dates(self, value: Value, comparison: Comparison, literal: DateLiteral) -> str:
        operator = comparison.operator
        if value.storage not in {StorageType.DATE, StorageType.DATETIME}:
            raise misfit(value, self._text, comparison.at)
        first, end = self._days(literal, value.storage)
        column = value.sql
        if operator == "=":
            return f"({column} >= {first} AND {column} < {end})"
        if operator == "!=":
            return f"(({column} >= {first} AND {column} < {end}) IS NOT TRUE)"
        bound = first if operator in {"<", ">="} else end
        return f"({column} {'<' if operator in {'<', '<='} else '>='} {bound})"

    def _days(self, literal: DateLiteral, storage: StorageType) -> tuple[str, str]:
        try:
            first, end = date_range(literal.name, literal.number, self._calendar)
            if storage is StorageType.DATE:
                return f"DATE '{first.isoformat()}'", f"DATE '{end.isoformat()}'"
            midnight = self._calendar.midnight
            return timestamp(midnight(first)), timestamp(midnight(end))
        except OverflowError:
            shown = f"{literal.name}:{literal.number}"
            raise faults.fault(self._text, literal.at, f"Invalid date: {shown}") from None

    def _semi_join(self, value: Value, operator: str, subquery: Query) -> str:
        members = self._members(subquery)
        if operator == "IN":
            return f"({key(value)} IN ({members}))"
        return f"({value.sql} IS NULL OR {key(value)} NOT IN ({members}))"
