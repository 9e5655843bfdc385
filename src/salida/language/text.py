"""A sentence that is not yet in any language."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from string import Formatter
from typing import TYPE_CHECKING, Any

from salida.language.catalogue import catalogue, current_language
from salida.language.formats import show_date, show_datetime, show_decimal

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Text:
    """English words with named holes, and what fills them.

    `str()` gives the sentence in the language in force. Values that are `Text`
    themselves are translated as well; dates and decimals are written as the reader's
    country writes them.
    """

    english: str
    values: Mapping[str, Any] = field(default_factory=dict)
    english_plural: str | None = None
    """The words for every number but one; then `values["n"]` is the number."""

    def __str__(self) -> str:
        if not self.english:
            # gettext keeps the catalogue's own header under the empty text.
            return ""
        words = catalogue(current_language())
        if self.english_plural is None:
            template = words.gettext(self.english)
        else:
            template = words.ngettext(self.english, self.english_plural, self.values["n"])
        return _FILLER.vformat(template, (), self.values) if self.values else template


class _Filler(Formatter):
    """Fills holes; a value without a format of its own is shown as the language shows it."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if not format_spec:
            match value:
                case datetime() if value.tzinfo is not None:
                    return show_datetime(value)
                case date() if not isinstance(value, datetime):
                    return show_date(value)
                case Decimal() if value.is_finite():
                    return show_decimal(value)
        return str(super().format_field(value, format_spec))


_FILLER = _Filler()


def _(english: str, /, **values: Any) -> Text:
    """Mark `english` for translation. Holes are named: `{path}`, never `{}`."""
    return Text(english, values)


def counted(singular: str, plural: str, /, n: int, **values: Any) -> Text:
    """Mark a sentence about `n` things for translation; `{n}` is filled as well."""
    return Text(singular, {"n": n, **values}, plural)
