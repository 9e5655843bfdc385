"""A translated query: the SQL that answers it in each form. Pure text, run by `salida.query`."""

from __future__ import annotations

from dataclasses import dataclass

ROOT = "t0"
"""The SQL name of the sObject in FROM."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a flat answer."""

    name: str
    """The SOQL path in the describe's spelling, or the alias."""

    type: str
    """The describe's type; `query` for a child subquery, `typeof` for a TYPEOF."""

    typed: str
    """SQL for the value with its type."""

    bulk: str | None
    """SQL for the value as Bulk API 2.0 prints it; `None` where Bulk has no such value."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The SQL of one query, in parts."""

    sobject: str
    columns: tuple[Column, ...]
    rows: str
    """FROM, WHERE, GROUP BY and HAVING, with every join that the columns need."""

    counted: str
    """SQL for the number of rows before LIMIT and OFFSET."""

    record: str
    """SQL for a whole record as REST's JSON."""

    order: tuple[str, ...] = ()
    """The keys of ORDER BY, with a last one that makes the order total."""

    total_order: tuple[str, ...] = ()
    """The order in which records are paged: `order`, or the Id where rows come in any order."""

    limit: int | None = None
    offset: int | None = None
    is_count: bool = False
    is_aggregate: bool = False
    bulk_refusal: str | None = None

    def typed_sql(self) -> str:
        """Return SQL for the flat answer with types."""
        shown = (f'{each.typed} AS "{each.name}"' for each in self.columns)
        return self._select(", ".join(shown), self.order)

    def bulk_sql(self) -> str:
        """Return SQL for the flat answer as text."""
        shown = (f'{each.bulk} AS "{each.name}"' for each in self.columns if each.bulk)
        return self._select(", ".join(shown), self.order)

    def json_sql(self, skip: int = 0) -> str:
        """Return SQL for the records as JSON text, without the first `skip`.

        Where `urls_in_json`, it takes the parameter `$version`: `66.0`.
        """
        limit = None if self.limit is None else max(0, self.limit - skip)
        offset = (self.offset or 0) + skip
        if skip and not self.total_order and not self.is_aggregate:
            # A plain scan: rows are skipped before they are written as JSON, which costs more.
            left = self._select("*", (), limit, offset)
            return f"SELECT {self.record} AS record FROM ({left}) AS {ROOT}"  # noqa: S608 - built from quoted parts
        return self._select(f"{self.record} AS record", self.total_order, limit, offset)

    @property
    def urls_in_json(self) -> bool:
        """Whether the JSON names the records' URLs, and with them the API version."""
        return not self.is_aggregate

    def count_sql(self) -> str:
        """Return SQL for the number of rows of the answer."""
        least, most = f"{self.counted} - {self.offset or 0}", self.limit
        left = f"greatest(0, {least})"
        return f"SELECT {left if most is None else f'least({most}, {left})'}"

    def _select(
        self,
        shown: str,
        order: tuple[str, ...],
        limit: int | None = -1,
        offset: int | None = None,
    ) -> str:
        lines = [f"SELECT {shown}", self.rows]
        if order:
            lines.append("ORDER BY " + ", ".join(order))
        limit = self.limit if limit == -1 else limit
        offset = self.offset if offset is None else offset
        if limit is not None:
            lines.append(f"LIMIT {limit}")
        if offset:
            lines.append(f"OFFSET {offset}")
        return "\n".join(lines)
