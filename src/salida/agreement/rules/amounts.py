"""Numbers and prices as papers print them: 1.234,56 €, US$ 1,234.56, 1 234,56 EUR."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import is_currency

from salida.agreement.rules.folding import fold
from salida.model.agreement import PricePeriod

_GROUP = 3
_SPACES = r" \u00a0\u2009\u202f"
NUMBER = rf"(?<![\w.,])[-\u2212]?\d{{1,3}}(?:(?P<mark>[.,'\u2019{_SPACES}])\d{{3}})(?:(?P=mark)\d{{3}})*(?:[.,]\d{{1,4}})?(?![\d])|(?<![\w.,])[-\u2212]?\d+(?:[.,]\d+)?(?!\d)"
_NUMBER = re.compile(NUMBER)
_SYMBOLS = {
    "€": "EUR", "£": "GBP", "¥": "JPY", "us$": "USD", "u.s.$": "USD", "usd$": "USD",
    "euros": "EUR", "euro": "EUR", "a$": "AUD", "c$": "CAD", "mx$": "MXN",
}  # fmt: skip
_SYMBOL = re.compile(r"us\s?\$|u\.s\.\s?\$|usd\s?\$|mx\s?\$|a\$|c\$|[€£¥$]|\beuros?\b")
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_NAMES = (
    (re.compile((r"\b(?:u\.?s\.? dollars?|united states dollars?|dolares (?:estadounidenses|" r"americanos|de los estados unidos))")), "USD"),
    (re.compile(r"\b(?:pounds? sterling|british pounds?|libras esterlinas)"), "GBP"),
    (re.compile(r"\b(?:pesos mexicanos|mexican pesos?)"), "MXN"),
    (re.compile(r"\beuros?\b"), "EUR"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NumberFound:
    """A number; `sure` is false when its mark may group or divide."""

    value: Decimal
    sure: bool
    start: int
    end: int


def find_numbers(text: str, decimal_mark: str | None) -> list[NumberFound]:
    """Return the numbers of `text`; `decimal_mark` is the paper's, or `None` when unknown."""
    return [
        NumberFound(*_value(match.group(), decimal_mark), match.start(), match.end())
        for match in _NUMBER.finditer(text)
    ]


def decimal_marks_seen(text: str) -> set[str]:
    """Return the decimal marks that the prices of `text` can only be written with."""
    seen = set()
    for match in re.finditer(
        r"(?<![\d.,])\d{1,3}(?:([.,' ])\d{3})*([.,])(\d{2})(?![\d.,/-]?\d)", text
    ):
        if match[1] != match[2]:
            seen.add(match[2])
    return seen


def _value(written: str, decimal_mark: str | None) -> tuple[Decimal, bool]:
    digits = re.sub(rf"['\u2019{_SPACES}]", "", written.replace("\u2212", "-"))
    marks = re.findall(r"[.,]", digits)
    if not marks:
        return Decimal(digits), True
    last = marks[-1]
    after = len(digits) - digits.rindex(last) - 1
    if len(set(marks)) > 1:
        other = marks[0]
        return Decimal(digits.replace(other, "").replace(last, ".")), True
    if len(marks) > 1:
        return Decimal(digits.replace(last, "")), True
    if after != _GROUP or digits.lstrip("-").startswith("0"):
        return Decimal(digits.replace(last, ".")), True
    # One mark and three digits: it groups, unless it is what this paper divides with.
    if decimal_mark == last:
        return Decimal(digits.replace(last, ".")), False
    return Decimal(digits.replace(last, "")), decimal_mark is not None


def currency_in(text: str, dollar: str | None = None) -> tuple[str, bool] | None:
    """Return the ISO 4217 code that `text` names and whether that is sure.

    A bare `$` is the dollar that the paper names elsewhere, else USD and not sure.
    """
    for match in _CODE.finditer(text):
        if is_currency(match.group()):
            return match.group(), True
    folded = fold(text)
    for pattern, code in _NAMES:
        if pattern.search(folded):
            return code, True
    symbol = _SYMBOL.search(folded)
    if symbol is None:
        return None
    sign = re.sub(r"\s", "", symbol.group())
    if sign == "$":
        return dollar or "USD", dollar is not None
    return _SYMBOLS[sign], True


def unknown_code_in(text: str) -> str | None:
    """Return three capitals beside a number that are no currency, as in `XYZ 100`."""
    match = re.search(r"\b([A-Z]{3})\s*\d|\d\s*([A-Z]{3})\b", text)
    code = match and (match[1] or match[2])
    return code if code and not is_currency(code) else None


_PERIODS = (
    (re.compile(r"\b(?:month(?:ly)?|mo|mes(?:es)?|mensual(?:es|mente)?)\b|p\.m\.|/m\b"), PricePeriod.MONTH),
    (re.compile(r"\b(?:annual(?:ly)?|year(?:ly)?|annum|yr|ano|anual(?:es|mente)?)\b|" r"p\.a\."), PricePeriod.YEAR),
    (re.compile(r"\b(?:one[- ]time|(?:whole|entire|full) term|per term|pago unico|" r"por todo el plazo|plazo completo)\b"), PricePeriod.TERM),
)  # fmt: skip


def period_in(text: str) -> PricePeriod | None:
    """Return what a price pays for, when `text` names exactly one period."""
    folded = fold(text)
    named = [period for pattern, period in _PERIODS if pattern.search(folded)]
    return named[0] if len(named) == 1 else None
