"""Everything that is known about one notice, and where it therefore stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from salida.notice.notice import Channel

if TYPE_CHECKING:
    from datetime import date, datetime


class NoticeState(Enum):
    """Where a notice stands."""

    DRAFTED = "drafted"
    REVIEWED = "reviewed"
    SENDING = "sending"
    """Being handed to the mail server at this moment."""

    UNCERTAIN = "uncertain"
    """It may be out; a person must find out and say."""

    SENT = "sent"
    UNDELIVERED = "undelivered"
    """A mail server on the way reported that it did not arrive."""

    DELIVERED = "delivered"
    """It arrived; nobody has said that they read it."""

    ACKNOWLEDGED = "acknowledged"
    CONFIRMED = "confirmed"
    """The end is confirmed in writing. Only this ends the tracking."""

    REFUSED = "refused"
    """Salesforce says no."""


class Outcome(Enum):
    """What became of one attempt to send."""

    OPEN = "open"
    """Nothing is known: it is under way, or Salida was killed."""

    UNCERTAIN = "uncertain"
    SENT = "sent"
    REFUSED = "refused"
    VOID = "void"
    """It was not its turn; its content was never handed over."""


class AnswerKind(Enum):
    """What an answer says."""

    DELIVERED = "delivered"
    """A report that it arrived: of a mail server, of the post, a read receipt."""

    UNDELIVERED = "undelivered"
    AUTO_REPLY = "auto_reply"
    RECEIPT = "receipt"
    """Somebody has it and will look at it."""

    CONFIRMATION = "confirmation"
    """Everything that the notice ends is confirmed to end, on the day it says."""

    PARTIAL = "partial"
    """Some of it is confirmed; the rest is still open."""

    REFUSAL = "refusal"
    QUESTION = "question"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to send by mail, as far as the content."""

    number: int
    """The number of its entry in the journal."""

    at: datetime
    message_id: str
    sha256: str
    gives_up_at: datetime
    """When whoever is sending has certainly stopped waiting."""

    outcome: Outcome = Outcome.OPEN
    ended_at: datetime | None = None
    ended: int = 0
    """The number of the entry that told its outcome."""


@dataclass(frozen=True, slots=True)
class HandSent:
    """The notice on its way through a channel that Salida does not operate."""

    channel: Channel | None
    """`None` for one that this Salida does not know."""

    sent_at: datetime
    number: int
    """The number of its entry in the journal."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, as a person judged it."""

    key: str
    """Its Message-ID, or its file's hash: the same answer is one answer."""

    kind: AnswerKind
    at: datetime
    """Its own date, or when it was taken in."""

    number: int
    """The number of the entry that took it in."""

    end_date: date | None = None


@dataclass(frozen=True, slots=True)
class History:
    """Everything that the journal says about one notice."""

    notice: str
    drafted: bool = False
    reviewed: bool = False
    attempts: tuple[Attempt, ...] = ()
    by_hand: tuple[HandSent, ...] = ()
    answers: tuple[Answer, ...] = ()
    """Each once, in the order of their own dates."""

    reminded: tuple[tuple[str, datetime], ...] = ()
    """Which step was taken, and when."""

    @property
    def unsettled(self) -> Attempt | None:
        """The attempt of which nobody knows whether it went out."""
        unknown = {Outcome.OPEN, Outcome.UNCERTAIN}
        return next((each for each in self.attempts if each.outcome in unknown), None)

    @property
    def message_id(self) -> str | None:
        """What the first attempt called the message; every later one keeps it."""
        return self.attempts[0].message_id if self.attempts else None

    @property
    def mailed_at(self) -> datetime | None:
        """When it last went out by mail: through Salida or by hand."""
        mailed = [each.ended_at for each in self.attempts if each.outcome is Outcome.SENT]
        mailed += [each.sent_at for each in self.by_hand if each.channel is Channel.EMAIL]
        return max((each for each in mailed if each is not None), default=None)

    @property
    def sent_at(self) -> datetime | None:
        """When it first went out, by any channel."""
        sent = [each.ended_at for each in self.attempts if each.outcome is Outcome.SENT]
        sent += [each.sent_at for each in self.by_hand]
        return min((each for each in sent if each is not None), default=None)

    @property
    def bounced(self) -> bool:
        """Whether the last that is known of the last mail is that it did not arrive."""
        reports = {AnswerKind.DELIVERED, AnswerKind.UNDELIVERED}
        # By their place in the journal: the clock of a foreign server proves nothing.
        last = max(
            (each for each in self.answers if each.kind in reports),
            key=lambda each: each.number,
            default=None,
        )
        mailed = [each.ended for each in self.attempts if each.outcome is Outcome.SENT]
        mailed += [each.number for each in self.by_hand if each.channel is Channel.EMAIL]
        return (
            last is not None
            and last.kind is AnswerKind.UNDELIVERED
            and last.number > max(mailed, default=0)
        )

    @property
    def received_at(self) -> datetime | None:
        """When somebody first said that they have it."""
        return next((each.at for each in self.answers if each.kind in _BY_A_PERSON), None)

    def state(self, now: datetime) -> NoticeState:
        """Return where the notice stands: the strongest thing that is known."""
        return self._answered() or self._on_its_way(now) or self._at_home()

    def _answered(self) -> NoticeState | None:
        """Return what a person at Salesforce made of it; it was sent, whatever we know."""
        people = [each.kind for each in self.answers if each.kind in _BY_A_PERSON]
        decided = [each for each in people if each in _DECISIVE]
        if decided:
            return _DECISIVE[decided[-1]]
        return NoticeState.ACKNOWLEDGED if people else None

    def _on_its_way(self, now: datetime) -> NoticeState | None:
        if self.unsettled is not None:
            under_way = self.unsettled.outcome is Outcome.OPEN and now < self.unsettled.gives_up_at
            return NoticeState.SENDING if under_way else NoticeState.UNCERTAIN
        if self.bounced:
            return NoticeState.UNDELIVERED
        if any(each.kind in _ARRIVED for each in self.answers):
            return NoticeState.DELIVERED
        return None if self.sent_at is None else NoticeState.SENT

    def _at_home(self) -> NoticeState:
        return NoticeState.REVIEWED if self.reviewed else NoticeState.DRAFTED


_BY_A_PERSON = frozenset(
    {
        AnswerKind.RECEIPT,
        AnswerKind.QUESTION,
        AnswerKind.CONFIRMATION,
        AnswerKind.PARTIAL,
        AnswerKind.REFUSAL,
    }
)
_DECISIVE = {
    AnswerKind.CONFIRMATION: NoticeState.CONFIRMED,
    AnswerKind.REFUSAL: NoticeState.REFUSED,
}
_ARRIVED = frozenset({AnswerKind.DELIVERED, AnswerKind.AUTO_REPLY})
