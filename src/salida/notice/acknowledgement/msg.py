"""An .msg file of Outlook ([MS-OXMSG]), as it is saved by dragging a message to a folder."""

from __future__ import annotations

import hashlib
from datetime import UTC
from email.parser import HeaderParser
from typing import Any

from oxmsg import Message as OutlookMessage
from oxmsg.domain import constants

from salida.notice.acknowledgement.eml import from_headers
from salida.notice.acknowledgement.headers import BoundedHeaders, message_ids
from salida.notice.acknowledgement.html_words import visible
from salida.notice.acknowledgement.message import AttachedFile, Form, IncomingMessage
from salida.notice.acknowledgement.words import apart, clean, one_line


def read_msg(content: bytes, name: str) -> IncomingMessage:
    """Return the message; the library raises whatever it likes on one that is damaged."""
    outlook = OutlookMessage.load(content)
    given = _claims(outlook)
    own, quoted = apart(_body(outlook))
    return IncomingMessage(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        form=Form.OUTLOOK,
        text=own,
        quoted=quoted,
        attachments=tuple(_attached(each) for each in outlook.attachments),
        **given,
    )


def _claims(outlook: Any) -> dict[str, Any]:
    """Return the headers as they came over the net, else Outlook's own properties.

    A message that never left the company's Exchange has no headers.
    """
    properties = outlook.properties
    raw = properties.str_prop_value(constants.PID_TRANSPORT_MESSAGE_HEADERS) or ""
    claimed = from_headers(HeaderParser(policy=BoundedHeaders()).parsestr(clean(str(raw))))
    sender = str(outlook.sender or "")
    name, _bracket, address = sender.rpartition("<")
    own = {
        "sender": one_line(address.rstrip("> ")).lower(),
        "sender_name": one_line(name.strip(' "')),
        "to": tuple(one_line(str(each.email_address)).lower() for each in outlook.recipients),
        "sent_at": None if outlook.sent_date is None else outlook.sent_date.astimezone(UTC),
        "subject": one_line(str(outlook.subject or "")),
        "message_id": next(iter(_ids(properties, constants.PID_INTERNET_MESSAGE_ID)), None),
        "in_reply_to": _ids(properties, constants.PID_IN_REPLY_TO_ID),
        "references": _ids(properties, constants.PID_INTERNET_REFERENCES),
    }
    return {**claimed, **{key: claimed.get(key) or value for key, value in own.items()}}


def _ids(properties: Any, pid: int) -> tuple[str, ...]:
    return message_ids(str(properties.str_prop_value(pid) or ""))


def _body(outlook: Any) -> str:
    words = clean(str(outlook.body or ""))
    return words if words.strip() else visible(clean(str(outlook.html_body or "")))


def _attached(file: Any) -> AttachedFile:
    content = bytes(file.file_bytes or b"")
    return AttachedFile(
        name=one_line(str(file.file_name or "")),
        media_type=one_line(str(file.mime_type or "")),
        sha256=hashlib.sha256(content).hexdigest(),
        bytes=len(content),
    )
