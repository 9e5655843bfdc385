"""The notices of a case: each a folder with the notice itself and its forms.

documents/notice/<id>/notice.json   what it says; may be edited before it is reviewed
documents/notice/<id>/letter.pdf    the letter, also as .docx and .html
documents/notice/<id>/cover.pdf     the sheet for registered post
documents/notice/<id>/notice.eml    the e-mail, when a sender is known
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from salida.case.files import write_whole
from salida.documents import (
    Attachment,
    page_count,
    render_docx,
    render_html,
    render_pdf,
    to_email,
)
from salida.errors import CaseError, UsageError
from salida.language import _
from salida.notice.cover_page import cover_page
from salida.notice.letter import letter
from salida.notice.notice import Channel
from salida.notice.stored import from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from email.message import EmailMessage
    from pathlib import Path

    from salida.case.folder import Case
    from salida.journal import Entry
    from salida.notice.notice import Notice

FILE_NAME = "notice.json"
DRAFTED = "notice.drafted"


@dataclass(frozen=True, slots=True)
class StoredNotice:
    """A notice as it lies in the case."""

    notice: Notice
    folder: Path
    sha256: str
    """Of `notice.json`: a review holds only for these bytes."""

    @property
    def id(self) -> str:
        """The name that the journal knows it by."""
        return str(self.notice.id)

    @property
    def letter_path(self) -> Path:
        """The letter as PDF."""
        return self.folder / "letter.pdf"


def notices_path(case: Case) -> Path:
    """Where the notices are."""
    return case.documents_path / "notice"


def save_notice(case: Case, notice: Notice) -> StoredNotice:
    """Write a notice; its forms are made by `render`.

    Raises:
        CaseError: if it cannot be written.
    """
    folder = notices_path(case) / str(notice.id)
    content = f"{json.dumps(to_json(notice), ensure_ascii=False, indent=2)}\n".encode()
    write_whole(folder / FILE_NAME, content)
    return StoredNotice(notice, folder, hashlib.sha256(content).hexdigest())


def render(case: Case, stored: StoredNotice, *, now: datetime) -> tuple[Path, ...]:
    """Write the letter in every form, as the notice is now; return the files.

    Raises:
        CaseError: if one cannot be written.
    """
    document = letter(stored.notice)
    pdf = render_pdf(document)
    files = {
        "letter.pdf": pdf,
        "letter.docx": render_docx(document),
        "letter.html": render_html(document).encode(),
    }
    if Channel.POST in stored.notice.channels:
        files["cover.pdf"] = render_pdf(cover_page(stored.notice, page_count(pdf)))
    if case.settings.mail is not None and stored.notice.recipients:
        files["notice.eml"] = bytes(message(case, stored, now=now))
    for name, content in files.items():
        write_whole(stored.folder / name, content)
    return tuple(stored.folder / name for name in files)


def message(case: Case, stored: StoredNotice, *, now: datetime) -> EmailMessage:
    """Return the notice as an e-mail with the letter attached.

    Raises:
        UsageError: if `case.toml` names no sender.
    """
    mail = case.settings.mail
    if mail is None:
        raise UsageError(
            _("`case.toml` does not say how to send mail"),
            hint=_(
                "Add `[mail]` with `host` and `sender`; the password is read from "
                "SALIDA_SMTP_PASSWORD"
            ),
        )
    document = letter(stored.notice)
    domain = mail.sender.rpartition("@")[2] or "salida"
    name = "aviso.pdf" if stored.notice.language == "es" else "notice.pdf"
    return to_email(
        document,
        sender=mail.sender,
        to=stored.notice.recipients,
        message_id=f"<{stored.id}@{domain}>",
        sent_at=now,
        attachments=(Attachment(name, "application/pdf", render_pdf(document)),),
    )


def stored_notices(case: Case, entries: Iterable[Entry]) -> tuple[StoredNotice, ...]:
    """Return the notices of a case, in the order they were drafted.

    Raises:
        UsageError: if one was edited into something that cannot be read.
        CaseError: if one that was drafted is gone or cannot be read.
    """
    ids = dict.fromkeys(str(each.data.get("notice")) for each in entries if each.action == DRAFTED)
    return tuple(_load(case, each) for each in ids)


def find_notice(found: tuple[StoredNotice, ...], wanted: str | None) -> StoredNotice:
    """Return the notice whose id begins with `wanted`; the newest without it.

    Raises:
        UsageError: if there is none, or several begin so.
    """
    if not found:
        raise UsageError(
            _("There is no notice yet"), hint=_("Draft one with `salida notice draft`")
        )
    if wanted is None:
        return found[-1]
    matching = [each for each in found if each.id.startswith(wanted.lower())]
    if len(matching) != 1:
        known = ", ".join(each.id[:8] for each in found)
        raise UsageError(
            _("`{id}` is not one notice", id=wanted), hint=_("There are: {known}", known=known)
        )
    return matching[0]


def _load(case: Case, notice_id: str) -> StoredNotice:
    folder = notices_path(case) / str(UUID(notice_id))
    path = folder / FILE_NAME
    try:
        content = path.read_bytes()
        stored = json.loads(content)
    except OSError as error:
        raise CaseError(
            _("Cannot read `{path}`: {reason}", path=path, reason=error.strerror or str(error)),
            hint=_("Bring the file back from a copy of the case"),
        ) from error
    except ValueError as error:
        raise UsageError(
            _("The notice cannot be read: {problem}", problem=str(error)),
            hint=_("Undo the last edit, or draft the notice again"),
        ) from error
    return StoredNotice(from_json(stored), folder, hashlib.sha256(content).hexdigest())
