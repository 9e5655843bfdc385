r"""What the escapes in a SOQL string mean.

Source: SOQL and SOSL Reference, "Quoted String Escape Sequences": `\n \r \t \b \f \" \' \\`,
`\uXXXX`, and in LIKE `\_` and `\%` for the characters themselves.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from salida.soql.faults import fault

if TYPE_CHECKING:
    from salida.soql.syntax import String

_ESCAPE = re.compile(r"\\(?:[uU]([0-9A-Fa-f]{4})|(.))", re.DOTALL)
_SIMPLE = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"} | {c: c for c in "\"'\\_%"}
_SIMPLE |= {letter.upper(): char for letter, char in _SIMPLE.items() if letter.isalpha()}

LIKE_ESCAPE = "\\"


def value_of(string: String, text: str) -> str:
    """Return the characters that `string` of the query `text` stands for.

    Raises:
        SoqlError: for an escape that SOQL does not know.
    """
    return _decode(string, text, keep_wildcards=False)


def pattern_of(string: String, text: str) -> str:
    r"""Return `string` as a LIKE pattern whose literal `%`, `_` and `\` are escaped with `\`.

    Raises:
        SoqlError: for an escape that SOQL does not know.
    """
    return _decode(string, text, keep_wildcards=True)


def _decode(string: String, text: str, *, keep_wildcards: bool) -> str:
    def replace(match: re.Match[str]) -> str:
        if match[1]:
            return chr(int(match[1], 16))
        char = _SIMPLE.get(match[2])
        if char is None:
            raise fault(
                text,
                string.at,
                f"Invalid string literal '{string.raw}'. Illegal character sequence "
                f"'\\{match[2]}' in string literal.",
            )
        return LIKE_ESCAPE + char if keep_wildcards and char in "_%\\" else char

    decoded = _ESCAPE.sub(replace, string.raw)
    # Two \uXXXX may be the halves of one character; a half alone is no character at all.
    return decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
