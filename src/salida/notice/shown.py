"""Days, numbers and lists inside a sentence, as the language of the sentence writes them.

A `Text` becomes words only where it is shown, so what fills its holes must wait as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from salida.language import Text, current_language

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from salida.model.money import Money


@dataclass(frozen=True, slots=True)
class Day:
    """A day with its month in words, so that nobody swaps day and month."""

    day: date

    def __str__(self) -> str:
        return format_date(self.day, "long", locale=current_language())


@dataclass(frozen=True, slots=True)
class Number:
    """A number with every digit that it has, and none that it has not."""

    number: Decimal | int

    def __str__(self) -> str:
        return format_decimal(self.number, locale=current_language(), decimal_quantization=False)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money to its currency's smallest unit."""

    money: Money

    def __str__(self) -> str:
        return format_currency(self.money.amount, self.money.currency, locale=current_language())


@dataclass(frozen=True, slots=True)
class Several:
    """Things in one sentence: `A, B and C`."""

    things: tuple[Text | str, ...]

    def __str__(self) -> str:
        return format_list([str(each) for each in self.things], locale=current_language())


def alone(value: Day | Number | Amount | Several) -> Text:
    """Return a value that stands without a sentence around it; nothing in it is translated."""
    return Text("{value}", {"value": value})


def one_line(words: str) -> str:
    """Return the words with every run of spaces and line ends as one space.

    For titles: a title becomes the subject of an e-mail, where a line end could forge headers.
    """
    return " ".join(words.split())
