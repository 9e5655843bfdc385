"""The SELECT list: the columns of a flat answer and the members of a JSON record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.errors import SoqlUnsupportedError
from salida.language import _
from salida.model.storage import StorageType
from salida.soql import faults
from salida.soql.formats import as_bulk, as_json, json_object
from salida.soql.functions import is_aggregate
from salida.soql.literals import NOT_IN_ROWS
from salida.soql.plan import Column
from salida.soql.records import Branch, member
from salida.soql.syntax import Call, Children, Fields, Path, Selected, TypeOf
from salida.soql.typeof import typeof_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from salida.errors import SoqlError
    from salida.soql.scope import Scope, Value
    from salida.soql.statement import Statement
    from salida.soql.syntax import SelectItem

_VALUE_FUNCTIONS = frozenset({"TOLABEL", "CONVERTCURRENCY", "FORMAT"})


class Selection:
    """The SELECT list of one statement, in order.

    `children` gives SQL for the JSON of a child subquery, joined to this statement's rows.
    """

    def __init__(self, statement: Statement, children: Callable[[Children], str]) -> None:
        self._statement = statement
        self._scope: Scope = statement.scope
        self._children = children
        self._names: set[str] = set()
        self._unnamed = 0
        self.columns: list[Column] = []
        self.values: list[Value] = []
        self.branch = Branch(self._scope.root)
        self._members: list[tuple[str, str]] = []
        for item in statement.query.select:
            self._add(item)

    def record(self) -> str:
        """Return SQL for a whole record as JSON; its parents' attributes add to the joins."""
        if self._statement.is_aggregate:
            return json_object([("attributes", """'{"type":"AggregateResult"}'"""), *self._members])
        return self.branch.json()

    def _add(self, item: SelectItem) -> None:
        if isinstance(item, Selected):
            if self._statement.is_aggregate:
                self._add_gathered(item)
            else:
                self._add_selected(item)
        elif self._statement.is_aggregate:
            raise self._fault(item.at, "Field must be grouped or aggregated")
        elif isinstance(item, Fields):
            self._add_fields(item)
        elif isinstance(item, TypeOf):
            self._add_typeof(item)
        else:
            self._add_children(item)

    def _add_selected(self, item: Selected) -> None:
        expression = item.expression
        value = self._statement.row_value(expression)
        if item.alias is not None and isinstance(expression, Path):
            raise self._fault(item.at, "only aggregate expressions use field aliasing")
        if isinstance(expression, Call) and expression.name.upper() not in _VALUE_FUNCTIONS:
            if expression.name.upper() != "DISTANCE":
                raise self._ungrouped(expression)
            names: tuple[str, ...] = (item.alias or self._next_name(),)
        else:
            names = (item.alias,) if item.alias else value.names
        self._add_value(value, names, item.at)

    def _add_value(self, value: Value, names: tuple[str, ...], at: int) -> None:
        if value.storage is StorageType.STRUCTURE:
            raise SoqlUnsupportedError(
                _(
                    "{field} holds a structure, which an archive does not keep in its rows",
                    field=".".join(names),
                ),
                hint=_("Leave the field out"),
                error_code="INVALID_FIELD",
            )
        self._place(names, member(self._scope, value), at)
        self.values.append(value)
        self.columns.append(_column(".".join(names), value, self._scope))

    def _add_fields(self, item: Fields) -> None:
        root = self._scope.root
        for each in root.entity.fields:
            wanted = item.kind == "ALL" or each.custom == (item.kind == "CUSTOM")
            value = self._scope.value(root, each)
            if wanted and value.storage is not StorageType.STRUCTURE:
                self._add_value(value, value.names, item.at)

    def _add_typeof(self, item: TypeOf) -> None:
        names, text = typeof_json(self._scope, item)
        self._place(names, text, item.at)
        self.columns.append(Column(".".join(names), "typeof", f"nullif({text}, 'null')", None))

    def _add_children(self, item: Children) -> None:
        if item.alias is not None:
            raise self._fault(item.at, "only aggregate expressions use field aliasing")
        name, text = self._child_name(item), self._children(item)
        self._place((name,), text, item.at)
        self.columns.append(Column(name, "query", f"nullif({text}, 'null')", None))

    def _child_name(self, item: Children) -> str:
        wanted = item.query.sources[0].path.names[-1].lower()
        for each in self._scope.root.entity.child_relationships:
            if each.relationship_name is not None and each.relationship_name.lower() == wanted:
                return each.relationship_name
        return item.query.sources[0].path.names[-1]

    def _add_gathered(self, item: Selected) -> None:
        expression = item.expression
        value = self._statement.group_value(expression)
        if is_aggregate(expression) or isinstance(expression, Call):
            name = item.alias or self._next_name()
        else:
            name = item.alias or value.names[-1]
        if name.lower() in self._names:
            raise self._fault(item.at, f"duplicate alias: {name}")
        self._names.add(name.lower())
        self.values.append(value)
        self._members.append((name, as_json(value.sql, value.storage)))
        bulk = as_bulk(value.sql, value.storage)
        self.columns.append(Column(name, value.field.type, value.sql, bulk))

    def _next_name(self) -> str:
        self._unnamed += 1
        return f"expr{self._unnamed - 1}"

    def _place(self, names: tuple[str, ...], text: str, at: int) -> None:
        if not self.branch.add(self._scope, names, text):
            raise faults.fault(
                self._scope.text,
                at,
                f"duplicate field selected: {'.'.join(names)}",
                code="INVALID_FIELD",
            )

    def _ungrouped(self, call: Call) -> SoqlError:
        inner = ", ".join(str(each) for each in call.arguments if isinstance(each, Path))
        return self._fault(call.at, f"Field must be grouped or aggregated: {call.name}({inner})")

    def _fault(self, at: int, message: str) -> SoqlError:
        return faults.fault(self._scope.text, at, message)


def _column(name: str, value: Value, scope: Scope) -> Column:
    if value.storage in NOT_IN_ROWS:
        text = f"nullif({member(scope, value)}, 'null')"
        return Column(name, value.field.type, text, None)
    bulk = as_bulk(value.sql, value.storage, value.verbatim)
    return Column(name, value.field.type, value.sql, bulk)
