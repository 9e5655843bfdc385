"""The words of the company, as SQL sees them: `word_first_name(k)` gives one of a list."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from salida.practice.company.hostile import sql_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORDS = resources.files("salida.practice.company") / "words.toml"


def word_lists() -> Iterator[WordList]:
    """Yield every list of `words.toml` and every column of its tables."""
    words = tomllib.loads(_WORDS.read_text("utf-8"))
    for name, values in words["lists"].items():
        yield WordList(f"word_{name}", values)
    for name, table in words["tables"].items():
        for place, column in enumerate(table["columns"]):
            yield WordList(f"word_{name}_{column}", [row[place] for row in table["rows"]])


@dataclass(frozen=True, slots=True)
class WordList:
    """Values that SQL walks round: `name(k)` gives the k-th.

    They are a variable of the connection, not part of the macro, which would repeat
    them wherever it is used.
    """

    name: str
    values: Sequence[str] | Sequence[int] | Sequence[float]

    def macro(self) -> str:
        """Return the SQL that defines the macro, once per database."""
        place = f"k % {len(self.values)} + 1"
        return f"CREATE MACRO {self.name}(k) AS getvariable('{self.name}')[{place}]"

    def variable(self) -> str:
        """Return the SQL that sets the variable, once per connection."""
        return f"SET VARIABLE {self.name} = {self._listed()}"

    def _listed(self) -> str:
        if isinstance(self.values[0], str):
            return sql_list([str(each) for each in self.values])
        kind = "BIGINT" if isinstance(self.values[0], int) else "DOUBLE"
        return f"[{', '.join(repr(each) for each in self.values)}]::{kind}[]"
