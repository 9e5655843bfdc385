"""A place in the tokens of a query, with the moves that every part of the grammar needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.language import _
from salida.soql.faults import fault
from salida.soql.syntax import Path
from salida.soql.tokens import Kind, Token, tokenize

if TYPE_CHECKING:
    from salida.errors import SoqlError

RESERVED = frozenset(
    {
        "AND", "ASC", "DESC", "EXCLUDES", "FALSE", "FROM", "HAVING", "IN", "INCLUDES", "LIKE",
        "LIMIT", "NOT", "NULL", "NULLS", "OR", "SELECT", "TRUE", "USING", "WHERE", "WITH",
    }
)  # fmt: skip
"""Words that can name nothing. GROUP and ORDER are missing: both are sObjects."""

MAX_DEPTH = 60
"""Nesting beyond this is refused; Salesforce's own limits lie far below."""


class Cursor:
    """Reads tokens from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._tokens = tokenize(text)
        self._next = 0
        self._depth = 0

    @property
    def token(self) -> Token:
        """The token not yet taken."""
        return self._tokens[self._next]

    def after(self, distance: int = 1) -> Token:
        """Return a later token without taking any."""
        return self._tokens[min(self._next + distance, len(self._tokens) - 1)]

    def take(self) -> Token:
        """Take the next token; the end is never passed."""
        token = self.token
        if token.kind is not Kind.END:
            self._next += 1
        return token

    def unexpected(self) -> SoqlError:
        """Return the error for a token that does not fit here."""
        token = self.token
        if token.text == ":":
            return fault(
                self.text,
                token.at,
                "Bind variables only allowed in Apex code",
                hint=_("Write the value itself where the variable stands"),
            )
        return fault(self.text, token.at, f"unexpected token: '{token.shown}'")

    def at_word(self, *words: str) -> bool:
        """Whether the next token is one of `words` (upper case)."""
        return self.token.kind is Kind.WORD and self.token.text.upper() in words

    def at_words(self, *words: str) -> bool:
        """Whether the next tokens are these words, in this order."""
        tokens = (self.after(distance) for distance in range(len(words)))
        return all(
            token.kind is Kind.WORD and token.text.upper() == word
            for token, word in zip(tokens, words, strict=True)
        )

    def take_word(self, *words: str) -> str | None:
        """Take the next token when it is one of `words`; return it in upper case."""
        return self.take().text.upper() if self.at_word(*words) else None

    def expect_word(self, *words: str) -> str:
        """Take one of `words` or raise."""
        word = self.take_word(*words)
        if word is None:
            raise self.unexpected()
        return word

    def at_sign(self, sign: str) -> bool:
        """Whether the next token is this sign."""
        return self.token.kind is Kind.SIGN and self.token.text == sign

    def take_sign(self, sign: str) -> bool:
        """Take the next token when it is `sign`."""
        if self.at_sign(sign):
            self.take()
            return True
        return False

    def expect_sign(self, sign: str) -> None:
        """Take `sign` or raise."""
        if not self.take_sign(sign):
            raise self.unexpected()

    def at_name(self) -> bool:
        """Whether the next token can name something."""
        return self.token.kind is Kind.WORD and self.token.text.upper() not in RESERVED

    def name(self) -> str:
        """Take a name or raise."""
        if not self.at_name():
            raise self.unexpected()
        return self.take().text

    def path(self) -> Path:
        """Take a dotted path or raise."""
        at = self.token.at
        names = [self.name()]
        while self.take_sign("."):
            names.append(self.name())
        return Path(tuple(names), at=at)

    def whole_number(self) -> int:
        """Take a number without sign or fraction that fits 32 bits, or raise."""
        token = self.token
        if token.kind is not Kind.NUMBER or not token.text.isdigit():
            raise self.unexpected()
        self.take()
        # The length is looked at first: Python refuses to read thousands of digits.
        if len(token.text) > _DIGITS_32 or int(token.text) > _LARGEST_32:
            raise fault(self.text, token.at, f"numeric value out of range: {token.text[:40]}")
        return int(token.text)

    def deeper(self) -> None:
        """Enter one level of nesting or raise."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise fault(self.text, self.token.at, "SOQL statement is nested too deeply")

    def back(self) -> None:
        """Leave one level of nesting."""
        self._depth -= 1


_LARGEST_32 = 2**31 - 1
_DIGITS_32 = 10
