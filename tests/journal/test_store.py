from __future__ import annotations

import hashlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salida.errors import JournalError
from salida.journal import Head, Journal

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
GUARDS = ("entry_is_never_changed", "entry_is_never_removed")


def tamper(path: Path, statement: str, values: tuple[object, ...] = ()) -> None:
    """Change the file as somebody with a SQLite tool would."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for guard in GUARDS:
            connection.execute(f"DROP TRIGGER IF EXISTS {guard}")
        connection.execute(statement, values)


@pytest.fixture(scope="module")
def written() -> bytes:
    """Return the bytes of a journal with five entries."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.sqlite"
        with Journal.open(path) as journal:
            for rows in range(5):
                journal.append("backup.finished", {"rows": rows}, actor="ana", at=AT)
        return path.read_bytes()


def findings_after(written: bytes, statement: str, values: tuple[object, ...] = ()) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.sqlite"
        path.write_bytes(written)
        tamper(path, statement, values)
        with Journal.open(path) as journal:
            return [each.code for each in journal.verify()]


def test_keeps_what_was_appended(tmp_path: Path) -> None:
    with Journal.open(tmp_path / "j.sqlite") as journal:
        first = journal.append("init", {"name": "Peñón"}, actor="ana", at=AT)
        second = journal.append("org.connected", actor="ana", at=AT)

    with Journal.open(tmp_path / "j.sqlite") as journal:
        assert journal.entries() == [first, second]
        assert second.previous == first.sha256
        assert journal.head() == Head(2, second.sha256)
        assert journal.verify() == []


