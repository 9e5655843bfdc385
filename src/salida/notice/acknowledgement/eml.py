"""An .eml file: headers, words, files, and what mail servers report."""

from __future__ import annotations

import hashlib
from email.parser import BytesParser
from typing import TYPE_CHECKING, Any

from salida.language import _
from salida.model.finding import Finding
from salida.notice.acknowledgement.headers import (
    BoundedHeaders,
    addresses,
    every,
    first,
    message_ids,
    moment,
)
from salida.notice.acknowledgement.html_words import visible
from salida.notice.acknowledgement.message import (
    AttachedFile,
    Form,
    IncomingMessage,
)
from salida.notice.acknowledgement.reports import blocks_of, reported_ids, reports_of
from salida.notice.acknowledgement.words import apart, clean, one_line

if TYPE_CHECKING:
    from email.message import Message

_MAX_PARTS = 500
_MAX_DEPTH = 20


def read_eml(content: bytes, name: str) -> IncomingMessage:
    """Return the message. Nothing in it raises but what the parser itself cannot bear."""
    message = BytesParser(policy=BoundedHeaders()).parsebytes(content)
    parts, whole = _parts(message)
    own, quoted = apart(_body(parts))
    reports = tuple(report for part in parts for report in reports_of(part))
    return IncomingMessage(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        form=Form.EMAIL,
        text=own,
        quoted=quoted,
        reports=reports,
        reported_ids=reported_ids(parts) if reports else (),
        attachments=tuple(_attached(part) for part in parts if _is_file(part)),
        findings=() if whole else (_not_whole(name),),
        **from_headers(message),
    )


def from_headers(message: Message) -> dict[str, Any]:
    """Return what the headers claim, as arguments of `IncomingMessage`."""
    senders = addresses(message, "From")
    automatic = first(message, "Auto-Submitted").split(";")[0].strip().lower()
    if automatic in {"", "no"}:
        automatic = "auto-replied" if first(message, "X-Autoreply") else ""
    return {
        "sender": senders[0][1] if senders else "",
        "sender_name": senders[0][0] if senders else "",
        "to": tuple(address for _name, address in addresses(message, "To")),
        "copies": tuple(address for _name, address in addresses(message, "Cc")),
        "sent_at": moment(first(message, "Date")),
        "subject": first(message, "Subject"),
        "message_id": next(iter(message_ids(first(message, "Message-ID"))), None),
        "in_reply_to": message_ids(*every(message, "In-Reply-To")),
        "references": message_ids(*every(message, "References")),
        "authentication": every(message, "Authentication-Results"),
        "automatic": automatic,
    }


def _parts(message: Message) -> tuple[list[Message], bool]:
    """Return the leaves, and whether these are all.

    A message inside the message is a leaf: what it says is not our correspondent's word.
    """
    leaves: list[Message] = []
    stack = [(message, 0)]
    for _count in range(_MAX_PARTS):
        if not stack:
            return leaves, True
        part, depth = stack.pop()
        if part.get_content_maintype() != "multipart" or not part.is_multipart():
            leaves.append(part)
        elif depth < _MAX_DEPTH:
            stack += [(each, depth + 1) for each in reversed(blocks_of(part))]
        else:
            return leaves, False
    return leaves, not stack


def _body(parts: list[Message]) -> str:
    """Return the first plain text, else the first HTML as it is seen."""
    texts = [part for part in parts if not _is_file(part)]
    for media_type in ("text/plain", "text/html"):
        for part in texts:
            if part.get_content_type() == media_type:
                words = clean(_characters(part))
                if words.strip():
                    return visible(words) if media_type == "text/html" else words
    return ""


def _characters(part: Message) -> str:
    content = _bytes(part)
    charset = str(part.get_content_charset() or "utf-8")
    try:
        return content.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return content.decode("cp1252", "replace")


def _bytes(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except TypeError:
        # The library stumbles over a charset in the form of RFC 2231, and says nothing else.
        return b""
    return content if isinstance(content, bytes) else b""


def _is_file(part: Message) -> bool:
    whole = part.get_content_type() == "message/rfc822"
    named = part.get_filename() is not None
    return whole or named or part.get_content_disposition() == "attachment"


def _attached(part: Message) -> AttachedFile:
    blocks = blocks_of(part)
    content = blocks[0].as_bytes() if blocks else _bytes(part)
    return AttachedFile(
        name=one_line(str(part.get_filename() or "")),
        media_type=part.get_content_type(),
        sha256=hashlib.sha256(content).hexdigest(),
        bytes=len(content),
    )


def _not_whole(name: str) -> Finding:
    return Finding(
        code="message_not_read_whole",
        message=_("The message has too many parts inside each other; some were not read"),
        subject=name,
        hint=_("Ask the sender for the answer without its attachments"),
    )
