"""Invariant 3: kill the process anywhere, start again, and get the archive of an undisturbed run.

Nothing that was committed before the kill is asked of the org again.
"""

from __future__ import annotations

import json
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from salida.archive import Archive, verify
from salida.archive.files import sha256_of
from salida.model.ids import check_suffix
from salida.replica import Dialect

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPT = Path(__file__).parent / "backup_process.py"
NOW = "2026-03-02T09:30:00+00:00"
TOKEN = "00D000000000001!made.up.for.tests"
FIXED = [{"name": "Id", "type": "id"}, {"name": "IsDeleted", "type": "boolean"}]


def record_id(prefix: str, number: int) -> str:
    short = f"{prefix}{number:012d}"
    return short + check_suffix(short)


def table(name: str, prefix: str, rows: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    fields = [*FIXED, {"name": "Name", "type": "string"}, {"name": "Price__c", "type": "currency"}]
    return (
        {"name": name, "keyPrefix": prefix, "queryable": True, "fields": fields},
        [
            {
                "Id": record_id(prefix, n),
                "IsDeleted": n % 9 == 0,
                "Name": f"{name} \x00\n{n}",
                "Price__c": n,
            }
            for n in range(rows)
        ],
    )


ATTACHMENT = {
    "name": "Attachment",
    "keyPrefix": "00P",
    "queryable": True,
    "fields": [
        *FIXED,
        {"name": "BodyLength", "type": "int"},
        {"name": "Body", "type": "base64", "soapType": "xsd:base64Binary"},
    ],
}


@pytest.fixture(scope="module")
def served(build_org: Any, serve: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    contents = {record_id("00P", n): random.Random(n).randbytes(n * 100) for n in range(1, 21)}  # noqa: S311 - made-up bytes
    rows = [
        {"Id": each, "IsDeleted": False, "BodyLength": len(raw)} for each, raw in contents.items()
    ]
    tables = [
        table("Big__c", "a01", 3_000),
        table("Middle__c", "a02", 300),
        table("Small__c", "a03", 7),
    ]
    files = {("Attachment", each, "Body"): raw for each, raw in contents.items()}
    source = build_org(
        tmp_path_factory.mktemp("org") / "source", [*tables, (ATTACHMENT, rows)], files
    )
    with serve(source, Dialect(result_page_records=100)) as served:
        yield served


class Rehearsal:
    """Backups of one org in processes of their own, each into an archive with the same identity."""

    def __init__(self, served: Any, folder: Path) -> None:
        self.served = served
        self.folder = folder

    def archive(self, name: str) -> Path:
        created = Archive.create(
            self.folder / name, archive_id="00000000-0000-0000-0000-000000000001"
        )
        return created.root

    def start(self, root: Path) -> subprocess.Popen[str]:
        command = [sys.executable, str(SCRIPT), self.served.url, TOKEN, str(root), NOW]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def finish(self, root: Path) -> int:
        """Let a backup end by itself; return how many events it told."""
        process = self.start(root)
        output, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        return len(output.splitlines())

    def kill(self, root: Path, after: int, delay: float) -> bool:
        """Kill a backup after so many events and a moment; `False` if it was faster."""
        process = self.start(root)
        assert process.stdout is not None
        with process.stdout as lines:
            for _ in range(after):
                if not lines.readline():
                    break
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
        return process.wait() == -signal.SIGKILL


@pytest.fixture
def rehearsal(served: Any, tmp_path: Path) -> Rehearsal:
    return Rehearsal(served, tmp_path)


def content(root: Path) -> dict[str, Any]:
    """Return all that an archive holds: the hash of each file, and the manifest.

    Two runs have other jobs, and so another manifest by those Ids and by nothing else.
    """
    named_by_jobs = {"manifest.json", "manifest-sha256.txt", "archive.json"}
    hashes = {
        str(each.relative_to(root)): sha256_of(each)
        for each in sorted(root.rglob("*"))
        if each.is_file() and each.name not in named_by_jobs
    }
    manifest = Archive.open(root).manifest().to_json()
    for outcome in manifest["sobjects"]:
        for part in outcome["parts"]:
            part["source"].pop("job", None)
    return {"files": hashes, "manifest": manifest}


def committed(root: Path) -> set[str]:
    """Return what a killed run has noted as done: pages, files, whole sObjects."""
    found = list(root.glob("staging/*/workspace/state.sqlite"))
    if not found:
        return set()
    with closing(sqlite3.connect(found[0])) as notes:
        pages = notes.execute("SELECT locator FROM page WHERE parts IS NOT NULL").fetchall()
        files = notes.execute("SELECT sobject, record_id, field FROM file WHERE done IS NOT NULL")
        done = {"/".join(each) for each in files}
        facts = notes.execute("SELECT name FROM fact WHERE name LIKE 'outcome:%'").fetchall()
    done |= {unquote(json.loads(locator)[1]) for (locator,) in pages}
    return done | {name.removeprefix("outcome:") for (name,) in facts}


def is_over(root: Path) -> bool:
    """Whether the kill came too late: the snapshot is there, and a backup would begin another."""
    return bool(Archive.open(root).snapshots()) and not list(root.glob("staging/[!.]*"))


def asked(requests: list[str]) -> set[str]:
    """Return the pages, files and sObjects that requests were about, named as `committed` does."""
    things = set()
    for request in requests:
        path = request.removeprefix("GET ")
        if "/results?" in path:
            things.add(unquote(path))
        things.update(re.findall(r"/sobjects/(\w+/\w+/\w+)\?", path))
        things.update(re.findall(r"/query(?:All)?\?.*\+FROM\+(\w+)", path))
    return things


def check_kills(rehearsal: Rehearsal, moments: int, seed: int) -> None:
    whole = rehearsal.archive("undisturbed")
    events = rehearsal.finish(whole)
    expected = content(whole)
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    killed, seen = 0, set()
    for moment in range(moments):
        root = rehearsal.archive(f"killed-{moment}")
        # Random, yet in every stretch of the run once.
        after = int((moment + chance.random()) * events / moments)
        killed += rehearsal.kill(root, after, chance.random() * 0.03)
        done, before = committed(root), len(rehearsal.served.journal.requests)
        seen |= done
        if is_over(root):
            # Opening it to write clears away what the end had no time for.
            assert Archive.open(root).resume() is None
        else:
            rehearsal.finish(root)
        assert not done & asked(rehearsal.served.journal.requests[before:])
        assert content(root) == expected
        assert not verify(Archive.open(root)).findings
    assert killed >= moments - 1
    # The journal shows these requests under the same names, or the check above proves nothing.
    assert seen & asked(rehearsal.served.journal.requests) == seen != set()


def test_a_backup_killed_at_four_moments_goes_on_to_the_same_archive(rehearsal: Rehearsal) -> None:
    check_kills(rehearsal, 4, seed=1)


@pytest.mark.slow
def test_a_backup_killed_at_twenty_moments_goes_on_to_the_same_archive(
    rehearsal: Rehearsal,
) -> None:
    check_kills(rehearsal, 20, seed=2)
