"""Sentences that state a term: "begins on … and ends on …", "desde el … hasta el …"."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from salida.agreement.rules.dates import DateFound, find_dates
from salida.agreement.rules.doubts import ambiguous_date
from salida.agreement.rules.found import Found
from salida.agreement.rules.numerals import durations
from salida.agreement.rules.phrases import any_of
from salida.language import _
from salida.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.agreement.rules.conventions import Conventions
    from salida.agreement.rules.sheet import Sentence

_TERM = any_of(
    r"\bterm\b|subscription|\bperiod\b|services? (?:begin|start|end)|contract",
    r"order form|agreement|\bplazo|\bvigencia|\bperiodo|duracion|suscripci|contrato",
    r"pedido|licencias|servicios? (?:se|comen)",
)
_NOT_TERM = any_of(
    r"\boffer\b|\bquote (?:is valid|expires)|valid (?:until|through)|promotion",
    r"invoice|payment|price hold|trial|oferta|valid[ao] hasta|promocion|factur|pago",
    r"prueba|amended and restated|last updated",
)
_START = re.compile(
    r"(?:from|start(?:s|ing)?|begin(?:s|ning)?|commenc(?:es|ing|ement)|"
    r"effective|desde|inici\w*|comenzar\w*|comienza|empieza|a partir|"
    r"entra\w* en vigor|del|surte\w* efectos)(?:\W+(?:on|el|de|del|dia|"
    r"date|and including|as of|shall|will|be|the|is|es|sera))*\W*$"
)
_END = re.compile(
    r"(?:to|through|until|till|ends?|ending|expir(?:es?|ing|y)|terminat(?:es?|"
    r"ing)|end date|hasta|al|finaliza(?:ra|ndo|cion)?|vence(?:ra)?|termina(?:ra|"
    r"ndo)?|expira(?:ra|ndo)?|concluye|concluira|extingu\w+)(?:\W+(?:on|"
    r"el|de|del|dia|date|and including|inclusive|shall|will|be|the|is|"
    r"es|sera|su|at|the end of))*\W*$|-\s*$"
)
_RENEWS_ON = re.compile(
    r"\b(?:renew|renov|prorrog|extended|extension)\w*\b[^.;]{0,70}?(?:on|"
    r"starting|beginning|from|effective|el|desde|dia|a partir del?)\W*$"
)


_START_AND_END = 2


def stated_term(sentence: Sentence, conventions: Conventions) -> Iterator[Found]:
    """Yield the start and the end of a term that the sentence states."""
    text = sentence.folded
    if not _TERM.search(text) or _NOT_TERM.search(text):
        return
    dates = find_dates(sentence.text, conventions.date_order)
    renews = [each for each in dates if _RENEWS_ON.search(text[: each.start])]
    # From a renewal on, dates are those of the next term.
    stated = [each for each in dates if not renews or each.start < renews[0].start]
    starts = [each for each in stated if _START.search(text[: each.start])]
    ends = [each for each in stated if _END.search(text[: each.start]) and each not in starts]
    for name, found in (("start_date", starts), ("end_date", ends)):
        for each in found:
            yield _found(
                name, each, sentence, sure=len(found) == 1 and len(stated) <= _START_AND_END
            )
    if starts and not ends:
        yield from _computed(sentence, starts[0])
    if renews and not ends:
        yield _day_before(sentence, renews[0])


def _found(name: str, each: DateFound, sentence: Sentence, *, sure: bool) -> Found:
    found = Found(name, each.value, sure, sentence.page, sentence.text)
    if each.other is None:
        return found
    return found.unsure(
        ambiguous_date(sentence.text[each.start : each.end], each.value, each.other)
    )


def _computed(sentence: Sentence, start: DateFound) -> Iterator[Found]:
    """Yield the end that a start and a length make, though nobody wrote it down."""
    months = [each.months for each in durations(sentence.text) if each.months]
    if len(months) == 1 and months[0]:
        end = end_after(start.value, months[0])
        found = Found("end_date", end, False, sentence.page, sentence.text)
        yield found.unsure(end_computed(end))


def end_after(start: date, months: int) -> date:
    """Return the last day of a term of whole months that begins on `start`."""
    total = start.month - 1 + months
    year, month = start.year + total // 12, total % 12 + 1
    last = calendar.monthrange(year, month)[1]
    if start.day > last:
        return date(year, month, last)
    return date(year, month, start.day) - timedelta(days=1)


def end_computed(end: date) -> Finding:
    """Return what is said of an end that no paper prints."""
    return Finding(
        "end_computed",
        _("The paper states a start and a length; the end {end} is computed from them", end=end),
        hint=_("Look for the end in the order form or in Your Account, and confirm it"),
    )


def _day_before(sentence: Sentence, renewal: DateFound) -> Found:
    end = renewal.value - timedelta(days=1)
    finding = Finding(
        "end_before_renewal",
        _("The paper says when it renews; the end {end} is the day before", end=end),
        hint=_("Look for the end in the order form or in Your Account, and confirm it"),
    )
    return Found("end_date", end, False, sentence.page, sentence.text).unsure(finding)
