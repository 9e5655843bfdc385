"""One review: every rule over one notice, the gravest findings first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.model.finding import Finding, Severity
from salida.notice.review.channels import channels
from salida.notice.review.facts import Reviewed, ReviewFacts
from salida.notice.review.identity import identity
from salida.notice.review.kinds import kinds
from salida.notice.review.scope import scope
from salida.notice.review.timing import timing
from salida.notice.review.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from salida.model.agreement import Agreement
    from salida.model.keydate import KeyDate
    from salida.notice.notice import Notice

_RULES = (identity, scope, kinds, timing, channels, wording)
_GRAVEST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


def review(
    notice: Notice,
    agreement: Agreement,
    key_dates: Iterable[KeyDate],
    *,
    today: date,
    facts: ReviewFacts | None = None,
) -> tuple[Finding, ...]:
    """Return what is missing or contradictory, errors first; no error means it may leave.

    `today` is the day in the agreement's time zone, `key_dates` its whole clock.
    """
    reviewed = Reviewed(notice, agreement, tuple(key_dates), today, facts or ReviewFacts())
    found = [finding for rule in _RULES for finding in rule(reviewed)]
    return tuple(sorted(found, key=lambda each: _GRAVEST_FIRST.index(each.severity)))
