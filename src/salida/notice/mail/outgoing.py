"""The exact bytes that go out, and to whom: decided once, before anything is sent."""

from __future__ import annotations

import copy
import hashlib
from dataclasses import dataclass
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from typing import TYPE_CHECKING, Any

from salida.errors import UsageError
from salida.language import Text, _

if TYPE_CHECKING:
    from datetime import datetime
    from email.message import EmailMessage

# 7bit: a server without 8BITMIME would otherwise change the bytes whose hash is journaled.
_WIRE = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message as it goes over the wire."""

    sender: str
    to: tuple[str, ...]
    """Whom it is for: it goes out only if the server takes every one of them."""

    copies: tuple[str, ...]
    """Cc and Bcc."""

    message_id: str
    subject: str
    content: bytes
    """The .eml file: ASCII, lines end in CRLF, no Bcc."""

    @property
    def sha256(self) -> str:
        """The hash of the content."""
        return hashlib.sha256(self.content).hexdigest()


def outgoing(message: EmailMessage, *, message_id: str | None, now: datetime) -> Outgoing:
    """Return `message` in its final form; `message` itself is left as it is.

    `message_id` is that of an earlier attempt, which the message then keeps, so that two
    copies would be known for one. Without it the message's own stays, or one is made.

    Raises:
        UsageError: if there is no sender, nobody to send it to, or an address is none.
    """
    sender = _addresses(message, "From")
    to = _addresses(message, "To")
    if len(sender) != 1:
        raise UsageError(
            _("The message needs exactly one sender"),
            hint=_("Set the address that the company sends from"),
        )
    if not to:
        raise UsageError(
            _("The message has nobody to go to"),
            hint=_("Add the address for notices that the agreement states"),
        )
    copies = tuple(
        each for name in ("Cc", "Bcc") for each in _addresses(message, name) if each not in to
    )
    final = copy.deepcopy(message)
    del final["Bcc"]
    if final["Date"] is None:
        final["Date"] = format_datetime(now)
    known = message_id or final["Message-ID"] or make_msgid(domain=sender[0].rpartition("@")[2])
    del final["Message-ID"]
    final["Message-ID"] = str(known)
    return Outgoing(
        sender=sender[0],
        to=to,
        copies=tuple(dict.fromkeys(copies)),
        message_id=str(known),
        subject=str(final["Subject"] or ""),
        content=_wire_form(final),
    )


def _wire_form(message: EmailMessage) -> bytes:
    content = message.as_bytes(policy=_WIRE)
    bare = content.replace(b"\r\n", b"")
    # A bare line end is where one message can be made to look like two.
    if not content.isascii() or b"\r" in bare or b"\n" in bare:
        raise UsageError(
            _("The message cannot be sent byte for byte as it is"),
            hint=_("An attached message is not encoded for mail; attach it as PDF"),
        )
    return content


def _addresses(message: EmailMessage, name: str) -> tuple[str, ...]:
    found: list[str] = []
    for header in message.get_all(name, []):
        addresses: tuple[Any, ...] = header.addresses
        for each in addresses:
            address = str(each.addr_spec)
            if not _is_address(address):
                raise _no_address(name, address or str(each))
            found.append(address)
    return tuple(dict.fromkeys(found))


def _is_address(address: str) -> bool:
    local, at, domain = address.rpartition("@")
    plain = address.isascii() and address.isprintable() and " " not in address
    return bool(local and at and domain) and plain


def _no_address(name: str, address: str) -> UsageError:
    hint: Text = _("Write it as name@example.com, without accents")
    return UsageError(
        _("`{address}` in {header} is no e-mail address", address=address, header=name), hint=hint
    )
