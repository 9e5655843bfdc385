"""The folder of a case."""

from __future__ import annotations

import os
import tempfile
import uuid
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from salida.case.settings import (
    Connection,
    Org,
    Settings,
    new_settings,
    read_settings,
    with_connection,
)
from salida.errors import CaseError, NotACaseError
from salida.journal import Journal
from salida.language import _

if TYPE_CHECKING:
    from datetime import datetime

SETTINGS = "case.toml"


@dataclass(frozen=True, slots=True)
class Case:
    """One case: its folder, and what its settings said when it was opened."""

    folder: Path
    settings: Settings

    @classmethod
    def init(cls, folder: Path, *, name: str, language: Literal["en", "es"], now: datetime) -> Self:
        """Make a case in `folder`, which must not exist or be empty.

        Raises:
            CaseError: if the folder holds anything, or cannot be written.
        """
        folder = folder.absolute()
        _refuse_foreign(folder)
        settings = Settings(
            id=str(uuid.uuid4()),
            name=name,
            language=language,
            created_at=now.replace(microsecond=0),
        )
        try:
            # 0700: the folder will hold the personal data of a company's customers.
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # First, because from here on the folder is a case, also after a power cut.
            _write(folder / SETTINGS, new_settings(settings))
            (folder / "documents").mkdir(exist_ok=True)
        except OSError as error:
            raise CaseError(
                _("Cannot make a case in `{path}`: {reason}", path=folder, reason=error.strerror),
                hint=_("Choose a folder where you may write"),
            ) from error
        return cls(folder, settings)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the case in `folder`.

        Raises:
            NotACaseError: if there is none.
            CaseError: if its settings are wrong.
        """
        folder = folder.absolute()
        path = folder / SETTINGS
        try:
            text = path.read_text(encoding="utf-8")
        except (FileNotFoundError, NotADirectoryError) as error:
            raise NotACaseError(
                _("`{path}` is not a case", path=folder),
                hint=_("Make one with `salida init FOLDER`, or name yours with `--case FOLDER`"),
            ) from error
        except (OSError, UnicodeDecodeError) as error:
            raise CaseError(
                _("Cannot read `{path}`: {reason}", path=path, reason=str(error)),
                hint=_("Check the disk and the permissions of the case folder"),
            ) from error
        return cls(folder, read_settings(text, path))

    @property
    def archive_path(self) -> Path:
        """Where the archive is, or will be after the first backup."""
        return self.folder / "archive"

    @property
    def documents_path(self) -> Path:
        """Where order forms, letters and reports are."""
        return self.folder / "documents"

    @property
    def journal_path(self) -> Path:
        """Where the journal is."""
        return self.folder / "journal.sqlite"

    def journal(self) -> Journal:
        """Open the journal; close it after use.

        Raises:
            JournalError: if it cannot be used.
        """
        return Journal.open(self.journal_path)

    def resolve(self, path: str) -> Path:
        """Return a path of the settings: absolute, `~` expanded, else relative to the folder."""
        return self.folder / Path(path).expanduser()

    def connected(self, connection: Connection, org: Org) -> Self:
        """Record how to log in and which org answered; return the case as it is now.

        Raises:
            CaseError: if the case is about another org. Two orgs in one archive cannot
                be told apart later.
        """
        if self.settings.org is not None and self.settings.org.id != org.id:
            raise self.other_org(org)
        path = self.folder / SETTINGS
        # Read again, so that what the user edited meanwhile is kept.
        _write(path, with_connection(path.read_text(encoding="utf-8"), connection, org, path))
        return replace(self, settings=replace(self.settings, connection=connection, org=org))

    def other_org(self, org: Org) -> CaseError:
        """Return the error for an org that answered though the case is about another."""
        mine = self.settings.org
        return CaseError(
            _(
                "This case is about the org {old}, but {new} answered",
                old=f"{mine.name} ({mine.id})" if mine else "",
                new=f"{org.name} ({org.id})",
            ),
            hint=_("Make another case for the other org with `salida init FOLDER`"),
        )


def _refuse_foreign(folder: Path) -> None:
    if (folder / SETTINGS).exists():
        raise CaseError(
            _("`{path}` is a case already", path=folder),
            hint=_("Use it with `--case {path}`, or choose another folder", path=folder),
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CaseError(
            _("`{path}` is not empty", path=folder),
            hint=_("Choose a folder that does not exist yet or is empty"),
        )


def _write(path: Path, text: str) -> None:
    """Replace `path` by `text` in one step: a reader sees the old file or the new one."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
