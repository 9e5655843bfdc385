from __future__ import annotations

import email
import zlib

from salida.practice.company.files import content_pool


def test_contents_are_what_they_say() -> None:
    pool = content_pool(100_000, 1)
    kinds = {each.extension for each in pool.contents}
    assert kinds == {"txt", "snote", "pdf", "png", "csv", "html", "eml", "bin"}
    for content in pool.contents:
        starts = {
            "pdf": b"%PDF-1.4",
            "png": b"\x89PNG\r\n\x1a\n",
            "html": b"<!doctype html>",
            "snote": b"<p>",
        }
        assert content.raw.startswith(starts.get(content.extension, b""))
        if content.extension == "eml":
            assert email.message_from_bytes(content.raw)["Subject"]


def test_pictures_and_pages_are_whole() -> None:
    contents = content_pool(100_000, 1).contents
    picture = next(each.raw for each in contents if each.extension == "png")
    header = picture[12:29]
    assert int.from_bytes(picture[29:33], "big") == zlib.crc32(header)
    page = next(each.raw for each in contents if each.extension == "pdf")
    table = int(page.rsplit(b"startxref\n", 1)[1].split()[0])
    assert page[table:].startswith(b"xref")


def test_the_first_content_is_empty_and_the_rest_are_not() -> None:
    first, *others = content_pool(1_000, 1).contents
    assert first.raw == b""
    assert all(each.raw for each in others)


def test_the_seed_decides() -> None:
    assert content_pool(1_000, 1) == content_pool(1_000, 1)
    assert content_pool(1_000, 1) != content_pool(1_000, 2)