def test_its_lines_can_be_checked_with_sha256sum(tmp_path: Path) -> None:
    with Journal.open(tmp_path / "j.sqlite") as journal:
        journal.append("init", {"name": "Peñón"}, actor="ana", at=AT)
        second = journal.append("backup.started", actor="ana", at=AT)
        (tmp_path / "journal.jsonl").write_text("".join(f"{line}\n" for line in journal.lines()))

    tool = shutil.which("sha256sum")
    if tool is None:
        pytest.skip("this machine has no sha256sum")
    shown = subprocess.run(
        ["sh", "-c", "sed -n 1p journal.jsonl | sha256sum"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.split()[0] == second.previous


def test_refuses_to_change_or_remove_an_entry(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite"
    with Journal.open(path) as journal:
        journal.append("init", actor="ana", at=AT)

    with closing(sqlite3.connect(path)) as connection:
        for statement in ("UPDATE entry SET line = ''", "DELETE FROM entry"):
            with pytest.raises(sqlite3.IntegrityError, match="only grows"):
                connection.execute(statement)


def test_an_untouched_journal_has_no_findings(written: bytes) -> None:
    assert findings_after(written, "SELECT 1") == []


@given(
    column=st.sampled_from(["line", "sha256"]),
    row=st.integers(1, 5),
    place=st.integers(0, 60),
    letter=st.characters(min_codepoint=32, max_codepoint=126),
)
@settings(deadline=None, max_examples=30)
def test_any_changed_field_of_any_row_is_found(
    written: bytes, column: str, row: int, place: int, letter: str
) -> None:
    found = findings_after(
        written,
        f"""UPDATE entry SET {column} =
            substr({column}, 1, ?) || ? || substr({column}, ? + 2) || char(160) WHERE number = ?""",
        (place, letter, place, row),
    )

    assert found


@given(row=st.integers(1, 5), data=st.data())
@settings(deadline=None, max_examples=15)
def test_a_field_of_the_entry_changed_with_its_own_hash_is_found(
    written: bytes, row: int, data: st.DataObject
) -> None:
    """Whoever also mends the row's own hash still breaks the next row or the end."""
    field, value = data.draw(
        st.sampled_from([("actor", "eva"), ("action", "nothing"), ("at", AT.isoformat())])
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.sqlite"
        path.write_bytes(written)
        with Journal.open(path) as journal:
            changed = journal.lines()[row - 1].replace(
                {"actor": "ana", "action": "backup.finished", "at": "2026-03-01T09:30"}[field],
                "2026-03-01T09:31" if field == "at" else value,
            )
    sha256 = hashlib.sha256(f"{changed}\n".encode()).hexdigest()

    assert findings_after(
        written, "UPDATE entry SET line = ?, sha256 = ? WHERE number = ?", (changed, sha256, row)
    )


@pytest.mark.parametrize("row", [1, 2, 3, 4, 5])
def test_a_removed_row_is_found(written: bytes, row: int) -> None:
    assert findings_after(written, "DELETE FROM entry WHERE number = ?", (row,))


@pytest.mark.parametrize(("one", "other"), [(1, 2), (2, 5), (4, 5)])
def test_swapped_rows_are_found(written: bytes, one: int, other: int) -> None:
    swapped = """
        WITH old AS (SELECT * FROM entry WHERE number IN (?1, ?2))
        UPDATE entry SET
            line = (SELECT line FROM old WHERE old.number = ?1 + ?2 - entry.number),
            sha256 = (SELECT sha256 FROM old WHERE old.number = ?1 + ?2 - entry.number)
        WHERE number IN (?1, ?2)"""

    assert findings_after(written, swapped, (one, other))


@pytest.mark.parametrize("number", [0, 6, 99, -1])
def test_an_added_row_is_found(written: bytes, number: int) -> None:
    copy = "INSERT INTO entry SELECT ?, line, sha256 FROM entry WHERE number = 5"

    assert findings_after(written, copy, (number,))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET number = number + 1 WHERE number = 5",
        "UPDATE entry SET number = number - 10",
        "UPDATE head SET number = 4",
        "UPDATE head SET sha256 = upper(sha256)",
        "DELETE FROM head",
        "DELETE FROM entry",
    ],
)
def test_any_other_edit_is_found(written: bytes, statement: str) -> None:
    assert findings_after(written, statement)


def test_an_entry_with_a_secret_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite"
    with Journal.open(path) as journal:
        with pytest.raises(ValueError, match="secret"):
            journal.append("org.connected", {"password": "hunter2"}, actor="ana", at=AT)

        assert journal.entries() == []
    assert b"hunter2" not in path.read_bytes()


def test_threads_may_share_a_journal(tmp_path: Path) -> None:
    with Journal.open(tmp_path / "j.sqlite") as journal:
        with ThreadPoolExecutor(8) as pool:
            list(
                pool.map(lambda n: journal.append("page", {"n": n}, actor="ana", at=AT), range(80))
            )

        assert {each.data["n"] for each in journal.entries()} == set(range(80))
        assert journal.verify() == []


def test_processes_may_append_at_once(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite"
    program = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from salida.journal import Journal
with Journal.open(Path(sys.argv[1])) as journal:
    for n in range(25):
        journal.append("page", {"n": n}, actor=sys.argv[2], at=datetime.now(UTC))
"""
    # The file does not exist yet: they also race to make it.
    processes = [
        subprocess.Popen([sys.executable, "-c", program, str(path), name]) for name in "abc"
    ]
    assert [each.wait(60) for each in processes] == [0, 0, 0]

    with Journal.open(path) as journal:
        assert journal.verify() == []
        assert len(journal.entries()) == 75


def test_a_foreign_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE theirs (x)")

    with pytest.raises(JournalError) as error:
        Journal.open(path)

    assert error.value.hint
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_schema").fetchall() == [("theirs",)]


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    path.write_text("notes about the journal, long enough to be no empty database")

    with pytest.raises(JournalError):
        Journal.open(path)


def test_a_newer_journal_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite"
    Journal.open(path).close()
    tamper(path, "PRAGMA user_version = 99")

    with pytest.raises(JournalError, match="newer"):
        Journal.open(path)


def test_a_changed_journal_is_not_shown_as_if_it_were_whole(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite"
    with Journal.open(path) as journal:
        journal.append("init", actor="ana", at=AT)
    tamper(path, "UPDATE entry SET line = 'nonsense'")

    with Journal.open(path) as journal, pytest.raises(JournalError, match="changed"):
        journal.entries()
