"""Write into the journal of a case what a command did."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from salida.case import Case
    from salida.journal import Entry


def now() -> datetime:
    """Return the present moment in UTC: the only clock of the command line."""
    return datetime.now(UTC)


def record(case: Case, action: str, data: Mapping[str, Any]) -> Entry:
    """Append one entry in the name of whoever runs the command.

    Raises:
        JournalError: if the journal cannot be written.
    """
    with case.journal() as journal:
        return journal.append(action, data, actor=actor(), at=now())


def actor() -> str:
    """Return who runs the command, as the machine knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        # In a container the account may have no name (ImportError: Windows before 3.13).
        return "unknown"
