"""Rows of generated sObjects, hostile texts among them, come back from an archive as they were."""

from __future__ import annotations

import json
import math
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from salida.archive import Archive, Catalogue, SnapshotContent, SObjectOutcome, verify
from salida.archive.columns import VERBATIM
from salida.model.describe import sobject_from_json
from salida.model.storage import row_fields

if TYPE_CHECKING:
    from types import ModuleType

    import pytest

HOSTILE = (
    "\0", "a\0b", "🦙 emoji 👩‍👩‍👧", "\u202eRTL שלום", "'; DROP TABLE Account; --", '"quoted"', "NA",
    "null", "#N/A", "=cmd()", "line\r\nbreak", "\ufeffBOM", " lead and trail ", "\u2028", "%s{x}\\",
)  # fmt: skip
texts = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
decimals = st.decimals(Decimal(-99999999999999999999), Decimal(99999999999999999999), places=18)
moments = st.datetimes(datetime(1700, 1, 1), datetime(4000, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis adds the zone

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "string": texts,
    "picklist": st.sampled_from(["Hot", "Cold", "N/A"]),
    "reference": st.integers(1, 3).map(lambda n: f"005{n:015d}"),
    "boolean": st.booleans(),
    "int": st.integers(-(2**63), 2**63 - 1),
    "currency": decimals,
    "double": st.floats(allow_nan=False),
    "date": st.dates(date(1700, 1, 1), date(4000, 12, 31)),
    "datetime": moments,
    "time": st.times(time(), time(23, 59, 59, 999999)),
}
fields = st.lists(
    st.tuples(
        st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,9}", fullmatch=True), st.sampled_from([*VALUES])
    ),
    min_size=1,
    max_size=6,
    # Names of fields, as of SQL columns, differ by more than their case.
    unique_by=lambda field: field[0].lower(),
).map(lambda chosen: [each for each in chosen if each[0].lower() != "id"])


@st.composite
def sobjects(draw: st.DrawFn) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    chosen = [("Id", "string"), *draw(fields)]
    describe = {
        "name": "Thing__c",
        "fields": [{"name": name, "type": kind} for name, kind in chosen],
    }
    row = st.fixed_dictionaries({name: st.none() | VALUES[kind] for name, kind in chosen})
    verbatim = st.none() | st.lists(st.tuples(st.just("Id"), texts), max_size=1)
    rows = draw(st.lists(st.tuples(row, verbatim), max_size=12))
    return describe, [{**each, VERBATIM: kept} for each, kept in rows]


@settings(max_examples=60, deadline=None)
@given(sobjects(), st.integers(0, 12))
def test_rows_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory,
    small: ModuleType,
    thing: tuple[dict[str, Any], list[dict[str, Any]]],
    first: int,
) -> None:
    describe, rows = thing
    sobject = sobject_from_json(describe)
    archive = Archive.create(tmp_path_factory.mktemp("archive") / "a")
    with archive.begin(kind="practice", org=small.ORG, started_at=small.START) as writer:
        parts = tuple(
            small.write_part(writer, sobject, number, piece, verbatim=True)
            for number, piece in enumerate((rows[:first], rows[first:]))
        )
        stored = writer.put_describe("Thing__c", json.dumps(describe).encode())
        outcome = SObjectOutcome("Thing__c", "archived", None, stored, parts, len(rows))
        writer.commit(SnapshotContent((outcome,)), finished_at=small.START)

    assert verify(archive).findings == ()
    expected = [typed(row) for row in rows]
    names = [*(each.name for each in row_fields(sobject)), VERBATIM]
    plain = pa.concat_tables(pq.read_table(archive.path(part.path)) for part in parts)
    assert [typed(row) for row in plain.to_pylist()] == expected
    with Catalogue(archive) as catalogue:
        found = catalogue.cursor().sql(f"FROM {catalogue.view('Thing__c')}").to_arrow_table()
    assert found.column_names == names
    assert [typed(row) for row in found.to_pylist()] == expected


def typed(row: dict[str, Any]) -> dict[str, Any]:
    """Make a row comparable: signed zero is a value, and the zone of a moment is UTC."""
    return {name: _typed(value) for name, value in row.items()}


def _typed(value: object) -> object:
    if isinstance(value, float):
        return (value, math.copysign(1, value))
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value
