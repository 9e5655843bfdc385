"""Where an exit stands: seven gates, each computed from facts alone. Pure.

A gate never remembers: whoever takes the evidence away reopens it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from salida.language import Text, _, counted

if TYPE_CHECKING:
    from salida.case.facts import Facts, Mark


class GateCode(Enum):
    """The gates, in the order of the journey."""

    AGREEMENT = "agreement_confirmed"
    BACKUP = "backup_proven"
    PEOPLE = "people_planned"
    FILED = "notice_filed"
    CONFIRMED = "notice_confirmed"
    STATEMENTS = "statements_clean"
    DELETION = "deletion_certified"


class GateState(Enum):
    """How a gate stands."""

    OPEN = "open"
    """It can be worked on now."""

    PASSED = "passed"
    BLOCKED = "blocked"
    """Something else must come first."""

    OVERRIDDEN = "overridden"
    """It is not passed, and a person said in writing why the case goes on without it."""


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate, how it stands and why."""

    code: GateCode
    state: GateState
    reason: Text
    evidence: tuple[Text | str, ...] = ()


TITLES = {
    GateCode.AGREEMENT: _("Agreement confirmed"),
    GateCode.BACKUP: _("Backup proven"),
    GateCode.PEOPLE: _("People planned"),
    GateCode.FILED: _("Notice filed"),
    GateCode.CONFIRMED: _("Notice confirmed in writing"),
    GateCode.STATEMENTS: _("Statements clean"),
    GateCode.DELETION: _("Data deletion certified"),
}

MARKABLE = {
    "people": GateCode.PEOPLE,
    "statements": GateCode.STATEMENTS,
    "deletion": GateCode.DELETION,
}
"""The gates that a person marks by hand, by the names on the command line."""


def gates(facts: Facts) -> tuple[Gate, ...]:
    """Return all seven gates, in the order of the journey."""
    return (
        _agreement(facts),
        _backup(facts),
        _people(facts),
        _filed(facts),
        _confirmed(facts),
        _statements(facts),
        _deletion(facts),
    )


def filed(facts: Facts) -> bool:
    """Whether a notice is out for every order form."""
    return bool(facts.orders) and not facts.unfiled


def confirmed(facts: Facts) -> bool:
    """Whether the end of every order form is confirmed in writing."""
    return bool(facts.orders) and all(each.confirmed_on is not None for each in facts.orders)


def ended(facts: Facts) -> bool:
    """Whether the last day of every order form is over."""
    return facts.last_end is not None and facts.last_end < facts.today


def agreement_confirmed(facts: Facts) -> bool:
    """Whether a person confirmed every term, and they make sense together."""
    known = facts.agreement
    return bool(known.terms and not known.unconfirmed and not known.defects)


def people_planned(facts: Facts) -> bool:
    """Whether a person says that it is settled who keeps access until the end."""
    return facts.people is not None and facts.people.intact


def statements_clean(facts: Facts) -> bool:
    """Whether a person says so, of statements from after the end."""
    mark = facts.statements
    return mark is not None and mark.intact and ended(facts) and _after_end(facts, mark)


def deletion_certified(facts: Facts) -> bool:
    """Whether the certificate is kept, unchanged, and from after the end."""
    mark = facts.deletion
    return (
        mark is not None
        and mark.file is not None
        and mark.intact
        and ended(facts)
        and _after_end(facts, mark)
    )


def _after_end(facts: Facts, mark: Mark) -> bool:
    return facts.last_end is not None and mark.day > facts.last_end


def _agreement(facts: Facts) -> Gate:
    known = facts.agreement
    if not known.terms:
        return Gate(
            GateCode.AGREEMENT, GateState.OPEN, _("No paper of the agreement has been read")
        )
    if known.defects:
        reason = counted(
            "{n} defect makes its dates or amounts unusable",
            "{n} defects make its dates or amounts unusable",
            len(known.defects),
        )
        return Gate(GateCode.AGREEMENT, GateState.OPEN, reason, known.defects)
    if known.unconfirmed:
        reason = counted(
            "{n} term of {all} is not confirmed by a person",
            "{n} terms of {all} are not confirmed by a person",
            known.unconfirmed,
            all=known.terms,
        )
        return Gate(GateCode.AGREEMENT, GateState.OPEN, reason)
    reason = counted(
        "{n} term is confirmed by a person", "{n} terms are confirmed by a person", known.terms
    )
    return Gate(GateCode.AGREEMENT, GateState.PASSED, reason, ("agreement.toml",))


