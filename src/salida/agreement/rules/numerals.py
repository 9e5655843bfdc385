"""Numbers in words and durations: "thirty (30) days", "dos meses", "a 12-month term"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from salida.agreement.rules.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENGLISH = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_SPANISH = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciseis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidos",
    "veintitres",
    "veinticuatro",
    "veinticinco",
    "veintiseis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
]
_TENS = {
    **{
        word: 10 * n
        for n, word in enumerate(
            ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
        )
    },
    **{
        word: 10 * n
        for n, word in enumerate(
            ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"], 3
        )
    },
    "cien": 100,
    "ciento": 100,
    "doscientos": 200,
    "trescientos": 300,
}
_WORDS = {
    **{word: n for n, word in enumerate(_ENGLISH)},
    **{word: n for n, word in enumerate(_SPANISH)},
    **_TENS,
    "un": 1,
    "una": 1,
    "veintiun": 21,
}
_THOUSANDS = frozenset({"thousand", "mil"})
_TIMES = {"hundred": 100, "thousand": 1000, "mil": 1000}

_WORD = "|".join(sorted([*_WORDS, *_TIMES], key=len, reverse=True))
IN_WORDS = rf"\b(?:una?\b|(?!una?\b)(?:{_WORD})(?:(?:[ -]|\s+(?:and|y)\s+)(?:{_WORD}))*)\b"
"""A number in words, in folded text; "un cinco por ciento" is five, its "un" an article."""


def from_words(words: str) -> int | None:
    """Return the number that folded words say, or `None`."""
    total, group = 0, 0
    for word in re.split(r"[\s-]+", words.strip()):
        if word in {"and", "y"}:
            continue
        if word in _TIMES:
            group = max(group, 1) * _TIMES[word]
            if word in _THOUSANDS:
                total, group = total + group, 0
        elif word in _WORDS:
            group += _WORDS[word]
        else:
            return None
    return total + group


class Unit(Enum):
    """What a duration is counted in."""

    DAY = "day"
    WORKING_DAY = "working day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Duration:
    """A number of days, weeks, months or years, and where the text says so."""

    count: int
    unit: Unit
    agrees: bool
    """False when words and digits differ, as in "thirty (60) days"."""

    start: int
    end: int

    @property
    def months(self) -> int | None:
        """The duration in whole months, or `None` for days and weeks."""
        return {Unit.MONTH: self.count, Unit.YEAR: 12 * self.count}.get(self.unit)


_NUMBER = rf"(?P<words>{IN_WORDS})?\s*\(?\s*(?P<digits>\b\d{{1,3}}\b)?\s*\)?(?:\s*\((?P<after>{IN_WORDS})\))?"
_UNIT = (
    r"(?P<working>(?:business|working)[ -])?(?:calendar[ -])?(?:full[ -])?(?:consecutive[ -])?"
    r"(?P<unit>days?|dias?|weeks?|semanas?|months?|mes(?:es)?|years?|anos?|anualidad(?:es)?)\b"
    r"(?P<working_es>\s+(?:habiles|laborables))?"
)
_DURATION = re.compile(rf"{_NUMBER}[\s-]*{_UNIT}")
_UNITS = {
    "d": Unit.DAY,
    "w": Unit.WEEK,
    "s": Unit.WEEK,
    "m": Unit.MONTH,
    "y": Unit.YEAR,
    "a": Unit.YEAR,
}


def durations(text: str) -> Iterator[Duration]:
    """Yield every duration of `text`, in order."""
    for match in _DURATION.finditer(fold(text)):
        words = from_words(match["words"]) if match["words"] else None
        after = from_words(match["after"]) if match["after"] else None
        digits = int(match["digits"]) if match["digits"] else None
        said = [each for each in (digits, words, after) if each is not None]
        if not said:
            continue
        working = match["working"] or match["working_es"]
        unit = Unit.WORKING_DAY if working else _UNITS[match["unit"][0]]
        start = match.end() - len(match.group().lstrip())
        yield Duration(said[0], unit, len(set(said)) == 1, start, match.end())


_PERCENT = re.compile(
    rf"(?:(?P<digits>\d{{1,3}}(?:[.,]\d+)?)\s*(?:%|per\s?cent\b|por\s+cien(?:to)?\b)"
    rf"|(?P<words>{IN_WORDS})\s+(?:per\s?cent\b|por\s+cien(?:to)?\b))"
)


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage and where the text says so."""

    value: Decimal
    start: int
    end: int


def percents(text: str) -> Iterator[Percent]:
    """Yield every percentage of `text`, in order."""
    for match in _PERCENT.finditer(fold(text)):
        if match["digits"]:
            value = Decimal(match["digits"].replace(",", "."))
        else:
            spoken = from_words(match["words"])
            if spoken is None:
                continue
            value = Decimal(spoken)
        yield Percent(value, match.start(), match.end())
