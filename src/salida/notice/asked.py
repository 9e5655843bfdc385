"""What the letter asks Salesforce to do, each request as one sentence of its list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.language import Text, _, counted
from salida.notice.notice import Ask, NoticeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.notice.notice import Notice

_CONFIRM = {
    NoticeKind.NON_RENEWAL: _(
        "Confirm in writing, within ten days of receipt, that you have received this notice and "
        "that none of these order forms is renewed."
    ),
    NoticeKind.REDUCTION: _(
        "Confirm in writing, within ten days of receipt, that you have received this notice, "
        "which quantities are renewed and at which unit prices."
    ),
    NoticeKind.TERMINATION: _(
        "Confirm in writing, within ten days of receipt, that you have received this notice and "
        "the day on which the termination takes effect."
    ),
    NoticeKind.DATA_ACT_SWITCH: _(
        "Confirm in writing, within ten days of receipt, that you have received this notice and "
        "the days on which the notice period, the transition and the retrieval of data end."
    ),
}
_STOP = {
    NoticeKind.NON_RENEWAL: _(
        "Stop all billing for these product lines, and every charge to our cards and accounts, "
        "from the end of each line. From that day every authorisation to charge is withdrawn."
    ),
    NoticeKind.REDUCTION: _(
        "Stop all billing for whatever is not renewed, and every charge for it to our cards and "
        "accounts, from the end of each line."
    ),
    NoticeKind.TERMINATION: _(
        "Stop all billing for these product lines, and every charge to our cards and accounts, "
        "when the termination takes effect. From that day every authorisation to charge is "
        "withdrawn."
    ),
    NoticeKind.DATA_ACT_SWITCH: _(
        "Stop all billing for these product lines, and every charge to our cards and accounts, "
        "when the switch is complete. From that day every authorisation to charge is withdrawn."
    ),
}
_NO_INVOICE = {
    NoticeKind.NON_RENEWAL: _(
        "Issue no order, invoice or charge for any time after the end of a line. None will be "
        "accepted or paid, and whatever is charged will be disputed and claimed back."
    ),
    NoticeKind.REDUCTION: _(
        "Issue no order, invoice or charge for more than is renewed. None will be accepted or "
        "paid, and whatever is charged will be disputed and claimed back."
    ),
    NoticeKind.TERMINATION: _(
        "Issue no order, invoice or charge for any time after the termination takes effect. None "
        "will be accepted or paid, and whatever is charged will be disputed and claimed back."
    ),
    NoticeKind.DATA_ACT_SWITCH: _(
        "Issue no order, invoice or charge for any time after the switch is complete. None will "
        "be accepted or paid, and whatever is charged will be disputed and claimed back."
    ),
}
_FIXED = {
    Ask.PREPAID_REFUND: _(
        "Refund the fees that were paid in advance for the time after the termination takes "
        "effect, as the Agreement provides."
    ),
    Ask.FINAL_STATEMENT: _(
        "Send a final statement of account: every invoice, payment and credit note, and the "
        "balance."
    ),
    Ask.SWITCH_ASSISTANCE: _(
        "Assist with the switch, keep the services running during it, and make all exportable "
        "data and digital assets available in a structured, commonly used, machine-readable "
        "format (Articles 25 and 30 of Regulation (EU) 2023/2854), with no charge beyond what "
        "Article 29 allows."
    ),
}


def requests(notice: Notice) -> Iterator[Text | str]:
    """Yield the requests in the order of the letter; the company's own words come last."""
    for ask in Ask:
        if ask in notice.asks:
            yield _sentence(notice, ask)
    if notice.contact:
        yield _("Address to {contact} every answer and every question.", contact=notice.contact)
    yield from notice.own_asks


def _sentence(notice: Notice, ask: Ask) -> Text:
    match ask:
        case Ask.CONFIRMATION:
            return _CONFIRM[notice.kind]
        case Ask.BILLING_STOP:
            return _STOP[notice.kind]
        case Ask.NO_RENEWAL_INVOICE:
            return _NO_INVOICE[notice.kind]
        case Ask.DATA_RETURN:
            return _data_return(notice.data_return_days)
        case Ask.DELETION_CERTIFICATE:
            return _deletion(eu=notice.eu)
        case _:
            return _FIXED[ask]


def _data_return(days: int | None) -> Text:
    if days is None:
        return _(
            "Keep our data available for export after the services end for as long as the "
            "Agreement provides, and tell us how to retrieve it."
        )
    return counted(
        "Keep our data available for export for {n} day after the services end, and tell us "
        "how to retrieve it.",
        "Keep our data available for export for {n} days after the services end, and tell us "
        "how to retrieve it.",
        days,
    )


def _deletion(*, eu: bool) -> Text:
    # The duty to delete is 28(3)(g); what makes it provable is the duty to demonstrate, 28(3)(h).
    if eu:
        return _(
            "Once we have confirmed that the data is complete, delete all of it with every copy, "
            "backups included (Article 28(3)(g) of Regulation (EU) 2016/679), and certify the "
            "deletion in writing with its dates (Article 28(3)(h))."
        )
    return _(
        "Once we have confirmed that the data is complete, delete all of it with every copy, "
        "backups included, and certify the deletion in writing with its dates."
    )
