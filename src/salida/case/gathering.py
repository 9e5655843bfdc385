"""From a case folder to its facts: the only place where the gates meet the disk."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from salida.archive import Archive
from salida.case.clock import CaseClock, case_clock
from salida.case.facts import AgreementFacts, BackupFacts, Facts, FollowUp, OrderFacts
from salida.case.marks import marks
from salida.case.notices import StoredNotice, stored_notices
from salida.case.terms import Terms, load_terms
from salida.errors import ArchiveError, IntegrityError
from salida.language import Text, _, show_duration
from salida.model.finding import Severity
from salida.notice.tracking import AnswerKind, NoticeState, StepKind, history, next_steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from salida.archive import Manifest
    from salida.case.folder import Case
    from salida.journal import Entry
    from salida.model.agreement import OrderForm
    from salida.notice.tracking import History, Step

ASSUMED_DAYS = 3
"""What a backup is taken to need as long as none was made. No source: the first run of a large
org is paced by its daily API calls, and a day more is cheaper than a missed deadline."""

_DAY = 86_400
_OUT = frozenset(
    {
        NoticeState.SENT,
        NoticeState.DELIVERED,
        NoticeState.ACKNOWLEDGED,
        NoticeState.CONFIRMED,
        NoticeState.REFUSED,
    }
)
_TROUBLE = {
    NoticeState.SENDING: _("It is being handed to the mail server at this moment"),
    NoticeState.UNCERTAIN: _("Nobody knows whether it went out: find out, and settle it"),
    NoticeState.UNDELIVERED: _("It was reported as not delivered: send it another way"),
}
STEPS = {
    StepKind.SEND: _("Send the notice"),
    StepKind.SETTLE: _("Find out whether the notice went out"),
    StepKind.RESEND: _("Send the notice again, another way"),
    StepKind.ANSWER: _("Answer what Salesforce asked"),
    StepKind.REMIND: _("Remind the seller of the notice"),
    StepKind.MANAGER: _("Write to the seller's manager"),
    StepKind.SUPPORT: _("Open a support case about the notice"),
    StepKind.LEGAL: _("Send a formal demand by registered post"),
}


@dataclass(frozen=True, slots=True)
class Tracked:
    """A notice and what became of it."""

    stored: StoredNotice
    told: History
    reviewed: bool
    """Whether the newest review without errors was of the notice as it is now."""

    state: NoticeState
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """A case as it stands now."""

    facts: Facts
    terms: Terms
    clock: CaseClock
    notices: tuple[Tracked, ...]


def gather(case: Case, *, now: datetime, backup_days: int | None = None) -> Gathered:
    """Return everything that is known about a case; `backup_days` states how long a backup takes.

    Raises:
        UsageError: if `agreement.toml` or a notice cannot be read.
        CaseError, JournalError: if the case cannot be read.
    """
    terms = load_terms(case)
    clock = case_clock(case, terms.agreement, now=now)
    with case.journal() as journal:
        entries = journal.entries()
    notices = tuple(
        _tracked(each, entries, clock, now=now) for each in stored_notices(case, entries)
    )
    said = marks(case, entries, clock.zone)
    org_id = terms.agreement.org_id
    facts = Facts(
        today=clock.today,
        agreement=_agreement(terms),
        backup=_backup(case, entries, clock, org_id.value if org_id else None, backup_days),
        orders=tuple(_order(each, clock, notices) for each in terms.agreement.orders),
        rehearsal=min(_days(clock, "backup_rehearsal"), default=None),
        deletion_due=max(_days(clock, "courtesy_ends"), default=None),
        follow_up=_follow_up(notices),
        override=said.override,
        people=said.by_name.get("people"),
        statements=said.by_name.get("statements"),
        deletion=said.by_name.get("deletion"),
    )
    return Gathered(facts, terms, clock, notices)


def _agreement(terms: Terms) -> AgreementFacts:
    wrong = [*terms.unreadable, *terms.defects]
    return AgreementFacts(
        terms=len(terms.chosen),
        unconfirmed=len(terms.unconfirmed),
        defects=tuple(each.message for each in wrong if each.severity is Severity.ERROR),
    )


def _backup(
    case: Case,
    entries: Sequence[Entry],
    clock: CaseClock,
    org_id: str | None,
    stated: int | None,
) -> BackupFacts:
    days, why = _needed(None, stated)
    if not (case.archive_path / "archive.json").exists():
        return BackupFacts(days_needed=days, days_reason=why)
    try:
        archive = Archive.open(case.archive_path)
        if not archive.snapshots():
            return BackupFacts(days_needed=days, days_reason=why)
        manifest = archive.manifest()
    except (ArchiveError, IntegrityError):
        return BackupFacts(damaged=True, days_needed=days, days_reason=why)
    days, why = _needed(manifest, stated)
    verified_on, damaged = _verified(entries, manifest, ZoneInfo(clock.zone))
    return BackupFacts(
        snapshot=manifest.snapshot,
        complete=manifest.complete,
        damaged=damaged,
        # 15 and 18 characters name the same org.
        other_org=org_id is not None and manifest.org.id[:15] != org_id[:15],
        verified_on=verified_on,
        days_needed=days,
        days_reason=why,
    )


def _verified(
    entries: Iterable[Entry], manifest: Manifest, zone: ZoneInfo
) -> tuple[date | None, bool]:
    """Return when this very snapshot was last found whole, and whether damage was seen since."""
    sha256 = hashlib.sha256(manifest.to_bytes()).hexdigest()
    verified_on, damaged = None, False
    for each in entries:
        if each.action != "archive.verified":
            continue
        if not each.data.get("ok"):
            verified_on, damaged = None, True
        elif each.data.get("manifest_sha256") == sha256:
            verified_on, damaged = each.at.astimezone(zone).date(), False
    return verified_on, damaged


def _needed(manifest: Manifest | None, stated: int | None) -> tuple[int, Text]:
    if stated is not None:
        return stated, _("as stated with `--backup-days`")
    if manifest is None:
        return ASSUMED_DAYS, _("assumed, as no backup was made yet")
    seconds = (manifest.finished_at - manifest.started_at).total_seconds()
    took = show_duration(seconds)
    return math.ceil(seconds / _DAY) + 1, _(
        "the last backup took {time}; a day is added", time=took
    )


def _tracked(
    stored: StoredNotice, entries: Sequence[Entry], clock: CaseClock, *, now: datetime
) -> Tracked:
    told = history(entries, stored.id)
    last: Any = next(
        (
            each.data.get("sha256")
            for each in reversed(entries)
            if each.action == "notice.reviewed" and each.data.get("notice") == stored.id
        ),
        None,
    )
    numbers = {each.number for each in stored.notice.orders}
    deadline = min(
        (day for number in numbers if (day := _nearest(clock, "notice_deadline", number))),
        default=None,
    )
    steps = next_steps(
        told, now=now, zone=ZoneInfo(clock.zone), deadline=deadline, calendar=clock.calendar
    )
    return Tracked(stored, told, told.reviewed and last == stored.sha256, told.state(now), steps)


def _order(order: OrderForm, clock: CaseClock, notices: Sequence[Tracked]) -> OrderFacts:
    number = str(order.number.value)
    covering = [
        each
        for each in notices
        if any(covered.number == number for covered in each.stored.notice.orders)
    ]
    out = next((each for each in reversed(covering) if each.state in _OUT), None)
    waiting = covering[-1] if covering else None
    ends = [order.end_date, *(each.end_date for each in order.subscriptions)]
    return OrderFacts(
        number=number,
        end=max((each.value for each in ends if each is not None), default=None),
        deadline=_nearest(clock, "notice_deadline", number),
        advised=_nearest(clock, "notice_recommended", number),
        drafted=waiting is not None,
        reviewed=waiting is not None and waiting.reviewed,
        filed_on=None if out is None else _sent_on(out, clock),
        confirmed_on=_confirmed_on(covering, clock),
        trouble=None if waiting is None or out is not None else _TROUBLE.get(waiting.state),
    )


def _sent_on(each: Tracked, clock: CaseClock) -> date:
    # An answer proves that it went out, also where nobody wrote down when.
    moment = each.told.sent_at or each.told.answers[0].at
    return moment.astimezone(ZoneInfo(clock.zone)).date()


def _confirmed_on(covering: Sequence[Tracked], clock: CaseClock) -> date | None:
    for each in reversed(covering):
        if each.state is NoticeState.CONFIRMED:
            answers = [one for one in each.told.answers if one.kind is AnswerKind.CONFIRMATION]
            return answers[-1].at.astimezone(ZoneInfo(clock.zone)).date()
    return None


def _nearest(clock: CaseClock, code: str, number: str) -> date | None:
    """Return the nearest such day still to come for an order form or its lines, else the last."""
    days = [
        each.day
        for each in clock.dates
        if each.code == code
        and each.order is not None
        and (each.order == number or each.order.startswith(f"{number}/"))
    ]
    coming = [day for day in days if day >= clock.today]
    return min(coming) if coming else max(days, default=None)


def _days(clock: CaseClock, code: str) -> list[date]:
    return [each.day for each in clock.dates if each.code == code]


def _follow_up(notices: Iterable[Tracked]) -> FollowUp | None:
    out = [each for each in notices if each.state in _OUT and each.steps]
    if not out:
        return None
    first = min((each.steps[0] for each in out), key=lambda step: step.day)
    return FollowUp(first.day, STEPS[first.kind], first.reason, "salida notice track")
