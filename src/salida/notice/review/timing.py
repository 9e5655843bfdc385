"""Whether the letter is in time, for each order form and by each channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.language import Text, _
from salida.model.agreement import RenewalType
from salida.model.provenance import Confidence
from salida.notice.notice import Channel, NoticeKind
from salida.notice.review.facts import error, note, warning
from salida.notice.shown import Several

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.model.finding import Finding
    from salida.model.keydate import KeyDate
    from salida.notice.notice import CoveredOrder
    from salida.notice.review.facts import Reviewed

_SEND_BY = {
    Channel.YOUR_ACCOUNT: "send_in_app_by",
    Channel.BILLING_PORTAL: "send_in_app_by",
    Channel.ACCOUNT_EXECUTIVE: "send_by_email_by",
    Channel.EMAIL: "send_by_email_by",
    Channel.POST: "send_by_post_by",
}
"""The codes of the clock; each date has the channel's margin in it already."""

_DEADLINE = "notice_deadline"


def timing(reviewed: Reviewed) -> Iterator[Finding]:
    """Yield ends and deadlines that are missing, past or too near."""
    notice, today = reviewed.notice, reviewed.today
    if notice.day != today:
        yield warning(
            "letter_not_of_today",
            _(
                "The letter is dated {day}, and today is {today}",
                day=notice.day,
                today=today,
            ),
            _("Date it on the day that it leaves"),
        )
    for order in notice.orders:
        yield from _end(order, reviewed)
        if order.renewal_type is RenewalType.MANUAL:
            yield _manual(order)
        else:
            yield from _deadlines(order, reviewed)
    manual = [order.renewal_type is RenewalType.MANUAL for order in notice.orders]
    if manual and all(manual):
        yield warning(
            "no_notice_needed",
            _("Every order form of the letter ends by itself: no notice is needed"),
            _("Send it for the record if you like; what matters is the backup before the end"),
        )


def _end(order: CoveredOrder, reviewed: Reviewed) -> Iterator[Finding]:
    ends = [order.end_of(line) for line in order.lines] or [order.end_date]
    if any(day is None for day in ends):
        yield error(
            "end_date_missing",
            _("The letter does not say when the order form ends"),
            _("Write its `end_date` from the order form or its last amendment"),
            order.number,
        )
    past = sorted({day for day in ends if day is not None and day < reviewed.today})
    for day in past:
        yield error(
            "end_date_past",
            _("The term ended on {day}", day=day),
            _(
                "Find out whether it was renewed: then the new term has another end, and this letter "
                "belongs to that; if it ended, ask for the data at once"
            ),
            order.number,
        )


def _manual(order: CoveredOrder) -> Finding:
    if order.end_date is None:
        said = _("The order form ends by itself and the org stops then: the risk is turned round")
    else:
        said = _(
            "The order form ends by itself on {day} and the org stops then: the risk is turned "
            "round",
            day=order.end_date,
        )
    return note(
        "manual_renewal",
        said,
        _(
            "No notice is needed. Prove the backup before that day, or sign a new order for more "
            "time"
        ),
        order.number,
    )


def _deadlines(order: CoveredOrder, reviewed: Reviewed) -> Iterator[Finding]:
    labels = {order.number, *(f"{order.number}/{line.line}" for line in order.lines)}
    dates = [each for each in reviewed.key_dates if each.order in labels]
    deadlines = [each for each in dates if each.code == _DEADLINE]
    if not deadlines and order.end_date is not None:
        yield warning(
            "deadline_unknown",
            _("No deadline is known for the order form"),
            _("Compute the dates from the agreement as it is now: `salida dates`"),
            order.number,
        )
    for deadline in deadlines:
        if deadline.day < reviewed.today:
            yield _passed(deadline, reviewed)
        else:
            yield from _near(deadline, dates, reviewed)
        if deadline.confidence is not Confidence.CONFIRMED:
            yield _unconfirmed(deadline)


def _passed(deadline: KeyDate, reviewed: Reviewed) -> Finding:
    hint = deadline.if_missed or _("Send it all the same, and have a lawyer read the clause")
    message = _("The notice had to arrive by {day}", day=deadline.day)
    # A termination or a switch does not hang on the renewal's deadline.
    if reviewed.notice.kind in {NoticeKind.TERMINATION, NoticeKind.DATA_ACT_SWITCH}:
        return warning("deadline_passed", message, hint, deadline.order)
    return error("deadline_passed", message, hint, deadline.order)


def _near(deadline: KeyDate, dates: list[KeyDate], reviewed: Reviewed) -> Iterator[Finding]:
    latest = {each.code: each.day for each in dates if each.order == deadline.order}
    channels = reviewed.notice.channels
    slow = [each for each in channels if latest.get(_SEND_BY[each], deadline.day) < reviewed.today]
    if slow and len(slow) == len(channels):
        yield error(
            "every_channel_too_slow",
            _(
                "By no channel of this letter is it safe that it arrives by {day}",
                day=deadline.day,
            ),
            _("Decline the renewal in Your Account today as well, and send it by every channel"),
            deadline.order,
        )
    elif slow:
        yield warning(
            "channel_too_slow",
            _(
                "It must arrive by {day}, which is too near for {channels}",
                day=deadline.day,
                channels=Several(tuple(_CHANNEL_NAMES[each] for each in slow)),
            ),
            _("Send it by the faster channels today; the slow one still proves what was sent"),
            deadline.order,
        )


_CHANNEL_NAMES: dict[Channel, Text] = {
    Channel.YOUR_ACCOUNT: _("Your Account"),
    Channel.BILLING_PORTAL: _("the Billing Portal"),
    Channel.ACCOUNT_EXECUTIVE: _("the account executive"),
    Channel.EMAIL: _("e-mail"),
    Channel.POST: _("registered post"),
}


def _unconfirmed(deadline: KeyDate) -> Finding:
    weak = tuple(
        f"`{each.name}`"
        for each in deadline.inputs
        if each.provenance.confidence is not Confidence.CONFIRMED
    )
    return warning(
        "deadline_unconfirmed",
        _(
            "The deadline {day} rests on terms that nobody has confirmed: {names}",
            day=deadline.day,
            names=Several(weak),
        ),
        _("Compare each with its paper and confirm it: `salida agreement confirm`"),
        deadline.order,
    )
