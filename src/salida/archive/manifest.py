"""The manifest: what one snapshot holds, and what it does not.

Version 1. A key is never renamed or given another meaning; a change that an older Salida
would misread raises the version, and the older one refuses with `ArchiveVersionError`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from salida import __version__
from salida.archive.sealed import seal, unseal
from salida.archive.stored_text import finding_from_json, finding_to_json
from salida.archive.values import (
    OrgIdentity,
    Part,
    SObjectOutcome,
    StoredFile,
    moment_from_json,
    moment_to_json,
)
from salida.errors import IntegrityError
from salida.language import _
from salida.model.gap import Gap, gap_from_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from salida.model.finding import Finding

FORMAT = "salida-manifest"
VERSION = 1


@dataclass(frozen=True, slots=True)
class SnapshotContent:
    """What a finished run hands over to be committed."""

    sobjects: tuple[SObjectOutcome, ...]
    describe_global: StoredFile | None = None
    blob_index: tuple[Part, ...] = ()
    gaps: tuple[Gap, ...] = ()
    """Gaps that belong to no sObject."""

    findings: tuple[Finding, ...] = ()
    dialect: Mapping[str, Any] = field(default_factory=dict)
    """Which documented or observed variants of the API the org spoke."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """One snapshot, whole."""

    archive: str
    """The `id` of the archive that it belongs to."""

    snapshot: str
    kind: str
    """`full`: every row of the org; `practice`: invented."""

    started_at: datetime
    finished_at: datetime
    org: OrgIdentity
    content: SnapshotContent
    blobs: int = 0
    """How many different blobs the blob index names."""

    blob_bytes: int = 0
    written_by: str = f"salida {__version__}"

    @property
    def sobjects(self) -> tuple[SObjectOutcome, ...]:
        """The outcome of every sObject, by name."""
        return self.content.sobjects

    @property
    def dialect(self) -> Mapping[str, Any]:
        """Which variants of the API the org spoke."""
        return self.content.dialect

    @property
    def rows(self) -> int:
        """The rows of all sObjects together."""
        return sum(each.rows for each in self.sobjects)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Every gap: those of the run, then those of each sObject."""
        return self.content.gaps + tuple(gap for each in self.sobjects for gap in each.gaps)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding: those of the run, then those of each sObject."""
        return self.content.findings + tuple(one for each in self.sobjects for one in each.findings)

    @property
    def complete(self) -> bool:
        """Whether everything that the org keeps and lets be read is here."""
        return all(each.reason.natural for each in self.gaps)

    def outcome(self, sobject: str) -> SObjectOutcome | None:
        """Return the outcome of `sobject`, whatever its case, or `None`."""
        wanted = sobject.lower()
        return next((each for each in self.sobjects if each.name.lower() == wanted), None)

    def parts(self) -> tuple[Part, ...]:
        """Return every part: of each sObject, then of the blob index."""
        rows = tuple(part for each in self.sobjects for part in each.parts)
        return rows + self.content.blob_index

    def files(self) -> tuple[StoredFile, ...]:
        """Return every file that the manifest names, by path, blobs excepted."""
        named: dict[str, StoredFile] = {}
        for file in self._all_files():
            named[file.path] = file
        return tuple(named[path] for path in sorted(named))

    def _all_files(self) -> Iterable[StoredFile]:
        if self.content.describe_global is not None:
            yield self.content.describe_global
        for part in self.content.blob_index:
            yield part.file
        for outcome in self.sobjects:
            if outcome.describe is not None:
                yield outcome.describe
            for part in outcome.parts:
                yield part.file

    def to_json(self) -> dict[str, Any]:
        """Return the manifest as JSON, without the `format`, `version` and `checksum` of the file."""
        content = self.content
        describe_global = content.describe_global
        return {
            "archive": self.archive,
            "snapshot": self.snapshot,
            "kind": self.kind,
            "written_by": self.written_by,
            "started_at": moment_to_json(self.started_at),
            "finished_at": moment_to_json(self.finished_at),
            "complete": self.complete,
            "rows": self.rows,
            "blobs": {"count": self.blobs, "bytes": self.blob_bytes},
            "org": self.org.to_json(),
            "dialect": dict(content.dialect),
            "describe_global": None if describe_global is None else describe_global.to_json(),
            "blob_index": [each.to_json() for each in content.blob_index],
            "sobjects": [each.to_json() for each in content.sobjects],
            "gaps": [each.to_json() for each in content.gaps],
            "findings": [finding_to_json(each) for each in content.findings],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Manifest:
        """Read what `to_json` gave; an unknown kind of path is an `IntegrityError`."""
        started_at = moment_from_json(data["started_at"])
        finished_at = moment_from_json(data["finished_at"])
        if started_at is None or finished_at is None:
            message = "a manifest states when it started and finished"
            raise ValueError(message)
        describe_global = data["describe_global"]
        return cls(
            archive=data["archive"],
            snapshot=data["snapshot"],
            kind=data["kind"],
            written_by=data["written_by"],
            started_at=started_at,
            finished_at=finished_at,
            org=OrgIdentity.from_json(data["org"]),
            blobs=data["blobs"]["count"],
            blob_bytes=data["blobs"]["bytes"],
            content=SnapshotContent(
                sobjects=tuple(SObjectOutcome.from_json(each) for each in data["sobjects"]),
                describe_global=(
                    None if describe_global is None else StoredFile.from_json(describe_global)
                ),
                blob_index=tuple(Part.from_json(each) for each in data["blob_index"]),
                gaps=tuple(gap_from_json(each) for each in data["gaps"]),
                findings=tuple(finding_from_json(each) for each in data["findings"]),
                dialect=data["dialect"],
            ),
        )

    def to_bytes(self) -> bytes:
        """Return the manifest as the bytes of its file."""
        return seal(FORMAT, VERSION, self.to_json())

    @classmethod
    def from_bytes(cls, raw: bytes, *, path: str) -> Manifest:
        """Read a manifest file.

        Raises:
            IntegrityError: if any byte of it was changed.
            ArchiveVersionError: if a newer Salida wrote it.
        """
        data = unseal(raw, kind=FORMAT, newest=VERSION, path=path)
        try:
            return cls.from_json(data)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise IntegrityError(
                _(
                    "`{path}` is whole, but no manifest of version {version}",
                    path=path,
                    version=VERSION,
                ),
                hint=_("Some other program wrote it; restore it from a copy of the archive"),
            ) from error
