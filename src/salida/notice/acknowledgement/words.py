"""The words of a message, apart from what it quotes and fit to be shown."""

from __future__ import annotations

import re

MAX_CHARACTERS = 200_000
"""More is no answer to a notice."""

_QUOTE_BEGINS = re.compile(
    r"""^[^\S\n]*(?:
        on\ .{5,200}\ wrote:                                  # Gmail, Apple Mail
      | el\ .{5,200}\ escribi[óo]:
      | -{2,}\s*(?:original\ message|mensaje\ original|forwarded\ message|mensaje\ reenviado)
      | _{20,}\s*$                                            # Outlook's rule
      | (?:from|de):\ .{1,300}\n{1,3}[^\S\n]*(?:sent|date|to|enviado|fecha|para)(?:\ el)?:\ # Outlook
    )""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_MARKED = re.compile(r"^[^\S\n]*>.*$\n?", re.MULTILINE)


def clean(text: str) -> str:
    """Return words from outside without whatever cannot be shown, halves of characters too."""
    return "".join(
        each if each.isprintable() or each in "\n\t" else " "
        for each in text.replace("\r\n", "\n").replace("\r", "\n")[:MAX_CHARACTERS]
    )


def one_line(text: str) -> str:
    """Return the words of a header: cleaned, on one line, at most 1,000 characters."""
    return " ".join(clean(text).split())[:1000]


def apart(text: str) -> tuple[str, str]:
    """Return the sender's own words, and what they quote.

    A reply carries our notice below it, and our notice speaks of non-renewal too; whoever
    mixed the two up would take any reply for a confirmation.
    """
    begins = _QUOTE_BEGINS.search(text)
    own, below = (text, "") if begins is None else (text[: begins.start()], text[begins.start() :])
    marked = "".join(_MARKED.findall(own))
    return _MARKED.sub("", own).strip(), f"{marked}{below}".strip()
