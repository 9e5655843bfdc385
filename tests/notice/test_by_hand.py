"""A notice that a person sent is out, and its proof is kept."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from salida.errors import UsageError
from salida.journal import Journal
from salida.notice.by_hand import mark_sent
from salida.notice.kept import KeptFile, keep
from salida.notice.notice import Channel
from salida.notice.tracking import NoticeState, history

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOW = datetime(2025, 7, 2, 12, 0, tzinfo=UTC)
SENT_AT = NOW - timedelta(hours=3)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.sqlite") as opened:
        yield opened


@pytest.fixture
def receipt(tmp_path: Path) -> Path:
    path = tmp_path / "Acuse de recibo.PDF"
    path.write_bytes(b"%PDF-1.7 receipt")
    return path


@pytest.fixture
def mark(journal: Journal, tmp_path: Path, receipt: Path) -> Callable[..., tuple[KeptFile, ...]]:
    def mark(**changed: Any) -> tuple[KeptFile, ...]:
        given: dict[str, Any] = {
            "notice_id": "n1",
            "channel": Channel.POST,
            "sent_at": SENT_AT,
            "proofs": [receipt],
            "now": NOW,
            "actor": "ana",
        }
        return mark_sent(journal, tmp_path / "documents", **{**given, **changed})

    return mark


def test_the_proof_is_kept_and_journaled(
    mark: Callable[..., tuple[KeptFile, ...]], journal: Journal, tmp_path: Path, receipt: Path
) -> None:
    (kept,) = mark()

    content = receipt.read_bytes()
    assert kept.path == f"notice/{hashlib.sha256(content).hexdigest()}.pdf"
    assert (tmp_path / "documents" / kept.path).read_bytes() == content
    (entry,) = journal.entries()
    assert entry.data["channel"] == "post"
    assert entry.data["proofs"] == [kept.to_json()]
    told = history(journal.entries(), "n1")
    assert told.state(NOW) is NoticeState.SENT
    assert told.sent_at == SENT_AT
    assert journal.verify() == []


def test_saying_it_twice_changes_nothing(
    mark: Callable[..., tuple[KeptFile, ...]], journal: Journal
) -> None:
    assert mark() == mark()

    assert len(journal.entries()) == 1


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"proofs": []}, "Nothing proves"),
        ({"sent_at": NOW + timedelta(minutes=1)}, "still to come"),
    ],
)
def test_what_proves_nothing_is_refused(
    mark: Callable[..., tuple[KeptFile, ...]], journal: Journal, changed: Any, problem: str
) -> None:
    with pytest.raises(UsageError, match=problem):
        mark(**changed)

    assert journal.entries() == []


def test_an_absent_or_empty_proof_is_refused_before_anything_is_kept(
    mark: Callable[..., tuple[KeptFile, ...]], receipt: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.png"
    empty.touch()

    for bad in (empty, tmp_path / "absent.png"):
        with pytest.raises(UsageError):
            mark(proofs=[receipt, bad])

    assert not (tmp_path / "documents").exists()


def test_a_kept_file_that_was_cut_short_is_written_again(tmp_path: Path) -> None:
    kept = keep(tmp_path, b"whole", "a.eml")
    (tmp_path / kept.path).write_bytes(b"who")

    assert keep(tmp_path, b"whole", "b.eml").path == kept.path
    assert (tmp_path / kept.path).read_bytes() == b"whole"
    assert [each.name for each in (tmp_path / "notice").iterdir()] == [f"{kept.sha256}.eml"]


@pytest.mark.parametrize("name", ["a", "a.", "a.../x", "a.p d f", "a.verylongsuffix", "a.é"])
def test_a_strange_name_makes_no_strange_path(tmp_path: Path, name: str) -> None:
    kept = keep(tmp_path, b"x", name)

    assert kept.path == f"notice/{kept.sha256}"
