"""What mail servers and mail programs report about a message of ours."""

from __future__ import annotations

from email.message import Message
from typing import TYPE_CHECKING

from salida.notice.acknowledgement.headers import every, first, message_ids
from salida.notice.acknowledgement.message import DeliveryReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_STATUS = "message/delivery-status"
_RECEIPT = "message/disposition-notification"
_RETURNED = "message/rfc822"
_RETURNED_HEADERS = "text/rfc822-headers"


def reports_of(part: Message) -> Iterator[DeliveryReport]:
    """Yield what a delivery status (RFC 3464) or a read receipt (RFC 8098) says."""
    media_type = part.get_content_type()
    if media_type not in {_STATUS, _RECEIPT}:
        return
    for block in blocks_of(part):
        recipient = first(block, "Final-Recipient").rpartition(";")[2].strip().lower()
        action = first(block, "Action").lower()
        if media_type == _RECEIPT:
            # `manual-action/MDN-sent-manually; displayed/error`
            said = first(block, "Disposition").rpartition(";")[2]
            action = said.partition("/")[0].strip().lower()
        if recipient and action:
            yield DeliveryReport(recipient, action, first(block, "Status"))


def reported_ids(parts: Iterable[Message]) -> tuple[str, ...]:
    """Return the ids of the message that a report is about: it is returned, or named."""
    return message_ids(*(text for part in parts for text in _texts(part)))


def blocks_of(part: Message) -> list[Message]:
    """Return the messages or groups of fields inside a part."""
    inside = part.get_payload() if part.is_multipart() else []
    return [each for each in inside if isinstance(each, Message)]


def _texts(part: Message) -> Iterator[str]:
    if part.get_content_type() in {_STATUS, _RECEIPT, _RETURNED}:
        for block in blocks_of(part):
            yield from every(block, "Message-ID")
            yield from every(block, "Original-Message-ID")
    if part.get_content_type() == _RETURNED_HEADERS:
        content = part.get_payload(decode=True)
        lines = (
            content.decode("ascii", "replace").splitlines() if isinstance(content, bytes) else []
        )
        yield from (each for each in lines if each.lower().startswith("message-id:"))
