"""A defect in the user's data or papers: a value, so that one never hides the rest."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salida.language import Text


class Severity(Enum):
    """How much a finding matters."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, where, and what to do."""

    code: str
    """A stable name in snake case: `part_hash_differs`."""

    message: Text | str
    severity: Severity = Severity.WARNING
    subject: str | None = None
    """What it is about: a path in the archive, an sObject, a paper."""

    hint: Text | str | None = None

    def to_json(self) -> dict[str, object]:
        """Return the finding as JSON, in the language in force."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "subject": self.subject,
            "message": str(self.message),
            "hint": None if self.hint is None else str(self.hint),
        }
