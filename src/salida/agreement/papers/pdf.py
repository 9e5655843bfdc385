"""PDF: the text layer, and a scan through tesseract where that is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pypdfium2

from salida.agreement.papers.layout import Box, page_from_boxes
from salida.agreement.papers.page import Page
from salida.language import _
from salida.model.finding import Finding, Severity

_OCR_DPI = 300
_POINTS_PER_INCH = 72
_OCR_SECONDS = 120
MAX_PAGES = 2000
"""A contract with more pages is something else; reading on would only take time."""


def read_pdf(content: bytes, name: str) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """Return the pages that hold text, and a finding for what could not be read."""
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        return (), (_unreadable(name, str(error)),)
    with pdf:
        pages: list[Page] = []
        scanned: list[int] = []
        for index in range(min(len(pdf), MAX_PAGES)):
            page = _page(pdf, index)
            if page is None:
                scanned.append(index)
            else:
                pages.append(page)
        findings = _too_long(name, len(pdf))
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
    words = [each for each in boxes if each.text.strip()]
    return page_from_boxes(index + 1, words, width) if words else None


def _box(text: Any, index: int, height: float) -> Box:
    left, bottom, right, top = text.get_rect(index)
    words = text.get_text_bounded(left, bottom, right, top)
    return Box(" ".join(words.split()), left, height - top, right, height - bottom)


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
    return [
        Finding(
            code="paper_too_long",
            subject=name,
            message=_("Only the first {read} of {all} pages were read", read=MAX_PAGES, all=pages),
            hint=_("Cut the contract out of the file and read that"),
        )
    ]


def _through_ocr(pdf: Any, scanned: list[int], name: str) -> tuple[list[Page], list[Finding]]:
    tesseract = shutil.which("tesseract")
    numbers = ", ".join(str(index + 1) for index in scanned)
    if tesseract is None:
        return [], [
            Finding(
                code="paper_scanned",
                severity=Severity.ERROR,
                subject=name,
                message=_("These pages are pictures without text: {pages}", pages=numbers),
                hint=_("Install tesseract with its Spanish data, or write the terms yourself"),
            )
        ]
    pages = [page for index in scanned if (page := _recognised(pdf, index, tesseract))]
    return pages, [
        Finding(
            code="paper_recognised",
            subject=name,
            message=_("These pages were read from pictures: {pages}", pages=numbers),
            hint=_("Compare every value with the paper before you confirm it"),
        )
    ]


def _recognised(pdf: Any, index: int, tesseract: str) -> Page | None:
    page = pdf[index]
    try:
        width, _height = page.get_size()
        picture = page.render(scale=_OCR_DPI / _POINTS_PER_INCH, grayscale=True).to_numpy()
    finally:
        page.close()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.pgm"
        rows, columns = picture.shape[:2]
        path.write_bytes(b"P5 %d %d 255\n" % (columns, rows) + picture.tobytes())
        answer = subprocess.run(
            [tesseract, str(path), "-", "-l", "spa+eng", "--dpi", str(_OCR_DPI), "tsv"],
            capture_output=True,
            text=True,
            timeout=_OCR_SECONDS,
            check=False,
        )
    boxes = _words(answer.stdout)
    return page_from_boxes(index + 1, boxes, width) if boxes else None


def _words(table: str) -> list[Box]:
    """Read tesseract's TSV: level, page, block, paragraph, line, word, box, confidence, text."""
    scale = _POINTS_PER_INCH / _OCR_DPI
    boxes: list[Box] = []
    for line in table.splitlines()[1:]:
        fields = line.split("\t")
        if len(fields) == 12 and fields[11].strip():
            left, top, width, height = (int(each) * scale for each in fields[6:10])
            boxes.append(Box(fields[11], left, top, left + width, top + height))
    return boxes
