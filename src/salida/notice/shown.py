"""Long dates and lists inside a sentence, as the language of the sentence writes them.

A `Text` becomes words only where it is shown, so what fills its holes must wait as well.
Short dates, decimals and money need nothing: a `Text` writes those itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.lists import format_list

from salida.language import Text, current_language, show_date

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from salida.model.money import Money


@dataclass(frozen=True, slots=True)
class Day:
    """A day as a letter writes it, with the whole name of its month."""

    day: date

    def __str__(self) -> str:
        return show_date(self.day, long=True)


@dataclass(frozen=True, slots=True)
class Several:
    """Things in one sentence: `A, B and C`."""

    things: tuple[Text | str, ...]

    def __str__(self) -> str:
        return format_list([str(each) for each in self.things], locale=current_language())


def alone(value: Day | Several | Decimal | Money) -> Text:
    """Return a value that stands without a sentence around it; nothing in it is translated."""
    return Text("{value}", {"value": value})


def one_line(words: str) -> str:
    """Return the words with every run of spaces and line ends as one space.

    For titles: a title becomes the subject of an e-mail, where a line end could forge headers.
    """
    return " ".join(words.split())
