"""Invariant 5: an archive is checked and read with nothing of Salida's."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import duckdb
import pyarrow.parquet as pq
import pytest

if TYPE_CHECKING:
    from pathlib import Path

needs_sha256sum = pytest.mark.skipif(
    shutil.which("sha256sum") is None, reason="needs sha256sum (coreutils)"
)


def sha256sum(root: Path, snapshot: Path) -> subprocess.CompletedProcess[str]:
    checksums = (snapshot / "manifest-sha256.txt").relative_to(root)
    return subprocess.run(
        ["sha256sum", "-c", str(checksums)], cwd=root, capture_output=True, text=True, check=False
    )


@needs_sha256sum
def test_sha256sum_checks_every_file_but_its_own_list(small_original: Path) -> None:
    checked: set[str] = set()
    for snapshot in (small_original / "snapshots").iterdir():
        done = sha256sum(small_original, snapshot)
        assert done.returncode == 0, done.stderr
        checked |= {line.removesuffix(": OK") for line in done.stdout.splitlines()}

    everything = {
        str(each.relative_to(small_original))
        for each in small_original.rglob("*")
        if each.is_file() and each.name != "manifest-sha256.txt"
    }
    assert checked == everything


@needs_sha256sum
def test_sha256sum_finds_a_flipped_byte(small_original: Path, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    shutil.copytree(small_original, root)
    victim = next((root / "blobs").rglob("*/*"))
    victim.write_bytes(b"!" + victim.read_bytes()[1:])

    done = sha256sum(root, next((root / "snapshots").iterdir()))

    assert done.returncode == 1
    assert f"{victim.relative_to(root)}: FAILED" in done.stdout


@needs_sha256sum
def test_the_command_in_the_readme_checks_the_archive(small_original: Path) -> None:
    readme = (small_original / "README.txt").read_text("utf-8")
    command = next(line for line in readme.splitlines() if line.startswith("    sha256sum"))

    done = subprocess.run(
        command.replace("SNAPSHOT", "20261125T021100Z").split(),
        cwd=small_original,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


ROWS = [
    ("001000000000001AAA", "Ñandú «S.A.»\0", None),
    ("001000000000002AAA", None, None),
    ("001000000000003AAA", None, {"AnnualRevenue": "1e60"}),
]


def test_duckdb_reads_the_plain_files(small_original: Path) -> None:
    rows = duckdb.execute(
        f"""SELECT Id, Name, _verbatim
        FROM read_parquet('{small_original}/data/Account/20261125T021100Z/*.parquet',
                          union_by_name = true)
        ORDER BY Id"""
    ).fetchall()

    assert rows == ROWS


def test_arrow_reads_the_plain_files(small_original: Path) -> None:
    parts = sorted((small_original / "data/Account/20261125T021100Z").iterdir())
    rows = [row for part in parts for row in pq.read_table(part).to_pylist()]

    assert [
        (row["Id"], row["Name"], dict(row["_verbatim"]) if row.get("_verbatim") else None)
        for row in rows
    ] == ROWS


def test_a_file_is_found_from_its_record_by_joining_two_plain_files(small_original: Path) -> None:
    (sha256,) = duckdb.execute(
        f"""SELECT sha256 FROM '{small_original}/blob-index/20261125T021100Z/*.parquet'
        WHERE sobject = 'ContentVersion' AND record_id = '068000000000001AAA'"""
    ).fetchall()[0]

    assert (small_original / "blobs" / sha256[:2] / sha256).read_bytes() == b"second version"


def test_the_manifest_is_plain_json_that_says_what_is_not_there(small_original: Path) -> None:
    manifest = json.loads(
        (small_original / "snapshots/20261125T021100Z/manifest.json").read_bytes()
    )

    account = next(each for each in manifest["sobjects"] if each["name"] == "Account")
    assert [each["reason"] for each in account["gaps"]] == ["field_not_returned", "count_differs"]
    assert manifest["findings"][0]["message"]["text"] == "The org speaks version 66.0"
