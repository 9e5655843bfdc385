"""Run contenders in turn, each in a process of its own, and keep what they cost."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """A contender, and how many rows it is given."""

    name: str
    module: str
    rows: int
    needs_org: bool = True


@dataclass(frozen=True, slots=True)
class Run:
    """One measured run: from the first request to the last result, imports not counted."""

    rows: int
    seconds: float
    cpu_seconds: float
    peak_mib: float


@dataclass(frozen=True, slots=True)
class Result:
    """All runs of one contender."""

    entry: Entry
    runs: tuple[Run, ...]

    @property
    def rows_per_second(self) -> tuple[float, float]:
        """Of the fastest run, and of the median."""
        seconds = [each.seconds for each in self.runs]
        return self.entry.rows / min(seconds), self.entry.rows / median(seconds)

    @property
    def cpu_seconds(self) -> float:
        """Of the median run, all cores together."""
        return median(each.cpu_seconds for each in self.runs)

    @property
    def peak_mib(self) -> float:
        """Of the hungriest run."""
        return max(each.peak_mib for each in self.runs)


def hold(entries: Sequence[Entry], folder: Path, repeats: int) -> tuple[Result, ...]:
    """Run every entry `repeats` times in turn: what slows the machine down slows all of them."""
    runs: dict[Entry, list[Run]] = {each: [] for each in entries}
    for _ in range(repeats):
        for entry in entries:
            with _served(folder, entry) as url:
                runs[entry].append(_measure(entry, url))
    return tuple(Result(entry, tuple(each)) for entry, each in runs.items())


@contextmanager
def _served(folder: Path, entry: Entry) -> Iterator[str]:
    if not entry.needs_org:
        yield ""
        return
    command = [sys.executable, "-m", "bench.org", str(folder), str(entry.rows)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as org:
        assert org.stdout is not None
        yield org.stdout.readline().strip()
        org.communicate("")


def _measure(entry: Entry, url: str) -> Run:
    with TemporaryDirectory(prefix="salida-bench-") as folder:
        command = [
            sys.executable,
            "-m",
            "bench.contest",
            entry.module,
            url,
            str(entry.rows),
            folder,
        ]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    run = Run(**json.loads(done.stdout.splitlines()[-1]))
    assert run.rows == entry.rows, f"{entry.name} read {run.rows} rows of {entry.rows}"
    return run


def _peak_mib() -> float:
    """Return the most memory that this process ever held.

    `ru_maxrss` would be wrong on Linux: a new process begins with the figure of the one that
    started it. The kernel's high-water mark is this process's own.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    # Only Unix has it.
    import resource  # noqa: PLC0415

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Bytes on macOS, kilobytes elsewhere.
    return peak / _MIB if sys.platform == "darwin" else peak / 1024


def main() -> None:
    """Be one contender: run it once and print what it cost."""
    module, url, rows, folder = sys.argv[1:]
    contender = importlib.import_module(f"bench.contenders.{module}")
    started, cpu = perf_counter(), process_time()
    read = contender.run(url, int(rows), Path(folder))
    seconds, cpu = perf_counter() - started, process_time() - cpu
    print(
        json.dumps({"rows": read, "seconds": seconds, "cpu_seconds": cpu, "peak_mib": _peak_mib()})
    )


if __name__ == "__main__":
    main()
