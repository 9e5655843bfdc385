"""The end of a term and the two clocks that run after it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from salida.agreement.explain import cite, dated, days_before, days_of
from salida.agreement.sources import COURTESY, DATA_RETURN, REHEARSAL
from salida.language import _
from salida.model.keydate import Input, KeyDate, KeyDateKind

if TYPE_CHECKING:
    from salida.agreement.periods import Period


def term_dates(period: Period) -> list[KeyDate]:
    """Return the dates that hang on the end of the term, whatever the kind of renewal."""
    known = (cite(period.end),)
    return [
        *_start(period),
        _rehearsal(period, known),
        _term_end(period, known),
        dated(
            period,
            "org_locks",
            period.end.value + timedelta(days=1),
            _("The org locks: nobody can log in"),
            formula=_("{end} + 1 day", end=period.end.value),
            inputs=known,
        ),
        _data_return(period, known),
        dated(
            period,
            "courtesy_ends",
            period.end.value + timedelta(days=COURTESY.days),
            _("Salesforce deletes the data of the locked org"),
            formula=_("{end} + {days} days", end=period.end.value, days=COURTESY.days),
            inputs=(*known, COURTESY.input()),
        ),
    ]


def _start(period: Period) -> list[KeyDate]:
    if period.start is None:
        return []
    return [
        dated(
            period,
            "term_start",
            period.start.value,
            _("The term starts"),
            formula=_("{day}, as the order form states it", day=period.start.value),
            inputs=(cite(period.start),),
        )
    ]


def _rehearsal(period: Period, known: tuple[Input, ...]) -> KeyDate:
    return dated(
        period,
        "backup_rehearsal",
        days_before(period.end.value, REHEARSAL.days),
        _("Rehearse the whole backup by this day"),
        formula=_("{end} - {days} days", end=period.end.value, days=REHEARSAL.days),
        inputs=(*known, REHEARSAL.input()),
        kind=KeyDateKind.RECOMMENDED,
        if_missed=_(
            "A failed Data Export may not be repeatable before the org locks. "
            "Back up over the API, which has no such schedule."
        ),
    )


def _term_end(period: Period, known: tuple[Input, ...]) -> KeyDate:
    day = period.end.value
    stated = _("{day}, as the order form states it", day=day)
    inputs = known if period.renewal_type is None else (*known, cite(period.renewal_type))
    if period.renews_by_itself:
        return dated(period, "term_end", day, _("The term ends"), formula=stated, inputs=inputs)
    # The risk turned round: nothing renews, so nobody warns before the lock.
    return dated(
        period,
        "term_end",
        day,
        _("The org stops at the end of this day unless a new order is signed"),
        formula=stated,
        inputs=inputs,
        kind=KeyDateKind.DEADLINE,
        if_missed=_("The org is locked. Ask for the data within the return period."),
    )


def _data_return(period: Period, known: tuple[Input, ...]) -> KeyDate:
    days, days_input = days_of(period.data_return_days, DATA_RETURN)
    return dated(
        period,
        "data_return_ends",
        period.end.value + timedelta(days=days),
        _("Last day to ask Salesforce for the data"),
        formula=_("{end} + {days} days", end=period.end.value, days=days),
        inputs=(*known, days_input),
        kind=KeyDateKind.DEADLINE,
        if_missed=_(
            "The contractual right to the data has ended; until day 120 Salesforce may "
            "still restore the org as a courtesy, so ask at once."
        ),
    )
