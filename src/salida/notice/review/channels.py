"""Whether the letter can arrive, and whether the way it goes is one that the clause accepts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from salida.language import _
from salida.notice.notice import Channel, NoticeKind
from salida.notice.review.facts import error, warning
from salida.notice.shown import Several

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.model.finding import Finding
    from salida.notice.review.facts import Reviewed

_ADDRESS = re.compile(r"[^\s@<>,;\"()]+@[^\s@<>,;\"()]+\.[^\s@<>,;\"().]+")
_POST = re.compile(
    r"\b(registered|certified|first[- ]class|recorded)\s+(mail|post)|\bcourier\b|\bby\s+post\b"
    r"|\bcorreo\s+certificado|\bburofax\b|\bmensajer[ií]a\b|\bcarta\s+certificada",
    re.IGNORECASE,
)
"""Words of a clause that point to post; a pointer to read it, no verdict."""


def channels(reviewed: Reviewed) -> Iterator[Finding]:
    """Yield what is missing for each channel, and which channel is missing."""
    chosen = reviewed.notice.channels
    if not chosen:
        yield error(
            "no_channel",
            _("The letter goes by no channel"),
            _("Choose e-mail and registered post, and decline the renewal in Your Account"),
        )
    elif not {Channel.EMAIL, Channel.POST} & set(chosen):
        yield warning(
            "no_written_notice",
            _("No written notice goes out, and the clause asks for one in writing"),
            _("Send it by e-mail as well; keep a screenshot of what was declined in the app"),
        )
    yield from _post(reviewed)
    yield from _email(reviewed)
    if Channel.ACCOUNT_EXECUTIVE in chosen and reviewed.agreement.account_executive is None:
        yield warning(
            "executive_unknown",
            _("No account executive is named in the agreement"),
            _("Your Account shows who it is; write `account_executive`"),
        )
    yield from _billing_users(reviewed)


def _post(reviewed: Reviewed) -> Iterator[Finding]:
    notice, agreement = reviewed.notice, reviewed.agreement
    by_post = Channel.POST in notice.channels
    if not notice.supplier.address:
        missing = error if by_post else warning
        yield missing(
            "address_missing",
            _("The address for notices is missing"),
            _(
                "Write `notice_address` from your own master agreement; addresses on web pages "
                "belong to other contracts"
            ),
        )
    if by_post:
        return
    clause = "" if agreement.termination is None else agreement.termination.value
    if reviewed.facts.post_required:
        yield error(
            "post_required",
            _("The clause asks for post, and the letter goes without it"),
            _("Add registered post with certified text"),
        )
    elif reviewed.facts.post_required is None and (
        _POST.search(clause)
        or notice.kind is NoticeKind.TERMINATION
        or (agreement.notice_address is not None and agreement.notice_email is None)
    ):
        yield warning(
            "post_advised",
            _("An e-mail may not be enough for a legal notice under this agreement"),
            _("Read the notice clause; add registered post, which also proves the content"),
        )


def _email(reviewed: Reviewed) -> Iterator[Finding]:
    notice, agreement = reviewed.notice, reviewed.agreement
    if Channel.EMAIL not in notice.channels:
        return
    if not notice.recipients:
        yield error(
            "recipients_missing",
            _("The letter goes by e-mail and has no address to go to"),
            _("Write `notice_email` from your own agreement, or name a recipient"),
        )
    wrong = tuple(each for each in notice.recipients if not _ADDRESS.fullmatch(each))
    for each in wrong:
        yield error(
            "recipient_malformed",
            _("`{address}` is no e-mail address", address=each),
            _("Write it as name@domain, without a display name"),
            each,
        )
    agreed = {
        address.casefold()
        for term in (agreement.notice_email, agreement.billing_contact, agreement.account_executive)
        if term is not None
        for address in _ADDRESS.findall(term.value)
    }
    foreign = tuple(
        each for each in notice.recipients if each not in wrong and each.casefold() not in agreed
    )
    if foreign:
        yield warning(
            "recipient_not_agreed",
            _(
                "No paper of the agreement has these addresses: {addresses}",
                addresses=Several(foreign),
            ),
            _("Make sure that they are Salesforce's, and keep the agreed address as well"),
        )


def _billing_users(reviewed: Reviewed) -> Iterator[Finding]:
    holders = reviewed.facts.billing_users
    if holders is None:
        return
    in_app = Channel.YOUR_ACCOUNT in reviewed.notice.channels
    if not holders:
        if in_app:
            yield error(
                "nobody_may_decline",
                _("No active user may use Your Account"),
                _("Give a user the permission Manage Billing"),
            )
    elif reviewed.facts.leaving_users.issuperset(holders):
        leaving = error if in_app else warning
        yield leaving(
            "last_billing_user_leaves",
            _(
                "The last users with Manage Billing are about to be deactivated: {users}",
                users=Several(holders),
            ),
            _("Keep one of them until the notice is confirmed and the final invoice is settled"),
        )
