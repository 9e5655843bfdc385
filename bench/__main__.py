"""`make bench`: speed and memory, as Markdown tables; exit code 1 if a bar is missed."""

from __future__ import annotations

import argparse
import platform
import sys
from importlib.metadata import version
from os import cpu_count
from pathlib import Path

from bench import backup, practice, queries

_MEASURES = {
    "backup": backup.measure,
    "practice": practice.measure,
    "queries": queries.measure,
}
_PACKAGES = ("pyarrow", "duckdb", "isal", "urllib3")


def main() -> int:
    """Measure what was asked for, in order."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("what", nargs="*", choices=_MEASURES, default=list(_MEASURES))
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path("build/bench"))
    options = parser.parse_args()
    versions = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    print(
        f"{cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {versions}. Each figure: the best of "
        f"{options.repeats} runs or more (the median), taken in turn."
    )
    missed = []
    for name in options.what:
        print(f"\n## {name}\n", flush=True)
        missed += _MEASURES[name](options.folder, options.repeats)
    for each in missed:
        print(f"MISSED: {each}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
