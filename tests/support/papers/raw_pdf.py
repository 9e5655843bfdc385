"""PDF files written by hand: thousands of pages, pictures, and the standard encryption."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass

_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_FILE_ID = b"salida-test-file"


@dataclass(frozen=True, slots=True)
class Picture:
    """Grey pixels, a byte each, from the top left corner."""

    width: int
    height: int
    pixels: bytes


def text_pdf(pages: list[list[str]], password: str | None = None) -> bytes:
    """Return a PDF with lines of text; with a password, encrypted with RC4 and 40 bits.

    Source: ISO 32000-1, 7.6.3: algorithms 1 to 4 of the standard security handler, revision 2.
    """
    contents = [_lines(page) for page in pages]
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    return _pdf(contents, [font], b"/Font << /F1 %d 0 R >>", password)


def picture_pdf(picture: Picture) -> bytes:
    """Return a PDF of one A4 page that is nothing but a picture."""
    data = zlib.compress(picture.pixels)
    head = (
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray "
        b"/BitsPerComponent 8 /Filter /FlateDecode /Length %d >>\nstream\n"
    ) % (picture.width, picture.height, len(data))
    image = head + data + b"\nendstream"
    return _pdf([b"q 595 0 0 842 0 0 cm /F1 Do Q"], [image], b"/XObject << /F1 %d 0 R >>", None)


def _lines(lines: list[str]) -> bytes:
    out = [b"BT /F1 11 Tf 60 780 Td 15 TL"]
    for line in lines:
        escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        out.append(b"(" + escaped.encode("cp1252") + b") Tj T*")
    return b"\n".join([*out, b"ET"])


def _pdf(
    contents: list[bytes], shared: list[bytes], resource: bytes, password: str | None
) -> bytes:
    first_page = 3 + len(shared)
    kids = b" ".join(b"%d 0 R" % (first_page + 2 * at) for at in range(len(contents)))
    key, encrypt = _encryption(password) if password is not None else (None, b"")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(contents), kids),
        *shared,
    ]
    for at, content in enumerate(contents):
        number = first_page + 2 * at
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << %s >> >>" % (number + 1, resource % 3)
        )
        body = _rc4(_object_key(key, number + 1), content) if key else content
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body))
    return _file(objects, encrypt)


def _file(objects: list[bytes], encrypt: bytes) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    identity = _FILE_ID.hex().encode()
    out += b"trailer\n<< /Size %d /Root 1 0 R /ID [<%s> <%s>] %s >>\n" % (
        len(objects) + 1,
        identity,
        identity,
        encrypt,
    )
    out += b"startxref\n%d\n%%%%EOF\n" % table
    return bytes(out)


def _encryption(password: str) -> tuple[bytes, bytes]:
    """Return the file's key and its `/Encrypt` entry; owner and user share the password."""
    padded = (password.encode("latin-1") + _PADDING)[:32]
    owner = _rc4(_md5(padded)[:5], padded)
    permissions = (-4).to_bytes(4, "little", signed=True)
    key = _md5(padded + owner + permissions + _FILE_ID)[:5]
    user = _rc4(key, _PADDING)
    entry = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (
        owner.hex().encode(),
        user.hex().encode(),
    )
    return key, entry


def _object_key(key: bytes, number: int) -> bytes:
    return _md5(key + number.to_bytes(3, "little") + b"\0\0")[: len(key) + 5]


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
