"""How one paper writes dates, numbers and dollars, and in which language.

A single 03/04/2026 has two readings; the paper around it often leaves one.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from salida.agreement.rules.amounts import decimal_marks_seen
from salida.agreement.rules.dates import Order, orders_seen
from salida.agreement.rules.folding import fold
from salida.agreement.rules.phrases import any_of

_ENOUGH = 3
_WORDS = {
    "en": frozenset(
        [
            "the",
            "of",
            "and",
            "to",
            "shall",
            "this",
            "that",
            "is",
            "by",
            "for",
            "with",
            "or",
            "any",
            "will",
            "not",
            "date",
            "order",
            "customer",
            "term",
            "start",
            "end",
            "number",
            "price",
            "quantity",
            "each",
            "from",
            "has",
            "form",
            "address",
        ]
    ),
    "es": frozenset(
        [
            "de",
            "la",
            "el",
            "los",
            "las",
            "y",
            "en",
            "del",
            "por",
            "para",
            "con",
            "se",
            "que",
            "una",
            "un",
            "al",
            "no",
            "o",
            "fecha",
            "cliente",
            "plazo",
            "inicio",
            "fin",
            "pedido",
            "precio",
            "cantidad",
            "contrato",
            "unitario",
            "numero",
            "direccion",
        ]
    ),
}
_DAY_FIRST_HINT = re.compile(r"\bdd\s?[-/.]\s?mm\s?[-/.]\s?(?:yy|aa)")
_MONTH_FIRST_HINT = re.compile(r"\bmm\s?[-/.]\s?dd\s?[-/.]\s?(?:yy|aa)")
_AMERICAN = re.compile(
    r"\b(?:united states|usa|u\.s\.a\.|delaware|california|new york|"
    r"texas|illinois|massachusetts|washington, d\.?c)"
)
_AMERICAN_POSTCODE = re.compile(r"\b[A-Z]{2},? \d{5}(?:-\d{4})?\b")
_ELSEWHERE = any_of(
    (
        r"\b(?:united kingdom|england|scotland|london|ireland|dublin|spain|"
        r"espana|madrid|barcelona|germany|munich|france|paris|netherlands|"
        r"amsterdam|belgium|italy|portugal|sweden|denmark|norway|finland|"
        r"austria|switzerland|poland|australia|sydney|new zealand|india|"
        r"singapore|south africa|brazil|mexico|vat)\b"
    ),
    r"[€£]|\beur\b|\bgbp\b",
)
_DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "ARS", "CLP", "COP", "UYU"})
_UNITED_STATES_DOLLARS = any_of(
    r"u\.?s\.?\s?\$|u\.?s\.? dollar|united states dollar",
    r"dolares (?:estadounid|american)",
)


@dataclass(frozen=True, slots=True)
class Conventions:
    """What holds for a whole paper; `None` where the paper leaves it open."""

    language: str | None
    date_order: Order | None
    decimal_mark: str | None
    dollar: str | None
    """The currency that a bare `$` stands for."""


def conventions_of(text: str) -> Conventions:
    """Return the conventions that `text`, a paper's whole text, keeps to."""
    folded = fold(text)
    language = language_of(folded)
    american = bool(_AMERICAN.search(folded) or _AMERICAN_POSTCODE.search(text))
    elsewhere = bool(_ELSEWHERE.search(folded))
    return Conventions(
        language,
        _date_order(text, folded, language, american=american, elsewhere=elsewhere),
        _decimal_mark(text, language),
        _dollar(text, folded, only_american=american and not elsewhere),
    )


def language_of(folded: str) -> str | None:
    """Return `en` or `es`, or `None` when the words are neither's."""
    words = Counter(re.findall(r"[a-z]+", folded))
    counts = {each: sum(words[word] for word in known) for each, known in _WORDS.items()}
    best = max(counts, key=lambda each: counts[each])
    rest = sum(counts.values()) - counts[best]
    return best if counts[best] >= _ENOUGH and counts[best] > 1.3 * rest else None


def _date_order(
    text: str, folded: str, language: str | None, *, american: bool, elsewhere: bool
) -> Order | None:
    seen = orders_seen(text)
    if _DAY_FIRST_HINT.search(folded):
        seen.add(Order.DAY_FIRST)
    if _MONTH_FIRST_HINT.search(folded):
        seen.add(Order.MONTH_FIRST)
    if seen:
        return seen.pop() if len(seen) == 1 else None
    if language == "es" and not american:
        return Order.DAY_FIRST
    if language != "en" or american == elsewhere:
        return None
    return Order.MONTH_FIRST if american else Order.DAY_FIRST


def _decimal_mark(text: str, language: str | None) -> str | None:
    seen = decimal_marks_seen(text)
    if seen:
        return seen.pop() if len(seen) == 1 else None
    return {"en": ".", "es": ","}.get(language or "")


def _dollar(text: str, folded: str, *, only_american: bool) -> str | None:
    codes: list[str] = re.findall(r"\b[A-Z]{3}\b", text)
    named = {each for each in codes if each in _DOLLARS}
    if _UNITED_STATES_DOLLARS.search(folded):
        named.add("USD")
    if len(named) == 1:
        return named.pop()
    return "USD" if only_american and not named else None
