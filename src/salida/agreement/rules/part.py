"""A paper, or the lines of it that are one order form, ready for every rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salida.agreement.rules.columns import Column
from salida.agreement.rules.pairs import Pair, pairs
from salida.agreement.rules.sheet import Line, Sentence, sentences
from salida.agreement.rules.tables import Table, find_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from salida.agreement.rules.conventions import Conventions


@dataclass(frozen=True, slots=True)
class Part:
    """The same lines seen as tables, as labels with values, and as prose."""

    lines: Sequence[Line]
    conventions: Conventions
    tables: tuple[Table, ...]
    prose: tuple[Sentence, ...]

    @classmethod
    def of(cls, lines: Sequence[Line], conventions: Conventions) -> Part:
        """Return the lines with their tables and their prose."""
        return cls(lines, conventions, find_tables(lines), sentences(lines))

    def labelled(self) -> list[Pair]:
        """Return the labels with values; what heads a column of products is no label."""
        products = (each for each in self.tables if Column.PRODUCT in each.headers)
        return list(pairs(self.lines, _taken(products)))

    def labelled_beside_tables(self) -> list[Pair]:
        """Return the labels with values outside every table, also one that lists order forms.

        In an order form, such a table may be its own dates under their labels; see `labelled`.
        """
        return list(pairs(self.lines, _taken(self.tables)))


def _taken(tables: Iterable[Table]) -> frozenset[int]:
    return frozenset(index for each in tables for index in range(each.first, each.last + 1))
