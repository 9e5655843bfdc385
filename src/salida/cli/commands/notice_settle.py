"""`salida notice settle`: what became of an attempt whose outcome nobody knew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from salida.case import Case
from salida.case.gathering import gather
from salida.cli.command import argument, command, option
from salida.cli.layout import facts, heading
from salida.cli.notice_view import chosen, notice_document, notice_facts
from salida.cli.record import actor, now
from salida.cli.values import OneOf
from salida.language import _
from salida.notice.mail import settle_uncertain

if TYPE_CHECKING:
    from salida.cli.face import Face


@command(
    "settle",
    words=_(
        "Say what became of a message when the connection broke and nobody knew whether it went "
        "out. Until that is settled nothing is sent."
    ),
)
@argument(
    "notice",
    required=False,
    metavar=_("NOTICE"),
    words=_("The beginning of its id; the newest if absent"),
)
@option("--outcome", required=True, type=OneOf("sent", "not-sent"), words=_("What you found out"))
@option("--reason", required=True, metavar=_("REASON"), words=_("How you know it"))
def notice_settle(face: Face, *, notice: str | None, outcome: str, reason: str) -> None:
    """Settle an uncertain attempt."""
    case = Case.open(face.case_folder)
    tracked = chosen(gather(case, now=now()), notice)
    word = cast("Literal['sent', 'not_sent']", outcome.replace("-", "_"))
    with case.journal() as journal:
        settle_uncertain(journal, tracked.stored.id, word, reason, now=now(), actor=actor())
    tracked = chosen(gather(case, now=now()), tracked.stored.id)
    if face.json:
        face.document({"type": "settled", **notice_document(tracked)})
        return
    following = "salida notice track" if outcome == "sent" else "salida notice send"
    face.show(heading(_("Settled")), *facts(*notice_facts(tracked), (_("Next"), following)))
