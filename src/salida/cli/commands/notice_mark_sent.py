"""`salida notice mark-sent`: a person sent it, and here is the proof."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from salida.case import Case
from salida.case.gathering import gather
from salida.cli.command import argument, command, option
from salida.cli.layout import facts, heading
from salida.cli.notice_view import CHANNELS, chosen, notice_document, notice_facts
from salida.cli.record import actor, now
from salida.cli.values import Day, Folder, OneOf
from salida.language import _
from salida.notice.by_hand import mark_sent
from salida.notice.notice import Channel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from salida.cli.face import Face


@command(
    "mark-sent",
    words=_(
        "Record that you sent a notice yourself: by registered post, in Your Account, in the "
        "Billing Portal, through the seller. Whatever proves it is kept in the case by its hash."
    ),
)
@argument(
    "notice",
    required=False,
    metavar=_("NOTICE"),
    words=_("The beginning of its id; the newest if absent"),
)
@option(
    "--channel",
    required=True,
    type=OneOf(*(each.value for each in Channel)),
    words=_("How it was sent"),
)
@option(
    "--on", "day", type=Day(), metavar=_("DATE"), words=_("The day on the receipt; today if absent")
)
@option(
    "--proof",
    "proofs",
    multiple=True,
    required=True,
    type=Folder(),
    metavar=_("FILE"),
    words=_("The receipt, or a picture of the page that confirms it; may be repeated"),
)
def notice_mark_sent(
    face: Face, *, notice: str | None, channel: str, day: date | None, proofs: Sequence[Path]
) -> None:
    """Mark a notice as sent."""
    case = Case.open(face.case_folder)
    gathered = gather(case, now=now())
    tracked = chosen(gathered, notice)
    moment = now()
    with case.journal() as journal:
        kept = mark_sent(
            journal,
            case.documents_path,
            notice_id=tracked.stored.id,
            channel=Channel(channel),
            sent_at=_moment(day, gathered.clock.zone, moment),
            proofs=proofs,
            now=moment,
            actor=actor(),
        )
    tracked = chosen(gather(case, now=now()), tracked.stored.id)
    if face.json:
        files = [each.to_json() for each in kept]
        face.document({"type": "sent_by_hand", **notice_document(tracked), "proofs": files})
        return
    rows = [(each.name, f"documents/{each.path}") for each in kept]
    face.show(
        heading(_("Marked as sent by {way}", way=CHANNELS[Channel(channel)])),
        *facts(*notice_facts(tracked), *rows, (_("Next"), "salida notice track")),
    )


def _moment(day: date | None, zone: str, moment: datetime) -> datetime:
    """Return noon of a day that is over, and the present on the day itself."""
    if day is None or day == moment.astimezone(ZoneInfo(zone)).date():
        return moment
    return datetime.combine(day, time(12), ZoneInfo(zone)).astimezone(UTC)
