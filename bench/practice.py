"""How fast a practice org is made, and how that grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.contest import Entry, hold

if TYPE_CHECKING:
    from pathlib import Path

LEAST_PER_SECOND = 200_000
"""Records, on two cores."""

SIZES = (100_000, 500_000, 2_000_000)


def measure(folder: Path, repeats: int) -> list[str]:
    """Print the table; return the bar if it was missed."""
    entries = [Entry(f"{size:,}", "practice", size, needs_org=False) for size in SIZES]
    results = hold(entries, folder, repeats)
    print("| records | records/s | CPU s | peak memory, MiB |")
    print("|--:|--:|--:|--:|")
    for each in results:
        best, usual = each.rows_per_second
        print(
            f"| {each.entry.name} | {best:,.0f} ({usual:,.0f}) | {each.cpu_seconds:.1f} | {each.peak_mib:,.0f} |"
        )
    best = max(each.rows_per_second[0] for each in results)
    if best < LEAST_PER_SECOND:
        return [f"a practice org is made at {best:,.0f} records/s, not {LEAST_PER_SECOND:,}"]
    return []
