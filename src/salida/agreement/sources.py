"""Day counts that no paper of the company states, each with where it comes from.

A term of the agreement always takes the place of one of these. None is `CONFIRMED`:
nobody of the company signed them.
"""

from __future__ import annotations

from dataclasses import dataclass

from salida.model.keydate import Input
from salida.model.provenance import Confidence, Provenance


@dataclass(frozen=True, slots=True)
class Rule:
    """A number of days and its source."""

    name: str
    days: int
    provenance: Provenance

    def input(self) -> Input:
        """Return the rule as an input that a date can cite."""
        return Input(self.name, str(self.days), self.provenance)


NOTICE = Rule(
    "notice_days",
    30,
    Provenance(
        source="published terms",
        confidence=Confidence.LOW,
        document="Salesforce Main Services Agreement, clause 11.2 as quoted by advisers in 2025",
        quote="at least 30 days before the end of the relevant subscription term",
    ),
)
RECOMMENDED_NOTICE = Rule(
    "recommended_notice_days",
    60,
    Provenance(
        source="guide",
        confidence=Confidence.LOW,
        document="InvestGlass, Cómo cancelar la suscripción a Salesforce",
        quote="es aconsejable notificarlo 60 días antes del vencimiento",
    ),
)
WINDOW_OPENS = Rule(
    "renewal_window_opens_days",
    90,
    Provenance(
        source="vendor help",
        confidence=Confidence.HIGH,
        document="Salesforce Help, article 005167138 (20 Jan 2026)",
    ),
)
WINDOW_CLOSES = Rule(
    "renewal_window_closes_days",
    30,
    Provenance(
        source="vendor help",
        confidence=Confidence.HIGH,
        document="Salesforce Help, article 005167138 (20 Jan 2026)",
        quote="may be too late",
    ),
)
REHEARSAL = Rule(
    "rehearsal_days",
    60,
    Provenance(
        source="published terms",
        confidence=Confidence.HIGH,
        document="Data Export runs once in 7 or 29 days and its files live 48 hours",
    ),
)
DATA_RETURN = Rule(
    "data_return_days",
    30,
    Provenance(
        source="published terms",
        confidence=Confidence.LOW,
        document="Agreements modelled on the Salesforce master agreement, clause 12.5",
    ),
)
COURTESY = Rule(
    "courtesy_days",
    120,
    Provenance(
        source="vendor help",
        confidence=Confidence.HIGH,
        document="Salesforce Help, article 000386225 (22 Apr 2026); an older article said 180 days",
    ),
)
