"""`salida practice`: invent a company."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from salida.cli.command import argument, command, option
from salida.cli.layout import facts, heading
from salida.cli.summary import file_versions
from salida.cli.values import Folder, Whole
from salida.language import _, show_duration, show_number
from salida.practice import create_practice

if TYPE_CHECKING:
    from pathlib import Path

    from salida.cli.face import Face

MOST = 1_000_000_000


@command(
    "practice",
    words=_(
        "Invent a coherent company (accounts, people, sales, cases, files, deleted rows, hostile "
        "text) and write it as an archive. The same seed and size give the same company. Serve it "
        "with `salida replica`, and everything can be tried without touching a real org."
    ),
)
@argument(
    "archive", type=Folder(), metavar=_("ARCHIVE"), words=_("A folder that does not exist yet")
)
@option(
    "--records",
    type=Whole(1_000, MOST),
    default=100_000,
    show_default=True,
    metavar=_("N"),
    words=_("About how many records"),
)
@option(
    "--seed",
    type=Whole(0, 2**31 - 1),
    default=1,
    show_default=True,
    metavar=_("N"),
    words=_("Which company"),
)
def practice(face: Face, archive: Path, records: int, seed: int) -> None:
    """Make a practice archive."""
    began = time.monotonic()
    made = create_practice(archive, records=records, seed=seed)
    manifest = made.manifest()
    if face.json:
        face.document(
            {
                "type": "practice",
                "archive": str(made.root),
                "seed": seed,
                "org": manifest.org.to_json(),
                "rows": manifest.rows,
                "sobjects": sum(each.outcome == "archived" for each in manifest.sobjects),
                "files": file_versions(manifest),
            }
        )
        return
    face.show(
        heading(_("Practice org")),
        *facts(
            (_("Org"), f"{manifest.org.name} ({manifest.org.id})"),
            (_("Records"), show_number(manifest.rows)),
            (_("Files"), show_number(file_versions(manifest))),
            (_("Made in"), show_duration(time.monotonic() - began)),
            (_("Archive"), made.root),
            (_("Next"), f"salida replica {made.root}"),
        ),
    )
