"""How many API calls a run may make, so that the company can go on working.

One budget for rows and files. The org's own counter is the truth: it moves with every
call that anyone makes, and every answer carries it (`Sforce-Limit-Info`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salida.errors import LimitError
from salida.language import _

if TYPE_CHECKING:
    from collections.abc import Callable

KEEP_SHARE = 0.2
"""Of the org's daily calls, kept for the business unless asked otherwise."""


def calls_left(usage: tuple[int, int] | None, keep_share: float) -> int | None:
    """Return how many calls may still be made; `None` while the org has not said."""
    if usage is None:
        return None
    used, allowed = usage
    return int(allowed * (1 - keep_share)) - used


@dataclass(frozen=True, slots=True)
class Budget:
    """The calls of an org, seen through its latest answer."""

    usage: Callable[[], tuple[int, int] | None]
    keep_share: float = KEEP_SHARE

    def left(self) -> int | None:
        """Return the calls that may still be made; `None` while the org has not said."""
        return calls_left(self.usage(), self.keep_share)

    def calls(self) -> tuple[int | None, int | None]:
        """Return the calls used by anyone, and those left to this run; `None` if not known yet."""
        usage = self.usage()
        return (None if usage is None else usage[0]), self.left()

    def check(self) -> None:
        """Stop before a call that the business may need. Calls in flight are not counted yet.

        Raises:
            LimitError: if the budget is used up. The run can be resumed.
        """
        left = self.left()
        if left is not None and left <= 0:
            raise LimitError(
                _("The API calls that this backup may make today are used up"),
                hint=_(
                    "Start the backup again tomorrow: it goes on where it stopped. Calls come back over 24 hours"
                ),
                error_code="REQUEST_LIMIT_EXCEEDED",
            )
