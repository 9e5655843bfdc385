"""Days that an answer names, in the usual English and Spanish forms."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_ENGLISH = "january february march april may june july august september october november december"
_SPANISH = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
)
_MONTHS = {
    **{name: index for index, name in enumerate(_ENGLISH.split(), 1)},
    **{name: index for index, name in enumerate(_SPANISH.split(), 1)},
    **{name[:3]: index for index, name in enumerate(_ENGLISH.split(), 1)},
    **{name[:3]: index for index, name in enumerate(_SPANISH.split(), 1)},
    "sept": 9,
    "setiembre": 9,
}
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_FORMS = re.compile(
    rf"""
      \b(?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b
    | \b(?P<day>\d{{1,2}})(?:st|nd|rd|th|º)?[\s\-.]+(?:of\s+|de\s+)?(?P<month>{_NAME})\b\.?
        [\s,\-]*(?:del?\s+(?:ano\s+)?)?(?P<year>(?:19|20)\d\d)\b
    | \b(?P<month2>{_NAME})\b\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>(?:19|20)\d\d)\b
    | \b(?P<a>\d{{1,2}})[/.\-](?P<b>\d{{1,2}})[/.\-](?P<year3>(?:20)?\d\d)\b
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day as it was written, and every day that can be meant: `03/04/2026` is two."""

    quote: str
    days: tuple[date, ...]


def named_days(text: str) -> tuple[NamedDay, ...]:
    """Return the days that `text` names, in their order; what is no day is passed over."""
    folded = _folded(text)
    found: list[NamedDay] = []
    for hit in _FORMS.finditer(folded):
        days = tuple(dict.fromkeys(day for day in _readings(hit) if day is not None))
        if days:
            # Folding keeps every position, so the quote is the text's own.
            found.append(NamedDay(text[hit.start() : hit.end()], days))
    return tuple(found)


def _readings(hit: re.Match[str]) -> tuple[date | None, ...]:
    if hit["iso"]:
        year, month, day = hit["iso"].split("-")
        return (_day(year, month, day),)
    if hit["month"]:
        return (_day(hit["year"], str(_MONTHS[hit["month"]]), hit["day"]),)
    if hit["month2"]:
        return (_day(hit["year2"], str(_MONTHS[hit["month2"]]), hit["day2"]),)
    year = hit["year3"] if len(hit["year3"]) > 2 else f"20{hit['year3']}"  # noqa: PLR2004 - two digits
    return _day(year, hit["b"], hit["a"]), _day(year, hit["a"], hit["b"])


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _folded(text: str) -> str:
    """Return `text` in lower case without accents, character for character."""
    return "".join((unicodedata.normalize("NFD", each)[0].lower() or each)[:1] for each in text)