def _backup(facts: Facts) -> Gate:
    known = facts.backup
    evidence = (known.snapshot,) if known.snapshot else ()
    if facts.backup_proven:
        reason = _(
            "The newest snapshot is complete and was verified on {day}", day=known.verified_on
        )
        return Gate(GateCode.BACKUP, GateState.PASSED, reason, evidence)
    if known.damaged:
        reason = _("The archive is damaged, as far as was seen last")
    elif known.snapshot is None:
        reason = _("There is no backup yet")
    elif known.other_org:
        reason = _("The archive was made of another org than the agreement is about")
    elif not known.complete:
        reason = _("The newest snapshot has gaps that matter")
    else:
        reason = _("The newest snapshot is complete, but has not been verified")
    if facts.override is not None:
        words = _("{reason}. Overridden: {why}", reason=reason, why=facts.override.note)
        return Gate(GateCode.BACKUP, GateState.OVERRIDDEN, words, _evidence(facts.override))
    return Gate(GateCode.BACKUP, GateState.OPEN, reason, evidence)


def _people(facts: Facts) -> Gate:
    if facts.people is not None and people_planned(facts):
        return _marked(GateCode.PEOPLE, facts.people)
    return Gate(
        GateCode.PEOPLE,
        GateState.OPEN,
        _(
            "Not supported here yet: plan by hand who keeps access until the end, then say so "
            "with `salida status --mark people`"
        ),
    )


def _filed(facts: Facts) -> Gate:
    if filed(facts):
        return Gate(
            GateCode.FILED,
            GateState.PASSED,
            _("A notice is out for every order form"),
            tuple(
                _("{order}: {day}", order=each.number, day=each.filed_on) for each in facts.orders
            ),
        )
    if not facts.orders:
        return Gate(
            GateCode.FILED, GateState.BLOCKED, _("No order form is known that a notice could end")
        )
    if facts.file_first:
        return Gate(GateCode.FILED, GateState.OPEN, _file_first(facts))
    if not facts.backup_proven and facts.override is None:
        return Gate(
            GateCode.FILED,
            GateState.BLOCKED,
            _("The archive is not proven complete, and after the end nobody can make another"),
        )
    trouble = next((each.trouble for each in facts.unfiled if each.trouble is not None), None)
    numbers = ", ".join(each.number for each in facts.unfiled)
    reason = trouble or _("No notice is out for {orders}", orders=numbers)
    return Gate(GateCode.FILED, GateState.OPEN, reason)


def _file_first(facts: Facts) -> Text:
    deadline = facts.next_deadline
    if deadline is not None and deadline < facts.today:
        return _(
            "The notice deadline was {day}: it is missed. Send the notice all the same, and ask "
            "for a waiver; every further day weakens it",
            day=deadline,
        )
    return _(
        "The notice deadline is {day}, nearer than a backup may take: file first, a missed "
        "deadline costs more than a late backup",
        day=deadline,
    )


def _confirmed(facts: Facts) -> Gate:
    if confirmed(facts):
        return Gate(
            GateCode.CONFIRMED,
            GateState.PASSED,
            _("Salesforce confirmed in writing that every order form ends"),
            tuple(
                _("{order}: {day}", order=each.number, day=each.confirmed_on)
                for each in facts.orders
            ),
        )
    if not filed(facts):
        return Gate(
            GateCode.CONFIRMED, GateState.BLOCKED, _("A notice must be out for every order form")
        )
    return Gate(
        GateCode.CONFIRMED, GateState.OPEN, _("Salesforce has not confirmed the end in writing")
    )


def _statements(facts: Facts) -> Gate:
    if facts.statements is not None and statements_clean(facts):
        return _marked(GateCode.STATEMENTS, facts.statements)
    if not confirmed(facts) or not ended(facts):
        return Gate(
            GateCode.STATEMENTS, GateState.BLOCKED, _("The terms must end, and that be confirmed")
        )
    return Gate(
        GateCode.STATEMENTS,
        GateState.OPEN,
        _(
            "Not supported here yet: compare the invoices and bank statements after the end by "
            "hand, then say so with `salida status --mark statements`"
        ),
    )


def _deletion(facts: Facts) -> Gate:
    if facts.deletion is not None and deletion_certified(facts):
        return _marked(GateCode.DELETION, facts.deletion)
    if not ended(facts):
        return Gate(
            GateCode.DELETION, GateState.BLOCKED, _("Data is deleted only after the terms end")
        )
    return Gate(
        GateCode.DELETION,
        GateState.OPEN,
        _(
            "Ask for the certificate of deletion, then keep it here with "
            "`salida status --mark deletion --file FILE`"
        ),
    )


def _marked(code: GateCode, mark: Mark) -> Gate:
    reason = _(
        "{who} marked it by hand on {day}: {note}", who=mark.actor, day=mark.day, note=mark.note
    )
    return Gate(code, GateState.PASSED, reason, _evidence(mark))


def _evidence(mark: Mark) -> tuple[Text | str, ...]:
    return () if mark.file is None else (mark.file,)
