"""TYPEOF: the fields of a polymorphic parent, by the kind that it turns out to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.soql import faults
from salida.soql.records import Branch, member
from salida.soql.scope import relationship

if TYPE_CHECKING:
    from salida.model.describe import Field
    from salida.soql.scope import Scope, Table
    from salida.soql.syntax import Path, TypeOf, When


def typeof_json(scope: Scope, item: TypeOf) -> tuple[tuple[str, ...], str]:
    """Return the path of a TYPEOF in the record, and SQL for its JSON text.

    A record of a kind that no arm names shows the fields of ELSE, or null without one.

    Raises:
        SoqlError: if the path is not polymorphic, or an arm names a kind that it cannot be.
    """
    *steps, last = scope.full_names(item.path)
    holder = scope.table(tuple(steps), item.at)
    reference = relationship(holder.entity, last)
    if reference is None:
        raise faults.no_such_parent(scope.text, item.path.at, last)
    arms = [_arm(scope, holder, reference, each) for each in item.whens]
    names = (*holder.steps, reference.relationship_name or last)
    otherwise = "'null'"
    if item.otherwise:
        branch = Branch(scope.table(names, item.at))
        _fill(scope, branch, item.otherwise)
        otherwise = branch.json()
    return names, f"CASE {' '.join(arms)} ELSE {otherwise} END"


def _arm(scope: Scope, holder: Table, reference: Field, when: When) -> str:
    target = scope.context.schema.find(when.sobject)
    if target is None or target.name not in reference.reference_to:
        raise faults.no_such_type(scope.text, when.at, when.sobject)
    table = scope.typed_parent(holder, reference, target)
    branch = Branch(table)
    _fill(scope, branch, when.fields)
    return f"WHEN {table.column('Id')} IS NOT NULL THEN {branch.json()}"


def _fill(scope: Scope, branch: Branch, fields: tuple[Path, ...]) -> None:
    for path in fields:
        value = scope.resolve_from(branch.table, path)
        own = value.names[len(branch.table.steps) :]
        if not branch.add(scope, own, member(scope, value)):
            raise faults.fault(
                scope.text,
                path.at,
                f"duplicate field selected: {path}",
                code="INVALID_FIELD",
            )
