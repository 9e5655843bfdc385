"""Killed at any moment, a notice is never sent twice and never lost from sight."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest

from salida.errors import PlanError
from salida.journal import Journal
from salida.notice.mail import MailSettings, send_notice, settle_uncertain
from salida.notice.tracking import NoticeState, history

SCRIPT = Path(__file__).parent / "send_process.py"
PASSWORD = "s3cr3t-of-ana"
MUCH_LATER = datetime.now(UTC) + timedelta(days=1)


@pytest.mark.parametrize(
    ("moment", "arrived", "state"),
    [
        ("ehlo", 0, NoticeState.DRAFTED),
        ("mail", 0, NoticeState.DRAFTED),
        ("rcpt", 0, NoticeState.DRAFTED),
        ("data", 0, NoticeState.UNCERTAIN),
        ("content", 1, NoticeState.UNCERTAIN),
        ("stored", 1, NoticeState.UNCERTAIN),
        ("quit", 1, NoticeState.SENT),
    ],
)
def test_a_killed_sender_leaves_the_truth(
    *, office: Any, authority: Any, tmp_path: Path, moment: str, arrived: int, state: NoticeState
) -> None:
    running: list[subprocess.Popen[bytes]] = []

    def kill() -> None:
        running[0].kill()
        running[0].wait(10)

    office.at[moment] = kill
    running.append(
        subprocess.Popen(
            [sys.executable, SCRIPT, tmp_path, str(office.port), authority.file, PASSWORD]
        )
    )
    assert running[0].wait(30) == -9
    settle_down(office, arrived)
    office.at.clear()

    with Journal.open(tmp_path / "journal.sqlite") as journal:
        assert journal.verify() == []
        assert history(journal.entries(), "n1").state(MUCH_LATER) is state
        if state is NoticeState.DRAFTED:
            send_again(office, authority, journal, tmp_path)
        elif state is NoticeState.UNCERTAIN:
            with pytest.raises(PlanError):
                send_again(office, authority, journal, tmp_path)
            told = "sent" if office.mailbox else "not_sent"
            settle_uncertain(journal, "n1", told, "asked", now=MUCH_LATER, actor="ana")  # type: ignore[arg-type]  # one of the two literals
        if not office.mailbox:
            send_again(office, authority, journal, tmp_path)
        with pytest.raises(PlanError):
            send_again(office, authority, journal, tmp_path)
        assert history(journal.entries(), "n1").state(MUCH_LATER) is NoticeState.SENT
        assert journal.verify() == []
        assert PASSWORD not in "".join(journal.lines())
    assert len(office.mailbox) == 1


def settle_down(office: Any, arrived: int) -> None:
    """Wait for a server that goes on with what it was given before its client died."""
    deadline = time.monotonic() + 5
    while len(office.mailbox) < arrived and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(office.mailbox) == arrived


def send_again(office: Any, authority: Any, journal: Journal, folder: Path) -> None:
    message = EmailMessage(policy=SMTP)
    message["From"] = "ana@acme.test"
    message["To"] = "notices@salesforce.test"
    message.set_content("We do not renew.\r\n")
    send_notice(
        message,
        MailSettings("localhost", office.port, user="ana", ca_file=authority.file),
        PASSWORD,
        journal=journal,
        documents=folder,
        notice_id="n1",
        now=lambda: datetime.now(UTC),
        actor="ana",
    )
