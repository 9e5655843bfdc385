"""Cut a value out of a JSON text without changing a byte of it.

A describe that came inside a composite answer is archived as delivered; parsing and
writing it again would change numbers, escapes and spaces.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_DECODE = json.JSONDecoder().raw_decode
_SPACE = re.compile(r"[ \t\n\r]*")


def members(text: str) -> Iterator[tuple[str, str]]:
    """Yield each name of a JSON object with the text of its value.

    Raises:
        ValueError: if `text` is not a JSON object.
    """
    at = _expect(text, 0, "{")
    if text[at : at + 1] == "}":
        return
    while True:
        name, at = _DECODE(text, at)
        at = _expect(text, at, ":")
        value, at = _value(text, at)
        yield name, value
        if text[at : at + 1] != ",":
            _expect(text, at, "}")
            return
        at = _expect(text, at, ",")


def items(text: str) -> Iterator[str]:
    """Yield the text of each item of a JSON list.

    Raises:
        ValueError: if `text` is not a JSON list.
    """
    at = _expect(text, 0, "[")
    if text[at : at + 1] == "]":
        return
    while True:
        value, at = _value(text, at)
        yield value
        if text[at : at + 1] != ",":
            _expect(text, at, "]")
            return
        at = _expect(text, at, ",")


def _value(text: str, at: int) -> tuple[str, int]:
    """Return the text of the value at `at`, and where what follows it begins."""
    end = _DECODE(text, at)[1]
    return text[at:end], _skip(text, end)


def _expect(text: str, at: int, mark: str) -> int:
    at = _skip(text, at)
    if text[at : at + 1] != mark:
        message = f"expected {mark} at {at}"
        raise ValueError(message)
    return _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
