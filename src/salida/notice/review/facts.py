"""What a review needs to know beyond the notice, the agreement and its clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salida.model.finding import Finding, Severity

if TYPE_CHECKING:
    from datetime import date

    from salida.language import Text
    from salida.model.agreement import Agreement
    from salida.model.keydate import KeyDate
    from salida.notice.notice import Notice


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """Facts from the other rooms; `None` is unknown, and unknown is never taken for fine."""

    archive_org_id: str | None = None
    """The org that the archive was made of."""

    post_required: bool | None = None
    """Whether a person read in the notice clause that an e-mail is not enough."""

    billing_users: tuple[str, ...] | None = None
    """Active users who may use Your Account: permission Manage Billing or its permission set."""

    leaving_users: frozenset[str] = frozenset()
    """Users whose deactivation is planned before the notice is acknowledged."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """All that one review looks at."""

    notice: Notice
    agreement: Agreement
    key_dates: tuple[KeyDate, ...]
    today: date
    facts: ReviewFacts


def error(code: str, message: Text, hint: Text, subject: str | None = None) -> Finding:
    """Return a finding that must be settled before the notice leaves."""
    return Finding(code, message, Severity.ERROR, subject, hint)


def warning(code: str, message: Text, hint: Text, subject: str | None = None) -> Finding:
    """Return a finding that weakens the notice or needs a decision."""
    return Finding(code, message, Severity.WARNING, subject, hint)


def note(code: str, message: Text, hint: Text, subject: str | None = None) -> Finding:
    """Return a finding that is good to know."""
    return Finding(code, message, Severity.NOTE, subject, hint)
