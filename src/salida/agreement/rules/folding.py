"""Text with case and accents taken away, so that rules are written once.

Folding keeps every character in its place: an offset in the folded text is the same offset
in the paper's own words, from which quotes are cut.
"""

from __future__ import annotations

import unicodedata

_PLAIN = {
    "º": "o",
    "°": "o",
    "ª": "a",
    "\u2019": "'",
    "\u2018": "'",
    "\u00b4": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "\u2013": "-",
    "\u2014": "-",
    "\u2212": "-",
    "\u2011": "-",
    "\N{NO-BREAK SPACE}": " ",
}


class _Folded(dict[int, str]):
    """A table for `str.translate` that learns each character when it first meets it."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = _PLAIN.get(character)
        if plain is None:
            lower = unicodedata.normalize("NFD", character)[0].lower()
            plain = lower if len(lower) == 1 else character
        self[code] = plain
        return plain


_FOLDED = _Folded()


def fold(text: str) -> str:
    """Return `text` in lower case without accents, of the same length."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)
