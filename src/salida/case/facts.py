"""What is known about a case, as values: the only thing that the gates are computed from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from salida.language import Text


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """What `agreement.toml` holds."""

    terms: int = 0
    unconfirmed: int = 0
    """Terms that no person has confirmed."""

    defects: tuple[Text | str, ...] = ()
    """Errors that make its dates or its lines unusable."""


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """What the newest snapshot is worth."""

    snapshot: str | None = None
    complete: bool = False
    damaged: bool = False
    """Whether the archive cannot be read, or the newest verification found damage."""

    other_org: bool = False
    """Whether it was made of another org than the one that the agreement is about."""

    verified_on: date | None = None
    """When every byte of this very snapshot was last found unchanged."""

    days_needed: int = 1
    """How many days a backup and its verification take, counted generously."""

    days_reason: Text | str = ""
    """Where that number comes from."""


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """One order form, its dates, and what became of the notice that covers it."""

    number: str
    end: date | None = None
    """Its last day."""

    deadline: date | None = None
    """The last day for a notice to arrive; `None` when none is needed or none is known."""

    advised: date | None = None
    """The day on which it should have been sent, with room for a second try."""

    drafted: bool = False
    reviewed: bool = False
    filed_on: date | None = None
    """When a notice that covers it went out, and is not known to be lost."""

    confirmed_on: date | None = None
    """When Salesforce confirmed its end in writing."""

    trouble: Text | None = None
    """Why a notice that was sent does not count as filed: it bounced, nobody knows."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that a person says is done, as the journal has it."""

    day: date
    actor: str
    note: str
    file: str | None = None
    """A proof, relative to the documents folder."""

    intact: bool = True
    """Whether the proof still has the hash that it was taken in with."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What is to be done next about a notice that is out."""

    day: date
    action: Text
    reason: Text
    command: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the gates depend on."""

    today: date
    """In the agreement's time zone."""

    agreement: AgreementFacts = AgreementFacts()
    backup: BackupFacts = BackupFacts()
    orders: tuple[OrderFacts, ...] = ()
    rehearsal: date | None = None
    """The advised day for a whole backup, of the order form that ends first."""

    deletion_due: date | None = None
    """The day on which Salesforce deletes what the locked org still holds."""

    follow_up: FollowUp | None = None
    override: Mark | None = None
    """A person's reason to file without a proven backup."""

    people: Mark | None = None
    statements: Mark | None = None
    deletion: Mark | None = None

    @property
    def first_end(self) -> date | None:
        """The last day of the order form that ends first."""
        return min((each.end for each in self.orders if each.end is not None), default=None)

    @property
    def last_end(self) -> date | None:
        """The last day of the order form that ends last; `None` if one of them is unknown."""
        ends = [each.end for each in self.orders]
        known = [each for each in ends if each is not None]
        return max(known) if known and len(known) == len(ends) else None

    @property
    def unfiled(self) -> tuple[OrderFacts, ...]:
        """The order forms that no notice has been filed for."""
        return tuple(each for each in self.orders if each.filed_on is None)

    @property
    def next_deadline(self) -> date | None:
        """The nearest notice deadline of an order form without a filed notice, also a past one."""
        return min(
            (each.deadline for each in self.unfiled if each.deadline is not None), default=None
        )

    @property
    def backup_proven(self) -> bool:
        """Whether the newest snapshot is complete and was verified as it is now."""
        backup = self.backup
        return bool(
            backup.snapshot
            and backup.complete
            and not backup.damaged
            and not backup.other_org
            and backup.verified_on is not None
        )

    @property
    def file_first(self) -> bool:
        """Whether the notice deadline is nearer than a backup could take, or has passed.

        A missed deadline costs a whole renewal term; a late backup costs nothing while the
        org still answers.
        """
        deadline = self.next_deadline
        return (
            not self.backup_proven
            and deadline is not None
            and (deadline - self.today).days < self.backup.days_needed
        )
