from __future__ import annotations

import json
import tempfile
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import duckdb
import pytest

from salida.archive import Archive, Catalogue, SnapshotContent, SObjectOutcome
from salida.archive import catalogue as catalogue_module
from salida.errors import ArchiveError, IntegrityError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType


SORT = (
    "SELECT md5(i::VARCHAR) || md5((i + 1)::VARCHAR) AS text FROM range({rows}) t(i) ORDER BY text"
)


@pytest.fixture
def catalogue(small_archive: Archive) -> Iterator[Catalogue]:
    with Catalogue(small_archive) as one:
        yield one


def types(catalogue: Catalogue, view: str) -> dict[str, str]:
    return dict(
        catalogue.cursor()
        .execute(f"SELECT column_name, column_type FROM (DESCRIBE {view})")
        .fetchall()
    )


def test_a_view_has_every_column_of_the_describe_with_its_type(catalogue: Catalogue) -> None:
    assert types(catalogue, catalogue.view("Account")) == {
        "Id": "VARCHAR",
        "Name": "VARCHAR",
        "Industry": "VARCHAR",
        "AnnualRevenue": "DECIMAL(38,18)",
        "IsDeleted": "BOOLEAN",
        "SystemModstamp": "TIMESTAMP WITH TIME ZONE",
        "Hidden__c": "VARCHAR",
        "_verbatim": "MAP(VARCHAR, VARCHAR)",
    }


def test_parts_with_and_without_verbatim_are_one_table(catalogue: Catalogue) -> None:
    rows = catalogue.cursor().execute(
        f"SELECT Id, Name, Hidden__c, _verbatim['AnnualRevenue'] FROM {catalogue.view('account')} ORDER BY Id"
    )

    assert rows.fetchall() == [
        ("001000000000001AAA", "Ñandú «S.A.»\0", None, None),
        ("001000000000002AAA", None, None, None),
        ("001000000000003AAA", None, None, "1e60"),
    ]


def test_an_sobject_without_parts_is_an_empty_typed_view(catalogue: Catalogue) -> None:
    for name in ("Contact", "AccountChangeEvent"):
        view = catalogue.view(name)
        assert types(catalogue, view) == {"Id": "VARCHAR", "_verbatim": "MAP(VARCHAR, VARCHAR)"}
        assert catalogue.cursor().execute(f"FROM {view}").fetchall() == []


def test_an_older_snapshot_can_be_asked(small_archive: Archive) -> None:
    with Catalogue(small_archive, "20261125T021100Z") as older:
        assert older.snapshot == "20261125T021100Z"
        count = older.cursor().execute(f"SELECT count(*) FROM {older.view('Account')}").fetchall()
    assert count == [(3,)]


def test_the_blob_index_is_a_view(catalogue: Catalogue) -> None:
    rows = catalogue.cursor().execute(
        f"SELECT count(*), count(DISTINCT sha256) FROM {catalogue.blob_view()}"
    )

    assert rows.fetchall() == [(3, 2)]


def test_an_sobject_that_nobody_described_is_an_error(catalogue: Catalogue) -> None:
    with pytest.raises(ArchiveError, match="knows no sObject"):
        catalogue.view("Lead")


def test_threads_ask_at_the_same_time(catalogue: Catalogue) -> None:
    def count(name: str) -> object:
        view = catalogue.view(name)
        return catalogue.cursor().execute(f"SELECT count(*) FROM {view}").fetchall()[0][0]

    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(count, ["Account", "Contact", "ContentVersion"] * 20))

    assert counts == [3, 0, 3] * 20


def test_every_cursor_tells_time_in_utc(
    small_archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "America/Caracas")
    with Catalogue(small_archive) as catalogue:
        zones = [
            catalogue.cursor().execute("SELECT current_setting('TimeZone')").fetchall()
            for _ in range(2)
        ]
    assert zones == [[("UTC",)]] * 2


def test_a_sort_beyond_memory_spills_outside_the_archive_and_leaves_nothing(
    small_archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "spills").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "spills"))
    monkeypatch.setattr(catalogue_module, "MEMORY", "48MiB")
    before = sorted(small_archive.root.rglob("*"))
    with Catalogue(small_archive) as catalogue, Catalogue(small_archive) as other:
        other.cursor().execute(SORT.format(rows=200_000)).fetchone()
        rows = catalogue.cursor().execute(SORT.format(rows=1_000_000))
        first = rows.fetchone()
        spilled = list((tmp_path / "spills").rglob("*.tmp"))
        assert sorted(small_archive.root.rglob("*")) == before
    assert first is not None
    assert spilled
    assert not list((tmp_path / "spills").rglob("*.tmp"))


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('{root}/../secret.txt')",
        "COPY (SELECT 1) TO '{root}/../stolen.csv'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SELECT * FROM local_table",
    ],
)
def test_the_database_reaches_nothing_but_the_archive(catalogue: Catalogue, sql: str) -> None:
    local_table = catalogue.cursor().sql("SELECT 1").to_arrow_table()
    assert local_table.num_rows == 1
    (catalogue.archive.root.parent / "secret.txt").write_text("secret")

    with pytest.raises(duckdb.Error):
        catalogue.cursor().execute(sql.format(root=catalogue.archive.root))
    assert not (catalogue.archive.root.parent / "stolen.csv").exists()


@pytest.mark.parametrize("damage", ["gone", "cut", "empty"])
def test_a_part_that_cannot_be_read_is_named(catalogue: Catalogue, damage: str) -> None:
    path = catalogue.archive.outcome("Account").parts[0].path
    place = catalogue.archive.root / path
    if damage == "gone":
        place.unlink()
    else:
        place.write_bytes(b"" if damage == "empty" else place.read_bytes()[:-9])

    with pytest.raises(IntegrityError, match=path):
        catalogue.view("Account")


def test_an_archive_in_a_folder_of_any_name_is_read(small: ModuleType, tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / 'it\'s "mine" *[1]? {ñ}')
    small.take_snapshot(archive, number=0)

    with Catalogue(archive) as catalogue:
        rows = catalogue.cursor().execute(f"SELECT count(*) FROM {catalogue.view('Account')}")
        assert rows.fetchall() == [(3,)]


def test_of_a_thousand_sobjects_only_the_one_that_is_asked_for_gets_a_view(
    small: ModuleType, tmp_path: Path
) -> None:
    archive = Archive.create(tmp_path / "archive")
    with archive.begin(kind="practice", org=small.ORG, started_at=small.START) as writer:
        outcomes = []
        for number in range(1000):
            describe = {**small.CONTACT, "name": f"Thing{number}__c"}
            file = writer.put_describe(describe["name"], json.dumps(describe).encode())
            outcomes.append(SObjectOutcome(describe["name"], "archived", None, file))
        writer.commit(SnapshotContent(tuple(outcomes)), finished_at=small.START)

    with Catalogue(Archive.open(archive.root)) as catalogue:
        view = catalogue.view("Thing999__c")
        rows = catalogue.cursor().execute(f"FROM {view}").fetchall()
        views = catalogue.cursor().execute("SELECT count(*) FROM duckdb_views() WHERE NOT internal")
        assert rows == []
        assert views.fetchall() == [(1,)]
