"""What should be in an archive, as values; and how a finding about a file is worded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from salida.language import Text, _
from salida.model.finding import Finding, Severity

if TYPE_CHECKING:
    from salida.archive.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Expected:
    """What a file must be."""

    sha256: str
    bytes: int | None = None
    """Unknown when only `manifest-sha256.txt` could be read."""

    rows: int | None = None
    """For a part."""

    columns: frozenset[str] | None = None
    """For a part whose sObject's describe could be read: what it must have besides `_verbatim`."""


@dataclass(slots=True)
class SnapshotView:
    """What one snapshot says, and what is wrong with how it says it."""

    name: str
    manifest: Manifest | None = None
    """`None` when it cannot be believed."""

    files: dict[str, Expected] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    delivered: tuple[str, ...] = ()
    """The names on the org's own list of sObjects."""


def wrong(code: str, path: str, message: Text) -> Finding:
    """Return the finding that something about the file at `path` is wrong."""
    return Finding(
        code=code,
        message=message,
        severity=Severity.ERROR,
        subject=path,
        hint=_("Restore the file from a copy of the archive"),
    )


def unreadable(code: str, path: str, error: Exception) -> Finding:
    """Return the finding that the file at `path` cannot be read."""
    return wrong(code, path, _("Cannot be read: {reason}", reason=str(error)))
