"""`salida demo`: the whole journey on an invented company."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from rich.text import Text as Styled

from salida.archive.verify import verify as verify_archive
from salida.backup import BackupOptions
from salida.case import Case, Connection, Method, Secrets
from salida.case.gathering import gather
from salida.case.login import connect
from salida.cli.command import command, option
from salida.cli.commands.backup import back_up, incomplete
from salida.cli.commands.org_connect import remember
from salida.cli.commands.verify import verified
from salida.cli.demo.agreement_part import (
    agreement_document,
    refusal,
    show_agreement,
    show_refusal,
    sign,
)
from salida.cli.demo.archive_part import answers, show_answers, show_proof
from salida.cli.demo.notice_part import give_notice, notice_part_document, show_notice
from salida.cli.layout import QUIET, facts, heading
from salida.cli.progress import verify_progress
from salida.cli.record import now, record
from salida.cli.steps import Steps
from salida.cli.summary import (
    file_versions,
    snapshot_document,
)
from salida.cli.values import Folder, Whole
from salida.errors import IntegrityError, UsageError
from salida.language import _, current_language, show_bytes, show_number
from salida.practice import create_practice
from salida.replica import Logins, Replica, ReplicaServer
from salida.salesforce import fetch_identity

if TYPE_CHECKING:
    from salida.archive import Archive, Manifest
    from salida.archive.verify import Verification
    from salida.cli.face import Face
    from salida.language import Text

MARKER = ".salida-demo"
"""The file that says that a folder is a demo's own, and may be made anew."""

_MOST = 10_000_000
_QUESTION = "SELECT Name FROM Account LIMIT 5"


@dataclass
class _Places:
    """Where the demo's things are."""

    folder: Path
    org: Path = field(init=False)
    key: Path = field(init=False)
    case: Path = field(init=False)
    papers: Path = field(init=False)

    def __post_init__(self) -> None:
        self.org = self.folder / "practice-org"
        self.key = self.folder / "org-key.pem"
        self.case = self.folder / "case"
        self.papers = self.folder / "papers"


@command(
    "demo",
    words=_(
        "Show everything at once, on this machine alone: invent a company and the papers it signed, "
        "read them, compute its dates and its money, refuse a notice without a backup, back the "
        "company up over HTTP, prove the archive complete, ask it in SOQL, and draft the notice."
    ),
)
@option(
    "--records",
    type=Whole(1_000, _MOST),
    default=100_000,
    show_default=True,
    metavar=_("N"),
    words=_("About how many records the company has"),
)
@option(
    "--keep",
    type=Folder(),
    default=Path("demo"),
    metavar=_("FOLDER"),
    words=_("Where everything is left to look at; an earlier demo there is replaced"),
)
def demo(face: Face, *, records: int, keep: Path) -> None:
    """Run the demo."""
    places = _Places(keep.absolute())
    make_room(places.folder)
    steps = Steps(face)
    if not face.json:
        face.show(
            heading(_("Salida: a company leaves Salesforce")),
            Styled(str(_("All of it on this machine; nothing goes out to the network.")), QUIET),
            "",
        )
    with steps.step(_("Invent a company")) as done:
        practice = create_practice(places.org, records=records)
        done(_in_numbers(practice.manifest()))
    case = _case(steps, places)
    sign(steps, case, practice.manifest().org, places.papers)
    before = gather(case, now=now())
    refused = refusal(face, before)
    if not face.json:
        show_agreement(face, before)
        show_refusal(face, before, refused)
    logins = Logins.invent(1, username=practice.manifest().org.username or "admin@example.com")
    with Replica(practice, logins=logins) as replica, ReplicaServer(replica) as server:
        steps.tell(_("Serve it as Salesforce"), server.url)
        case = _connected(steps, case, places, logins, server.url)
        with steps.step(_("Back it up over HTTP"), live=True) as done:
            archive, manifest = back_up(face, case, BackupOptions())
            done(_in_numbers(manifest))
    with steps.step(_("Verify every byte"), live=True) as done:
        with verify_progress(face) as progress:
            result = verify_archive(archive, progress=progress)
        record(case, "archive.verified", verified(result, manifest))
        done(_("{n} files, {size}", n=show_number(result.files), size=show_bytes(result.bytes)))
    notice, found = give_notice(steps, case)
    if face.json:
        document = _document(places, case, archive, manifest, result)
        first = agreement_document(case, before, refused)
        last = notice_part_document(case, notice, found)
        face.document({**document, "agreement": first, **last})
    else:
        show_proof(face, manifest, result)
        show_notice(face, case, notice, found)
        show_answers(face, archive)
        _show_places(face, places, case, archive, manifest)
    if not result.ok:
        raise IntegrityError(_("The archive is damaged"))
    if not manifest.complete:
        raise incomplete(manifest)


