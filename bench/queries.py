"""How long SOQL takes on an archive, and how that grows with it."""

from __future__ import annotations

from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from salida.archive import Archive, Catalogue
from salida.practice import create_practice
from salida.query import Engine

if TYPE_CHECKING:
    from pathlib import Path

SIZES = (100_000, 1_000_000)

QUERIES = {
    "count": "SELECT COUNT() FROM Contact",
    "one record by Id": "SELECT Id, LastName FROM Contact WHERE Id = '{id}'",
    "filter on text": "SELECT Id FROM Account WHERE Name LIKE '%norte%'",
    "parents, all rows": "SELECT LastName, Account.Name, Account.Owner.Name FROM Contact",
    "children of 200": "SELECT Name, (SELECT LastName FROM Contacts) FROM Account LIMIT 200",
    "semi-join": "SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Opportunity WHERE IsWon = true)",
    "aggregate": "SELECT StageName, COUNT(Id), SUM(Amount) FROM Opportunity GROUP BY StageName",
    "first page of a large answer": "SELECT Id, Subject, Status FROM Task ORDER BY CreatedDate DESC LIMIT 2000",
}


def measure(folder: Path, repeats: int) -> list[str]:
    """Print the table. There is no bar: growth is what to look at."""
    columns = [_times(folder / f"company-{size}", size, 2 * repeats + 1) for size in SIZES]
    print("| query, ms | " + " | ".join(f"{size:,} records" for size in SIZES) + " |")
    print("|---|" + "--:|" * len(SIZES))
    for name in QUERIES:
        print(f"| {name} | " + " | ".join(column[name] for column in columns) + " |")
    return []


def _times(root: Path, size: int, repeats: int) -> dict[str, str]:
    archive = Archive.open(root) if root.exists() else create_practice(root, records=size)
    engine = Engine(Catalogue(archive))
    first = engine.prepare("SELECT Id FROM Contact ORDER BY Id LIMIT 1").arrow().read_all()
    known = {"id": first.column(0)[0].as_py()}
    return {
        name: _milliseconds(engine, soql.format(**known), repeats) for name, soql in QUERIES.items()
    }


def _milliseconds(engine: Engine, soql: str, repeats: int) -> str:
    """Return the fastest and the median time from text to the last row."""
    times = []
    for _ in range(repeats):
        started = perf_counter()
        prepared = engine.prepare(soql)
        _answer = prepared.count() if prepared.is_count else prepared.arrow().read_all()
        times.append((perf_counter() - started) * 1000)
    return f"{min(times):,.0f} ({median(times):,.0f})"
