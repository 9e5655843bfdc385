"""Read one answer, whatever its format; what is wrong with it is a finding."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pypdfium2

from salida.errors import UsageError
from salida.language import Text, _
from salida.model.finding import Finding, Severity
from salida.notice.acknowledgement.eml import read_eml
from salida.notice.acknowledgement.message import Form, IncomingMessage
from salida.notice.acknowledgement.msg import read_msg
from salida.notice.acknowledgement.words import clean

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_MAX_BYTES = 50 * 1024 * 1024
_MAX_PAGES = 50
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_message(path: Path, *, text: str | None = None) -> IncomingMessage:
    """Return an answer from an .eml, .msg, PDF or text file.

    The content decides over the name. `text` is the text of a letter that was read
    elsewhere, such as a scan; it is then not read again.

    Raises:
        UsageError: if the file cannot be opened, or is of a format that is not read.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise UsageError(
                _("`{path}` is too large for an answer", path=path),
                hint=_("Save the message without its attachments"),
            )
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(
            _("Cannot read `{path}`: {problem}", path=path, problem=error.strerror or str(error))
        ) from error
    if text is not None:
        return _letter(content, path.name, clean(text))
    return _reader(content, path)(content, path.name)


def _reader(content: bytes, path: Path) -> Callable[[bytes, str], IncomingMessage]:
    suffix = path.suffix.lower()
    if content.startswith(_OLE):
        return _outlook
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return _pdf
    if suffix == ".eml":
        return _email
    if suffix in {".txt", ".text"}:
        return _plain
    if suffix in {".msg", ".pdf"}:
        return _damaged_by_name
    raise UsageError(
        _("Cannot read `{path}`: its format is not known", path=path),
        hint=_("Save the answer as .eml, .msg, PDF or text"),
    )


def _email(content: bytes, name: str) -> IncomingMessage:
    return _guarded(read_eml, content, name, Form.EMAIL)


def _outlook(content: bytes, name: str) -> IncomingMessage:
    return _guarded(read_msg, content, name, Form.OUTLOOK)


def _guarded(
    reader: Callable[[bytes, str], IncomingMessage], content: bytes, name: str, form: Form
) -> IncomingMessage:
    try:
        return reader(content, name)
    except Exception as error:  # noqa: BLE001 - parsers raise anything on bytes of a stranger
        return _damaged(content, name, form, type(error).__name__)


def _damaged_by_name(content: bytes, name: str) -> IncomingMessage:
    form = Form.OUTLOOK if name.lower().endswith(".msg") else Form.LETTER
    return _damaged(content, name, form, "")


def _damaged(content: bytes, name: str, form: Form, problem: str) -> IncomingMessage:
    words = (
        _("The file cannot be read: {problem}", problem=problem)
        if problem
        else _("The file is not what its name says")
    )
    hint = _("Ask for it again, or save it as PDF and read that")
    return _without_text(content, name, form, _finding("message_damaged", name, words, hint))


def _plain(content: bytes, name: str) -> IncomingMessage:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _letter(content, name, clean(content.decode("utf-16", "replace")))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    return _letter(content, name, clean(text))


def _pdf(content: bytes, name: str) -> IncomingMessage:
    try:
        with pypdfium2.PdfDocument(content) as pdf:
            pages = [_page(pdf, index) for index in range(min(len(pdf), _MAX_PAGES))]
    except pypdfium2.PdfiumError as error:
        return _damaged(content, name, Form.LETTER, str(error))
    return _letter(content, name, clean("\n".join(pages)))


def _page(pdf: pypdfium2.PdfDocument, index: int) -> str:
    page = pdf[index]
    try:
        text = page.get_textpage()
        try:
            return str(text.get_text_bounded())
        finally:
            text.close()
    finally:
        page.close()


def _letter(content: bytes, name: str, text: str) -> IncomingMessage:
    if not text.strip():
        finding = _finding(
            "letter_without_text",
            name,
            _("The letter holds no text; it is probably a scan"),
            _("Read it yourself and say what it is; the file is kept all the same"),
        )
        return _without_text(content, name, Form.LETTER, finding)
    return IncomingMessage(name, hashlib.sha256(content).hexdigest(), Form.LETTER, text.strip())


def _without_text(content: bytes, name: str, form: Form, finding: Finding) -> IncomingMessage:
    sha256 = hashlib.sha256(content).hexdigest()
    return IncomingMessage(name, sha256, form, "", findings=(finding,))


def _finding(code: str, name: str, message: Text, hint: Text) -> Finding:
    return Finding(code, message, Severity.ERROR, subject=name, hint=hint)
