"""A million rows against the limit of the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.contest import Entry, hold
from bench.pages import make_pages
from bench.sobject import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.contest import Result
    from bench.pages import Page

LEAST_SHARE = 0.5
MOST_MEMORY_MIB = 700
MOST_GROWTH = 1.15
"""What a backup has to keep: of the limit's speed; memory; memory beside that for a quarter of the rows."""

ROWS = 1_000_000
_SALIDA, _SALIDA_QUARTER, _LIMIT = "Salida", "Salida, a quarter of the rows", "the limit"
_MIB = 1 << 20


def measure(folder: Path, repeats: int, rows: int = ROWS) -> list[str]:
    """Print the table; return the bars that were missed."""
    pages = {each: make_pages(folder / "pages", each) for each in (rows, rows // 4, rows // 10)}
    entries = [
        Entry("download only", "download", rows),
        Entry(_LIMIT, "limit", rows),
        Entry(_SALIDA, "salida_backup", rows),
        Entry(_SALIDA_QUARTER, "salida_backup", rows // 4),
        Entry("simple-salesforce, to CSV files", "simple", rows // 10),
        Entry("requests, csv, Python values, nothing written", "tap", rows // 10),
    ]
    results = {each.entry.name: each for each in hold(entries, folder / "pages", repeats)}
    _print(pages[rows], list(results.values()), results[_LIMIT])
    return _missed(results[_SALIDA], results[_SALIDA_QUARTER], results[_LIMIT])


def _print(pages: Sequence[Page], results: Sequence[Result], limit: Result) -> None:
    csv, packed = sum(each.csv_bytes for each in pages), sum(each.gzip_bytes for each in pages)
    print(
        f"{sum(each.rows for each in pages):,} rows of {len(COLUMNS)} columns in {len(pages)} pages, "
        f"{csv / _MIB:,.0f} MiB of CSV, {packed / _MIB:,.0f} MiB gzipped.\n"
    )
    print("| | rows | rows/s | of the limit | CPU s | peak memory, MiB |")
    print("|---|--:|--:|--:|--:|--:|")
    for each in results:
        best, usual = each.rows_per_second
        share, usual_share = _shares(each, limit)
        print(
            f"| {each.entry.name} | {each.entry.rows:,} | {best:,.0f} ({usual:,.0f}) "
            f"| {share:.2f} ({usual_share:.2f}) | {each.cpu_seconds:.1f} | {each.peak_mib:,.0f} |"
        )


def _shares(result: Result, limit: Result) -> tuple[float, float]:
    """Return the share of the limit's speed, fastest against fastest and median against median."""
    best, usual = result.rows_per_second
    best_limit, usual_limit = limit.rows_per_second
    return best / best_limit, usual / usual_limit


def _missed(salida: Result, quarter: Result, limit: Result) -> list[str]:
    missed = []
    share = max(_shares(salida, limit))
    if share < LEAST_SHARE:
        missed.append(f"a backup reaches {share:.2f} of the limit, not {LEAST_SHARE}")
    if salida.peak_mib >= MOST_MEMORY_MIB:
        missed.append(f"a backup takes {salida.peak_mib:.0f} MiB, not under {MOST_MEMORY_MIB}")
    if salida.peak_mib > quarter.peak_mib * MOST_GROWTH:
        missed.append(f"memory grows: {quarter.peak_mib:.0f} MiB, then {salida.peak_mib:.0f}")
    return missed
