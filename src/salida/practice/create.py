"""Write the invented company into a new archive."""

from __future__ import annotations

import os
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from salida.archive import Archive, OrgIdentity, SnapshotContent
from salida.model.storage import blob_fields
from salida.practice.company.company import Company, Recipe
from salida.practice.outcome import outcome_of
from salida.practice.schema.describes import API_VERSION

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from salida.archive import Blob, Part, SnapshotWriter
    from salida.model.describe import SObject

DEFAULT_NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
"""The moment at which the company stands still: a fixed one, so that runs are equal."""

# Measured: a query costs 30 to 60 ms before its first row, so slices must be large; a
# thread holds one slice and one row group, so they must not be larger.
_ROWS_PER_QUERY = 62_500
_ROWS_PER_PART = 500_000
_MOST_THREADS = 4


@dataclass(frozen=True, slots=True)
class _PartPlan:
    """One part to write: rows with the numbers from `first` up to `end`."""

    sobject: SObject
    number: int
    first: int
    end: int


def create_practice(
    root: Path, *, records: int, seed: int = 1, now: datetime = DEFAULT_NOW
) -> Archive:
    """Create an archive at `root` that holds the company with `records` rows in all.

    The same records, seed and now give the same archive byte for byte, as long as the
    versions of DuckDB and Arrow are the same.

    Raises:
        UsageError: if `records` is too small for a company.
        ArchiveError: if `root` holds anything already.
        DiskFullError: if the disk is full.
    """
    recipe = Recipe(records, seed, now.astimezone(UTC).replace(microsecond=0))
    company = Company(recipe)
    archive_id = str(uuid.uuid5(uuid.NAMESPACE_URL, f"salida:practice:{recipe}"))
    archive = Archive.create(root, archive_id=archive_id, created_at=recipe.now)
    with archive.begin(kind="practice", org=_identity(company), started_at=recipe.now) as run:
        company.know_blobs([_put_blob(run, each.raw) for each in company.pool.contents])
        run.commit(_write_all(run, company), finished_at=recipe.now)
    return archive


def _identity(company: Company) -> OrgIdentity:
    return OrgIdentity(
        id=company.record_id("Organization", 0),
        name="Brisalta Energía, S.L.",
        instance_url="https://brisalta.my.salesforce.example",
        api_version=API_VERSION,
        username="laura.0@brisalta.example",
        user_id=company.record_id("User", 0),
        edition="Enterprise Edition",
        is_sandbox=False,
        instance_name="EU48",
        time_zone="Europe/Madrid",
        language="es",
        currency="EUR",
    )


def _put_blob(run: SnapshotWriter, raw: bytes) -> Blob:
    with run.blob() as writer:
        writer.write(raw)
        return writer.finish()


def _write_all(run: SnapshotWriter, company: Company) -> SnapshotContent:
    schema = company.schema
    sobjects = {name: schema.sobject(name) for name in schema.names}
    plans = [
        plan for name, count in company.counts.items() for plan in _plans(sobjects[name], count)
    ]
    # The longest first: a long one that starts last would leave the other threads idle.
    plans.sort(key=lambda plan: plan.first - plan.end)
    with ThreadPoolExecutor(min(os.cpu_count() or 1, _MOST_THREADS)) as threads:
        parts = dict(
            zip(plans, threads.map(lambda plan: _write(run, company, plan), plans), strict=True)
        )
    return SnapshotContent(
        sobjects=tuple(
            outcome_of(
                sobject,
                run.put_describe(name, schema.describe_bytes(name)),
                _parts_of(name, parts),
            )
            for name, sobject in sobjects.items()
        ),
        describe_global=run.put_describe_global(schema.describe_global_bytes()),
        blob_index=(_write_blob_index(run, company, sobjects),),
    )


def _plans(sobject: SObject, count: int) -> list[_PartPlan]:
    return [
        _PartPlan(sobject, number, first, min(first + _ROWS_PER_PART, count))
        for number, first in enumerate(range(0, count, _ROWS_PER_PART))
    ]


def _parts_of(name: str, parts: dict[_PartPlan, Part]) -> list[Part]:
    own = (plan for plan in parts if plan.sobject.name == name)
    return [parts[plan] for plan in sorted(own, key=lambda plan: plan.number)]


def _write(run: SnapshotWriter, company: Company, plan: _PartPlan) -> Part:
    with run.part(plan.sobject, plan.number) as part:
        schema: pa.Schema = part.schema
        for first in range(plan.first, plan.end, _ROWS_PER_QUERY):
            end = min(first + _ROWS_PER_QUERY, plan.end)
            part.write(company.rows(plan.sobject, first, end).cast(schema))
        return part.finish({"rows": [plan.first, plan.end]})


def _write_blob_index(run: SnapshotWriter, company: Company, sobjects: dict[str, SObject]) -> Part:
    with run.blob_index() as index:
        schema: pa.Schema = index.schema
        for name, count in company.counts.items():
            for field in blob_fields(sobjects[name]):
                for first in range(0, count, _ROWS_PER_QUERY):
                    end = min(first + _ROWS_PER_QUERY, count)
                    index.write(company.blob_rows(name, field.name, first, end).cast(schema))
        return index.finish()
