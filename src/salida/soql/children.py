"""Child subqueries: the children of every row gathered once and joined, never row by row."""

# ruff: noqa: S608 - SQL is built from names and values that `soql.sql` quoted

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.errors import SoqlUnsupportedError
from salida.language import _
from salida.soql import faults
from salida.soql.selection import Selection
from salida.soql.statement import Statement

if TYPE_CHECKING:
    from salida.model.describe import ChildRelationship
    from salida.soql.syntax import Children


class ChildLists:
    """The child subqueries of one statement.

    `owners` is SQL that selects the Ids of the rows whose children are wanted; `None` for all.
    """

    def __init__(self, statement: Statement, owners: str | None) -> None:
        self._statement = statement
        self._owners = owners
        self.joins: list[str] = []

    def json(self, item: Children) -> str:
        """Return SQL for the JSON of one list, null where a row has no children."""
        relation = self._relationship(item)
        child = self._statement.context.schema.find(relation.child_sobject)
        if child is None:
            raise SoqlUnsupportedError(
                _("The archive has no describe of {names}", names=relation.child_sobject),
                hint=_("Leave the subquery out, or back up the org again with that sObject"),
                error_code="INVALID_TYPE",
            )
        inner = Statement(item.query, self._statement.context, child, self._statement.scope.aliases)
        if inner.is_aggregate:
            raise faults.fault(
                item.query.text, item.query.at, "only root queries support aggregate expressions"
            )
        alias = self._statement.scope.aliases.next()
        owner = inner.scope.root.column(relation.field)
        lists = self._lists(inner, owner)
        self.joins.append(
            f"LEFT JOIN ({lists}) AS {alias} "
            f"ON {alias}.owner = {self._statement.scope.root.column('Id')}"
        )
        return (
            f"""CASE WHEN {alias}.owner IS NULL THEN 'null' ELSE '{{"totalSize":' || """
            f"""{alias}.size || ',"done":true,"records":[' || {alias}.records || ']}}' END"""
        )

    def _relationship(self, item: Children) -> ChildRelationship:
        path = item.query.sources[0].path
        *prefix, last = path.names
        entity = self._statement.scope.root.entity
        own = {entity.name.lower(), (self._statement.query.sources[0].alias or "").lower()}
        for each in entity.child_relationships:
            named = each.relationship_name is not None and (
                each.relationship_name.lower() == last.lower()
            )
            if named and all(one.lower() in own for one in prefix):
                return each
        raise faults.no_such_children(item.query.text, path.at, str(path))

    def _lists(self, inner: Statement, owner: str) -> str:
        """Return SQL with one row per owner: how many children, and their JSON."""
        conditions = [f"{owner} IS NOT NULL", *inner.conditions()]
        if self._owners is not None:
            conditions.append(f"{owner} IN ({self._owners})")
        nested = ChildLists(inner, _owned(inner, owner, self._owners))
        record = Selection(inner, nested.json).record()
        order = inner.order() or inner.by_id()
        keys = f" ORDER BY {', '.join(order)}" if order else ""
        rows = "\n".join([inner.scope.joins(), *nested.joins])
        where = " AND ".join(conditions)
        limit, offset = inner.query.limit, inner.query.offset or 0
        if limit is None and not offset:
            return (
                f"SELECT {owner} AS owner, count(*) AS size, "
                f"string_agg({record}, ','{keys}) AS records "
                f"{rows} WHERE {where} GROUP BY {owner}"
            )
        within = f"place > {offset}" + (
            f" AND place <= {offset + limit}" if limit is not None else ""
        )
        return (
            "SELECT owner, count(*) AS size, string_agg(record, ',' ORDER BY place) AS records "
            f"FROM (SELECT {owner} AS owner, {record} AS record, "
            f"row_number() OVER (PARTITION BY {owner}{keys}) AS place {rows} WHERE {where}) "
            f"WHERE {within} GROUP BY owner"
        )


def _owned(inner: Statement, owner: str, owners: str | None) -> str | None:
    """Return SQL for the Ids of the children whose own children are wanted."""
    if owners is None and inner.query.where is None:
        return None
    keys = inner.fresh()
    conditions = keys.conditions()
    if owners is not None:
        column = owner.split(".", 1)[1]
        conditions.append(f"{keys.scope.root.alias}.{column} IN ({owners})")
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return f"SELECT {keys.scope.root.column('Id')} {keys.scope.joins()}{where}"
