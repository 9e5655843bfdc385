"""The one thing to do next in a case, why, and by when. Pure.

Every gate that can be worked on offers a step with the day that it is due; the nearest day
wins, and of two on one day the one that stands first in the journey.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from salida.case.gates import (
    agreement_confirmed,
    confirmed,
    deletion_certified,
    filed,
    people_planned,
    statements_clean,
)
from salida.language import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from salida.case.facts import Facts, OrderFacts

_ONE_DAY = timedelta(days=1)
_PEOPLE_AHEAD = timedelta(days=14)
"""Who keeps access must be settled while the org still answers. No paper sets the number."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do, why, by which day, and how."""

    code: str
    """`read_papers`, `confirm_terms`, `back_up` ..., stable."""

    action: Text
    reason: Text
    day: date
    """When it is due. In the past: it is overdue."""

    command: str | None = None


def next_step(facts: Facts) -> NextStep:
    """Return the next step; there is always exactly one."""
    steps = list(_steps(facts))
    # min() keeps the first of equals, which is the order of the journey.
    return min(steps, key=lambda each: each.day) if steps else _close(facts)


def _steps(facts: Facts) -> Iterator[NextStep]:
    others = [*_backup(facts), *_people(facts), *_notice(facts), *_after(facts)]
    if not agreement_confirmed(facts):
        # Nothing is right before the terms are, and to confirm them takes minutes.
        yield _agreement(facts, min([facts.today, *(each.day for each in others)]))
    yield from others


def _agreement(facts: Facts, day: date) -> NextStep:
    known = facts.agreement
    if not known.terms:
        return NextStep(
            "read_papers",
            _("Read the order forms and the master agreement"),
            _("Every date, amount and address comes from them"),
            day,
            "salida agreement read",
        )
    if known.defects:
        return NextStep(
            "mend_terms",
            _("Mend the terms that contradict each other"),
            _("With them no date can be trusted"),
            day,
            "salida agreement show",
        )
    return NextStep(
        "confirm_terms",
        _("Compare the terms with their papers and confirm them"),
        _("Until a person has confirmed them, no date is binding"),
        day,
        "salida agreement confirm",
    )


def _backup(facts: Facts) -> Iterator[NextStep]:
    if facts.backup_proven:
        return
    day = _backup_day(facts)
    backup = facts.backup
    if backup.snapshot is not None and (backup.damaged or backup.complete) and not backup.other_org:
        yield NextStep(
            "verify",
            _("Verify the archive, byte by byte"),
            _("Only a verified archive is a proven one"),
            day,
            "salida verify",
        )
    else:
        yield NextStep(
            "back_up",
            _("Back up the org and verify the archive"),
            _("After the end the org locks, and nobody can make another backup"),
            day,
            "salida backup",
        )


def _backup_day(facts: Facts) -> date:
    """Return the day to begin: before the advised day for the notice, unless that goes first."""
    needed = timedelta(days=facts.backup.days_needed)
    waits = filed(facts) or facts.file_first or facts.override is not None
    if waits:
        end = facts.first_end
        return facts.today if end is None else max(facts.today, end - needed)
    days = [each.advised - needed for each in facts.unfiled if each.advised is not None]
    if facts.rehearsal is not None:
        days.append(facts.rehearsal)
    return max(facts.today, min(days, default=facts.today))


def _people(facts: Facts) -> Iterator[NextStep]:
    if people_planned(facts):
        return
    end = facts.first_end
    yield NextStep(
        "plan_people",
        _("Plan who keeps access until the end: two administrators, export, billing"),
        _("The last user who may read the data or the invoices must not be locked out early"),
        facts.today if end is None else end - _PEOPLE_AHEAD,
        "salida status --mark people",
    )


def _notice(facts: Facts) -> Iterator[NextStep]:
    if filed(facts) or not facts.orders:
        return
    may_file = facts.backup_proven or facts.override is not None or facts.file_first
    if may_file:
        yield min((_file(facts, each) for each in facts.unfiled), key=lambda each: each.day)


def _file(facts: Facts, order: OrderFacts) -> NextStep:
    day = _filing_day(facts, order)
    if order.trouble is not None:
        return NextStep(
            "settle_notice",
            _("See to the notice for {order}", order=order.number),
            order.trouble,
            day,
            "salida notice track",
        )
    if not order.drafted:
        command = "salida notice draft"
        action = _("Draft the notice for {order}", order=order.number)
    elif not order.reviewed:
        command = "salida notice review"
        action = _("Review the notice for {order}", order=order.number)
    else:
        command = "salida notice send"
        action = _("Send the notice for {order}", order=order.number)
    return NextStep("file_notice", action, _why_file(facts, order), day, command)


def _filing_day(facts: Facts, order: OrderFacts) -> date:
    if order.advised is not None and order.advised >= facts.today:
        return order.advised
    # Without a deadline the term just ends; the notice then only puts it in writing.
    return order.deadline or order.end or facts.today


def _why_file(facts: Facts, order: OrderFacts) -> Text:
    if order.deadline is None:
        return _("No notice is needed for it, as far as is known; in writing it is certain")
    if order.deadline < facts.today:
        return _(
            "Its deadline was {day}: it is missed. Sent today it may still be accepted",
            day=order.deadline,
        )
    if facts.file_first:
        return _(
            "Its deadline is {day}, nearer than a backup may take: a missed deadline costs more "
            "than a late backup",
            day=order.deadline,
        )
    return _("It must arrive by {day}", day=order.deadline)


def _after(facts: Facts) -> Iterator[NextStep]:
    if filed(facts) and not confirmed(facts):
        follow = facts.follow_up
        if follow is None:
            yield NextStep(
                "await_confirmation",
                _("Wait for the written confirmation, and take it in when it comes"),
                _("Only a confirmation in writing ends the agreement for certain"),
                facts.today,
                "salida notice track",
            )
        else:
            yield NextStep("follow_up", follow.action, follow.reason, follow.day, follow.command)
    # Without a known end the terms are to be mended first; until then these stay due.
    ends = facts.last_end or facts.today
    if confirmed(facts) and not statements_clean(facts):
        yield NextStep(
            "check_statements",
            _("Compare the invoices and bank statements after the end"),
            _("Charges after the end happen, and are easier to undo early"),
            ends + _ONE_DAY,
            "salida status --mark statements",
        )
    if confirmed(facts) and not deletion_certified(facts):
        yield NextStep(
            "certify_deletion",
            _("Ask for the certificate that the data was deleted, and keep it here"),
            _("Until then customers' personal data lies with a former supplier"),
            max(facts.deletion_due or ends, ends + _ONE_DAY),
            "salida status --mark deletion",
        )


def _close(facts: Facts) -> NextStep:
    return NextStep(
        "close",
        _("Keep the case folder for as long as the law asks, and a copy of it elsewhere"),
        _("Every gate is passed"),
        facts.today,
    )
