"""The chain: one entry is one line, and each line names the hash of the one before.

Pure. The chain alone does not stop someone who rewrites every later line too; for
that, keep the last hash (`Head`) elsewhere: it is printed with every certificate.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from salida.journal.secrets import refuse_secrets
from salida.language import _
from salida.model.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

GENESIS = "0" * 64
"""The `previous` of the first entry."""

_FIELDS = frozenset({"number", "at", "actor", "action", "data", "previous"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done."""

    number: int
    """Counted from 1, without holes."""

    at: datetime
    """UTC, to the microsecond."""

    actor: str
    """Who did it: the account on the machine, or the user of the org."""

    action: str
    """What was done, as a stable dotted name: `backup.finished`."""

    data: Mapping[str, Any]
    """What it was done to, as JSON values without floats and without secrets."""

    previous: str
    """The SHA-256 of the line before, `GENESIS` for the first."""

    @property
    def line(self) -> str:
        """The entry as one line of canonical JSON: ASCII, keys sorted, no spaces, no line end."""
        return json.dumps(
            {
                "number": self.number,
                "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
                "actor": self.actor,
                "action": self.action,
                "data": self.data,
                "previous": self.previous,
            },
            sort_keys=True,
            separators=(",", ":"),
        )

    @property
    def sha256(self) -> str:
        """The hash that the next entry carries."""
        return line_hash(self.line)


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a journal: how many entries, and the hash of the last."""

    number: int = 0
    sha256: str = GENESIS


def line_hash(line: str) -> str:
    """Return the SHA-256 of a line with its line end, as `sed -n Np FILE | sha256sum` does."""
    return hashlib.sha256(f"{line}\n".encode()).hexdigest()


def next_entry(
    head: Head, action: str, data: Mapping[str, Any], *, actor: str, at: datetime
) -> Entry:
    """Return the entry that follows `head`.

    Raises:
        ValueError: if `at` has no time zone or `data` holds a secret.
        TypeError: if `data` holds something that is not JSON, or a float.
    """
    if at.utcoffset() is None:
        message = "a journal entry needs a moment with its time zone"
        raise ValueError(message)
    refuse_secrets(data)
    return Entry(head.number + 1, at, actor, action, data, head.sha256)


def read_line(line: str) -> Entry:
    """Return the entry that `line` holds.

    Raises:
        ValueError: if the line is not an entry.
    """
    fields = json.loads(line)
    if not isinstance(fields, dict) or fields.keys() != _FIELDS:
        message = "not a journal entry"
        raise ValueError(message)
    return Entry(**{**fields, "at": datetime.fromisoformat(fields["at"])})


def check_lines(lines: Iterable[str], head: Head | None = None) -> list[Finding]:
    """Return what is wrong with a chain; empty when it holds.

    `lines` are without line ends. With `head`, the chain must also end there, which
    finds a changed or missing last line.
    """
    findings: list[Finding] = []
    reached = Head()
    for number, line in enumerate(lines, start=1):
        finding = _check_line(number, line, reached)
        if finding is not None:
            findings.append(finding)
        reached = Head(number, line_hash(line))
    if head is not None and reached != head:
        findings.append(
            Finding(
                "journal_end_differs",
                _("The journal does not end where it ended when it was last written"),
                Severity.ERROR,
                subject=str(reached.number),
                hint=_("It should have {number} entries", number=head.number),
            )
        )
    return findings


def _check_line(number: int, line: str, before: Head) -> Finding | None:
    try:
        entry = read_line(line)
        canonical = entry.line == line
    except (ValueError, TypeError, AttributeError):
        canonical = False
    if not canonical:
        return _broken("journal_entry_unreadable", number)
    if entry.number != number:
        return _broken("journal_entry_misplaced", number)
    if entry.previous != before.sha256:
        return _broken("journal_chain_broken", number)
    return None


def _broken(code: str, number: int) -> Finding:
    messages = {
        "journal_entry_unreadable": _("Journal entry {number} was changed", number=number),
        "journal_entry_misplaced": _(
            "Journal entry {number} is not the one that was written there", number=number
        ),
        "journal_chain_broken": _(
            "Journal entry {number} does not follow the one before it", number=number
        ),
    }
    return Finding(
        code,
        messages[code],
        Severity.ERROR,
        subject=str(number),
        hint=_("Entries were changed, removed or added by something other than Salida"),
    )
