"""Salida: a whole backup into an archive on disk, from the describe to the commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.org import TOKEN, VERSION
from salida.archive import Archive
from salida.backup import run_backup
from salida.salesforce import Client, PastedToken

if TYPE_CHECKING:
    from pathlib import Path


def run(url: str, rows: int, folder: Path) -> int:  # noqa: ARG001  # one form for all
    """Back the org up, as `salida backup` does."""
    client = Client(PastedToken(url, TOKEN), api_version=VERSION)
    archive = Archive.create(folder / "archive")
    manifest = run_backup(client, archive)
    assert manifest.complete, manifest.gaps
    return sum(each.rows for each in manifest.sobjects)
