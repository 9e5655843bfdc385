"""The tables of one SELECT: names become columns, parent paths become joins."""

# ruff: noqa: S608 - SQL is built from names and values that `soql.sql` quoted

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from salida.errors import SoqlUnsupportedError
from salida.language import _
from salida.model.storage import StorageType, storage_type
from salida.soql import faults, sql
from salida.soql.schema import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from salida.model.describe import Field, SObject
    from salida.soql.schema import Context
    from salida.soql.syntax import Path


@dataclass(eq=False)
class Table:
    """One joined table: the sObject in FROM or a parent."""

    alias: str
    entity: SObject
    steps: tuple[str, ...] = ()
    """The relationship names from the sObject in FROM, in the describe's spelling."""

    targets: tuple[SObject, ...] = ()
    """The sObjects that a polymorphic parent may be; empty for a parent of one kind."""

    on: str = ""
    """SQL for the reference that leads here; empty for the sObject in FROM."""

    key: tuple[str, ...] = ()
    """What tells it from the other tables: the steps, and for TYPEOF the kind of record."""

    wanted: dict[str, Field] = field(default_factory=dict)
    """The fields that a polymorphic parent must offer."""

    def column(self, name: str) -> str:
        """Return the SQL of a column of this table."""
        return f"{self.alias}.{sql.name(name)}"


@dataclass(frozen=True)
class Value:
    """One value of a row: its SQL and what is known of it."""

    sql: str
    field: Field
    storage: StorageType
    names: tuple[str, ...] = ()
    """The path in the describe's spelling; empty for a function."""

    table: Table | None = None
    verbatim: str | None = None
    """SQL for the text that stands in where the column could not hold the value."""


class Aliases:
    """Gives every table of a statement a name of its own."""

    def __init__(self) -> None:
        self._used = 0

    def next(self) -> str:
        """Return an unused SQL alias."""
        self._used += 1
        return f"t{self._used - 1}"


