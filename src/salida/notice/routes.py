"""The way of each channel, click by click, with where each step is known from.

No address stands here that is not in the company's own agreement: those on web pages
belong to other contracts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from salida.language import Text, _
from salida.notice import route_steps as steps
from salida.notice.notice import Channel, NoticeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.model.agreement import Agreement, RenewalType
    from salida.model.term import Term
    from salida.notice.notice import Notice
    from salida.notice.route_steps import Step

APPEXCHANGE = "appexchange"


@dataclass(frozen=True, slots=True)
class Route:
    """One way to go, in the recommended order of all of them."""

    code: str
    """The channel's value, or `appexchange`."""

    title: Text
    steps: tuple[Step, ...]
    proof: Text
    """What to keep."""

    addresses: tuple[str, ...] = ()
    """As the agreement states them."""

    permission: Text | None = None
    blocked: Text | None = None
    """Why it cannot be gone yet; `None` when it can."""

    chosen: bool = False
    """Whether the letter says that it goes this way."""


def routes(agreement: Agreement, notice: Notice) -> tuple[Route, ...]:
    """Return every way for this contract and this kind of notice, the recommended first."""
    made = {
        Channel.EMAIL: _email(agreement, notice),
        Channel.POST: _post(agreement, notice),
        Channel.YOUR_ACCOUNT: _your_account(notice),
        Channel.ACCOUNT_EXECUTIVE: _executive(agreement),
        Channel.BILLING_PORTAL: _portal(notice),
    }
    ordered = tuple(
        replace(made[each], chosen=each in notice.channels) for each in _order_of(notice.kind)
    )
    return (*ordered, *_appexchange(notice))


def _order_of(kind: NoticeKind) -> tuple[Channel, ...]:
    # Written first: it is what the clause asks for, and the app only adds a second proof.
    # A termination is a legal notice, which the published notice clause sends by post.
    rest = (Channel.YOUR_ACCOUNT, Channel.ACCOUNT_EXECUTIVE, Channel.BILLING_PORTAL)
    if kind is NoticeKind.TERMINATION:
        return Channel.POST, Channel.EMAIL, *rest
    return Channel.EMAIL, Channel.POST, *rest


def _email(agreement: Agreement, notice: Notice) -> Route:
    agreed = _agreed(agreement.notice_email)
    return Route(
        code=Channel.EMAIL.value,
        title=_("Written notice by e-mail"),
        steps=steps.by_email(notice),
        proof=_("The sent message with its headers, the server's answer, and every reply"),
        addresses=agreed,
        blocked=None
        if agreed
        else _("The agreement has no e-mail address for notices: find it in your own papers"),
    )


def _post(agreement: Agreement, notice: Notice) -> Route:
    agreed = _agreed(agreement.notice_address)
    return Route(
        code=Channel.POST.value,
        title=_("Written notice by registered post (in Spain, burofax)"),
        steps=steps.by_post(notice),
        proof=_("The certified text with its stamp, and the acknowledgement of receipt"),
        addresses=agreed,
        blocked=None
        if agreed
        else _("The agreement has no address for notices: find it in your own papers"),
    )


def _your_account(notice: Notice) -> Route:
    return Route(
        code=Channel.YOUR_ACCOUNT.value,
        title=_("Your Account, the app in the org"),
        steps=steps.in_your_account(notice.kind, _renewals(notice)),
        proof=_("A screenshot with the contract number and the day, and the message that follows"),
        permission=_(
            "Manage Billing, or the permission set Manage Subscriptions in Your Account: Identity "
            "User"
        ),
        blocked=_no_button(notice.kind),
    )


def _portal(notice: Notice) -> Route:
    return Route(
        code=Channel.BILLING_PORTAL.value,
        title=_("The Billing Portal, for people without a Salesforce licence"),
        steps=steps.in_billing_portal(notice.kind),
        proof=_("A screenshot with the contract number and the day, and the message that follows"),
        blocked=_no_button(notice.kind),
    )


def _no_button(kind: NoticeKind) -> Text | None:
    if kind in {NoticeKind.TERMINATION, NoticeKind.DATA_ACT_SWITCH}:
        return _("It only declines a renewal: this notice has to go in writing")
    return None


def _executive(agreement: Agreement) -> Route:
    agreed = _agreed(agreement.account_executive)
    return Route(
        code=Channel.ACCOUNT_EXECUTIVE.value,
        title=_("Through the account executive or renewal manager"),
        steps=steps.through_executive(),
        proof=_("Their written answer; a call proves nothing"),
        addresses=agreed,
        blocked=None if agreed else _("The agreement does not name the account executive"),
    )


def _appexchange(notice: Notice) -> Iterator[Route]:
    products = tuple(line.product for _order, line in notice.lines(marketplace=True))
    if products:
        yield Route(
            code=APPEXCHANGE,
            title=_("AppExchange products, each on its own"),
            steps=steps.on_appexchange(products),
            proof=_("The message that confirms each cancellation, and the last invoice"),
            permission=_("Manage Billing"),
        )


def _renewals(notice: Notice) -> frozenset[RenewalType | None]:
    return frozenset(order.renewal_type for order in notice.orders)


def _agreed(term: Term[str] | None) -> tuple[str, ...]:
    return () if term is None or not term.value.strip() else (term.value.strip(),)
