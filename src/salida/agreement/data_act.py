"""The European Data Act as an overlay: a right to switch, beside the agreement.

Regulation (EU) 2023/2854 lets a customer of a data processing service switch with at
most two months' notice (art. 25), a transition of thirty days and at least thirty days to
retrieve the data. It is no general right to terminate, and a proportionate early
termination penalty stays lawful; so every date here says that a lawyer must look.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING

from salida.language import Text, _
from salida.model.keydate import Input, KeyDate, KeyDateKind
from salida.model.provenance import Confidence, Provenance

if TYPE_CHECKING:
    from salida.model.agreement import Agreement

APPLIES_FROM = date(2025, 9, 12)
NO_SWITCHING_CHARGES_FROM = date(2027, 1, 12)
_NOTICE_MONTHS = 2
_TRANSITION_DAYS = 30
_RETRIEVAL_DAYS = 30
_STATUTE = Provenance(
    source="statute",
    confidence=Confidence.HIGH,
    document="Regulation (EU) 2023/2854 (Data Act), articles 25 and 29",
)
_ARGUABLE = Provenance(
    source="statute",
    confidence=Confidence.LOW,
    document="Regulation (EU) 2023/2854 (Data Act); its effect on a fixed term is disputed",
)


def data_act_dates(agreement: Agreement, today: date) -> list[KeyDate]:
    """Return the dates of a switch that is requested today, where there is a term to leave."""
    if not any(order.end_date for order in agreement.orders):
        return []
    asked = max(today, APPLIES_FROM)
    notice_ends = add_months(asked, _NOTICE_MONTHS)
    transition_ends = notice_ends + timedelta(days=_TRANSITION_DAYS)
    return [
        _date(
            "data_act_notice_ends",
            notice_ends,
            _("A Data Act switch requested today: its notice ends at the latest"),
            _("{day} + {months} months", day=asked, months=_NOTICE_MONTHS),
            _arguable("requested_on", asked),
        ),
        _date(
            "data_act_transition_ends",
            transition_ends,
            _("A Data Act switch requested today: its transition ends"),
            _("{day} + {days} days", day=notice_ends, days=_TRANSITION_DAYS),
            _arguable("notice_ends", notice_ends),
        ),
        _date(
            "data_act_retrieval_ends",
            transition_ends + timedelta(days=_RETRIEVAL_DAYS),
            _("A Data Act switch requested today: data can be retrieved until"),
            _("{day} + {days} days", day=transition_ends, days=_RETRIEVAL_DAYS),
            _arguable("transition_ends", transition_ends),
        ),
        _date(
            "data_act_no_charges",
            NO_SWITCHING_CHARGES_FROM,
            _("Switching charges are forbidden in the European Union from this day"),
            _("{day}, fixed by the regulation", day=NO_SWITCHING_CHARGES_FROM),
            Input("applies_from", APPLIES_FROM.isoformat(), _STATUTE),
        ),
    ]


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _arguable(name: str, day: date) -> Input:
    return Input(name, day.isoformat(), _ARGUABLE)


def _date(code: str, day: date, title: Text, formula: Text, cited: Input) -> KeyDate:
    return KeyDate(
        code=code,
        day=day,
        kind=KeyDateKind.EVENT,
        title=title,
        formula=formula,
        inputs=(cited,),
        confidence=cited.provenance.confidence,
    )
