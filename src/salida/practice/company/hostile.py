"""Text that breaks careless readers, as users and integrations really leave it in orgs.

`docs/reference/practice-org.md` lists it and a test holds the list to this one.
"""

from __future__ import annotations

ANYWHERE: tuple[str, ...] = (
    # Words that readers of tables take for "no value", for a number, a truth or a date.
    "NA",
    "N/A",
    "#N/A",
    "null",
    "NULL",
    "None",
    "nil",
    "undefined",
    "NaN",
    "-",
    "true",
    "0012",
    "1e5",
    "1,234.56",
    "2024-02-30",
    # What a spreadsheet would run.
    "=cmd()",
    "=1+1",
    "+34 600",
    "-1",
    "@SUM(A1)",
    # Space at the ends, and nothing but space.
    " leading",
    "trailing ",
    "\ttabs\t",
    " ",
    # Line ends, of all three kinds, and alone.
    "line\nfeed",
    "carriage\rreturn",
    "both\r\nof them",
    "\n",
    # Quotes and delimiters.
    '"quoted"',
    '"',
    '""',
    "it's",
    "a,b;c|d^e`f\tg",
    "back\\slash\\n",
    # Control characters, NUL among them.
    "NUL \x00 inside",
    "\x01\x02\x1f\x7f",
    # Beyond ASCII: families of emoji, right to left, combining, invisible, astral.
    "👩‍👩‍👧 🇪🇸",
    "שלום עולם",
    "مرحبا",
    "e\u0301 combining",
    "zero\u200bwidth",
    "\ufeffBOM",
    "\u202edrawkcab",
    "\u2028separator",
    "\u3000wide",
    "İstanbul ıß ﬁ",
    "\U0001d49c\U0001d4c1",
    "日本語",
    # Markup and code.
    "<b>&amp;</b>",
    "{0} %s ${x}",
    "'; DROP TABLE x",
)
"""None is longer than 20 characters, so that they fit into nearly every text field."""

FILE_NAMES: tuple[str, ...] = (
    "../../etc/passwd",
    "CON",
    "a/b\\c:d*e?f",
    "tab\tand\nnewline",
    "Ñandú 👍 presupuesto",
    "e\u0301",
    "trailing dot.",
    "=cmd()",
    "x" * 200,
)
"""Titles of files that no file system takes as they are."""

LONGEST = 131_072
"""Characters in the longest text field that Salesforce offers."""


def sql_literal(text: str) -> str:
    """Return `text` as a SQL expression; the parser would end at a NUL."""
    parts = ["'" + part.replace("'", "''") + "'" for part in text.split("\x00")]
    return "(" + " || chr(0) || ".join(parts) + ")" if len(parts) > 1 else parts[0]


def sql_list(texts: tuple[str, ...] | list[str]) -> str:
    """Return `texts` as a SQL list."""
    return "[" + ", ".join(sql_literal(each) for each in texts) + "]"
