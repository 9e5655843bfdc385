"""The words that a person writes: the reason, the requests, and what must not be claimed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from salida.language import Text, _
from salida.notice.notice import Ask, NoticeKind
from salida.notice.review.facts import error, note, warning
from salida.notice.shown import Several

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.model.finding import Finding
    from salida.notice.review.facts import Reviewed

_THIN = 30
"""Words. The guide's "exhaustive reason" is a paragraph, not a remark."""

_HOLE = re.compile(r"\[[^\]]*\]|<[^<>@]*>|_{3,}|\bX{3,}\b|\bTODO\b|\bTBD\b|…\s*$|\.{4,}")
_REFUND = re.compile(
    r"full(?:y)?[- ]refund|refund(?:ed)?\s+in\s+full|pro[- ]?rat(?:a|ed)\s+refund"
    r"|refund[^.]{0,60}(?:pro[- ]?rat|\bfull\b)"
    r"|reembols\w+[^.]{0,60}(?:[ií]ntegr|complet|total|prorrat)"
    r"|(?:[ií]ntegr|complet|total|prorrat)\w*[^.]{0,60}reembols"
    r"|devoluci[oó]n[^.]{0,60}(?:[ií]ntegr|complet|total|prorrat)",
    re.IGNORECASE,
)
"""The guide's claims: everything back in the first month, a share afterwards."""

_NEEDED = {
    Ask.CONFIRMATION: _("written confirmation"),
    Ask.BILLING_STOP: _("the end of billing"),
    Ask.NO_RENEWAL_INVOICE: _("no invoice for a renewal"),
    Ask.FINAL_STATEMENT: _("the final statement"),
    Ask.DATA_RETURN: _("the return of the data"),
    Ask.DELETION_CERTIFICATE: _("the deletion certificate"),
}
_ONGOING = frozenset({Ask.FINAL_STATEMENT, Ask.DATA_RETURN, Ask.DELETION_CERTIFICATE})
"""A reduction asks for none of these: the org and its data go on."""


def wording(reviewed: Reviewed) -> Iterator[Finding]:
    """Yield what is thin, unfinished, claimed without ground or not asked for."""
    notice = reviewed.notice
    yield from _reason(reviewed)
    words = "\n".join((notice.reason, *notice.own_asks))
    if _REFUND.search(words) and not _refund_confirmed(reviewed):
        yield warning(
            "unverified_claim",
            _("The letter claims a refund that no confirmed clause of yours grants"),
            _(
                "Leave it out or cite the clause: the published terms call fees non-refundable, and "
                "only the guide says otherwise"
            ),
        )
    missing = tuple(
        name
        for ask, name in _NEEDED.items()
        if ask not in notice.asks and not (notice.kind is NoticeKind.REDUCTION and ask in _ONGOING)
    )
    if missing:
        yield warning(
            "ask_left_out",
            _("The letter does not ask for {requests}", requests=Several(missing)),
            _("Draft it again with these requests"),
        )
    if not notice.contact.strip():
        yield note(
            "contact_missing",
            _("The letter does not say whom to answer"),
            _("Name a person with e-mail and telephone who stays until the end"),
        )


def _reason(reviewed: Reviewed) -> Iterator[Finding]:
    notice = reviewed.notice
    grounds = notice.kind is NoticeKind.TERMINATION
    missing, asked = _why(grounds=grounds)
    words = notice.reason.split()
    if not words:
        yield (error if grounds else warning)("reason_missing", missing, asked)
    elif len(words) < _THIN:
        yield warning(
            "reason_thin",
            _("The reason has {n} words; a thorough one spares questions", n=len(words)),
            _("Say what it costs, how much is used, what replaces it and since when"),
        )
    hole = _HOLE.search(notice.reason)
    if hole is not None:
        yield error(
            "reason_unfinished",
            _("The reason still holds a blank: `{hole}`", hole=hole.group()),
            _("Fill it in, or take the sentence out"),
        )


def _why(*, grounds: bool) -> tuple[Text, Text]:
    if grounds:
        return (
            _("A termination for cause must state the breach"),
            _("State what was breached, when, and when notice of it was given"),
        )
    return (
        _("The letter gives no reason"),
        _(
            "None is owed, yet Salesforce's form asks for one: build it from price, use, the "
            "replacement or an internal change"
        ),
    )


def _refund_confirmed(reviewed: Reviewed) -> bool:
    return reviewed.agreement.refund is not None and reviewed.agreement.refund.binding
