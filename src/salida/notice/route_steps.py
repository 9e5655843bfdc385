"""The steps of each way, and how sure we are of every one.

Labels are those of the English org. The Spanish ones stand beside them where known; a
label that nobody showed us is not translated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salida.language import Text, _
from salida.model.agreement import RenewalType
from salida.model.provenance import Confidence, Provenance
from salida.notice.notice import NoticeKind
from salida.notice.shown import Several

if TYPE_CHECKING:
    from salida.notice.notice import Notice


@dataclass(frozen=True, slots=True)
class Button:
    """What is written on a button or a menu."""

    english: str
    spanish: str | None = None
    confidence: Confidence = Confidence.LOW
    """Of the Spanish label when there is one, else of the English."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do."""

    text: Text
    provenance: Provenance
    buttons: tuple[Button, ...] = ()


def _known(source: str, confidence: Confidence, document: str) -> Provenance:
    return Provenance(source=source, confidence=confidence, document=document)


RENEWAL_FAQ = _known(
    "vendor help", Confidence.HIGH, "Salesforce Help, article 005167138 (20 Jan 2026)"
)
YOUR_ACCOUNT_HELP = _known(
    "vendor help",
    Confidence.HIGH,
    "Salesforce Help, Manage Your Contracts with the Your Account App",
)
YOUR_ACCOUNT_PAGE = _known(
    "vendor page", Confidence.HIGH, "salesforce.com/campaign/your-account (questions)"
)
BUTTON_NAMES = _known(
    "third party", Confidence.LOW, "slaesforce-faq.com, how to turn off auto renew on Salesforce"
)
CHECKOUT_GUIDE = _known(
    "vendor documentation",
    Confidence.HIGH,
    "Salesforce ISVforce Guide, Manage AppExchange Checkout Subscriptions",
)
PUBLISHERS = _known(
    "third party", Confidence.HIGH, "Help pages of AppExchange publishers, 2020 to 2025"
)
LEAVERS = _known("third party", Confidence.LOW, "Accounts of customers, quoted by several advisers")
NOTICE_CLAUSE = _known(
    "published terms",
    Confidence.LOW,
    "Salesforce Main Services Agreement, notices clause as quoted; read your own",
)
POSTAL_PRACTICE = _known(
    "third party", Confidence.HIGH, "Spanish legal guides on the burofax of Correos"
)
PRACTICE = _known("practice", Confidence.HIGH, "What is needed to prove it later")

_GEAR = Button("Setup", "Configuración", Confidence.HIGH)
_LAUNCHER = Button("App Launcher", "Iniciador de aplicación", Confidence.HIGH)
_YOUR_ACCOUNT = Button("Your Account", "Su cuenta", Confidence.LOW)


def in_your_account(kind: NoticeKind, renewals: frozenset[RenewalType | None]) -> tuple[Step, ...]:
    """Return the way through the Your Account app."""
    return (
        Step(
            _("Log in to the org as a user with the permission, in Lightning Experience"),
            YOUR_ACCOUNT_PAGE,
        ),
        Step(
            _(
                "Press the gear at the top right and choose Your Account; it is in the App Launcher "
                "as well"
            ),
            YOUR_ACCOUNT_PAGE,
            (_GEAR, _LAUNCHER, _YOUR_ACCOUNT),
        ),
        Step(
            _(
                "Open the contract, compare its number and end date with the letter, and read its "
                "renewal type under Manage Renewals"
            ),
            RENEWAL_FAQ,
            (Button("Manage Renewals", confidence=Confidence.HIGH),),
        ),
        *_decision(kind, renewals),
        Step(
            _("Do the same for every contract of the letter; each renews on its own"), RENEWAL_FAQ
        ),
        Step(_("Save the screens and the message that follows in the case"), PRACTICE),
    )


