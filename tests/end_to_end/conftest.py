"""An archive served over HTTP, backed up again, and compared with what it was.

with serve(source) as served:
    copy = served.back_up(tmp_path / "copy")
archives_equal(source, copy)
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pyarrow as pa
import pytest

from salida.archive import Archive, Catalogue, OrgIdentity, SnapshotContent, SObjectOutcome
from salida.archive.columns import BLOB_INDEX_SCHEMA, VERBATIM
from salida.backup import BackupOptions, run_backup
from salida.model.describe import sobject_from_json
from salida.replica import Dialect, Logins, Replica, ReplicaServer
from salida.salesforce import Client, PastedToken

if TYPE_CHECKING:
    from pathlib import Path

    from salida.archive import Part
    from salida.replica.call import Answer, Call

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
TOKEN = "00D000000000001!made.up.for.tests"
IDENTITY = OrgIdentity(
    id="00D000000000001EAA",
    name="Rehearsal",
    instance_url="https://rehearsal.example",
    api_version="66.0",
)
OPTIONS = BackupOptions(
    sobjects_at_once=4, parsers=2, downloads=4, bulk_from_rows=3, keep_share=0.0
)

Table = tuple[dict[str, Any], Sequence[Mapping[str, Any]]]
"""A describe and its rows; a row may have `_verbatim`, a dict of texts."""

Files = Mapping[tuple[str, str, str], bytes]
"""Bytes by sObject, record and field."""


def build(root: Path, tables: Sequence[Table], files: Files | None = None) -> Archive:
    """Write an archive as any program may that knows the format: not through the backup."""
    archive = Archive.create(root)
    with archive.begin(kind="practice", org=IDENTITY, started_at=NOW) as writer:
        listing = [{k: v for k, v in each.items() if k != "fields"} for each, _rows in tables]
        outcomes = []
        for describe, rows in tables:
            sobject = sobject_from_json(describe)
            parts = []
            if rows:
                verbatim = any(VERBATIM in row for row in rows)
                with writer.part(sobject, 0, verbatim=verbatim) as part:
                    arrays = [_column(rows, each) for each in part.schema]
                    part.write(pa.Table.from_arrays(arrays, schema=part.schema))
                    parts.append(part.finish({}))
            outcomes.append(
                SObjectOutcome(
                    name=sobject.name,
                    outcome="archived",
                    reader="written",
                    describe=writer.put_describe(sobject.name, json.dumps(describe).encode()),
                    parts=tuple(parts),
                    rows=len(rows),
                )
            )
        entries = []
        for key, content in (files or {}).items():
            with writer.blob() as blob:
                blob.write(content)
                stored = blob.finish()
            entries.append((*key, stored.sha256, stored.md5, stored.bytes))
        index: tuple[Part, ...] = ()
        if entries:
            columns = [
                pa.array(each, field.type)
                for each, field in zip(zip(*entries, strict=True), BLOB_INDEX_SCHEMA, strict=True)
            ]
            index = (
                writer.put_blob_index(pa.Table.from_arrays(columns, schema=BLOB_INDEX_SCHEMA)),
            )
        content_of_org = SnapshotContent(
            sobjects=tuple(outcomes),
            describe_global=writer.put_describe_global(json.dumps({"sobjects": listing}).encode()),
            blob_index=index,
        )
        writer.commit(content_of_org, finished_at=NOW)
    return archive


def _column(rows: Sequence[Mapping[str, Any]], field: Any) -> Any:
    values = [row.get(field.name) for row in rows]
    if field.name == VERBATIM:
        values = [list(each.items()) if each else None for each in values]
    return pa.array(values, field.type)


class Journal:
    """A seam of the replica that changes nothing and remembers every request."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        self._lock = threading.Lock()

    def before(self, call: Call) -> Answer | None:
        with self._lock:
            self.requests.append(f"{call.method} {call.path}?{urlencode(call.query)}")
        return None

    def after(self, call: Call, answer: Answer) -> Answer:  # noqa: ARG002 - the seam's signature
        return answer


