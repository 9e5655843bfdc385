"""The seams through which a practice org accepts writes and misbehaves.

A replica over a real archive uses neither: `ReadOnly` refuses and `NoFaults` does nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from salida.replica import refusals

if TYPE_CHECKING:
    from salida.replica.call import Answer, Call


class Faults(Protocol):
    """Asked on every request, from several threads at once."""

    def before(self, call: Call) -> Answer | None:
        """Return an answer to give in place of the real one, or `None`."""

    def after(self, call: Call, answer: Answer) -> Answer:
        """Return the answer to give: the real one, or a damaged one."""


class Writes(Protocol):
    """Takes every request that would change a record."""

    def answer(self, call: Call) -> Answer:
        """Carry out the change.

        Raises:
            SalesforceError: as the org refuses it.
        """


class NoFaults:
    """Nothing goes wrong."""

    def before(self, call: Call) -> Answer | None:  # noqa: ARG002 - the protocol's signature
        """Let every request through."""
        return None

    def after(self, call: Call, answer: Answer) -> Answer:  # noqa: ARG002 - the protocol's signature
        """Leave every answer as it is."""
        return answer


class ReadOnly:
    """Nothing can be changed."""

    def answer(self, call: Call) -> Answer:  # noqa: ARG002 - the protocol's signature
        """Refuse."""
        raise refusals.read_only()