class Scope:
    """Resolves paths against one sObject and gathers the joins that they need."""

    def __init__(self, context: Context, root: SObject, text: str, aliases: Aliases) -> None:
        self.context = context
        self.text = text
        self.aliases = aliases
        self.root = Table(aliases.next(), root)
        self._tables: dict[tuple[str, ...], Table] = {(): self.root}
        self._prefixes: dict[str, tuple[str, ...]] = {}

    def add_alias(self, alias: str, names: tuple[str, ...] = ()) -> None:
        """Let `alias` stand for the parent path `names`."""
        self._prefixes[alias.lower()] = names

    def full_names(self, path: Path) -> tuple[str, ...]:
        """Return the names of `path` from the sObject in FROM, without alias or its own name."""
        first, *rest = path.names
        if rest:
            prefix = self._prefixes.get(first.lower())
            if prefix is not None:
                return (*prefix, *rest)
            own = first.lower() == self.root.entity.name.lower()
            if own and relationship(self.root.entity, first) is None:
                return tuple(rest)
        return path.names

    def resolve(self, path: Path) -> Value:
        """Return the column that `path` names.

        Raises:
            SoqlError: `INVALID_FIELD` for a relationship or field that does not exist.
            SoqlUnsupportedError: if a parent's sObject is not in the archive.
        """
        *steps, last = self.full_names(path)
        return self._field(self.table(tuple(steps), path.at), last, path)

    def resolve_from(self, table: Table, path: Path) -> Value:
        """Return the column that `path` names from `table` on; raises as `resolve` does."""
        *steps, last = path.names
        for step in steps:
            table = self.parent(table, step, path.at)
        return self._field(table, last, path)

    def _field(self, table: Table, last: str, path: Path) -> Value:
        found = table.entity.find(last)
        if found is None:
            raise faults.no_such_column(self.text, path.at, last, table.entity.name)
        return self.value(table, found)

    def value(self, table: Table, found: Field) -> Value:
        """Return the column of `table` that holds `found`."""
        if not table.targets and found.name in self.context.schema.omitted(table.entity.name):
            raise _no_values(table.entity, found)
        storage = storage_type(found)
        names = (*table.steps, found.name)
        verbatim = None
        if table.targets:
            table.wanted[found.name] = found
        elif found.name in self.context.schema.verbatim(table.entity.name):
            verbatim = f"{table.column('_verbatim')}[{sql.text(found.name)}]"
        return Value(table.column(found.name), found, storage, names, table, verbatim)

    def table(self, steps: tuple[str, ...], at: int) -> Table:
        """Return the table at the end of a parent path, joining it if need be."""
        table = self.root
        for step in steps:
            table = self.parent(table, step, at)
        return table

    def parent(self, table: Table, step: str, at: int) -> Table:
        """Return the parent of `table` that the relationship `step` leads to, joining it."""
        reference = relationship(table.entity, step)
        if reference is None:
            raise faults.no_such_parent(self.text, at, step)
        spelled = reference.relationship_name or step
        key = (*table.key, spelled.lower())
        if key not in self._tables:
            self._tables[key] = self._join(table, reference, spelled, key)
        return self._tables[key]

    def _join(self, table: Table, reference: Field, spelled: str, key: tuple[str, ...]) -> Table:
        on = self.value(table, reference).sql
        found = [self.context.schema.find(each) for each in reference.reference_to]
        targets = tuple(each for each in found if each is not None)
        if not targets:
            raise _not_archived(", ".join(reference.reference_to) or spelled)
        steps = (*table.steps, spelled)
        alias = self.aliases.next()
        if reference.polymorphic:
            name = self.context.schema.find("Name") or NAME
            return Table(alias, _with_type(name), steps, targets, on, key)
        return Table(alias, targets[0], steps, (), on, key)

    def typed_parent(self, reference_table: Table, reference: Field, target: SObject) -> Table:
        """Join the records of one sObject that a polymorphic reference points to (TYPEOF)."""
        spelled = reference.relationship_name or reference.name
        key = (*reference_table.key, f"{spelled.lower()} {target.name}")
        if key not in self._tables:
            steps = (*reference_table.steps, spelled)
            on = self.value(reference_table, reference).sql
            self._tables[key] = Table(self.aliases.next(), target, steps, (), on, key)
        return self._tables[key]

    @property
    def joined(self) -> bool:
        """Whether any parent was joined."""
        return len(self._tables) > 1

    def joins(self) -> str:
        """Return the SQL of FROM with every join that was asked for so far."""
        return "\n".join(self._joins())

    def _joins(self) -> Iterator[str]:
        relation = self.context.schema.relation
        for table in self._tables.values():
            if not table.on:
                yield f"FROM {relation(table.entity.name)} AS {table.alias}"
                continue
            rows = self._union(table) if table.targets else relation(table.entity.name)
            yield f"LEFT JOIN {rows} AS {table.alias} ON {table.column('Id')} = {table.on}"

    def _union(self, table: Table) -> str:
        wanted: Mapping[str, Field] = {"Id": NAME.fields[0], **table.wanted}
        selects = []
        held = [each for each in table.targets if self.context.schema.holds(each.name)]
        for target in held or table.targets[:1]:
            columns = ", ".join(_offered(target, each) for each in wanted.values())
            selects.append(f"SELECT {columns} FROM {self.context.schema.relation(target.name)}")
        return "(" + " UNION ALL ".join(selects) + ")"


def relationship(entity: SObject, name: str) -> Field | None:
    """Return the reference field of `entity` whose parent is called `name`."""
    wanted = name.lower()
    for each in entity.fields:
        if each.relationship_name is not None and each.relationship_name.lower() == wanted:
            return each
    return None


_CASTS = {StorageType.TEXT: "VARCHAR", StorageType.BOOLEAN: "BOOLEAN"}


def _offered(target: SObject, wanted: Field) -> str:
    """Return SQL for what `target` shows as the field `wanted` of `Name`, null where it has none."""
    shown = sql.name(wanted.name)
    if wanted.name == "Type":
        return f"{sql.text(target.name)} AS {shown}"
    own = target.find(wanted.name)
    if wanted.name == "Name" and own is None:
        own = next((each for each in target.fields if each.name_field), None)
    storage = storage_type(wanted)
    if own is None or storage_type(own) is not storage:
        return f"CAST(NULL AS {_CASTS.get(storage, 'VARCHAR')}) AS {shown}"
    return f"{sql.name(own.name)} AS {shown}"


def _with_type(name: SObject) -> SObject:
    """Return the describe of `Name`, which in old API versions lacks `Type`."""
    return name if name.find("Type") else NAME


def _no_values(entity: SObject, found: Field) -> SoqlUnsupportedError:
    return SoqlUnsupportedError(
        _(
            "The archive has no values of {sobject}.{field}: the org did not return them",
            sobject=entity.name,
            field=found.name,
        ),
        hint=_("Leave the field out"),
        error_code="INVALID_FIELD",
    )


def _not_archived(names: str) -> SoqlUnsupportedError:
    return SoqlUnsupportedError(
        _("The archive has no describe of {names}", names=names),
        hint=_("Leave the path out, or back up the org again with that sObject"),
        error_code="INVALID_TYPE",
    )
