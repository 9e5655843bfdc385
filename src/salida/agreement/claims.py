"""What the guide claims about cancelling, and what was found of each claim.

The guide is the translated blog of a company that sells a competing CRM. Salida states
both sides with source and confidence; an unverified claim is never presented as a right.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from salida.language import Text, _
from salida.model.provenance import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterable


class Verdict(Enum):
    """How a claim stands against what was found."""

    AGREES = "agrees"
    PARTLY = "partly"
    UNVERIFIED = "unverified"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of the guide beside what the sources say."""

    code: str
    quote: str
    """The guide's own words, in Spanish."""

    claim: Text
    found: Text
    verdict: Verdict
    confidence: Confidence
    sources: tuple[str, ...]
    treatment: Text
    """What Salida does with it."""


CLAIMS: tuple[Claim, ...] = (
    Claim(
        code="notice_30",
        quote="notificación de cancelación por escrito al menos 30 días antes",
        claim=_("A written notice is mandatory at least 30 days before the end"),
        found=_("Agrees with clause 11.2 of the published terms; an order form may say more"),
        verdict=Verdict.AGREES,
        confidence=Confidence.HIGH,
        sources=("Salesforce Main Services Agreement 11.2, as quoted by advisers in 2025",),
        treatment=_("The notice days of your own papers decide; 30 only where they are silent"),
    ),
    Claim(
        code="notice_60",
        quote="es aconsejable notificarlo 60 días antes del vencimiento",
        claim=_("60 days are advised (and, in its questions, required)"),
        found=_("The guide contradicts itself; some order forms do require 60 days"),
        verdict=Verdict.PARTLY,
        confidence=Confidence.LOW,
        sources=("InvestGlass guide", "Advisers' pages on order forms with 60 days"),
        treatment=_("60 is the advised day; an order form's own number is the deadline"),
    ),
    Claim(
        code="renewal_window",
        quote="una ventana que abarca los últimos 30 días",
        claim=_("Salesforce activates renewals within the last 30 days"),
        found=_("Consistent: requests within the last 30 days may be too late"),
        verdict=Verdict.AGREES,
        confidence=Confidence.HIGH,
        sources=("Salesforce Help 005167138 (20 Jan 2026)",),
        treatment=_("The window from day 90 to day 30 is shown on the clock"),
    ),
    Claim(
        code="full_refund",
        quote="Salesforce le reembolsará el importe íntegro sin aplicar ningún cargo",
        claim=_("Everything is refunded when you cancel in the first month"),
        found=_("No source but the guide; the published terms call fees non-refundable"),
        verdict=Verdict.UNVERIFIED,
        confidence=Confidence.UNVERIFIED,
        sources=("InvestGlass guide", "Salesforce Main Services Agreement 5.1, as quoted"),
        treatment=_("Shown as an unverified scenario; count on it only with a clause of your own"),
    ),
    Claim(
        code="prorata_refund",
        quote="los reembolsos pueden ajustarse de forma prorrateada",
        claim=_("Later, the unused part of the term is refunded"),
        found=_(
            "Only where the customer terminates for cause; arguable for a switch under the "
            "European Data Act"
        ),
        verdict=Verdict.UNVERIFIED,
        confidence=Confidence.UNVERIFIED,
        sources=("Agreements modelled on the published terms", "Regulation (EU) 2023/2854"),
        treatment=_("Shown as an unverified scenario; a clause or statute must be cited"),
    ),
    Claim(
        code="termination_fee",
        quote="Las comisiones por rescisión anticipada son un problema frecuente",
        claim=_("An early termination fee may be charged"),
        found=_("No tariff was found; in effect the remaining fees of the term stay due"),
        verdict=Verdict.PARTLY,
        confidence=Confidence.LOW,
        sources=("Salesforce Main Services Agreement 5.1, as quoted",),
        treatment=_("Leaving today shows the remaining commitment, and a fee only with its clause"),
    ),
    Claim(
        code="no_backup_refusal",
        quote="que rechacen tu solicitud de cancelación",
        claim=_("The cancellation is refused without a backup"),
        found=_("No source: Salesforce does not make an exit depend on a backup"),
        verdict=Verdict.UNVERIFIED,
        confidence=Confidence.UNVERIFIED,
        sources=("InvestGlass guide",),
        treatment=_("The gate is Salida's own: the data is gone after the lock"),
    ),
    Claim(
        code="click_to_cancel",
        quote="Haga clic para cancelar la suscripción",
        claim=_("Setup, billing portal, 'click to cancel the subscription'"),
        found=_("Partly: Your Account has Don't Renew; that very label was not found"),
        verdict=Verdict.PARTLY,
        confidence=Confidence.LOW,
        sources=("Salesforce Help, Manage Contracts and Subscriptions",),
        treatment=_("A route for each kind of contract: Your Account, portal, seller, written"),
    ),
    Claim(
        code="data_export_complete",
        quote="cada pieza de datos empresariales cruciales ha sido debidamente preservada",
        claim=_("Data Export with 'all data' keeps everything"),
        found=_(
            "Formula fields, metadata, big objects and records that the user cannot see are "
            "missing; its files live 48 hours and it runs once in 7 or 29 days"
        ),
        verdict=Verdict.CONTRADICTED,
        confidence=Confidence.HIGH,
        sources=("Vendors' documented lists of exclusions", "Salesforce Help on Data Export"),
        treatment=_("Salida backs up over the API and proves every row and file"),
    ),
    Claim(
        code="cheaper_licences",
        quote="Optar por un paquete más asequible",
        claim=_("A cheaper licence type saves money"),
        found=_("Only from the next renewal, and a smaller renewal may lose its discount"),
        verdict=Verdict.PARTLY,
        confidence=Confidence.LOW,
        sources=("Salesforce Main Services Agreement 5.1 and 11.2, as quoted",),
        treatment=_("Shrinking is shown at today's price and at list price"),
    ),
    Claim(
        code="statements",
        quote="Esté atento a los extractos de facturación",
        claim=_("Watch the statements after cancelling"),
        found=_("Agrees with what leavers report: charges after the end happen"),
        verdict=Verdict.AGREES,
        confidence=Confidence.HIGH,
        sources=("Accounts of customers, quoted by several advisers",),
        treatment=_("The case stays open until the statements are clean"),
    ),
)


def claims(verdicts: Iterable[Verdict] = tuple(Verdict)) -> tuple[Claim, ...]:
    """Return the claims with one of these verdicts, in the order of the guide."""
    wanted = frozenset(verdicts)
    return tuple(each for each in CLAIMS if each.verdict in wanted)
