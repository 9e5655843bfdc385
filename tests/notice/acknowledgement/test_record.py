"""An answer that a person judged is kept once, with its file."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from salida.errors import UsageError
from salida.journal import Journal
from salida.notice.acknowledgement import read_message, record_answer
from salida.notice.tracking import AnswerKind, NoticeState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage
    from pathlib import Path

    from salida.notice.tracking import History

NOW = datetime(2025, 7, 4, 9, 0, tzinfo=UTC)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.sqlite") as opened:
        yield opened


@pytest.fixture
def path(reply: EmailMessage, write: Callable[[str, bytes], Path]) -> Path:
    return write("reply.eml", bytes(reply))


@pytest.fixture
def record(journal: Journal, tmp_path: Path, path: Path) -> Callable[..., History]:
    def record(**changed: Any) -> History:
        given: dict[str, Any] = {
            "path": path,
            "message": read_message(path),
            "notice_id": "n1",
            "kind": AnswerKind.CONFIRMATION,
            "quote": "We confirm it.",
            "end_date": date(2025, 9, 30),
            "now": NOW,
            "actor": "ana",
        }
        return record_answer(journal, tmp_path / "documents", **{**given, **changed})

    return record


def test_an_answer_is_kept_with_its_file(
    record: Callable[..., History], journal: Journal, tmp_path: Path, path: Path
) -> None:
    told = record()

    (entry,) = journal.entries()
    assert told.state(NOW) is NoticeState.CONFIRMED
    assert (tmp_path / "documents" / entry.data["file"]["path"]).read_bytes() == path.read_bytes()
    assert entry.data["file"]["name"] == "reply.eml"
    assert entry.data["dated"] == "2025-07-03T10:00:00+00:00"
    assert entry.data["end_date"] == "2025-09-30"
    assert entry.data["sender"] == "jane.doe@salesforce.example"


def test_the_same_answer_twice_changes_nothing(
    record: Callable[..., History], journal: Journal
) -> None:
    once = record()
    lines = journal.lines()

    assert record() == once
    assert journal.lines() == lines


def test_the_same_answer_saved_another_way_is_the_same(
    record: Callable[..., History], journal: Journal, outlook: Any,
    write: Callable[[str, bytes], Path],
) -> None:  # fmt: skip
    record()
    copy = write("reply.msg", outlook.outlook_file({0x1035: "<r1@salesforce.example>"}))

    record(path=copy, message=read_message(copy))

    assert len(journal.entries()) == 1


def test_a_person_may_judge_it_again(record: Callable[..., History], journal: Journal) -> None:
    record()

    told = record(kind=AnswerKind.PARTIAL)

    assert len(told.answers) == 1
    assert told.state(NOW) is NoticeState.ACKNOWLEDGED
    assert len(journal.entries()) == 2
    assert journal.verify() == []


def test_a_date_that_is_still_to_come_is_not_believed(
    record: Callable[..., History], journal: Journal
) -> None:
    record(now=datetime(2025, 7, 1, tzinfo=UTC))

    assert journal.entries()[0].data["dated"] is None


def test_a_secret_in_an_answer_does_not_stop_it(
    record: Callable[..., History], journal: Journal
) -> None:
    record(quote="Log in with Bearer abcdefghijklmnopqrst\x00 now")

    assert journal.entries()[0].data["quote"] == "[…]"


def test_a_file_that_changed_since_it_was_read_is_refused(
    record: Callable[..., History], journal: Journal, path: Path
) -> None:
    message = read_message(path)
    path.write_bytes(b"Subject: other\n\n")

    with pytest.raises(UsageError, match="has changed"):
        record(message=message)
    path.unlink()
    with pytest.raises(UsageError, match="Cannot read"):
        record(message=message)

    assert journal.entries() == []
