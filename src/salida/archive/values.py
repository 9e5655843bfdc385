"""What a manifest is made of: frozen values, each with its JSON form."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from salida.archive.layout import checked_path
from salida.archive.stored_text import finding_from_json, finding_to_json
from salida.model.gap import Gap, gap_from_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from salida.model.finding import Finding

COUNT_BY_ORG = "org"
"""The key of `SObjectOutcome.counts` that says how many rows the org itself reports."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of the archive."""

    path: str
    """From the root of the archive, with `/`."""

    sha256: str
    bytes: int

    def to_json(self) -> dict[str, Any]:
        """Return the value as a manifest stores it."""
        return {"path": self.path, "sha256": self.sha256, "bytes": self.bytes}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> StoredFile:
        """Read the value from a manifest; an unknown kind of path is an `IntegrityError`."""
        return cls(path=checked_path(data["path"]), sha256=data["sha256"], bytes=data["bytes"])


@dataclass(frozen=True, slots=True)
class Part:
    """A Parquet file of rows: immutable once it is finished."""

    path: str
    rows: int
    bytes: int
    sha256: str
    source: Mapping[str, Any] = field(default_factory=dict)
    """Where its rows came from: the job and page, or the query. Never a secret."""

    min_modstamp: datetime | None = None
    """The earliest `SystemModstamp` in the part, when it has that column and a value."""

    max_modstamp: datetime | None = None

    @property
    def file(self) -> StoredFile:
        """The part as a plain file."""
        return StoredFile(self.path, self.sha256, self.bytes)

    def to_json(self) -> dict[str, Any]:
        """Return the value as a manifest stores it."""
        return {
            "path": self.path,
            "rows": self.rows,
            "bytes": self.bytes,
            "sha256": self.sha256,
            "source": dict(self.source),
            "min_modstamp": moment_to_json(self.min_modstamp),
            "max_modstamp": moment_to_json(self.max_modstamp),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Part:
        """Read the value from a manifest; an unknown kind of path is an `IntegrityError`."""
        return cls(
            path=checked_path(data["path"]),
            rows=data["rows"],
            bytes=data["bytes"],
            sha256=data["sha256"],
            source=data["source"],
            min_modstamp=moment_from_json(data["min_modstamp"]),
            max_modstamp=moment_from_json(data["max_modstamp"]),
        )


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes of a file, stored once per content."""

    sha256: str
    md5: str
    """What Salesforce states for a file version (`Checksum`)."""

    bytes: int


@dataclass(frozen=True, slots=True)
class OrgIdentity:
    """Which org a snapshot was taken from, and as whom."""

    id: str
    name: str
    instance_url: str
    api_version: str
    """Without the `v`: `66.0`."""

    username: str | None = None
    user_id: str | None = None
    edition: str | None = None
    """`Organization.OrganizationType`: `Enterprise Edition`."""

    is_sandbox: bool | None = None
    instance_name: str | None = None
    time_zone: str | None = None
    """The user's, as the IANA names it; date literals in SOQL depend on it."""

    language: str | None = None
    currency: str | None = None
    """ISO 4217, the org's own (its corporate currency if it has several)."""

    def to_json(self) -> dict[str, Any]:
        """Return the value as a manifest stores it."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> OrgIdentity:
        """Read the value from a manifest."""
        return cls(**data)


@dataclass(frozen=True, slots=True)
class SObjectOutcome:
    """What became of one sObject of the org: every one has an outcome."""

    name: str
    outcome: Literal["archived", "gap"]
    """`gap`: none of its rows are here, and `gaps` says why."""

    reader: str | None = None
    """How its rows were read: `bulk`, `rest`, `written` ..."""

    describe: StoredFile | None = None
    parts: tuple[Part, ...] = ()
    rows: int = 0
    """The rows of all parts together, soft-deleted ones included."""

    omitted_fields: tuple[str, ...] = ()
    """Fields that the describe has as columns of a row and that no part has."""

    counts: Mapping[str, int | None] = field(default_factory=dict)
    """Rows as others count them, by who counted. `COUNT_BY_ORG` ("org") is what the org says in
    the end: `rows` plus the `rows` of the gaps whose subject is the sObject must equal it."""

    gaps: tuple[Gap, ...] = ()
    findings: tuple[Finding, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the value as a manifest stores it."""
        return {
            "name": self.name,
            "outcome": self.outcome,
            "reader": self.reader,
            "rows": self.rows,
            "counts": dict(self.counts),
            "describe": None if self.describe is None else self.describe.to_json(),
            "omitted_fields": list(self.omitted_fields),
            "parts": [each.to_json() for each in self.parts],
            "gaps": [each.to_json() for each in self.gaps],
            "findings": [finding_to_json(each) for each in self.findings],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> SObjectOutcome:
        """Read the value from a manifest; an unknown kind of path is an `IntegrityError`."""
        describe = data["describe"]
        return cls(
            name=data["name"],
            outcome=data["outcome"],
            reader=data["reader"],
            describe=None if describe is None else StoredFile.from_json(describe),
            parts=tuple(Part.from_json(each) for each in data["parts"]),
            rows=data["rows"],
            omitted_fields=tuple(data["omitted_fields"]),
            counts=data["counts"],
            gaps=tuple(gap_from_json(each) for each in data["gaps"]),
            findings=tuple(finding_from_json(each) for each in data["findings"]),
        )


def moment_to_json(moment: datetime | None) -> str | None:
    """Return a moment as ISO 8601 in UTC with microseconds: `2026-11-25T02:11:00.000000Z`."""
    if moment is None:
        return None
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def moment_from_json(text: str | None) -> datetime | None:
    """Read what `moment_to_json` wrote."""
    return None if text is None else datetime.fromisoformat(text)
