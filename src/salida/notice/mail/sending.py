"""Send a notice by mail: once, and with an entry in the journal before and after.

The protocol. `notice.sending` is written after the server has taken sender and recipients
and before it is given the content, so an attempt without an outcome means exactly: it may
be out. The entry counts only if the journal before it allowed sending; whoever finds that
somebody else was first withdraws without having handed over a byte. Whatever happens
afterwards, the next attempt reads the journal and is refused until a person has settled
what became of this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from salida.errors import (
    JournalError,
    MailRefusedError,
    MailUncertainError,
    PlanError,
    UsageError,
)
from salida.language import _
from salida.notice.kept import KeptFile, keep
from salida.notice.mail.outgoing import Outgoing, outgoing
from salida.notice.mail.reply import keepable
from salida.notice.mail.smtp import Submission, submission
from salida.notice.tracking import actions
from salida.notice.tracking.history import history, may_mail
from salida.notice.tracking.told import NoticeState

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from email.message import EmailMessage
    from pathlib import Path
    from typing import Any, Literal

    from salida.journal import Journal
    from salida.notice.mail.reply import Reply
    from salida.notice.mail.settings import MailSettings
    from salida.notice.mail.smtp import Encryption, Refused
    from salida.notice.tracking.told import History


@dataclass(frozen=True, slots=True)
class SendResult:
    """A message that the mail server accepted."""

    attempt: int
    """The number of its entry in the journal."""

    message_id: str
    file: KeptFile
    """The .eml as it was sent."""

    at: datetime
    reply: Reply
    encryption: Encryption
    refused: tuple[Refused, ...]
    """Copies that the server did not take; everybody whom it was for was taken."""


def send_notice(
    message: EmailMessage,
    settings: MailSettings,
    password: str | None,
    *,
    journal: Journal,
    documents: Path,
    notice_id: str,
    now: Callable[[], datetime],
    actor: str,
) -> SendResult:
    """Hand `message` to the mail server and return what it answered.

    A second attempt keeps the Message-ID of the first, so that two copies would be known
    for one.

    Raises:
        PlanError: if the notice is out, or may be out; nothing was done.
        UsageError: if the message or the settings are not fit to be sent.
        MailRefusedError: if it was not sent, for certain; it may be tried again.
        MailUncertainError: if it may be out. `settle_uncertain` says what became of it.
        CaseError: if the message cannot be kept in `documents`.
    """
    told = history(journal.entries(), notice_id)
    _refuse_second(told, now())
    ready = outgoing(message, message_id=told.message_id, now=now())
    kept = keep(documents, ready.content, "notice.eml")
    attempt = _Attempt(journal, notice_id, ready, kept, settings, now, actor)
    try:
        with submission(settings, password) as server:
            refused = server.envelope(ready)
            number = attempt.announce(server, refused)
            return attempt.hand_over(server, number, refused)
    except MailRefusedError as error:
        attempt.record_refusal(error)
        raise


def settle_uncertain(
    journal: Journal,
    notice_id: str,
    outcome: Literal["sent", "not_sent"],
    reason: str,
    *,
    now: datetime,
    actor: str,
) -> None:
    """Record what a person found out about an attempt whose outcome nobody knew.

    Raises:
        UsageError: if there is no such attempt, or no reason is given.
        PlanError: if it may still be under way.
    """
    told = history(journal.entries(), notice_id)
    unsettled = told.unsettled
    if unsettled is None:
        raise UsageError(
            _("There is no attempt whose outcome is unknown"),
            hint=_("Nothing has to be settled"),
        )
    if not reason.strip():
        raise UsageError(
            _("Say how you know that it was sent or not"),
            hint=_("For example: it is in the sent folder, with its Message-ID"),
        )
    if told.state(now) is NoticeState.SENDING:
        raise PlanError(
            _(
                "It may still be under way until {moment}",
                moment=unsettled.gives_up_at,
            ),
            hint=_("Wait until then: an answer may still come"),
        )
    data = {
        "notice": notice_id,
        "attempt": unsettled.number,
        "outcome": outcome,
        "reason": reason.strip(),
    }
    try:
        journal.append(actions.SETTLED, data, actor=actor, at=now)
    except ValueError as error:
        raise UsageError(
            _("The reason holds something that looks like a password or token"),
            hint=_("Leave that out: the journal is kept for years"),
        ) from error


def _refuse_second(told: History, now: datetime) -> None:
    """Raise `PlanError` unless a message may go out."""
    if may_mail(told):
        return
    if told.unsettled is None:
        raise PlanError(
            _("The notice was sent on {moment}", moment=told.mailed_at or now),
            hint=_("It is not sent twice. Send a reminder instead, or draft another notice"),
        )
    if told.state(now) is NoticeState.SENDING:
        raise PlanError(
            _("The notice is being sent since {moment}", moment=told.unsettled.at),
            hint=_(
                "Wait until {moment}; by then its outcome is known, or has to be settled by hand",
                moment=told.unsettled.gives_up_at,
            ),
        )
    raise PlanError(
        _(
            "The notice may be out since {moment}: no answer came",
            moment=told.unsettled.at,
        ),
        hint=_(
            "Find out whether the message {message_id} arrived, and settle it first",
            message_id=told.unsettled.message_id,
        ),
    )


@dataclass(slots=True)
class _Attempt:
    """One attempt, and its entries in the journal."""

    journal: Journal
    notice_id: str
    message: Outgoing
    file: KeptFile
    settings: MailSettings
    now: Callable[[], datetime]
    actor: str
    number: int | None = None
    """The number of its `notice.sending`, once that is written."""

    def announce(self, server: Submission, refused: tuple[Refused, ...]) -> int:
        """Write `notice.sending`; return its number if it is this attempt's turn.

        Raises:
            MailRefusedError: if it is not.
        """
        at = self.now()
        gives_up_at = at + timedelta(seconds=self.settings.patience_seconds)
        data = {
            **self._facts(),
            "gives_up_at": gives_up_at.isoformat(),
            "encryption": [server.encryption.version, server.encryption.cipher],
            "refused": [[each.address, *each.reply.shown] for each in refused],
        }
        entry = self.journal.append(actions.SENDING, data, actor=self.actor, at=at)
        self.number = entry.number
        before = (each for each in self.journal.entries() if each.number < entry.number)
        if not may_mail(history(before, self.notice_id)):
            raise MailRefusedError(
                _("Somebody else is sending this notice at this moment"),
                hint=_("Look at its state; nothing was sent by this attempt"),
                stage="withdrawn",
            )
        return entry.number

    def hand_over(
        self, server: Submission, number: int, refused: tuple[Refused, ...]
    ) -> SendResult:
        """Give the content to the server and write down what it answered."""
        outcome = {"notice": self.notice_id, "attempt": number}
        try:
            answer = server.content(self.message.content)
        except MailRefusedError:
            raise
        except BaseException as error:
            # Also Ctrl-C: the message may be out, and that must be known before we leave.
            said = str(error) if isinstance(error, MailUncertainError) else type(error).__name__
            self._append(actions.UNCERTAIN, {**outcome, "reason": said})
            raise
        accepted = {**outcome, **self._facts(), "reply": list(answer.shown)}
        try:
            at = self._append(actions.SENT, accepted)
        except JournalError as error:
            raise _accepted_unwritten(answer, error) from error
        return SendResult(
            attempt=number,
            message_id=self.message.message_id,
            file=self.file,
            at=at,
            reply=answer,
            encryption=server.encryption,
            refused=refused,
        )

    def record_refusal(self, error: MailRefusedError) -> None:
        """Write down that nothing was sent, and why."""
        data = {
            **self._facts(),
            "attempt": self.number,
            "stage": error.stage,
            "reply": list(error.reply),
            "reason": str(error),
        }
        self._append(actions.REFUSED, data)

    def _facts(self) -> dict[str, Any]:
        return {
            "notice": self.notice_id,
            "message_id": self.message.message_id,
            "subject": keepable(self.message.subject),
            "sender": self.message.sender,
            "to": list(self.message.to),
            "copies": list(self.message.copies),
            "server": self.settings.server,
            "file": self.file.to_json(),
            "sha256": self.file.sha256,
        }

    def _append(self, action: str, data: dict[str, Any]) -> datetime:
        return self.journal.append(action, data, actor=self.actor, at=self.now()).at


def _accepted_unwritten(answer: Reply, error: JournalError) -> MailUncertainError:
    return MailUncertainError(
        _(
            "The mail server took the message ({reply}), but the journal cannot be written: "
            "{reason}",
            reply=" / ".join(answer.shown),
            reason=str(error),
        ),
        hint=_("Mend the disk, then settle it as sent"),
    )
