"""Writing one snapshot: everything goes to staging first, and `commit` makes it a snapshot."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from salida.archive import commit, layout
from salida.archive.blob import BlobWriter
from salida.archive.blobindex import read_blob_index
from salida.archive.columns import BLOB_INDEX_SCHEMA, arrow_schema, repeating_columns
from salida.archive.consistency import contradictions
from salida.archive.files import write_whole
from salida.archive.manifest import Manifest, SnapshotContent
from salida.archive.part import PartWriter
from salida.archive.sealed import seal, unseal
from salida.archive.values import OrgIdentity, StoredFile, moment_from_json, moment_to_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

    import pyarrow as pa

    from salida.archive.archive import Archive
    from salida.archive.lock import Lock
    from salida.archive.values import Part
    from salida.model.describe import Field, SObject

_RUN_FORMAT = "salida-run"
_RUN_VERSION = 1


@dataclass(frozen=True, slots=True)
class Run:
    """What identifies a run while it is in staging."""

    snapshot: str
    kind: str
    started_at: datetime
    org: OrgIdentity

    def to_bytes(self) -> bytes:
        """Return the run as the bytes of its file."""
        content = {
            "snapshot": self.snapshot,
            "kind": self.kind,
            "started_at": moment_to_json(self.started_at),
            "org": self.org.to_json(),
        }
        return seal(_RUN_FORMAT, _RUN_VERSION, content)

    @classmethod
    def from_bytes(cls, raw: bytes, *, path: str) -> Run:
        """Read what `to_bytes` gave; raises as `sealed.unseal` does."""
        data: Mapping[str, Any] = unseal(raw, kind=_RUN_FORMAT, newest=_RUN_VERSION, path=path)
        started_at = moment_from_json(data["started_at"])
        assert started_at is not None  # noqa: S101 - sealed bytes are as Salida wrote them
        return cls(
            snapshot=data["snapshot"],
            kind=data["kind"],
            started_at=started_at,
            org=OrgIdentity.from_json(data["org"]),
        )


class SnapshotWriter:
    """A run in progress. It holds the archive's lock until commit, abandon or close.

    Parts and blobs may be written from several threads at once. Leaving the `with` block
    without a commit keeps the run in staging, for `Archive.resume`.
    """

    def __init__(self, archive: Archive, run: Run, folder: Path, lock: Lock) -> None:
        self._archive = archive
        self._run = run
        self._folder = folder
        self._lock = lock
        self._numbers = itertools.count()
        # An invented archive can be made again; waiting for the disk would be most of its time.
        self._durable = run.kind != "practice"

    @property
    def snapshot(self) -> str:
        """The name that the snapshot will have."""
        return self._run.snapshot

    @property
    def kind(self) -> str:
        """`full` or `practice`."""
        return self._run.kind

    @property
    def started_at(self) -> datetime:
        """When the run began, in UTC; kept when it is resumed."""
        return self._run.started_at

    @property
    def org(self) -> OrgIdentity:
        """The org that the run reads."""
        return self._run.org

    @property
    def workspace(self) -> Path:
        """A folder for the run's own state; it lasts until the snapshot is committed."""
        return self._folder / "workspace"

    @property
    def decided(self) -> Manifest | None:
        """The manifest, if an earlier process was ended within `commit`; then only `commit` is left."""
        return commit.decided(self._archive.root, self._folder, self.snapshot)

    def place(self, path: str) -> Path:
        """Return where a file that this run has written or found in the archive lies now."""
        staged = self._staged(layout.checked_path(path))
        return staged if staged.is_file() else self._archive.path(path)

    def put_describe_global(self, raw: bytes) -> StoredFile:
        """Keep the answer of `GET .../sobjects` byte for byte."""
        sha256 = hashlib.sha256(raw).hexdigest()
        return self._put(layout.describe_global_path(sha256), sha256, raw)

    def put_describe(self, sobject: str, raw: bytes) -> StoredFile:
        """Keep the describe of `sobject` byte for byte."""
        sha256 = hashlib.sha256(raw).hexdigest()
        return self._put(layout.describe_path(sobject, sha256), sha256, raw)

    def part(
        self,
        sobject: SObject,
        number: int,
        *,
        verbatim: bool = False,
        fields: Sequence[Field] | None = None,
    ) -> PartWriter:
        """Open part `number` (from 0) of `sobject`; one of that number is written anew.

        Args:
            sobject: Whose rows these are.
            number: Its place among the parts of the sObject.
            verbatim: Whether some value needs the column `_verbatim`.
            fields: The fields that the part has, when not all.
        """
        return self._part_writer(
            layout.part_path(sobject.name, self.snapshot, number),
            schema=arrow_schema(sobject, verbatim=verbatim, fields=fields),
            dictionary=repeating_columns(sobject),
        )

    def blob(self) -> BlobWriter:
        """Open a blob: bytes that will be named by their SHA-256."""
        return BlobWriter(temporary=self._temporary(), place=self._place, durable=self._durable)

    def blob_index(self, number: int = 0) -> PartWriter:
        """Open part `number` (from 0) of the blob index; its columns are `BLOB_INDEX_SCHEMA`."""
        return self._part_writer(
            layout.blob_index_path(self.snapshot, number),
            schema=BLOB_INDEX_SCHEMA,
            dictionary=("sobject", "field"),
        )

    def put_blob_index(self, table: pa.Table, number: int = 0) -> Part:
        """Write a whole part of the blob index at once."""
        with self.blob_index(number) as writer:
            writer.write(table)
            return writer.finish()

    def commit(self, content: SnapshotContent | None = None, *, finished_at: datetime) -> Manifest:
        """Make the run a snapshot, remove its folder from staging and give the lock back.

        After a crash within `commit`, calling it again goes forward with what was decided
        then; `content` and `finished_at` no longer matter.

        Raises:
            ValueError: if `content` contradicts itself or names files that were not staged.
            DiskFullError: if there is no room for the manifest; the run stays in staging.
        """
        manifest = self.decided
        if manifest is None:
            if content is None:
                message = "nothing was decided yet: commit needs the content"
                raise ValueError(message)
            manifest = self._decide(content, finished_at)
        commit.roll_forward(self._archive.root, self._folder, self.snapshot, durable=self._durable)
        commit.clear(self._folder)
        self.close()
        return manifest

    def abandon(self) -> None:
        """Throw the run away; the archive is as if it had never begun."""
        commit.clear(self._folder)
        self.close()

    def close(self) -> None:
        """Give the lock back; an unfinished run stays in staging."""
        self._lock.release()

    def _decide(self, content: SnapshotContent, finished_at: datetime) -> Manifest:
        content = replace(content, sobjects=tuple(sorted(content.sobjects, key=lambda o: o.name)))
        wrong = contradictions(content, self._find)
        if wrong:
            raise ValueError("; ".join(wrong))
        blobs: dict[str, int] = {}
        for part in content.blob_index:
            blobs.update(read_blob_index(self._staged(part.path)))
        manifest = Manifest(
            archive=self._archive.identity.id,
            snapshot=self.snapshot,
            kind=self.kind,
            started_at=self.started_at,
            finished_at=finished_at,
            org=self.org,
            content=content,
            blobs=len(blobs),
            blob_bytes=sum(blobs.values()),
        )
        commit.decide(
            self._folder,
            manifest,
            fixed=self._archive.identity.files(),
            blobs=blobs,
            durable=self._durable,
        )
        return manifest

    def _find(self, file: StoredFile) -> bool:
        """Whether `file` is staged or in the archive, with its size."""
        for base in (self._folder / commit.TREE, self._archive.root):
            place = base / file.path
            if place.is_file():
                return place.stat().st_size == file.bytes
        return False

    def _put(self, path: str, sha256: str, raw: bytes) -> StoredFile:
        target = self._place(path, len(raw))
        if target is not None:
            # Commit waits for the disk; until then a describe is quickly asked for again.
            write_whole(target, raw, durable=False)
        return StoredFile(path=path, sha256=sha256, bytes=len(raw))

    def _place(self, path: str, size: int) -> Path | None:
        """Return where to stage `path`, or `None` when it is here: its name is its hash."""
        for place in (self._archive.root / path, self._staged(path)):
            if place.is_file() and place.stat().st_size == size:
                return None
        return self._staged(path)

    def _staged(self, path: str) -> Path:
        return self._folder / commit.TREE / path

    def _temporary(self) -> Path:
        return self._folder / "tmp" / str(next(self._numbers))

    def _part_writer(
        self, path: str, *, schema: pa.Schema, dictionary: Sequence[str]
    ) -> PartWriter:
        return PartWriter(
            path=path,
            target=self._staged(path),
            temporary=self._temporary(),
            schema=schema,
            dictionary=dictionary,
            durable=self._durable,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
