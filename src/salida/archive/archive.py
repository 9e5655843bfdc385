"""An archive on disk: create, open, read; and the way to write a snapshot into it."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from salida.archive import commit, layout
from salida.archive.files import inside, missing, room_on_disk, write_whole
from salida.archive.identity import Identity, identity_bytes, read_identity
from salida.archive.lock import Lock
from salida.archive.manifest import Manifest
from salida.archive.readme import readme_bytes
from salida.archive.snapshot import Run, SnapshotWriter
from salida.errors import ArchiveError, IntegrityError
from salida.language import _
from salida.model.describe import SObject, sobject_from_json

if TYPE_CHECKING:
    from salida.archive.values import OrgIdentity, SObjectOutcome, StoredFile


class Archive:
    """The whole folder: one org, snapshot after snapshot. Reading is safe from any thread."""

    def __init__(self, root: Path, identity: Identity) -> None:
        self._root = root
        self._identity = identity
        self._manifests: dict[str, Manifest] = {}
        self._sobjects: dict[str, SObject] = {}

    @classmethod
    def create(
        cls, root: Path, *, archive_id: str | None = None, created_at: datetime | None = None
    ) -> Archive:
        """Make an empty archive in the new or empty folder `root`.

        Args:
            root: The folder; its parents are made as well.
            archive_id: Fixed only where an archive must come out the same each time.
            created_at: The same; the moment of the call otherwise.

        Raises:
            ArchiveError: if the folder holds anything already.
            DiskFullError: if the disk is full.
        """
        # A crash between the two files below leaves the first; it must not bar a second try.
        ours = {layout.README, f"{layout.README}.tmp", f"{layout.IDENTITY}.tmp"}
        if root.exists() and (
            not root.is_dir() or any(each.name not in ours for each in root.iterdir())
        ):
            raise ArchiveError(
                _("`{path}` is not empty", path=root),
                hint=_("Name a new folder for the archive, or open the archive that is there"),
            )
        readme = readme_bytes()
        identity = identity_bytes(
            archive_id=archive_id or str(uuid.uuid4()),
            created_at=created_at or datetime.now(UTC),
            readme=readme,
        )
        with room_on_disk(root):
            root.mkdir(parents=True, exist_ok=True)
        write_whole(root / layout.README, readme)
        write_whole(root / layout.IDENTITY, identity)
        return cls.open(root)

    @classmethod
    def open(cls, root: Path) -> Archive:
        """Open the archive at `root`.

        Raises:
            NotAnArchiveError: if there is none.
            IntegrityError: if `archive.json` is damaged.
            ArchiveVersionError: if a newer Salida made it.
        """
        return cls(Path(root), read_identity(Path(root)))

    @property
    def root(self) -> Path:
        """The folder."""
        return self._root

    @property
    def identity(self) -> Identity:
        """Who the archive is."""
        return self._identity

    def snapshots(self) -> tuple[str, ...]:
        """Return the names of the snapshots, oldest first."""
        folder = self._root / layout.SNAPSHOTS
        if not folder.is_dir():
            return ()
        return tuple(
            sorted(each.name for each in folder.iterdir() if layout.is_snapshot(each.name))
        )

    def manifest(self, snapshot: str | None = None) -> Manifest:
        """Return the manifest of `snapshot`, of the newest one if it is `None`.

        Raises:
            ArchiveError: if there is no such snapshot.
            IntegrityError: if the manifest is damaged or belongs elsewhere.
            ArchiveVersionError: if a newer Salida wrote it.
        """
        names = self.snapshots()
        if not names:
            raise ArchiveError(
                _("The archive `{path}` holds no snapshot yet", path=self._root),
                hint=_("Run `salida backup`; a run that was interrupted goes on"),
            )
        name = names[-1] if snapshot is None else snapshot
        if name not in names:
            raise ArchiveError(
                _("The archive `{path}` has no snapshot `{name}`", path=self._root, name=name),
                hint=_("Its snapshots: {names}", names=", ".join(names)),
            )
        if name not in self._manifests:
            self._manifests[name] = self._read_manifest(name)
        return self._manifests[name]

    def sobject_names(self, snapshot: str | None = None) -> tuple[str, ...]:
        """Return the sObjects whose describe is in the snapshot, by name."""
        outcomes = self.manifest(snapshot).sobjects
        return tuple(each.name for each in outcomes if each.describe is not None)

    def outcome(self, sobject: str, snapshot: str | None = None) -> SObjectOutcome:
        """Return what became of `sobject`, whatever the case of its name.

        Raises:
            ArchiveError: if the snapshot says nothing of it.
        """
        found = self.manifest(snapshot).outcome(sobject)
        if found is None:
            names = [each.name for each in self.manifest(snapshot).sobjects]
            close = get_close_matches(sobject, names, n=1)
            raise ArchiveError(
                _("The archive knows no sObject `{name}`", name=sobject),
                hint=_("Did you mean `{name}`?", name=close[0])
                if close
                else _("Use the name of the API, such as `Account` or `Invoice__c`"),
            )
        return found

    def describe_bytes(self, sobject: str, snapshot: str | None = None) -> bytes:
        """Return the describe of `sobject` as the org delivered it; raises as `outcome` does."""
        return self._bytes_of(self._describe_file(sobject, snapshot))

    def describe_json(self, sobject: str, snapshot: str | None = None) -> dict[str, Any]:
        """Return the describe of `sobject` as JSON; raises as `outcome` does."""
        describe: dict[str, Any] = json.loads(self.describe_bytes(sobject, snapshot))
        return describe

    def describe(self, sobject: str, snapshot: str | None = None) -> SObject:
        """Return the describe of `sobject` as a value; raises as `outcome` does."""
        file = self._describe_file(sobject, snapshot)
        if file.path not in self._sobjects:
            self._sobjects[file.path] = sobject_from_json(json.loads(self._bytes_of(file)))
        return self._sobjects[file.path]

    def describe_global_json(self, snapshot: str | None = None) -> dict[str, Any]:
        """Return the org's list of sObjects as JSON.

        Raises:
            ArchiveError: if the snapshot has none.
        """
        file = self.manifest(snapshot).content.describe_global
        if file is None:
            raise ArchiveError(_("The snapshot has no list of sObjects"))
        listing: dict[str, Any] = json.loads(self._bytes_of(file))
        return listing

    def path(self, path: str) -> Path:
        """Return the place of a file that a manifest names.

        Raises:
            IntegrityError: if the path is none of the format's, or leads through a link.
        """
        return inside(self._root, layout.checked_path(path))

    def blob_path(self, sha256: str) -> Path:
        """Return the place of a blob, whether it is there or not; raises as `path` does."""
        return self.path(layout.blob_path(sha256))

    def open_blob(self, sha256: str) -> BinaryIO:
        """Open a blob for reading.

        Raises:
            IntegrityError: if it is not there.
        """
        try:
            return self.blob_path(sha256).open("rb")
        except FileNotFoundError:
            raise missing(layout.blob_path(sha256)) from None

    def begin(
        self, *, kind: Literal["full", "practice"], org: OrgIdentity, started_at: datetime
    ) -> SnapshotWriter:
        """Start a snapshot.

        Raises:
            ArchiveLockedError: if somebody else is writing.
            ArchiveError: if an unfinished run waits in staging, or the clock went back.
        """
        lock = Lock.take(self._root / layout.LOCK)
        try:
            self._refuse_unfinished()
            started_at = started_at.astimezone(UTC)
            name = layout.snapshot_name(started_at, self.snapshots())
            self._refuse_the_past(name)
            run = Run(snapshot=name, kind=kind, started_at=started_at, org=org)
            folder = self._root / layout.STAGING / name
            with room_on_disk(self._root):
                (folder / "workspace").mkdir(parents=True)
            write_whole(folder / layout.RUN_FILE, run.to_bytes())
        except BaseException:
            lock.release()
            raise
        return SnapshotWriter(self, run, folder, lock)

    def resume(self) -> SnapshotWriter | None:
        """Go on with the run that waits in staging; `None` when there is none.

        Raises:
            ArchiveLockedError: if it is not waiting but being written.
        """
        lock = Lock.take(self._root / layout.LOCK)
        try:
            folder = self._unfinished()
            if folder is None:
                lock.release()
                return None
            raw = (folder / layout.RUN_FILE).read_bytes()
            run = Run.from_bytes(raw, path=f"{layout.STAGING}/{folder.name}/{layout.RUN_FILE}")
        except BaseException:
            lock.release()
            raise
        return SnapshotWriter(self, run, folder, lock)

    def _unfinished(self) -> Path | None:
        """Return the folder of the run in staging, after removing what crashes left there."""
        commit.clear_leftovers(self._root)
        staging = self._root / layout.STAGING
        if not staging.is_dir():
            return None
        return next((each for each in sorted(staging.iterdir()) if each.is_dir()), None)

    def _refuse_unfinished(self) -> None:
        folder = self._unfinished()
        if folder is not None:
            raise ArchiveError(
                _("An unfinished run waits in `{path}`", path=folder),
                hint=_("Run `salida backup` to finish it"),
            )

    def _refuse_the_past(self, name: str) -> None:
        names = self.snapshots()
        if names and name < names[-1]:
            raise ArchiveError(
                _("The clock says `{now}`, yet snapshot `{name}` exists", now=name, name=names[-1]),
                hint=_("Set the computer's clock, then start again"),
            )

    def _describe_file(self, sobject: str, snapshot: str | None) -> StoredFile:
        file = self.outcome(sobject, snapshot).describe
        if file is None:
            raise ArchiveError(_("The archive has no describe of `{name}`", name=sobject))
        return file

    def _bytes_of(self, file: StoredFile) -> bytes:
        try:
            return self.path(file.path).read_bytes()
        except FileNotFoundError:
            raise missing(file.path) from None

    def _read_manifest(self, name: str) -> Manifest:
        path = layout.manifest_path(name)
        try:
            raw = self.path(path).read_bytes()
        except FileNotFoundError:
            raise missing(path) from None
        manifest = Manifest.from_bytes(raw, path=path)
        if manifest.archive != self._identity.id or manifest.snapshot != name:
            raise IntegrityError(
                _("`{path}` belongs to another archive or snapshot", path=path),
                hint=_("Restore it from a copy of the archive"),
            )
        return manifest
