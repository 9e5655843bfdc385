"""Labels: whether a cell begins with the words that stand before a value.

A label is matched whole, after folding: "Quote expiration date" is not "Expiration date".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from salida.agreement.rules.folding import fold
from salida.agreement.rules.phrases import phrases
from salida.agreement.rules.vocabulary import LABELS, NEW, OLD, OTHERS

_WHICH = "|".join([*OLD, *NEW])
_TAIL = r"\s*(?:\([^()]{1,40}\)|\[[^\]]{1,30}\])?\s*"
_TYPED = frozenset(
    [
        "number",
        "contract_number",
        "org_id",
        "start_date",
        "end_date",
        "paper_date",
        "term",
        "effective",
        "notice_days",
        "renewal_term_months",
        "uplift_percent",
        "data_return_days",
        "customer_tax_id",
        "quantity",
        "unit_price",
        "list_price",
    ]
)
"""Terms whose value is told from a label even without a colon: it holds digits."""

_END = r":|…|\.{3,}|-(?=\s)|$"
_END_OR_DIGITS = rf"{_END}|(?<=\s)(?=\S{{0,6}}\d)|(?<=#)(?=\S)"
_PATTERNS = {
    name: re.compile(
        rf"\W{{0,3}}(?:(?P<before>{_WHICH})\s)?(?P<label>{phrases(written)})(?:\s(?P<after>{_WHICH}))?"
        rf"(?P<tail>{_TAIL})(?P<end>{_END_OR_DIGITS if name in _TYPED else _END})"
    )
    for name, written in LABELS.items()
}
_OTHER = re.compile(rf"\W{{0,3}}(?:{phrases(OTHERS)})\??{_TAIL}(?:[:.…]+|$)")
_NUMBERED = re.compile(r"^(?:\(?[a-z0-9]{1,2}[.)]\)?(?:\d{1,2}[.)]?)*\s+)")


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a cell."""

    term: str
    """The term's name; `term` for a range of dates; empty for a label of something else."""

    rest: int
    """Where in the cell the value begins; the cell's length when the cell holds the label alone."""

    tail: str = ""
    """What stands in parentheses after the words: `(EUR / month)`."""

    words: str = ""
    """The label's own words, folded."""

    which: str = ""
    """`old` or `new` where the label says so, as amendments do."""

    closed: bool = True
    """Whether a colon or the cell's end closes it, and not only the value's first digit."""


@lru_cache(maxsize=1 << 16)
def label_in(text: str) -> tuple[Label, ...]:
    """Return the labels that a cell begins with; several terms may share the words."""
    folded = fold(text)
    numbered = _NUMBERED.match(folded)
    skipped = numbered.end() if numbered else 0
    body = folded[skipped:]
    if _OTHER.match(body):
        return (Label("", len(text)),)
    found = []
    for name, pattern in _PATTERNS.items():
        match = pattern.match(body)
        if match:
            which = match["before"] or match["after"] or ""
            found.append(
                Label(
                    name,
                    skipped + match.end(),
                    match["tail"].strip(),
                    match["label"],
                    "old" if which in OLD else "new" if which else "",
                    bool(match["end"]) or skipped + match.end() == len(text),
                )
            )
    return tuple(found)
