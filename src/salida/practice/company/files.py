"""The contents of the company's files: small, varied, real.

A version, an attachment or a document holds one of a few hundred contents, so that files
cost little at any scale while every row that has bytes has them. Slot 0 is the empty file,
then come the notes (HTML that Salesforce calls SNOTE), then everything else.
"""

from __future__ import annotations

import random
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOTES = 12
_FEWEST = 60
_MOST = 400
_RECORDS_PER_CONTENT = 500

_LINES = (
    "Instalación revisada: sin incidencias.",
    "Lectura del contador: ver tabla adjunta.",
    "Precio por panel: 118,00 €",
    "Signed on site by the customer.",
    "Próxima visita: primavera.",
    "Der Wechselrichter läuft wieder.",
)


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds, and what Salesforce says about its kind."""

    raw: bytes
    extension: str
    file_type: str
    mime: str


@dataclass(frozen=True, slots=True)
class ContentPool:
    """Every content that the files of a company can have; a slot is an index into `contents`."""

    contents: tuple[Content, ...]
    notes: int
    """How many notes there are; they stand in slots 1 and up."""


def content_pool(records: int, seed: int) -> ContentPool:
    """Return the contents for a company of `records` rows."""
    # Invented file contents need no cryptographic randomness; they need to be the same again.
    dice = random.Random(f"files {seed}")  # noqa: S311
    others = min(max(records // _RECORDS_PER_CONTENT, _FEWEST), _MOST)
    contents = [Content(b"", "txt", "TEXT", "text/plain")]
    contents.extend(Content(_note(dice), "snote", "SNOTE", "text/html") for _ in range(_NOTES))
    contents.extend(_any(dice, number) for number in range(others))
    return ContentPool(tuple(contents), _NOTES)


def _any(dice: random.Random, number: int) -> Content:
    makers = (
        lambda: Content(_text(dice), "txt", "TEXT", "text/plain"),
        lambda: Content(_pdf(dice), "pdf", "PDF", "application/pdf"),
        lambda: Content(_png(dice), "png", "PNG", "image/png"),
        lambda: Content(_csv(dice), "csv", "CSV", "text/csv"),
        lambda: Content(_html(dice), "html", "HTML", "text/html"),
        lambda: Content(_mail(dice), "eml", "UNKNOWN", "message/rfc822"),
        lambda: Content(
            dice.randbytes(dice.randint(1, 4096)), "bin", "UNKNOWN", "application/octet-stream"
        ),
    )
    return makers[number % len(makers)]()


def _lines(dice: random.Random) -> list[str]:
    return [f"{n}. {dice.choice(_LINES)}" for n in range(1, dice.randint(2, 12))]


def _note(dice: random.Random) -> bytes:
    return "".join(f"<p>{each}</p>" for each in _lines(dice)).encode()


def _text(dice: random.Random) -> bytes:
    # Offices still save text in the Windows code page; bytes are not always UTF-8.
    encoding = dice.choice(("utf-8", "utf-8-sig", "cp1252", "utf-16"))
    return ("\r\n".join(_lines(dice)) + "\r\n").encode(encoding)


def _csv(dice: random.Random) -> bytes:
    rows = [
        f'2025-{month:02};"{dice.randint(100, 9999)},{dice.randint(0, 99):02}"'
        for month in range(1, 13)
    ]
    return ("mes;kWh\r\n" + "\r\n".join(rows)).encode()


def _html(dice: random.Random) -> bytes:
    items = "".join(f"<li>{each}</li>" for each in _lines(dice))
    return f'<!doctype html><html lang="es"><meta charset="utf-8"><ul>{items}</ul></html>'.encode()


def _mail(dice: random.Random) -> bytes:
    number = dice.randint(1, 10**9)
    head = (
        "From: soporte@brisalta.example\r\nTo: cliente@almazara-ribera.example\r\n"
        f"Subject: =?utf-8?q?Instalaci=C3=B3n?=\r\nMessage-ID: <{number}@mail.brisalta.example>\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    )
    return (head + "\r\n".join(_lines(dice)) + "\r\n").encode()


def _png(dice: random.Random) -> bytes:
    """Return a picture of random grey pixels (PNG specification, 8-bit greyscale)."""
    width, height = dice.randint(1, 24), dice.randint(1, 24)
    pixels = b"".join(b"\x00" + dice.randbytes(width) for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(pixels)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_png_chunk(kind, data) for kind, data in chunks)


def _png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _pdf(dice: random.Random) -> bytes:
    """Return a page with one line of text, with the cross-reference table that readers want."""
    words = f"BT /F1 18 Tf 72 720 Td (Oferta {dice.randint(1000, 9999)}) Tj ET".encode()
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>"
    )
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(words), words),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    return b"".join(_pdf_pieces(objects))


def _pdf_pieces(objects: tuple[bytes, ...]) -> Iterator[bytes]:
    position = len(b"%PDF-1.4\n")
    yield b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(position)
        piece = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        position += len(piece)
        yield piece
    yield b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        yield b"%010d 00000 n \n" % place
    yield b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    yield b"startxref\n%d\n%%%%EOF\n" % position
