"""Read one paper, whatever its format; what cannot be read is a finding, never a traceback."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from salida.agreement.papers.flat import read_docx, read_text
from salida.agreement.papers.html import read_html
from salida.agreement.papers.page import Paper
from salida.agreement.papers.pdf import read_pdf
from salida.errors import UsageError
from salida.language import _
from salida.model.finding import Finding, Severity

if TYPE_CHECKING:
    from pathlib import Path

_READERS = {
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".html": read_html,
    ".htm": read_html,
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
}
_MAX_BYTES = 200 * 1024 * 1024


def read_paper(path: Path) -> Paper:
    """Return the text of a paper with its place on the page.

    The content decides over the name where it is clear: a PDF called `.txt` is a PDF.

    Raises:
        UsageError: if the file cannot be opened, or is of a format that is not read.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise UsageError(
                _("`{path}` is too large for a contract", path=path),
                hint=_("Cut the contract out of the file and read that"),
            )
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(
            _("Cannot read `{path}`: {problem}", path=path, problem=error.strerror or str(error))
        ) from error
    reader = read_pdf if b"%PDF-" in content[:1024] else _READERS.get(path.suffix.lower())
    if reader is None:
        raise UsageError(
            _("Cannot read `{path}`: its format is not known", path=path),
            hint=_("Save it as PDF, .docx, HTML or text"),
        )
    pages, findings = reader(content, path.name)
    if not pages and not findings:
        findings = (
            Finding(
                code="paper_empty",
                severity=Severity.ERROR,
                subject=path.name,
                message=_("The paper holds no text"),
                hint=_("Check that it is the right file"),
            ),
        )
    return Paper(path.name, hashlib.sha256(content).hexdigest(), pages, findings)