def _decision(kind: NoticeKind, renewals: frozenset[RenewalType | None]) -> tuple[Step, ...]:
    if renewals == {RenewalType.MANUAL}:
        return (
            Step(
                _("Nothing has to be declined: without a signed quote the service ends. Sign none"),
                RENEWAL_FAQ,
            ),
        )
    press = (
        Step(
            _("Press Request Changes, state the quantities of the letter and send it"),
            BUTTON_NAMES,
            (Button("Request Changes"),),
        )
        if kind is NoticeKind.REDUCTION
        else Step(
            _("Press Don't Renew and give the reason of the letter"),
            BUTTON_NAMES,
            (Button("Don't Renew"),),
        )
    )
    return (
        Step(
            _("Press Manage Renewal; it is there for annual subscriptions"),
            YOUR_ACCOUNT_HELP,
            (Button("Manage Renewal", confidence=Confidence.HIGH),),
        ),
        Step(_("If it is not there yet: it opens 90 days before the end"), RENEWAL_FAQ),
        Step(_("Tick that you are authorised to cancel, change and renew"), BUTTON_NAMES),
        press,
    )


def in_billing_portal(kind: NoticeKind) -> tuple[Step, ...]:
    """Return the way through the Billing Portal."""
    ask = (
        _("Look for the renewal of each contract, and request the quantities of the letter")
        if kind is NoticeKind.REDUCTION
        else _(
            "Look for the renewal of each contract, and decline it with the reason of the letter"
        )
    )
    return (
        Step(
            _(
                "Follow the link in an invoice or renewal message to the Billing Portal; type no "
                "address from elsewhere"
            ),
            RENEWAL_FAQ,
        ),
        Step(ask, LEAVERS),
        Step(
            _(
                "Where there is no such button, the guide's “click to cancel” does not exist for "
                "this contract: the written notice stands alone"
            ),
            LEAVERS,
        ),
        Step(_("Save the screens and the message that follows in the case"), PRACTICE),
    )


def through_executive() -> tuple[Step, ...]:
    """Return the way through the person who sells."""
    return (
        Step(
            _(
                "Write to the account executive and the renewal manager with the letter attached; "
                "Your Account shows who they are"
            ),
            YOUR_ACCOUNT_PAGE,
            (_YOUR_ACCOUNT,),
        ),
        Step(_("Say that the letter is the notice, and that no offer suspends it"), PRACTICE),
        Step(
            _("Ask for an answer in writing; what is said on the telephone does not count"), LEAVERS
        ),
    )


def by_email(notice: Notice) -> tuple[Step, ...]:
    """Return the way of the written notice by e-mail."""
    return (
        Step(_("Review the letter: `salida notice review`"), PRACTICE),
        Step(
            _(
                "Send it with the signed PDF to the agreement's own address: `salida notice send`; "
                "reference {id}",
                id=notice.id,
            ),
            NOTICE_CLAUSE,
        ),
        Step(_("Copy the account executive and your own legal department"), PRACTICE),
        Step(
            _(
                "Take in the answer: `salida notice track`. Without one in five working days, write "
                "again and open a support case"
            ),
            PRACTICE,
        ),
    )


def by_post(notice: Notice) -> tuple[Step, ...]:
    """Return the way of registered post."""
    return (
        Step(_("Print and sign the letter; add the cover page"), PRACTICE),
        Step(
            _("Hand it in as registered post with certified text and acknowledgement of receipt"),
            POSTAL_PRACTICE,
        ),
        Step(
            _(
                "A legal notice may count only from the second business day after mailing: hand it "
                "in early"
            ),
            NOTICE_CLAUSE,
        ),
        Step(
            _(
                "Mark it as sent with the receipt: `salida notice mark-sent`; reference {id}",
                id=notice.id,
            ),
            PRACTICE,
        ),
    )


def on_appexchange(products: tuple[str, ...]) -> tuple[Step, ...]:
    """Return the way for products that are cancelled on AppExchange or with their publisher."""
    return (
        Step(_("Products: {products}", products=Several(products)), PRACTICE),
        Step(
            _(
                "Log in to AppExchange as a user of the org, open the menu of your picture and choose "
                "My Installs & Subscriptions"
            ),
            CHECKOUT_GUIDE,
            (Button("My Installs & Subscriptions", confidence=Confidence.HIGH),),
        ),
        Step(
            _("In the row of the product open the menu and choose Manage Subscription"),
            CHECKOUT_GUIDE,
            (Button("Manage Subscription", confidence=Confidence.HIGH),),
        ),
        Step(
            _("Cancel at the bottom of the page; the button has had two names"),
            PUBLISHERS,
            (Button("End Subscription"), Button("Cancel Subscription")),
        ),
        Step(
            _(
                "A product that is not listed there was bought from its publisher: read that contract "
                "for its own notice"
            ),
            PUBLISHERS,
        ),
    )
