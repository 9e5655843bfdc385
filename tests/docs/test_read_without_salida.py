"""Runs every block of `how-to/read-an-archive-without-salida.md` on an archive."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import duckdb
import pytest

from salida.practice import create_practice

if TYPE_CHECKING:
    from pathlib import Path

    from tests.docs.conftest import Blocks

PAGE = "docs/how-to/read-an-archive-without-salida.md"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small archive."""
    root = tmp_path_factory.mktemp("docs") / "archive"
    create_practice(root, records=1000)
    return root


def run(command: list[str], folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, input=text, capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="this system has no sha256sum")
def test_the_check_is_silent_on_an_archive_that_is_whole(archive: Path, blocks: Blocks) -> None:
    (check,) = blocks(PAGE, "sh")

    done = run(["sh", "-e"], archive, check)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="this system has no sha256sum")
def test_the_check_names_a_file_that_was_changed(
    archive: Path, tmp_path: Path, blocks: Blocks
) -> None:
    copy = shutil.copytree(archive, tmp_path / "copy")
    part = next(copy.glob("data/Contact/*/part-00000.parquet"))
    flipped = bytearray(part.read_bytes())
    flipped[100] ^= 1
    part.chmod(0o600)
    part.write_bytes(flipped)

    done = run(["sh", "-e"], copy, blocks(PAGE, "sh")[0])

    assert done.returncode != 0
    assert f"{part.relative_to(copy)}: FAILED" in done.stdout


def test_every_python_block_runs_and_prints(archive: Path, blocks: Blocks) -> None:
    snippets = blocks(PAGE, "python")

    assert len(snippets) == 2
    for snippet in snippets:
        done = run([sys.executable, "-"], archive, snippet)
        assert done.returncode == 0, done.stderr
        assert "Account" in done.stdout or "Industry" in done.stdout


def test_every_sql_block_runs_and_finds_rows(
    archive: Path, blocks: Blocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(archive)

    for query in blocks(PAGE, "sql"):
        assert duckdb.connect().sql(query).fetchall()


def test_the_path_of_a_file_that_the_page_computes_exists(
    archive: Path, blocks: Blocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(archive)

    rows = duckdb.connect().sql(blocks(PAGE, "sql")[-1]).fetchall()

    assert [path for _title, _extension, path in rows if not (archive / path).is_file()] == []


def test_the_pandas_block_runs_where_pandas_is(archive: Path, blocks: Blocks) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed: nothing else here needs it")
    (snippet,) = blocks(PAGE, "pandas")

    done = run([sys.executable, "-"], archive, snippet)

    assert done.returncode == 0, done.stderr
    assert "LastName" in done.stdout
