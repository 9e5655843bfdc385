"""A mail server's answer, fit to be kept for years."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from salida.journal.secrets import refuse_secrets

_LINES = 20
_LENGTH = 500
_LEFT_OUT = "[…]"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server said: `250` and its lines (RFC 5321, 4.2)."""

    code: int
    lines: tuple[str, ...]

    @property
    def shown(self) -> tuple[str, ...]:
        """The lines as they came over the wire, code first."""
        return tuple(f"{self.code} {line}".rstrip() for line in self.lines) or (str(self.code),)


def reply(code: int, text: bytes, secrets: tuple[str, ...] = ()) -> Reply:
    """Return an answer without `secrets`, should the server have said them back to us.

    Whatever else looks like a secret is left out as well: the journal would refuse it, and
    then a message that is out would have no entry.
    """
    lines = text.decode("utf-8", "replace").splitlines()[:_LINES]
    return Reply(code, tuple(keepable(line, secrets) for line in lines))


def login_secrets(user: str, password: str) -> tuple[str, ...]:
    """Return every form in which a login puts the password on the wire (RFC 4616, LOGIN)."""
    plain = f"\0{user}\0{password}"
    return (password, *(base64.b64encode(each.encode()).decode() for each in (plain, password)))


def keepable(line: str, secrets: tuple[str, ...] = ()) -> str:
    """Return words from outside without secrets and control characters, at most 500 long."""
    for secret in secrets:
        line = line.replace(secret, _LEFT_OUT)
    line = "".join(each if each.isprintable() else "�" for each in line)[:_LENGTH]
    try:
        refuse_secrets(line)
    except ValueError:
        return _LEFT_OUT
    return line
