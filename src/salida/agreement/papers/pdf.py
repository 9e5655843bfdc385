"""PDF: the text layer, and for pages without one whatever `ocr` recognises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pypdfium2

from salida.agreement.papers.layout import Box, page_from_boxes
from salida.agreement.papers.ocr import MAX_RECOGNISED, TESSERACT_PROBLEMS, recognise, tesseract
from salida.language import Text, _
from salida.model.finding import Finding, Severity

if TYPE_CHECKING:
    from salida.agreement.papers.page import Page

MAX_PAGES = 2000
"""A contract with more pages is something else; reading on would only take time."""

# pdfium puts U+0002 for a hyphen at a line's end; fonts join letters into one character.
_AS_TYPED = str.maketrans(
    {"\x02": "-", "\ufffe": "-", "\u00ad": "-", "\x00": "", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl",
     "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
)  # fmt: skip


def read_pdf(content: bytes, name: str) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """Return the pages that hold text, and a finding for what could not be read."""
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        return (), (_unreadable(name, str(error)),)
    with pdf:
        pages: list[Page] = []
        scanned: list[int] = []
        broken: list[int] = []
        for index in range(min(len(pdf), MAX_PAGES)):
            try:
                page = _page(pdf, index)
            except pypdfium2.PdfiumError:
                broken.append(index)
                continue
            if page is None:
                scanned.append(index)
            else:
                pages.append(page)
        findings = [*_too_long(name, len(pdf)), *_broken(name, broken)]
        if scanned:
            read, told = _through_ocr(pdf, scanned, name)
            pages += read
            findings += told
    return tuple(sorted(pages, key=lambda each: each.number)), tuple(findings)


def _page(pdf: Any, index: int) -> Page | None:
    """Return a page's text, or `None` where it has none."""
    page = pdf[index]
    try:
        width, height = page.get_size()
        text = page.get_textpage()
        try:
            boxes = [_box(text, each, height) for each in range(text.count_rects())]
        finally:
            text.close()
    finally:
        page.close()
    words = [each for each in boxes if each.text]
    return page_from_boxes(index + 1, words, width, recognised=False) if words else None


def _box(text: Any, index: int, height: float) -> Box:
    left, bottom, right, top = text.get_rect(index)
    words = text.get_text_bounded(left, bottom, right, top).translate(_AS_TYPED)
    # A hyphen that pdfium marked as a line's end stands apart from its word.
    joined = " ".join(words.split()).removesuffix(" -")
    hyphen = "-" if words.rstrip().endswith("-") and not joined.endswith("-") else ""
    return Box(joined + hyphen, left, height - top, right, height - bottom)


def _unreadable(name: str, problem: str) -> Finding:
    if "password" in problem.lower():
        return Finding(
            code="paper_encrypted",
            severity=Severity.ERROR,
            subject=name,
            message=_("The PDF is locked with a password"),
            hint=_("Open it, save a copy without the password, and read that"),
        )
    return Finding(
        code="paper_damaged",
        severity=Severity.ERROR,
        subject=name,
        message=_("The PDF cannot be opened: {problem}", problem=problem),
        hint=_("Ask for the file again; it may have been cut on its way"),
    )


def _too_long(name: str, pages: int) -> list[Finding]:
    if pages <= MAX_PAGES:
        return []
    message = _("Only the first {read} of {all} pages were read", read=MAX_PAGES, all=pages)
    hint = _("Cut the contract out of the file and read that")
    return [Finding("paper_too_long", message, subject=name, hint=hint)]


def _broken(name: str, indexes: list[int]) -> list[Finding]:
    if not indexes:
        return []
    message = _("These pages cannot be read: {pages}", pages=_numbers(indexes))
    hint = _("Ask for the file again; it may have been cut on its way")
    return [Finding("paper_damaged", message, Severity.ERROR, name, hint)]


def _through_ocr(pdf: Any, scanned: list[int], name: str) -> tuple[list[Page], list[Finding]]:
    program = tesseract()
    if program is None:
        return [], [
            _picture(
                name,
                scanned,
                _("Install tesseract with its Spanish data, or write the terms yourself"),
            )
        ]
    pages: list[Page] = []
    unread: list[int] = scanned[MAX_RECOGNISED:]
    for index in scanned[:MAX_RECOGNISED]:
        try:
            page = recognise(pdf, index, program)
        except TESSERACT_PROBLEMS:
            page = None
        if page is None:
            unread.append(index)
        else:
            pages.append(page)
    findings: list[Finding] = []
    if pages:
        numbers = ", ".join(str(each.number) for each in pages)
        message = _("These pages were read from pictures: {pages}", pages=numbers)
        hint = _("Compare every value with the paper before you confirm it")
        findings.append(Finding("paper_recognised", message, subject=name, hint=hint))
    if unread:
        hint = _("If they hold more than a picture, write their terms yourself")
        findings.append(_picture(name, sorted(unread), hint))
    return pages, findings


def _picture(name: str, indexes: list[int], hint: Text) -> Finding:
    message = _("These pages are pictures without text: {pages}", pages=_numbers(indexes))
    return Finding("paper_scanned", message, Severity.ERROR, name, hint)


def _numbers(indexes: list[int]) -> str:
    """Return page numbers as ranges: `1-3, 7`."""
    ranges: list[list[int]] = []
    for number in (index + 1 for index in indexes):
        if ranges and ranges[-1][-1] == number - 1:
            ranges[-1][1:] = [number]
        else:
            ranges.append([number])
    return ", ".join("-".join(map(str, each)) for each in ranges)
