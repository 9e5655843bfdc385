"""A record as REST shows it, in SQL: nested parents, child lists, keys in the order of SELECT."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from salida.model.storage import StorageType
from salida.soql import compound, sql
from salida.soql.formats import as_json, json_object

if TYPE_CHECKING:
    from salida.model.describe import Field
    from salida.soql.scope import Scope, Table, Value


@dataclass
class Branch:
    """The members of one JSON object, by key, in order."""

    table: Table
    members: dict[str, Branch | str] = field(default_factory=dict)
    """SQL for a member's JSON text, or the members of a parent."""

    def add(self, scope: Scope, names: tuple[str, ...], text: str) -> bool:
        """Add the JSON `text` under the path `names`; return whether the place was free."""
        branch = self
        for step in names[:-1]:
            parent = scope.parent(branch.table, step, 0)
            below = branch.members.setdefault(step, Branch(parent))
            if not isinstance(below, Branch):
                return False
            branch = below
        if names[-1] in branch.members:
            return False
        branch.members[names[-1]] = text
        return True

    def json(self) -> str:
        """Return SQL for the object; null where a parent is missing."""
        shown = [
            (key, each.json() if isinstance(each, Branch) else each)
            for key, each in self.members.items()
        ]
        whole = json_object([("attributes", attributes(self.table)), *shown])
        if not self.table.on:
            return whole
        return f"CASE WHEN {self.table.column('Id')} IS NULL THEN 'null' ELSE {whole} END"


def url(table: Table) -> str:
    """Return SQL for the REST address of a record of `table`."""
    if table.targets:
        path = f"'/sobjects/' || {table.column('Type')} || '/'"
    else:
        path = sql.text(f"/sobjects/{table.entity.name}/")
    return f"'/services/data/v' || $version || {path} || {table.column('Id')}"


def attributes(table: Table) -> str:
    """Return SQL for the `attributes` of a record of `table`.

    A parent that may be of several kinds is of type `Name`; its address tells the kind.
    """
    entity = table.entity
    if table.targets:
        table.wanted["Type"] = entity.find("Type") or entity.fields[0]
    opening = sql.text(f'{{"type":"{entity.name}"')
    if entity.find("Id") is None:
        return f"{opening} || '}}'"
    return f"""{opening} || ',"url":"' || {url(table)} || '"}}'"""


def member(scope: Scope, value: Value) -> str:
    """Return SQL for the JSON text of one value."""
    if value.storage is StorageType.COMPOUND:
        return compound.as_json(value, lambda table, each: _plain(scope, table, each))
    if value.storage is StorageType.BLOB and value.table is not None:
        address = url(value.table)
        return f"""'"' || {address} || '/{value.field.name}"'"""
    return as_json(value.sql, value.storage, value.verbatim)


def _plain(scope: Scope, table: Table, each: Field) -> str:
    value = scope.value(table, each)
    return as_json(value.sql, value.storage, value.verbatim)
