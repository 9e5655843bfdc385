"""Small pieces that every date of the clock is explained with."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from salida.agreement.values import show_value
from salida.model.keydate import Input, KeyDate, KeyDateKind
from salida.model.provenance import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from salida.agreement.periods import Period
    from salida.agreement.sources import Rule
    from salida.language import Text
    from salida.model.term import Term

_WEAKEST_FIRST = (
    Confidence.UNVERIFIED,
    Confidence.LOW,
    Confidence.HIGH,
    Confidence.CONFIRMED,
)


def cite(term: Term[Any]) -> Input:
    """Return a term as an input that a date or an amount can cite."""
    return Input(term.name, show_value(term.value), term.provenance)


def weakest(inputs: Iterable[Input]) -> Confidence:
    """Return the confidence of the input we are least sure of."""
    return min((each.provenance.confidence for each in inputs), key=_WEAKEST_FIRST.index)


def days_of(term: Term[int] | None, rule: Rule) -> tuple[int, Input]:
    """Return the agreement's number of days, or the rule's where the papers are silent."""
    return (rule.days, rule.input()) if term is None else (term.value, cite(term))


def days_before(day: date, count: int) -> date:
    """Return the day `count` days before `day`."""
    return day - timedelta(days=count)


def dated(
    period: Period,
    code: str,
    day: date,
    title: Text,
    *,
    formula: Text,
    inputs: tuple[Input, ...],
    kind: KeyDateKind = KeyDateKind.EVENT,
    if_missed: Text | None = None,
) -> KeyDate:
    """Return a date of `period`, as sure as the least sure of its inputs."""
    return KeyDate(
        code=code,
        day=day,
        kind=kind,
        title=title,
        formula=formula,
        inputs=inputs,
        confidence=weakest(inputs),
        order=period.label,
        if_missed=if_missed,
    )
