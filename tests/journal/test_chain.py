from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salida.journal import Entry, Head, check_lines
from salida.journal.chain import GENESIS, next_entry, read_line

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)

# No floats, and short words only, and keys with a prefix: nothing here can look like a secret.
words = st.text(max_size=12)
keys = words.map(lambda word: f"x{word}")
values = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)
data = st.dictionaries(st.sampled_from(["path", "rows", "año", "org"]), values, max_size=4)
chains = st.lists(st.tuples(st.sampled_from(["init", "backup.finished"]), data), max_size=6)


def write(log: list[tuple[str, dict[str, Any]]]) -> list[str]:
    lines: list[str] = []
    head = Head()
    for action, each in log:
        entry = next_entry(head, action, each, actor="ana", at=AT + timedelta(seconds=head.number))
        lines.append(entry.line)
        head = Head(entry.number, entry.sha256)
    return lines


def end(lines: list[str]) -> Head:
    return Head(len(lines), hashlib.sha256(f"{lines[-1]}\n".encode()).hexdigest())


@given(chains)
def test_an_untouched_chain_holds(log: list[tuple[str, dict[str, Any]]]) -> None:
    lines = write(log)

    assert check_lines(lines, end(lines) if lines else Head()) == []


@given(chains)
def test_a_line_is_read_back_as_the_entry_it_was(log: list[tuple[str, dict[str, Any]]]) -> None:
    for line in write(log):
        assert read_line(line).line == line


@given(chains.filter(bool), st.data())
def test_any_changed_character_is_found(
    log: list[tuple[str, dict[str, Any]]], draw: st.DataObject
) -> None:
    lines = write(log)
    head = end(lines)
    row = draw.draw(st.integers(0, len(lines) - 1))
    column = draw.draw(st.integers(0, len(lines[row]) - 1))
    other = draw.draw(st.characters(codec="utf-8").filter(lambda c: c != lines[row][column]))
    lines[row] = lines[row][:column] + other + lines[row][column + 1 :]

    assert check_lines(lines, head)


def test_the_first_entry_starts_the_chain() -> None:
    assert json.loads(write([("init", {})])[0])["previous"] == GENESIS


def test_a_moment_is_written_in_utc() -> None:
    madrid = datetime(2026, 3, 1, 10, 30, tzinfo=timezone(timedelta(hours=1)))

    assert (
        Entry(1, madrid, "ana", "init", {}, GENESIS).line
        == Entry(1, AT, "ana", "init", {}, GENESIS).line
    )


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        next_entry(Head(), "init", {}, actor="ana", at=AT.replace(tzinfo=None))