def make_room(folder: Path) -> None:
    """Make `folder` anew, removing an earlier demo but nothing else.

    Raises:
        UsageError: if it holds something that no demo made.
    """
    is_ours = not folder.is_symlink() and (folder / MARKER).is_file()
    if is_ours:
        shutil.rmtree(folder)
    elif folder.is_symlink() or (
        folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    ):
        raise UsageError(
            _("`{path}` holds something that the demo did not make", path=folder),
            hint=_("Choose another folder with `--keep FOLDER`"),
        )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).write_text(
        "Made by `salida demo`, which replaces this folder when it runs again.\n", encoding="utf-8"
    )


def _case(steps: Steps, places: _Places) -> Case:
    language: Literal["en", "es"] = "es" if current_language() == "es" else "en"
    case = Case.init(places.case, name=str(_("Demo")), language=language, now=now())
    record(case, "case.made", {"id": case.settings.id, "name": case.settings.name})
    steps.tell(_("Make a case"), shown_path(places.case))
    return case


def _connected(steps: Steps, case: Case, places: _Places, logins: Logins, url: str) -> Case:
    _write_key(places.key, logins.jwt_private_key or "")
    connection = Connection(
        Method.JWT,
        login_url=url,
        client_id=logins.client_id,
        username=logins.username,
        key_file=os.path.relpath(places.key, places.case),
    )
    with connect(case, connection, Secrets(), os.environ) as client:
        identity = fetch_identity(client)
    remember(case, connection, Secrets(), identity)
    steps.tell(_("Log in with a certificate"), identity.username or logins.username)
    return Case.open(places.case)


def _write_key(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)


def shown_path(path: Path) -> str:
    """Return a path as one would type it from here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _in_numbers(manifest: Manifest) -> Text:
    return _(
        "{rows} records, {files} files",
        rows=show_number(manifest.rows),
        files=show_number(file_versions(manifest)),
    )


def _show_places(
    face: Face, places: _Places, case: Case, archive: Archive, manifest: Manifest
) -> None:
    inside = shown_path(places.case)
    root = shown_path(archive.root)
    sums = f"snapshots/{manifest.snapshot}/manifest-sha256.txt"
    face.show(
        "",
        heading(_("Where everything lies")),
        *facts(
            (_("Archive"), root),
            (_("Settings"), f"{inside}/case.toml"),
            (_("Terms"), f"{inside}/agreement.toml"),
            (_("Letters"), f"{inside}/documents/notice"),
            (_("Journal"), shown_path(case.journal_path)),
            (_("Practice org"), shown_path(places.org)),
        ),
        "",
        heading(_("What to try next")),
    )
    me = _program()
    commands = (
        (_("See why each date is that date"), f"{me} -C {inside} dates --explain"),
        (_("Ask something else"), f"{me} -C {inside} query '{_QUESTION}'"),
        (_("See what was done"), f"{me} -C {inside} journal"),
        (_("Check it without Salida"), f"(cd {root} && sha256sum --quiet -c {sums})"),
        (_("Serve it to your integrations"), f"{me} replica {root} --tls"),
        (_("Begin with your own org"), f"{me} init ~/leaving && {me} -C ~/leaving org connect -h"),
    )
    for title, line in commands:
        face.show(Styled(f"  {title}", style=QUIET), f"    {line}")


def _program() -> str:
    """Return how to call Salida from here, as it was called now."""
    called = Path(sys.argv[0])
    if called.name != "salida" or shutil.which("salida") == str(called.absolute()):
        return "salida"
    return shown_path(called.absolute())


def _document(
    places: _Places, case: Case, archive: Archive, manifest: Manifest, result: Verification
) -> dict[str, Any]:
    return {
        "type": "demo",
        "folder": str(places.folder),
        "practice_org": str(places.org),
        "case": str(case.folder),
        "archive": str(archive.root),
        "verification": result.to_json(),
        "backup": snapshot_document(manifest),
        "answers": answers(archive),
    }
