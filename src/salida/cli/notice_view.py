"""What the notice commands share: finding the notice, and how it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from salida.case.notices import find_notice
from salida.language import Text, _, show_date
from salida.notice.lead import name_of
from salida.notice.notice import Channel
from salida.notice.review import ReviewFacts, review
from salida.notice.tracking import NoticeState

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from salida.case import Case
    from salida.case.gathering import Gathered, Tracked
    from salida.model.finding import Finding

STATES: dict[NoticeState, Text] = {
    NoticeState.DRAFTED: _("drafted"),
    NoticeState.REVIEWED: _("reviewed"),
    NoticeState.SENDING: _("being sent"),
    NoticeState.UNCERTAIN: _("uncertain: nobody knows whether it went out"),
    NoticeState.SENT: _("sent"),
    NoticeState.UNDELIVERED: _("not delivered"),
    NoticeState.DELIVERED: _("delivered"),
    NoticeState.ACKNOWLEDGED: _("acknowledged"),
    NoticeState.CONFIRMED: _("confirmed in writing"),
    NoticeState.REFUSED: _("refused by Salesforce"),
}
CHANNELS: dict[Channel, Text] = {
    Channel.YOUR_ACCOUNT: _("Your Account"),
    Channel.BILLING_PORTAL: _("Billing Portal"),
    Channel.ACCOUNT_EXECUTIVE: _("account executive"),
    Channel.EMAIL: _("e-mail"),
    Channel.POST: _("registered post"),
}


def chosen(gathered: Gathered, wanted: str | None) -> Tracked:
    """Return the notice that a command is about: the one named, else the newest.

    Raises:
        UsageError: if there is none, or the name is not that of one.
    """
    stored = find_notice(tuple(each.stored for each in gathered.notices), wanted)
    return next(each for each in gathered.notices if each.stored.id == stored.id)


def reviewed_findings(
    gathered: Gathered, tracked: Tracked, *, archive_org: str | None, post: str | None
) -> tuple[Finding, ...]:
    """Return what is wrong with a notice, against the agreement and the clock of the case."""
    known = ReviewFacts(
        archive_org_id=archive_org,
        post_required=None if post is None else post == "yes",
    )
    return review(
        tracked.stored.notice,
        gathered.terms.agreement,
        gathered.clock.dates,
        today=gathered.clock.today,
        facts=known,
    )


def notice_facts(tracked: Tracked) -> list[tuple[object, object]]:
    """Return what a notice is, as labels and values."""
    notice = tracked.stored.notice
    ends = ", ".join(show_date(each) for each in notice.end_dates)
    return [
        (_("Notice"), f"{name_of(notice.kind)} · {tracked.stored.id[:8]}"),
        (_("State"), STATES[tracked.state]),
        (_("Order forms"), ", ".join(each.number for each in notice.orders)),
        (_("Ends on"), ends or "?"),
        (_("To"), ", ".join(notice.recipients) or "?"),
        (_("Ways"), ", ".join(str(CHANNELS[each]) for each in notice.channels)),
    ]


def notice_document(tracked: Tracked) -> dict[str, Any]:
    """Return a notice and what became of it as JSON."""
    notice, told = tracked.stored.notice, tracked.told
    return {
        "id": tracked.stored.id,
        "kind": notice.kind.value,
        "state": tracked.state.value,
        "reviewed": tracked.reviewed,
        "orders": [each.number for each in notice.orders],
        "recipients": list(notice.recipients),
        "channels": [each.value for each in notice.channels],
        "folder": str(tracked.stored.folder),
        "sha256": tracked.stored.sha256,
        "sent_at": _moment(told.sent_at),
        "answers": [
            {"kind": each.kind.value, "at": _moment(each.at), "key": each.key}
            for each in told.answers
        ],
        "steps": [
            {"step": each.kind.value, "day": each.day.isoformat(), "reason": str(each.reason)}
            for each in tracked.steps
        ],
    }


def file_rows(case: Case, files: tuple[Path, ...]) -> list[tuple[object, object]]:
    """Return where the forms of a notice lie."""
    folder = files[0].parent.relative_to(case.folder)
    return [(_("Folder"), folder), (_("Files"), ", ".join(each.name for each in files))]


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
