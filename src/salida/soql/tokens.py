"""SOQL text into tokens. Pure; never raises anything but `SoqlError`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from salida.language import _
from salida.soql.faults import fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.errors import SoqlError

MAX_LENGTH = 100_000
"""Salesforce refuses longer queries (SOQL and SOSL Limits)."""


class Kind(Enum):
    """What a token is."""

    WORD = "word"
    STRING = "string"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """One token; a string's `text` has lost its quotes and kept its escapes."""

    kind: Kind
    text: str
    at: int

    @property
    def shown(self) -> str:
        """The token as an error message names it."""
        return "<EOF>" if self.kind is Kind.END else self.text


_TIME = r"\d{2}:\d{2}:\d{2}(?:\.\d+)?"
_PATTERN = re.compile(
    rf"""
    (?P<blank>[ \t\r\n\f\u00a0]+)
  | (?P<datetime>\d{{4}}-\d{{2}}-\d{{2}}[Tt]{_TIME}(?:[Zz]|[+-]\d{{2}}:?\d{{2}}))
  | (?P<date>\d{{4}}-\d{{2}}-\d{{2}})
  | (?P<time>{_TIME}[Zz])
  | (?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
  | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
  | '(?P<string>(?:[^'\\]|\\.)*)'
  | (?P<sign><=|>=|!=|<>|[=<>(),.:])
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)


def tokenize(text: str) -> tuple[Token, ...]:
    """Split `text` into tokens, the last of kind `END`.

    Raises:
        SoqlError: for a character that SOQL does not know or a string without its end.
    """
    if len(text) > MAX_LENGTH:
        raise fault(text[:MAX_LENGTH], 0, "SOQL statements cannot be longer than 100000 characters")
    return tuple(_scan(text))


def _scan(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        match = _PATTERN.match(text, at)
        if match is None:
            raise _strange(text, at)
        kind = match.lastgroup or ""
        if kind != "blank":
            yield Token(Kind(kind), match[kind], at)
        at = match.end()
    yield Token(Kind.END, "", at)


def _strange(text: str, at: int) -> SoqlError:
    if text[at] == "'":
        return fault(text, at, "unexpected token: '<EOF>'", hint=_("A string has no closing quote"))
    return fault(text, at, f"unexpected token: '{text[at]}'")
