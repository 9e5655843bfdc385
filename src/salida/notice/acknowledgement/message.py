"""An answer as it came in, whatever its format: plain values, nothing believed yet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from salida.model.finding import Finding


class Form(Enum):
    """What the answer came as."""

    EMAIL = "email"
    """An .eml file (RFC 5322)."""

    OUTLOOK = "outlook"
    """An .msg file ([MS-OXMSG])."""

    LETTER = "letter"
    """A PDF or a text: it has no headers, so nothing says whom it is from."""


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file inside the message. Its bytes stay there."""

    name: str
    media_type: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What a mail server or a mail program reports about one recipient (RFC 3464, RFC 8098)."""

    recipient: str
    action: str
    """`delivered`, `failed`, `delayed`, `relayed`, `expanded`; `displayed` for a read receipt."""

    status: str = ""
    """`5.1.1`."""


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """One answer. Absent parts are empty; headers are what they claim, not what is proven."""

    name: str
    """Of the file."""

    sha256: str
    form: Form
    text: str
    """The sender's own words, without what they quote."""

    quoted: str = ""
    sender: str = ""
    """The address in `From`, in lower case."""

    sender_name: str = ""
    to: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    sent_at: datetime | None = None
    subject: str = ""
    message_id: str | None = None
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    authentication: tuple[str, ...] = ()
    """`Authentication-Results` as stated; only the receiving server's own can be believed."""

    automatic: str = ""
    """`Auto-Submitted`: `auto-replied`, `auto-generated`; empty when a person wrote it."""

    reports: tuple[DeliveryReport, ...] = ()
    reported_ids: tuple[str, ...] = ()
    """Message-IDs that a report says it is about."""

    attachments: tuple[AttachedFile, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def key(self) -> str:
        """What makes two files the same answer: its Message-ID, else its bytes."""
        return self.message_id or self.sha256
