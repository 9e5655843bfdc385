"""A notice goes out once, over TLS only, and the journal says what happened."""

from __future__ import annotations

import email
import hashlib
import smtplib
import threading
from datetime import UTC, datetime, timedelta
from email.policy import default
from typing import TYPE_CHECKING, Any

import pytest

from salida.errors import (
    JournalError,
    MailRefusedError,
    MailUncertainError,
    PlanError,
    SalidaError,
    UsageError,
)
from salida.journal import Journal
from salida.notice.mail import (
    MailSettings,
    Security,
    SendResult,
    send_notice,
    settle_uncertain,
)
from salida.notice.tracking import NoticeState, history

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import EmailMessage
    from pathlib import Path

NOTICE = "5f0c9d3e-0000-4000-8000-000000000001"
NOW = datetime(2025, 7, 1, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
PASSWORD = "s3cr3t-of-ana"

Send = "Callable[..., SendResult]"


def settings(office: Any, authority: Any, **changed: Any) -> MailSettings:
    given: dict[str, Any] = {
        "host": "localhost",
        "port": office.port,
        "user": "ana",
        "ca_file": authority.file,
        "timeout_seconds": 5,
        "answer_seconds": 5,
    }
    return MailSettings(**{**given, **changed})


@pytest.fixture
def send(
    office: Any, authority: Any, journal: Journal, letter: EmailMessage, tmp_path: Path
) -> Callable[..., SendResult]:
    def send(
        message: EmailMessage = letter, password: str | None = PASSWORD, **changed: Any
    ) -> SendResult:
        return send_notice(
            message,
            settings(office, authority, **changed),
            password,
            journal=journal,
            documents=tmp_path / "documents",
            notice_id=NOTICE,
            now=lambda: NOW,
            actor="ana",
        )

    return send


def actions(journal: Journal) -> list[str]:
    return [each.action for each in journal.entries()]


def state(journal: Journal, now: datetime = LATER) -> NoticeState:
    assert journal.verify() == []
    return history(journal.entries(), NOTICE).state(now)


def test_a_notice_arrives_byte_for_byte_as_it_is_kept_and_journaled(
    send: Callable[..., SendResult], office: Any, journal: Journal, tmp_path: Path
) -> None:
    result = send()

    (arrived,) = office.mailbox
    kept = (tmp_path / "documents" / result.file.path).read_bytes()
    assert arrived.content == kept
    assert arrived.sender == "ana@acme.test"
    assert arrived.recipients == ("notices@salesforce.test", "legal@acme.test")
    assert result.file.path == f"notice/{hashlib.sha256(kept).hexdigest()}.eml"
    read = email.message_from_bytes(kept, policy=default)
    body = read.get_body(("plain",))
    assert body is not None
    assert ".un punto al principio\n.\nNo renovamos." in body.get_content()
    assert read["Message-ID"] == "<first@acme.test>"
    assert actions(journal) == ["notice.sending", "notice.sent"]
    sending, sent = journal.entries()
    assert sending.data["sha256"] == sent.data["sha256"] == hashlib.sha256(kept).hexdigest()
    assert sending.data["to"] == ["notices@salesforce.test"]
    assert sending.data["server"] == f"localhost:{office.port}"
    assert sending.data["encryption"][0].startswith("TLSv1.")
    assert sent.data["reply"] == ["250 2.0.0 queued as 4711"]
    assert result.reply.code == 250
    assert state(journal) is NoticeState.SENT


def test_dots_at_the_start_of_a_line_arrive_as_they_were(
    send: Callable[..., SendResult], office: Any, letter: EmailMessage
) -> None:
    letter.clear_content()
    letter.set_content("one\n.\n..two\nQUIT\n")

    send(letter)

    (arrived,) = office.mailbox
    assert arrived.content.endswith(b"\r\n\r\none\r\n.\r\n..two\r\nQUIT\r\n")


def test_implicit_tls_works_as_well(
    *, post: Any, localhost: Any, authority: Any, journal: Journal, letter: EmailMessage,
    tmp_path: Path,
) -> None:  # fmt: skip
    with post.PostOffice(localhost, implicit=True) as office:
        send_notice(
            letter, settings(office, authority, security=Security.TLS), PASSWORD,
            journal=journal, documents=tmp_path, notice_id=NOTICE, now=lambda: NOW, actor="ana",
        )  # fmt: skip

        assert len(office.mailbox) == 1


def test_a_notice_that_is_out_is_not_sent_again(
    send: Callable[..., SendResult], office: Any, journal: Journal
) -> None:
    send()

    with pytest.raises(PlanError, match="was sent on"):
        send()

    assert len(office.mailbox) == 1
    assert actions(journal) == ["notice.sending", "notice.sent"]


def test_a_blind_copy_is_sent_and_named_in_no_header(
    send: Callable[..., SendResult], office: Any, letter: EmailMessage
) -> None:
    letter["Bcc"] = "boss@acme.test"

    send(letter)

    (arrived,) = office.mailbox
    assert "boss@acme.test" in arrived.recipients
    assert b"boss" not in arrived.content


def test_delivery_reports_are_asked_for_where_the_server_knows_them(
    send: Callable[..., SendResult], office: Any
) -> None:
    office.delivery_reports = True

    send()

    assert office.heard.count("NOTIFY=SUCCESS,FAILURE,DELAY") == 2


def refuses(
    send: Callable[..., SendResult], journal: Journal, office: Any, stage: str, **given: Any
) -> MailRefusedError:
    """Check that nothing went out, that the journal says so, and that it may be tried again."""
    with pytest.raises(MailRefusedError) as caught:
        send(**given)
    assert caught.value.stage == stage
    assert office.mailbox == []
    last = journal.entries()[-1]
    assert (last.action, last.data["stage"]) == ("notice.refused", stage)
    assert state(journal) is NoticeState.DRAFTED
    return caught.value


def test_a_wrong_password_is_refused_and_stays_secret(
    send: Callable[..., SendResult], office: Any, journal: Journal
) -> None:
    error = refuses(send, journal, office, "login", password="wr0ng-guess")

    shown = f"{error} {error.hint} {error.reply} {journal.lines()}"
    assert "wr0ng-guess" not in shown
    assert "535" in str(error)
    send()
    assert len(office.mailbox) == 1


def test_a_server_that_says_the_password_back_does_not_bring_it_into_the_journal(
    send: Callable[..., SendResult], office: Any, journal: Journal
) -> None:
    office.content_reply = (
        f"554-not you {PASSWORD}\r\n554-AGFuYQBzM2NyM3Qtb2YtYW5h\r\n554 Bearer abcdefghijklmnopqrst"
    )

    error = refuses(send, journal, office, "content")

    shown = f"{error} {error.hint} {error.reply} {journal.lines()}"
    assert PASSWORD not in shown
    assert "AGFuYQBzM2NyM3Qtb2YtYW5h" not in shown
    assert "Bearer" not in shown


def test_without_a_password_nothing_is_tried(
    send: Callable[..., SendResult], office: Any, journal: Journal
) -> None:
    with pytest.raises(UsageError, match="password"):
        send(password=None)

    assert office.heard == []
    assert actions(journal) == []


def test_a_password_with_accents_is_not_shown_in_the_error(
    send: Callable[..., SendResult],
) -> None:
    with pytest.raises(UsageError) as caught:
        send(password="contraseña")

    assert "contraseña" not in f"{caught.value!r} {caught.value.__context__!r}"


def test_a_certificate_for_another_name_is_refused(
    send: Callable[..., SendResult], office: Any, journal: Journal
) -> None:
    error = refuses(send, journal, office, "tls", host="127.0.0.1")

    assert "for another name" in str(error)
    assert office.heard == ["ehlo"]


def test_a_certificate_of_an_unknown_authority_is_refused(
    send: Callable[..., SendResult], office: Any, journal: Journal
) -> None:
    error = refuses(send, journal, office, "tls", ca_file=None)

    assert "cannot be trusted" in str(error)
    assert office.heard == ["ehlo"]


def test_a_server_without_encryption_hears_neither_password_nor_letter(
    post: Any, authority: Any, journal: Journal, letter: EmailMessage, tmp_path: Path
) -> None:
    with post.PostOffice(None) as office:
        with pytest.raises(MailRefusedError, match="does not offer encryption"):
            send_notice(
                letter, settings(office, authority), PASSWORD, journal=journal,
                documents=tmp_path, notice_id=NOTICE, now=lambda: NOW, actor="ana",
            )  # fmt: skip

        assert office.heard == ["ehlo"]
        assert office.mailbox == []
    assert actions(journal) == ["notice.refused"]


def test_tls_to_a_port_that_speaks_plainly_is_explained(
    send: Callable[..., SendResult], office: Any, journal: Journal
) -> None:
    error = refuses(send, journal, office, "tls", security=Security.TLS)

    assert "465" in str(error.hint)


def test_a_server_that_is_not_there_is_refused(
    send: Callable[..., SendResult], office: Any, journal: Journal
) -> None:
    refuses(send, journal, office, "connect", port=1)


def test_nobody_gets_the_notice_when_the_one_it_is_for_is_refused(
    send: Callable[..., SendResult], office: Any, journal: Journal
) -> None:
    office.refused["notices@salesforce.test"] = "550 5.1.1 no such user"

    error = refuses(send, journal, office, "recipients")

    assert error.reply == ("550 5.1.1 no such user",)
    assert "data" not in office.heard


def test_a_refused_copy_does_not_hold_the_notice_back(
    send: Callable[..., SendResult], office: Any, journal: Journal
) -> None:
    office.refused["legal@acme.test"] = "450 4.2.2 mailbox full"

    result = send()

    assert [each.address for each in result.refused] == ["legal@acme.test"]
    assert office.mailbox[0].recipients == ("notices@salesforce.test",)
    assert journal.entries()[0].data["refused"] == [["legal@acme.test", "450 4.2.2 mailbox full"]]


def test_a_message_refused_after_its_content_may_be_tried_again_under_the_same_name(
    send: Callable[..., SendResult], office: Any, journal: Journal, letter: EmailMessage
) -> None:
    office.content_reply = "452 4.3.1 disk full"
    refuses(send, journal, office, "content")
    office.content_reply = None
    letter.replace_header("Message-ID", "<second@acme.test>")

    send(letter)

    assert b"Message-ID: <first@acme.test>\r\n" in office.mailbox[0].content
    assert state(journal) is NoticeState.SENT


@pytest.mark.parametrize("moment", ["ehlo", "mail", "rcpt", "data"])
@pytest.mark.parametrize("bad_day", ["silent_at", "cut_at"])
def test_trouble_before_the_content_is_a_refusal(
    send: Callable[..., SendResult], office: Any, journal: Journal, moment: str, bad_day: str
) -> None:
    setattr(office, bad_day, moment)
    with pytest.raises(MailRefusedError):
        send(timeout_seconds=1)
    setattr(office, bad_day, None)

    assert state(journal) is NoticeState.DRAFTED
    send()

    assert len(office.mailbox) == 1


@pytest.mark.parametrize(("moment", "arrived"), [("content", 0), ("stored", 1)])
@pytest.mark.parametrize("bad_day", ["silent_at", "cut_at"])
def test_trouble_after_the_content_is_uncertain_and_never_sent_again_by_itself(
    *,
    send: Callable[..., SendResult],
    office: Any,
    journal: Journal,
    moment: str,
    arrived: int,
    bad_day: str,
) -> None:
    setattr(office, bad_day, moment)
    with pytest.raises(MailUncertainError):
        send(answer_seconds=1)
    setattr(office, bad_day, None)

    with pytest.raises(PlanError, match="may be out"):
        send()

    assert len(office.mailbox) == arrived
    assert actions(journal) == ["notice.sending", "notice.uncertain"]
    assert state(journal, NOW) is NoticeState.UNCERTAIN


@pytest.fixture
def uncertain(send: Callable[..., SendResult], office: Any) -> None:
    office.cut_at = "stored"
    with pytest.raises(MailUncertainError):
        send()
    office.cut_at = None


@pytest.mark.usefixtures("uncertain")
def test_what_a_person_settled_as_sent_stays_sent(
    send: Callable[..., SendResult], office: Any, journal: Journal
) -> None:
    settle_uncertain(journal, NOTICE, "sent", "in their inbox", now=LATER, actor="ana")

    assert state(journal) is NoticeState.SENT
    with pytest.raises(PlanError):
        send()
    assert len(office.mailbox) == 1


@pytest.mark.usefixtures("uncertain")
def test_what_a_person_settled_as_not_sent_goes_out_under_the_same_name(
    send: Callable[..., SendResult], office: Any, journal: Journal, letter: EmailMessage
) -> None:
    settle_uncertain(journal, NOTICE, "not_sent", "queue was emptied", now=LATER, actor="ana")
    letter.replace_header("Message-ID", "<second@acme.test>")

    send(letter)

    assert all(b"<first@acme.test>" in each.content for each in office.mailbox)
    assert state(journal) is NoticeState.SENT


@pytest.mark.usefixtures("uncertain")
def test_a_settlement_needs_a_reason_without_secrets(journal: Journal) -> None:
    for reason in ("  ", "Bearer abcdefghijklmnopqrst said so"):
        with pytest.raises(UsageError):
            settle_uncertain(journal, NOTICE, "sent", reason, now=LATER, actor="ana")

    assert state(journal) is NoticeState.UNCERTAIN


def test_there_is_nothing_to_settle_before_anything_was_sent(journal: Journal) -> None:
    with pytest.raises(UsageError):
        settle_uncertain(journal, NOTICE, "sent", "really", now=LATER, actor="ana")


def test_what_may_still_be_under_way_cannot_be_settled(
    send: Callable[..., SendResult], office: Any, journal: Journal
) -> None:
    refused: list[SalidaError] = []

    def settle() -> None:
        with Journal.open(journal.path) as other, pytest.raises(PlanError) as caught:
            settle_uncertain(other, NOTICE, "not_sent", "impatient", now=NOW, actor="berta")
        refused.append(caught.value)

    office.at["stored"] = settle

    send()

    assert "under way" in str(refused[0])
    assert state(journal) is NoticeState.SENT


def test_two_at_the_same_time_send_one(
    office: Any, authority: Any, journal: Journal, letter: EmailMessage, tmp_path: Path
) -> None:
    """Both have named their recipients before either gives the content."""
    both = threading.Barrier(2, timeout=10)
    outcomes: list[object] = []

    def one() -> None:
        with Journal.open(journal.path) as own:
            journal_append = own.append

            def append(action: str, *given: Any, **named: Any) -> Any:
                if action == "notice.sending":
                    both.wait()
                return journal_append(action, *given, **named)

            own.append = append  # type: ignore[method-assign]
            try:
                outcomes.append(
                    send_notice(
                        letter,
                        settings(office, authority),
                        PASSWORD,
                        journal=own,
                        documents=tmp_path,
                        notice_id=NOTICE,
                        now=lambda: NOW,
                        actor="ana",
                    )
                )
            except SalidaError as error:
                outcomes.append(error)

    threads = [threading.Thread(target=one) for _each in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(20)

    assert len(office.mailbox) == 1
    assert sorted(type(each).__name__ for each in outcomes) == ["MailRefusedError", "SendResult"]
    assert sorted(actions(journal)) == [
        "notice.refused", "notice.sending", "notice.sending", "notice.sent",
    ]  # fmt: skip
    assert state(journal) is NoticeState.SENT


def test_ctrl_c_while_the_answer_is_awaited_is_uncertain(
    send: Callable[..., SendResult], journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = smtplib.SMTP.getreply

    def interrupted(connection: smtplib.SMTP) -> Any:
        answer = heard(connection)
        if answer[1].startswith(b"2.0.0 queued"):
            raise KeyboardInterrupt
        return answer

    monkeypatch.setattr(smtplib.SMTP, "getreply", interrupted)
    with pytest.raises(KeyboardInterrupt):
        send()

    assert actions(journal) == ["notice.sending", "notice.uncertain"]
    assert state(journal, NOW) is NoticeState.UNCERTAIN


def test_an_acceptance_that_cannot_be_written_down_says_so(
    send: Callable[..., SendResult], journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    append = journal.append

    def full(action: str, *given: Any, **named: Any) -> Any:
        if action == "notice.sent":
            raise JournalError("disk full")
        return append(action, *given, **named)

    monkeypatch.setattr(journal, "append", full)
    with pytest.raises(MailUncertainError, match="4711"):
        send()

    assert state(journal) is NoticeState.UNCERTAIN
    assert state(journal, NOW) is NoticeState.SENDING


def test_a_server_that_never_says_goodbye_changes_nothing(
    send: Callable[..., SendResult], office: Any, journal: Journal
) -> None:
    office.cut_at = "quit"

    send()

    assert state(journal) is NoticeState.SENT


@pytest.mark.parametrize(
    ("header", "value"),
    [("To", None), ("From", None), ("From", "a@x.test, b@x.test"), ("To", "señor@acme.test")],
)
def test_a_message_that_cannot_be_addressed_is_not_tried(
    send: Callable[..., SendResult],
    office: Any,
    letter: EmailMessage,
    header: str,
    value: str | None,
) -> None:
    del letter[header]
    if value is not None:
        letter[header] = value

    with pytest.raises(UsageError):
        send(letter)

    assert office.heard == []


def test_a_message_without_name_and_date_gets_both(
    send: Callable[..., SendResult], office: Any, letter: EmailMessage
) -> None:
    del letter["Message-ID"]
    del letter["Date"]

    result = send(letter)

    (arrived,) = office.mailbox
    assert result.message_id.endswith("@acme.test>")
    assert f"Message-ID: {result.message_id}\r\n".encode() in arrived.content
    assert b"Date: Tue, 01 Jul 2025 09:30:00 +0000\r\n" in arrived.content
