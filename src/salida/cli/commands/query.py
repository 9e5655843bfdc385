"""`salida query`: ask the archive in SOQL."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, BinaryIO

from salida.archive import Archive, Catalogue
from salida.case import Case
from salida.cli.command import argument, command, option
from salida.cli.formats.as_csv import write_csv
from salida.cli.formats.as_json import write_json
from salida.cli.formats.as_parquet import write_parquet
from salida.cli.formats.as_table import table_lines
from salida.cli.values import Folder, OneOf
from salida.errors import UsageError
from salida.language import _, counted
from salida.query import Engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from salida.cli.face import Face
    from salida.query import Prepared

FORMATS = ("table", "csv", "json", "parquet")


@command(
    "query",
    words=_(
        "Ask the archive in SOQL, as the org would have been asked. On a terminal the answer is a "
        "table, otherwise CSV; --output takes the format from the file's name. In CSV, a text that "
        "a spreadsheet would run as a formula gets an apostrophe in front, unless --raw."
    ),
)
@argument("soql", metavar=_("SOQL"), words=_("The query in quotes; - reads it from stdin"))
@option(
    "--format",
    "form",
    type=OneOf(*FORMATS),
    envvar="SALIDA_QUERY_FORMAT",
    words=_("The form of the answer"),
)
@option(
    "--output",
    type=Folder(),
    metavar=_("FILE"),
    words=_("Write the answer into a file, whole or not at all"),
)
@option(
    "--all-rows",
    is_flag=True,
    words=_("Also soft-deleted and archived records, as queryAll gives"),
)
@option("--raw", is_flag=True, words=_("CSV with every text exactly as it is, formulas too"))
@option(
    "--archive",
    type=Folder(),
    metavar=_("ARCHIVE"),
    words=_("An archive folder; that of the case if absent"),
)
@option("--snapshot", metavar=_("NAME"), words=_("A snapshot; the newest if absent"))
@option(
    "--time-zone",
    metavar=_("ZONE"),
    words=_("Where days begin for TODAY and the like; that of the archived user if absent"),
)
def query(
    face: Face,
    *,
    soql: str,
    form: str | None,
    output: Path | None,
    all_rows: bool,
    raw: bool,
    archive: Path | None,
    snapshot: str | None,
    time_zone: str | None,
) -> None:
    """Answer one query."""
    root = archive or Case.open(face.case_folder).archive_path
    form = form or _usual_form(face, output)
    text = sys.stdin.read() if soql == "-" else soql
    with Catalogue(Archive.open(root), snapshot) as catalogue:
        zone = time_zone or catalogue.manifest.org.time_zone or "UTC"
        prepared = Engine(catalogue).prepare(text, all_rows=all_rows, time_zone=zone)
        if output is None:
            _print(face, prepared, form, raw=raw)
        else:
            with _replaced(output) as file:
                rows = _write(prepared, form, file, raw=raw)
            written = counted("{n} record in {path}", "{n} records in {path}", rows, path=output)
            face.say(written)


def _usual_form(face: Face, output: Path | None) -> str:
    if output is not None:
        suffix = output.suffix.removeprefix(".").lower()
        if suffix not in FORMATS:
            raise UsageError(
                _("What form should `{path}` have?", path=output),
                hint=_("Name it .csv, .json or .parquet, or say it with `--format`"),
            )
        return suffix
    if face.json:
        return "json"
    return "table" if face.out.is_terminal else "csv"


def _print(face: Face, prepared: Prepared, form: str, *, raw: bool) -> None:
    if form == "table":
        face.show(*table_lines(prepared, width=face.out.width))
        return
    if form == "parquet" and sys.stdout.isatty():
        raise UsageError(
            _("Parquet is not for a terminal"),
            hint=_("Write it into a file with `--output FILE.parquet`"),
        )
    _write(prepared, form, sys.stdout.buffer, raw=raw)
    sys.stdout.buffer.flush()


def _write(prepared: Prepared, form: str, file: IO[bytes], *, raw: bool) -> int:
    match form:
        case "csv":
            return write_csv(prepared, file, raw=raw)
        case "json":
            return write_json(prepared, file)
        case "parquet":
            return write_parquet(prepared, file)
    raise UsageError(
        _("A table is for the screen"),
        hint=_("For a file, choose csv, json or parquet with `--format`"),
    )


@contextmanager
def _replaced(path: Path) -> Iterator[BinaryIO]:
    """Give a file that takes the place of `path` at the end, if the block ends well."""
    # Beside it, so that the last step is a rename; made plainly, so that the user's umask holds.
    temporary = path.with_name(f".{path.name}.partial")
    try:
        with temporary.open("wb") as file:
            yield file
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
