"""How most extractors read: requests, the csv module, one Python value after another.

It writes nothing either, so what it lacks is not its Parquet writer.
"""

from __future__ import annotations

import csv
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import requests

from bench.org import JOB, VERSION
from bench.sobject import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_VALUE: dict[str, Callable[[str], Any]] = {
    "boolean": lambda text: text == "true",
    "int": int,
    "double": float,
    "percent": float,
    "currency": Decimal,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}


def run(url: str, rows: int, folder: Path) -> int:  # noqa: ARG001  # one form for all
    """Read page after page into dictionaries."""
    converters = [(each.name, _VALUE.get(each.type, str)) for each in COLUMNS]
    session = requests.Session()
    path = f"{url}/services/data/v{VERSION}/jobs/query/{JOB}/results"
    locator, read = "0", 0
    while locator != "null":
        with session.get(path, params={"locator": locator}, stream=True, timeout=60) as answer:
            lines = (line.decode() for line in answer.iter_lines(delimiter=b"\n"))
            for row in csv.DictReader(f"{line}\n" for line in lines):
                _record = {
                    name: convert(row[name]) if row[name] else None for name, convert in converters
                }
                read += 1
            locator = answer.headers["Sforce-Locator"]
    return read
