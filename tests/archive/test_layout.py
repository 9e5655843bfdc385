from __future__ import annotations

from datetime import UTC, datetime

import pytest

from salida.archive import layout
from salida.errors import IntegrityError

SNAPSHOT = "20261125T021100Z"
HASH = "ab" + "0" * 62


@pytest.mark.parametrize(
    "path",
    [
        layout.part_path("Account", SNAPSHOT, 0),
        layout.part_path("ns__Thing__c", f"{SNAPSHOT}-02", 123456),
        layout.describe_path("Account", HASH),
        layout.describe_global_path(HASH),
        layout.blob_path(HASH),
        layout.blob_index_path(SNAPSHOT, 1),
        layout.manifest_path(SNAPSHOT),
        layout.checksums_path(SNAPSHOT),
        f"superseded/Account/{SNAPSHOT}.parquet",
        "archive.json",
        "README.txt",
    ],
)
def test_a_path_of_the_format_is_accepted(path: str) -> None:
    assert layout.checked_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../outside",
        f"data/../{SNAPSHOT}/part-00000.parquet",
        f"data/Account/../../../{SNAPSHOT}/part-00000.parquet",
        f"/data/Account/{SNAPSHOT}/part-00000.parquet",
        f"data/Account/{SNAPSHOT}/part-00000.parquet\n",
        f"data/Account/{SNAPSHOT}/part-00000.parquet/../x",
        f"data/Acc ount/{SNAPSHOT}/part-00000.parquet",
        f"data\\Account\\{SNAPSHOT}\\part-00000.parquet",
        f"data/Account/{SNAPSHOT}/part-0.parquet",
        f"data/Account/{SNAPSHOT}/part-00000.parquet\0",
        f"blobs/AB/{HASH.upper()}",
        "C:/archive.json",
        "staging/x",
        "lock",
    ],
)
def test_any_other_path_is_refused(path: str) -> None:
    with pytest.raises(IntegrityError):
        layout.checked_path(path)


@pytest.mark.parametrize("name", ["", "..", "a/b", "Ñandú", "1st", "x.y", "a b", "'; --"])
def test_an_sobject_of_an_impossible_name_gets_no_path(name: str) -> None:
    with pytest.raises(IntegrityError):
        layout.part_path(name, SNAPSHOT, 0)


def test_a_snapshot_is_named_by_its_start_to_the_second() -> None:
    moment = datetime(2026, 11, 25, 2, 11, 0, 999999, tzinfo=UTC)

    assert layout.snapshot_name(moment, ()) == "20261125T021100Z"


def test_snapshots_of_one_second_sort_in_the_order_they_came() -> None:
    moment = datetime(2026, 11, 25, 2, 11, tzinfo=UTC)
    taken: list[str] = []
    for _each in range(12):
        taken.append(layout.snapshot_name(moment, taken))

    assert taken[:3] == ["20261125T021100Z", "20261125T021100Z-02", "20261125T021100Z-03"]
    assert taken == sorted(taken)
    assert all(layout.is_snapshot(each) for each in taken)
