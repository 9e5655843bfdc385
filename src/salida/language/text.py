"""A sentence that is not yet in any language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from salida.language.catalogue import catalogue, current_language

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Text:
    """English words with named holes, and what fills them.

    `str()` gives the sentence in the language in force. Values that are `Text`
    themselves are translated as well.
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
        return template.format(**self.values) if self.values else template


def _(english: str, /, **values: Any) -> Text:
    """Mark `english` for translation. Holes are named: `{path}`, never `{}`."""
    return Text(english, values)


def counted(singular: str, plural: str, /, n: int, **values: Any) -> Text:
    """Mark a sentence about `n` things for translation; `{n}` is filled as well."""
    return Text(singular, {"n": n, **values}, plural)
