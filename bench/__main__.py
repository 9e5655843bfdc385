"""`make bench`: a million rows against the limit of the machine, as a Markdown table."""

from __future__ import annotations

import argparse
import platform
import sys
from importlib.metadata import version
from os import cpu_count
from pathlib import Path
from typing import TYPE_CHECKING

from bench.contest import Entry, hold
from bench.pages import make_pages
from bench.sobject import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.contest import Result
    from bench.pages import Page

SHARE_OF_THE_LIMIT = 0.5
MOST_MEMORY_MIB = 700
"""What Salida has to keep, or this ends with exit code 1."""

_SALIDA, _SALIDA_QUARTER, _LIMIT = "Salida", "Salida, a quarter of the rows", "limit"


def main() -> int:
    """Measure, print, judge."""
    options = _options()
    folder = options.folder / "pages"
    rows = options.rows
    sizes = {each: make_pages(folder, each) for each in {rows, rows // 4, rows // 10}}
    entries = [
        Entry("download only", "download", rows),
        Entry(_LIMIT, "limit", rows),
        Entry(_SALIDA, "salida_backup", rows),
        Entry(_SALIDA_QUARTER, "salida_backup", rows // 4),
    ]
    if not options.quick:
        entries += [
            Entry("simple-salesforce, to CSV files", "simple", rows // 10),
            Entry("requests, csv, Python values, nothing written", "tap", rows // 10),
        ]
    results = hold(entries, folder, options.repeats)
    print(_about(sizes[rows], options.repeats))
    print(_table(results))
    return _judge(results)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="leave out the slow contenders")
    parser.add_argument("--folder", type=Path, default=Path("build/bench"))
    return parser.parse_args()


def _about(pages: Sequence[Page], repeats: int) -> str:
    mib = 1 << 20
    csv, packed = sum(each.csv_bytes for each in pages), sum(each.gzip_bytes for each in pages)
    versions = ", ".join(f"{name} {version(name)}" for name in ("pyarrow", "isal", "urllib3"))
    return (
        f"{sum(each.rows for each in pages):,} rows of {len(COLUMNS)} columns in {len(pages)} pages, "
        f"{csv / mib:,.0f} MiB of CSV, {packed / mib:,.0f} MiB gzipped. "
        f"{cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {versions}. "
        f"{repeats} runs of each, in turn; seconds and rows/s are those of the fastest (of the median).\n"
    )


def _table(results: Sequence[Result]) -> str:
    limit = _by_name(results, _LIMIT)
    lines = [
        "| | rows | rows/s | of the limit | CPU s | peak memory, MiB |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for each in results:
        best, usual = each.rows_per_second
        share, usual_share = (
            own / other
            for own, other in zip(each.rows_per_second, limit.rows_per_second, strict=True)
        )
        lines.append(
            f"| {each.entry.name} | {each.entry.rows:,} | {best:,.0f} ({usual:,.0f}) "
            f"| {share:.2f} ({usual_share:.2f}) | {each.cpu_seconds:.1f} | {each.peak_mib:,.0f} |"
        )
    return "\n".join(lines)


def _judge(results: Sequence[Result]) -> int:
    salida, limit = _by_name(results, _SALIDA), _by_name(results, _LIMIT)
    share = salida.rows_per_second[1] / limit.rows_per_second[1]
    failures = []
    if share < SHARE_OF_THE_LIMIT:
        failures.append(f"speed is {share:.2f} of the limit, not {SHARE_OF_THE_LIMIT}")
    if salida.peak_mib >= MOST_MEMORY_MIB:
        failures.append(f"memory is {salida.peak_mib:.0f} MiB, not under {MOST_MEMORY_MIB}")
    for each in failures:
        print(f"FAILED: {each}", file=sys.stderr)
    return 1 if failures else 0


def _by_name(results: Sequence[Result], name: str) -> Result:
    return next(each for each in results if each.entry.name == name)


if __name__ == "__main__":
    sys.exit(main())
