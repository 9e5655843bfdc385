"""The troubles of the guide and of those who left, each with what was found out about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from salida.errors import UsageError
from salida.language import Text, _
from salida.model.provenance import Confidence


class TroubleCode(Enum):
    """The name of a trouble, as the command line takes it."""

    FEES = "fees"
    REFUSED = "refused"
    NO_BACKUP = "no_backup"
    NO_ANSWER = "no_answer"
    ACCESS_LOST = "access_lost"
    RENEWED = "renewed"
    OBSTACLE = "obstacle"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One trouble: two voices about it, and what to do in order."""

    code: TroubleCode
    title: Text
    guide: str
    """The guide's own words, in Spanish."""

    found: Text
    """What is true, as far as it was found."""

    sources: tuple[str, ...]
    confidence: Confidence
    """Of what was found."""

    steps: tuple[Text, ...]


_MSA = "Salesforce Main Services Agreement, as quoted by advisers in 2025"
_MODELLED = "Agreements modelled on the Salesforce master agreement"
_FAQ = "Salesforce Help 005167138 (20 Jan 2026)"
_LOCK = "Salesforce Help 000386225 (22 Apr 2026)"
_LEAVERS = "Accounts of customers, quoted by several advisers"

_ENTRIES = (
    Trouble(
        code=TroubleCode.FEES,
        title=_("A fee or charge that nobody expected"),
        guide="podría estar sujeto a posibles cargos",
        found=_(
            "No tariff for leaving was found. What stays due are the fees of the running term; an "
            "order form may set a fee of its own. Charges for a time after the end have no ground "
            "once the notice was in time. Not paying is no way out: access may be suspended when an "
            "invoice is 30 days overdue, after 10 days' warning."
        ),
        sources=(f"{_MSA} (5.1)", _MODELLED, _LEAVERS),
        confidence=Confidence.LOW,
        steps=(
            _("Compare the charge with the order forms: number, period, quantity, unit price"),
            _("Pay what is undisputed in time, and say in writing which part is disputed"),
            _("Dispute it before it falls due, and ask for the clause that it rests on"),
            _("Ask for a credit note; keep the notice and its acknowledgement with it"),
            _("From the end of the term withdraw the card and the direct debit"),
        ),
    ),
    Trouble(
        code=TroubleCode.REFUSED,
        title=_("The cancellation is refused"),
        guide="¿Qué debo hacer si deniegan mi solicitud de anulación?",
        found=_(
            "A notice of non-renewal is a declaration: given in time and in the form that the "
            "clause asks for, it needs nobody's consent. Refusals rest on lateness, form, or an order "
            "form that was not named."
        ),
        sources=(f"{_MSA} (11.2)",),
        confidence=Confidence.LOW,
        steps=(
            _("Ask for the refusal in writing, with the clause"),
            _("Compare it with the clause, the deadline and the proof of receipt"),
            _("Cure what can be cured before the deadline: send it again by registered post"),
            _("Answer that the notice stands, and name the day on which it was received"),
            _("Take it to the renewal manager, then to the legal address, then to your lawyer"),
        ),
    ),
    Trouble(
        code=TroubleCode.NO_BACKUP,
        title=_("There is no complete backup yet"),
        guide="si no se ha realizado previamente una copia de seguridad de todos los datos",
        found=_(
            "Salesforce does not make an exit depend on a backup. The danger is another: after the "
            "term the org is locked at once, without a time to read."
        ),
        sources=("No source but the guide for a refusal", _LOCK),
        confidence=Confidence.HIGH,
        steps=(
            _("If the deadline is near, send the notice first: a missed deadline costs a term"),
            _("Back up over the API and prove it: `salida backup`, then `salida verify`"),
            _("Order Data Export as a second source; it runs once in 7 or 29 days"),
            _("Ask now for the data after the end, within the days that the agreement grants"),
        ),
    ),
    Trouble(
        code=TroubleCode.NO_ANSWER,
        title=_("Nobody answers"),
        guide="El servicio de asistencia de Salesforce está a su disposición",
        found=_(
            "The notice counts from its receipt, not from an answer. Customers tell of weeks, one of "
            "four months, until it was confirmed; what is asked on the telephone does not count."
        ),
        sources=(_LEAVERS,),
        confidence=Confidence.LOW,
        steps=(
            _(
                "Make sure that it was received: the server's answer, the acknowledgement of the post"
            ),
            _(
                "After five working days write to the same address again, with the first message below"
            ),
            _("Open a support case about billing with the draft, and note its number"),
            _(
                "After ten working days write to the account executive's superior and the legal address"
            ),
            _("Send it by registered post before the deadline, if that has not been done"),
        ),
    ),
    Trouble(
        code=TroubleCode.ACCESS_LOST,
        title=_("The org is locked, or files cannot be reached"),
        guide="pierdas el acceso a archivos vitales",
        found=_(
            "At the end of the term the org is locked, without a time to read. The agreement grants "
            "data on request, usually within 30 days; Salesforce keeps it 120 days as a courtesy (an "
            "older article said 180) and restores it only itself."
        ),
        sources=(_LOCK, _MODELLED),
        confidence=Confidence.HIGH,
        steps=(
            _("Ask today, in writing, for the data to be made available; name the day of the end"),
            _("Say which objects and files are missing: `salida verify` lists the gaps"),
            _(
                "If the lock came before the end of the term, state the end and ask for it to be undone"
            ),
            _("Ask that nothing is deleted before you confirm that the data is complete"),
        ),
    ),
    Trouble(
        code=TroubleCode.RENEWED,
        title=_("It was renewed despite the notice"),
        guide="evitar renovaciones involuntarias",
        found=_(
            "An automatic renewal lasts for the expiring term or a year, whichever is shorter, and "
            "its fees are not cancellable. With a notice that was received in time it has no ground."
        ),
        sources=(f"{_MSA} (5.1 and 11.2)",),
        confidence=Confidence.LOW,
        steps=(
            _("Dispute the renewal in writing at once; do not use it, and sign nothing"),
            _("Attach the notice, the proof of receipt and the clause"),
            _("Ask for the renewal order to be cancelled and for a credit note"),
            _("If the notice was late: ask for the delay to be waived, and for fewer licences"),
            _("Have a lawyer answer the first reminder of payment"),
        ),
    ),
    Trouble(
        code=TroubleCode.OBSTACLE,
        title=_("The button is missing, or the portal does not let you"),
        guide="Si surge algún obstáculo en el camino, no dude en solicitar ayuda adicional",
        found=_(
            "The guide's “click to cancel the subscription” was found nowhere. Your Account needs the "
            "permission Manage Billing and shows Manage Renewal for annual subscriptions; contracts "
            "through a reseller and some others are not in it."
        ),
        sources=(_FAQ, "Salesforce Help, Your Account app", "salesforceben.com on Your Account"),
        confidence=Confidence.HIGH,
        steps=(
            _("Check the permission: Manage Billing, or the permission set for Your Account"),
            _("Try the Billing Portal, by the link in an invoice"),
            _("Save a screenshot of the obstacle with its day"),
            _("Send the written notice: no clause makes it depend on a button"),
            _("Open a support case with the draft, so that the obstacle is on record"),
        ),
    ),
)


def troubles() -> tuple[Trouble, ...]:
    """Return every trouble, in the order of the guide."""
    return _ENTRIES


def trouble(code: str) -> Trouble:
    """Return one trouble by its code.

    Raises:
        UsageError: if there is none of that code.
    """
    for each in _ENTRIES:
        if each.code.value == code:
            return each
    raise UsageError(
        _("There is no entry about `{code}`", code=code),
        hint=_("Choose one of: {codes}", codes=", ".join(each.value for each in TroubleCode)),
    )
