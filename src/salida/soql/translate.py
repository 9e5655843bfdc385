"""A query's syntax into SQL, against describes. Pure: nothing is read."""

# ruff: noqa: S608 - SQL is built from names and values that `soql.sql` quoted

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.soql.children import ChildLists
from salida.soql.faults import fault
from salida.soql.plan import Plan
from salida.soql.refusals import bulk_refusal
from salida.soql.scope import Aliases
from salida.soql.selection import Selection
from salida.soql.statement import Statement, root_of
from salida.soql.syntax import Children

if TYPE_CHECKING:
    from salida.soql.schema import Context
    from salida.soql.syntax import Query


def translate(query: Query, context: Context) -> Plan:
    """Return the SQL that answers `query`.

    Raises:
        SoqlError: in Salesforce's words, for names and types that do not fit the describes.
        SoqlUnsupportedError: for what an archive cannot answer.
    """
    statement = Statement(query, context, root_of(query, context), Aliases())
    if query.having is not None and not statement.is_aggregate:
        raise fault(query.text, query.at, "HAVING needs GROUP BY or an aggregate expression")
    lists = ChildLists(statement, _owners(statement))
    selection = Selection(statement, lists.json)
    record = selection.record()  # before the joins: a record's attributes may need more of them
    conditions = statement.conditions()
    order = statement.order()
    total_order = order if statement.is_aggregate else order or _page_order(statement)
    return Plan(
        sobject=statement.scope.root.entity.name,
        columns=tuple(selection.columns),
        rows=_rows(statement, conditions, lists.joins),
        counted=_counted(statement),
        record=record,
        order=order,
        total_order=total_order,
        limit=query.limit,
        offset=query.offset,
        is_count=statement.is_count,
        is_aggregate=statement.is_aggregate,
        bulk_refusal=bulk_refusal(query, selection.values),
    )


def _owners(statement: Statement) -> str | None:
    """Return SQL for the Ids of the rows of the answer, unless those are all rows."""
    query = statement.query
    if not any(isinstance(each, Children) for each in query.select):
        return None
    if query.where is None and query.limit is None and not query.offset:
        return None
    keys = statement.fresh()
    return keys.limited(keys.scope.root.column("Id"), keys.conditions())


def _page_order(statement: Statement) -> tuple[str, ...]:
    """Return the order for paging where ORDER BY gives none.

    A plain scan gives the rows in the order of the archive every time; joins and semi-joins may
    not, and a page that is read again must hold the same rows.
    """
    query = statement.query
    plain = not statement.scope.joined and not statement.has_subqueries
    lists = any(isinstance(each, Children) for each in query.select)
    return () if plain and not lists else statement.by_id()


def _rows(statement: Statement, conditions: list[str], joins: list[str]) -> str:
    # Groups may join parents, so they are asked for before the joins are written.
    groups = ", ".join(each.sql for each in statement.groups())
    having = statement.having()
    lines = [statement.scope.joins(), *joins]
    if conditions:
        lines.append("WHERE " + " AND ".join(conditions))
    group_by = statement.query.group_by
    if group_by is not None:
        lines.append(
            f"GROUP BY {group_by.kind}({groups})" if group_by.kind else f"GROUP BY {groups}"
        )
    if having is not None:
        lines.append(f"HAVING {having}")
    return "\n".join(lines)


def _counted(statement: Statement) -> str:
    """Return SQL for the number of rows, joining only what WHERE needs."""
    keys = statement.fresh()
    conditions = keys.conditions()
    if not statement.is_aggregate or statement.is_count:
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return f"(SELECT count(*) {keys.scope.joins()}{where})"
    rows = _rows(keys, conditions, [])
    return f"(SELECT count(*) FROM (SELECT count(*) {rows}))"