@dataclass
class Served:
    """A replica that answers."""

    url: str
    journal: Journal

    def client(self, token: str = TOKEN) -> Client:
        """Return a client that waits a tenth as long as it would for a real org."""
        return Client(PastedToken(self.url, token), sleep=lambda each: time.sleep(each / 10))

    def back_up(self, root: Path, **options: Any) -> Archive:
        """Back the org up into a new archive, or go on with the one that is there."""
        archive = Archive.open(root) if root.exists() else Archive.create(root)
        chosen = BackupOptions(
            **{each: getattr(OPTIONS, each) for each in OPTIONS.__slots__} | options
        )
        with self.client() as client:
            run_backup(client, archive, options=chosen, now=lambda: NOW)
        return archive


@contextmanager
def serving(source: Archive, dialect: Dialect | None = None, **more: Any) -> Iterator[Served]:
    journal = Journal()
    logins = Logins("3MVG9.tests", access_tokens=(TOKEN,))
    dialect = dialect or Dialect(result_page_records=3)
    with (
        Replica(source, logins=logins, dialect=dialect, faults=journal, **more) as replica,
        ReplicaServer(replica) as server,
    ):
        yield Served(server.url, journal)


def rows_of(catalogue: Catalogue, sobject: str) -> tuple[Any, list[dict[str, Any]]]:
    """Return the types of an sObject's columns and every row, in an order of its own."""
    select = f"SELECT * FROM {catalogue.view(sobject)}"
    table = catalogue.cursor().sql(select).to_arrow_reader().read_all()
    return table.schema, sorted(table.to_pylist(), key=repr)


def files_of(catalogue: Catalogue) -> list[tuple[Any, ...]]:
    """Return every file, with the bytes that lie in the archive."""
    rows = (
        catalogue.cursor()
        .execute(f"SELECT * FROM {catalogue.blob_view()} ORDER BY 1, 2, 3")
        .fetchall()
    )
    return [(*row, catalogue.archive.blob_path(row[3]).read_bytes()) for row in rows]


def compare(one: Archive, other: Archive) -> None:
    """Assert that two archives hold the same org: schema, rows, values, types, files, bytes."""
    names = one.sobject_names()
    assert other.sobject_names() == names
    with Catalogue(one) as wanted, Catalogue(other) as got:
        for name in names:
            assert _without_addresses(other.describe_json(name)) == _without_addresses(
                one.describe_json(name)
            )
            _compare_rows(name, rows_of(wanted, name), rows_of(got, name))
            assert other.outcome(name).rows == one.outcome(name).rows
        assert files_of(got) == files_of(wanted)


def _compare_rows(name: str, wanted: tuple[Any, Any], got: tuple[Any, Any]) -> None:
    (types, rows), (other_types, other_rows) = wanted, got
    assert other_types == types, name
    assert len(other_rows) == len(rows), name
    for row, other in zip(rows, other_rows, strict=True):
        wrong = {each: (other[each], row[each]) for each in row if other[each] != row[each]}
        assert not wrong, name


def _without_addresses(describe: dict[str, Any]) -> dict[str, Any]:
    """Leave out what names the version that it was asked with."""
    return {key: value for key, value in describe.items() if key != "urls"}


@pytest.fixture(scope="session")
def build_org() -> Callable[..., Archive]:
    """Return `build(root, tables, files)`: an archive of any org."""
    return build


@pytest.fixture(scope="session")
def serve() -> Callable[..., AbstractContextManager[Served]]:
    """Return `serving(archive)`: a context manager with a replica that answers."""
    return serving


@pytest.fixture(scope="session")
def archives_equal() -> Callable[[Archive, Archive], None]:
    """Return what asserts that two archives hold the same org."""
    return compare


@pytest.fixture(scope="session")
def rehearse(build_org: Any, serve: Any, archives_equal: Any) -> tuple[Any, Any, Any]:
    """Return `build_org`, `serve` and `archives_equal` together."""
    return build_org, serve, archives_equal
