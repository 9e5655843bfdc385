"""The headers of a message from outside, read so that no header can raise."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.policy import Compat32
from email.utils import getaddresses, parsedate_to_datetime
from typing import TYPE_CHECKING

from salida.notice.acknowledgement.words import one_line

if TYPE_CHECKING:
    from email.message import Message

_MAX_RAW = 20_000
"""Characters of one header. The library takes time squared on the parameters of a header."""

_MAX_ADDRESSES = 100
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,250}>")


class BoundedHeaders(Compat32):
    """Reads messages as the library always did, but no header for ever.

    The newer policies raise on headers that only a hostile sender writes.
    """

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return a header's name and as much of its value as an honest one has."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_MAX_RAW]


def every(message: Message, name: str) -> tuple[str, ...]:
    """Return each header of that name, decoded (RFC 2047) and on one line."""
    wanted = name.lower()
    return tuple(
        _decoded(_characters(str(raw))) for key, raw in message.raw_items() if key.lower() == wanted
    )


def first(message: Message, name: str) -> str:
    """Return the first header of that name, or an empty text."""
    return next(iter(every(message, name)), "")


def addresses(message: Message, name: str) -> tuple[tuple[str, str], ...]:
    """Return names and addresses, the latter in lower case."""
    wanted = name.lower()
    raw = [_characters(str(each)) for key, each in message.raw_items() if key.lower() == wanted]
    try:
        found = getaddresses([" ".join(each.split()) for each in raw])[:_MAX_ADDRESSES]
    except RecursionError:
        # Comments in comments in comments: nobody is addressed that way.
        return ()
    return tuple((_decoded(who), one_line(address).lower()) for who, address in found if address)


def message_ids(*texts: str) -> tuple[str, ...]:
    """Return every Message-ID in the texts, each once."""
    return tuple(dict.fromkeys(found for text in texts for found in _MESSAGE_ID.findall(text)))


def moment(text: str) -> datetime | None:
    """Return a date header in UTC, or `None` when it is none."""
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _characters(raw: str) -> str:
    """Return a header whose bytes were not ASCII as the UTF-8 that they usually are."""
    return raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _decoded(raw: str) -> str:
    words = " ".join(raw.split())
    try:
        parts = decode_header(words)
        return one_line("".join(_part(text, charset) for text, charset in parts))
    except (HeaderParseError, ValueError):
        return one_line(words)


def _part(text: bytes | str, charset: str | None) -> str:
    if isinstance(text, str):
        return text
    try:
        return text.decode(charset or "utf-8", "replace")
    except LookupError:
        return text.decode("utf-8", "replace")
