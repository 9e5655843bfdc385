"""Pages that are pictures, through tesseract where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salida.agreement.papers.layout import Box, page_from_boxes

if TYPE_CHECKING:
    from salida.agreement.papers.page import Page

MAX_RECOGNISED = 60
"""At some seconds a page, more would keep a person waiting for what is no contract."""

TESSERACT_PROBLEMS = (OSError, subprocess.SubprocessError, ValueError)
"""What `recognise` raises when tesseract cannot be run, or answers with what is no table."""

_FIELDS = 12
_DPI = 300
_POINTS_PER_INCH = 72
_SECONDS = 120
_LANGUAGES = ("spa+eng", "eng")
"""Tesseract refuses a language whose data is not installed; English always is."""


def tesseract() -> str | None:
    """Return where tesseract is, or `None`."""
    return shutil.which("tesseract")


def recognise(pdf: Any, index: int, program: str) -> Page | None:
    """Return what tesseract reads on a page, or `None` when it reads nothing.

    Raises:
        OSError, subprocess.SubprocessError, ValueError: see `TESSERACT_PROBLEMS`.
    """
    page = pdf[index]
    try:
        width, _height = page.get_size()
        bitmap = page.render(scale=_DPI / _POINTS_PER_INCH, grayscale=True)
        picture = _portable_graymap(bitmap)
        bitmap.close()
    finally:
        page.close()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.pgm"
        path.write_bytes(picture)
        for languages in _LANGUAGES:
            answer = subprocess.run(
                [program, str(path), "-", "-l", languages, "--dpi", str(_DPI), "tsv"],
                capture_output=True,
                encoding="utf-8",
                timeout=_SECONDS,
                check=False,
            )
            if answer.returncode == 0:
                break
        else:
            raise subprocess.SubprocessError(answer.stderr)
    boxes = _words(answer.stdout)
    return page_from_boxes(index + 1, boxes, width, recognised=True) if boxes else None


def _portable_graymap(bitmap: Any) -> bytes:
    """Return the picture in the simplest format that tesseract reads; rows have no padding."""
    pixels, stride = bytes(bitmap.buffer), bitmap.stride
    rows = (pixels[row * stride : row * stride + bitmap.width] for row in range(bitmap.height))
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(rows)


def _words(table: str) -> list[Box]:
    """Read tesseract's TSV: level, page, block, paragraph, line, word, box, confidence, text."""
    scale = _POINTS_PER_INCH / _DPI
    boxes: list[Box] = []
    for line in table.splitlines()[1:]:
        fields = line.split("\t")
        if len(fields) == _FIELDS and fields[11].strip():
            left, top, width, height = (int(each) * scale for each in fields[6:10])
            boxes.append(Box(fields[11], left, top, left + width, top + height))
    return boxes
