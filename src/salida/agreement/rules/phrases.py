"""A notation for words that vary, so that a vocabulary can be read and added to.

`[order [form]] start date` stands for "start date", "order start date" and "order form start
date"; `(start|begin) date` for two. Text is folded first (`fold`), so that one spelling does.
"""

from __future__ import annotations

import re

# White space between words; none where a mark stands between them, or at the beginning.
_BETWEEN = r"(?:\s+|(?<![a-z0-9]))"
_SIGNS = {"[": "(?:(?:", "]": "))?", "(": "(?:", ")": ")", "|": "|", " ": _BETWEEN}


def phrase(written: str) -> str:
    """Return the regular expression of a phrase."""
    return re.sub(r" \[|.", _translated, written)


def phrases(written: tuple[str, ...]) -> str:
    """Return the regular expression of any one of the phrases."""
    return "|".join(map(phrase, written))


def any_of(*expressions: str) -> re.Pattern[str]:
    """Compile regular expressions of which any one may match."""
    return re.compile("|".join(expressions))


def _translated(match: re.Match[str]) -> str:
    sign = match.group()
    if sign == " [":
        return f"(?:{_BETWEEN}(?:"
    return _SIGNS.get(sign) or re.escape(sign)
