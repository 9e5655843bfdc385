"""`salida init`: make a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from salida.case import Case
from salida.cli.command import argument, command, option
from salida.cli.layout import facts, heading
from salida.cli.record import now, record
from salida.cli.values import Folder, OneOf
from salida.language import LANGUAGES, _, current_language

if TYPE_CHECKING:
    from pathlib import Path

    from salida.cli.face import Face


@command(
    "init",
    words=_(
        "Make a case: a folder for one company that leaves one Salesforce agreement. It will hold "
        "the settings, the journal, the archive and the documents."
    ),
)
@argument(
    "folder",
    type=Folder(),
    metavar=_("FOLDER"),
    words=_("A folder that does not exist yet or is empty"),
)
@option("--name", metavar=_("NAME"), words=_("The company; the folder's name if absent"))
@option(
    "--documents-language",
    type=OneOf(*LANGUAGES),
    words=_("The language of letters and reports; that of this run if absent"),
)
def init(
    face: Face, folder: Path, name: str | None, documents_language: Literal["en", "es"] | None
) -> None:
    """Make a case."""
    language: Literal["en", "es"] = documents_language or (
        "es" if current_language() == "es" else "en"
    )
    case = Case.init(folder, name=name or folder.absolute().name, language=language, now=now())
    record(case, "case.made", {"id": case.settings.id, "name": case.settings.name})
    if face.json:
        face.document(
            {
                "type": "case",
                "id": case.settings.id,
                "name": case.settings.name,
                "language": language,
                "folder": str(case.folder),
                "settings": str(case.folder / "case.toml"),
                "journal": str(case.journal_path),
                "archive": str(case.archive_path),
                "documents": str(case.documents_path),
            }
        )
        return
    face.show(
        heading(_("Case {name}", name=case.settings.name)),
        *facts(
            (_("Folder"), case.folder),
            (_("Settings"), case.folder / "case.toml"),
            (_("Journal"), case.journal_path),
            (_("Documents"), case.documents_path),
            (_("Next"), f"salida org connect --case {case.folder}"),
        ),
    )
