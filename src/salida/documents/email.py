"""A document as an e-mail message, ready to be read in any client or sent."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING

from salida.documents.html import render_html
from salida.documents.plain import render_plain
from salida.language import speak

if TYPE_CHECKING:
    from datetime import datetime

    from salida.documents.blocks import Document


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with the message."""

    name: str
    media_type: str
    """`application/pdf`."""

    content: bytes


def to_email(
    document: Document,
    *,
    sender: str,
    to: tuple[str, ...],
    message_id: str,
    sent_at: datetime,
    cc: tuple[str, ...] = (),
    attachments: tuple[Attachment, ...] = (),
) -> EmailMessage:
    """Return the document as a message with a plain and an HTML body.

    `message_id` carries its angle brackets (RFC 5322). The policy is SMTP's: lines end
    in CRLF, so `bytes()` is the .eml file and what is sent.

    Raises:
        ValueError: if an address or the title holds a line end, which could forge headers.
    """
    message = EmailMessage(policy=SMTP)
    with speak(document.language):
        message["Subject"] = str(document.title)
    message["From"] = sender
    message["To"] = ", ".join(to)
    if cc:
        message["Cc"] = ", ".join(cc)
    message["Date"] = format_datetime(sent_at)
    message["Message-ID"] = message_id
    message["Content-Language"] = document.language
    message.set_content(render_plain(document))
    message.add_alternative(render_html(document), subtype="html")
    for each in attachments:
        main, _slash, sub = each.media_type.partition("/")
        message.add_attachment(each.content, maintype=main, subtype=sub, filename=each.name)
    return message
