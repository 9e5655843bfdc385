"""Whole runs against an org that answers as scripted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from salida.archive import Archive, Catalogue, verify
from salida.backup import BackupOptions, run_backup
from salida.errors import ArchiveError, LimitError
from salida.model.gap import GapReason

if TYPE_CHECKING:
    from collections.abc import Callable

    from salida.salesforce import Client

OPTIONS = BackupOptions(sobjects_at_once=3, parsers=2, downloads=2, page_rows=2)
ACCOUNT = {"Id": "id", "Name": "string", "AnnualRevenue": "currency", "IsDeleted": "boolean"}


def account_rows(count: int) -> list[dict[str, Any]]:
    return [
        {
            "Id": f"001{i:012d}AAA",
            "Name": f"Acme {i}",
            "AnnualRevenue": "1.5E7",
            "IsDeleted": "false",
        }
        for i in range(count)
    ]


def rows_of(archive: Archive, sobject: str) -> list[tuple[Any, ...]]:
    with Catalogue(archive) as catalogue:
        view = catalogue.view(sobject)
        return (
            catalogue.cursor()
            .execute(f"SELECT * EXCLUDE (_verbatim) FROM {view} ORDER BY 1")
            .fetchall()
        )


def test_every_row_arrives_whichever_api_reads_it(
    org: Any, client: Client, archive: Archive
) -> None:
    rows = account_rows(5)
    org.table("Account", ACCOUNT, rows, count=2_000)
    org.table("Lead", ACCOUNT, rows, count=3)

    manifest = run_backup(client, archive, options=OPTIONS)

    assert manifest.complete
    assert rows_of(archive, "Account") == rows_of(archive, "Lead") != []
    assert {each.name: (each.reader, each.rows) for each in manifest.sobjects} == {
        "Account": ("bulk2", 5),
        "Lead": ("rest", 5),
        "Organization": ("rest", 1),
    }
    assert org.jobs == {}, "the job is deleted when its rows are safe"
    assert not verify(archive).findings
