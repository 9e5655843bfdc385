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
    "’": "'",
    "‘": "'",
    "´": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "–": "-",
    "—": "-",
    "−": "-",
    "‑": "-",
    "\N{NO-BREAK SPACE}": " ",
}


def fold(text: str) -> str:
    """Return `text` in lower case without accents, of the same length."""
    return "".join(map(_folded, text))


def _folded(character: str) -> str:
    plain = _PLAIN.get(character)
    if plain is not None:
        return plain
    lower = unicodedata.normalize("NFD", character)[0].lower()
    return lower if len(lower) == 1 else character
