"""Text from an org, made safe to show.

A record may hold anything: an escape sequence that rewrites the terminal, a
right-to-left override that makes `gpj.exe` look like `exe.jpg`, a line break that
breaks a table. Shown as symbols, none of them acts, and all can be seen.
"""

from __future__ import annotations

_NAMED = {"\n": "⏎", "\t": "→", "\r": "␍", "\x7f": "␡"}
_CONTROLS = {code: chr(0x2400 + code) for code in range(0x20)}
# C1 controls, and Unicode's embeddings, overrides and isolates (UAX #9).
_HIDDEN = [*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F]
_TABLE = {
    **_CONTROLS,
    **dict.fromkeys(_HIDDEN, "�"),
    **{ord(character): symbol for character, symbol in _NAMED.items()},
}


def visible(text: str) -> str:
    """Return `text` on one line, with every control character as a symbol."""
    return text.translate(_TABLE)
