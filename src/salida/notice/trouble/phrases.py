"""What each draft says and asks: the sentences, apart from the facts that fill them."""

from __future__ import annotations

from salida.language import Text, _
from salida.notice.trouble.entries import TroubleCode

_COMPLAINTS: dict[TroubleCode, tuple[Text, ...]] = {
    TroubleCode.FEES: (
        _(
            "We have been charged an amount that, as we read our order forms, has no ground in "
            "them. We dispute it. What is undisputed is paid in time."
        ),
    ),
    TroubleCode.REFUSED: (
        _(
            "We have been told that our notice is not accepted. A notice of non-renewal that is "
            "given in time and in due form takes effect by its receipt; it needs no acceptance. We "
            "maintain it in full."
        ),
    ),
    TroubleCode.NO_BACKUP: (
        _(
            "Our data has to be exported completely before the org is locked, and the backup is not "
            "complete yet. Our notice stands; it does not depend on the backup."
        ),
    ),
    TroubleCode.NO_ANSWER: (
        _(
            "We have had no written confirmation. The notice took effect by its receipt; what we "
            "ask for is your record of it."
        ),
    ),
    TroubleCode.ACCESS_LOST: (
        _(
            "We cannot reach our data any more. We hereby request it within the time that the "
            "agreement grants for its return, and object to its deletion until we have confirmed "
            "that it is complete."
        ),
    ),
    TroubleCode.RENEWED: (
        _(
            "The order forms above have been treated as renewed although our notice says otherwise. "
            "We dispute the renewal and every invoice that rests on it; no use of the "
            "services after the end of the term is a consent to it."
        ),
    ),
    TroubleCode.OBSTACLE: (
        _(
            "The way that you offer for declining the renewal does not work for us. So that no time "
            "is lost, we state here that the order forms above do not renew, except as far as our "
            "written notice says so."
        ),
    ),
}

_DEMANDS: dict[TroubleCode, tuple[Text, ...]] = {
    TroubleCode.FEES: (
        _("Name the order form, the line, the period and the clause that the charge rests on."),
        _("Issue a credit note for what has none, and refund what has been collected."),
        _("Confirm that nothing is reminded, suspended or charged while this is open."),
    ),
    TroubleCode.REFUSED: (
        _("Name the clause that you rest the refusal on, and the day on which you received it."),
        _("Confirm in writing that the notice has taken effect as it stands."),
        _("Confirm that nothing is ordered or invoiced beyond it."),
    ),
    TroubleCode.NO_BACKUP: (
        _("Confirm that the org stays open until the end of the last day of the term."),
        _("Tell us how the data is returned after it, by whom, and until when."),
        _("Start a full Data Export with all files, where the schedule does not let us."),
    ),
    TroubleCode.NO_ANSWER: (
        _("Confirm in writing the day on which you received the notice."),
        _(
            "Confirm that the order forms above are not renewed, except as far as the notice says so."
        ),
        _("Name the person who is responsible, with e-mail and telephone."),
    ),
    TroubleCode.ACCESS_LOST: (
        _("Open the org for export, or deliver all data and files in a usable format."),
        _("Confirm the day until which nothing is deleted."),
        _("If the org was locked before the end of the term, undo it and tell us why."),
    ),
    TroubleCode.RENEWED: (
        _(
            "Cancel the renewal, and the order that was made for it, as far as the notice excludes it."
        ),
        _("Issue a credit note for every invoice that rests on it."),
        _("Confirm the end of each order form in writing."),
    ),
    TroubleCode.OBSTACLE: (
        _("Record that we have declined the renewal today."),
        _("Tell us what is missing: the permission, the contract, or the button."),
        _(
            "Confirm that the order forms above are not renewed, except as far as the notice says so."
        ),
    ),
}


def complaint(code: TroubleCode) -> tuple[Text, ...]:
    """Return what has happened, as the company sees it."""
    return _COMPLAINTS[code]


def demands(code: TroubleCode) -> tuple[Text, ...]:
    """Return what Salesforce is asked to do about it, in order."""
    return _DEMANDS[code]
