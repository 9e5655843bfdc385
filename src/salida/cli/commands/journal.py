"""`salida journal`: what was done."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from salida.case import Case
from salida.cli.command import command, option
from salida.cli.layout import heading, table
from salida.cli.values import Folder
from salida.language import _, show_datetime

if TYPE_CHECKING:
    from pathlib import Path

    from salida.cli.face import Face
    from salida.journal import Entry


@command(
    "journal",
    words=_(
        "Show what was done in this case, by whom and when. With --json or --output the entries "
        "come as JSON lines, each carrying the SHA-256 of the line before it: "
        "`sed -n 7p FILE | sha256sum` gives the `previous` of line 8."
    ),
)
@option("--output", type=Folder(), metavar=_("FILE"), words=_("Write the JSON lines into a file"))
def journal(face: Face, output: Path | None) -> None:
    """Show or export the journal."""
    case = Case.open(face.case_folder)
    with case.journal() as opened:
        if output is not None:
            output.write_text("".join(f"{line}\n" for line in opened.lines()), encoding="ascii")
            face.say(_("Written to {path}", path=output))
        elif face.json:
            for line in opened.lines():
                sys.stdout.write(f"{line}\n")
        else:
            columns = (("", True), (_("when"), False), (_("who"), False), (_("what"), False))
            face.show(
                heading(_("Journal of {name}", name=case.settings.name)),
                table(columns, [_row(each) for each in opened.entries()]),
            )


def _row(entry: Entry) -> tuple[object, ...]:
    details = ", ".join(f"{name} {_shown(value)}" for name, value in entry.data.items())
    what = f"{entry.action}  {details}" if details else entry.action
    return entry.number, show_datetime(entry.at), entry.actor, what


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
