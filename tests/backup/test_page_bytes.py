"""Text is checked as a whole, however it is cut."""

from __future__ import annotations

import io
from itertools import pairwise

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from salida.backup.page_bytes import Counted, Utf8, WholePieces


def is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def passes(raw: bytes, cuts: list[int]) -> bool:
    """Say whether `Utf8` takes `raw` when it comes in pieces."""
    places = [0, *sorted(min(each, len(raw)) for each in cuts), len(raw)]
    text = Utf8()
    try:
        for start, end in pairwise(places):
            text.check(raw[start:end], last=False)
        text.check(b"", last=True)
    except pa.ArrowInvalid:
        return False
    return True


CUTS = st.lists(st.integers(0, 40), max_size=6)


@given(st.text(max_size=12), CUTS)
@example("\U0001f600", [1, 2, 3])
def test_text_passes_wherever_it_is_cut(text: str, cuts: list[int]) -> None:
    assert passes(text.encode("utf-8"), cuts)


# Bytes that begin and continue characters, so that sequences come about that are nearly right.
NEARLY = st.sampled_from([0x41, 0x80, 0xA0, 0xBF, 0xC0, 0xC3, 0xE0, 0xE2, 0xED, 0xF0, 0xF4, 0xFF])


@given(st.lists(NEARLY, max_size=12).map(bytes), CUTS)
@example(b"\xe2\x98", [])
@example(b"\xed\xa0\x80", [1])
@example(b"A\xc3", [1])
def test_bytes_pass_if_and_only_if_they_are_utf8(raw: bytes, cuts: list[int]) -> None:
    assert passes(raw, cuts) == is_utf8(raw)


@given(st.text(max_size=20), st.integers(0, 8), st.integers(1, 7))
def test_what_arrow_reads_is_the_head_and_the_stream_in_pieces_of_one_size(
    text: str, ahead: int, size: int
) -> None:
    raw = text.encode("utf-8")
    source = Counted(io.BytesIO(raw[ahead:]))
    stream = WholePieces(raw[:ahead], source)

    pieces = list(iter(lambda: stream.read(size), b""))

    assert b"".join(pieces) == raw
    assert all(len(each) == size for each in pieces[:-1])
    assert source.bytes == len(raw[ahead:])


@pytest.mark.parametrize("raw", [b"caf\xe9 con leche", b"na\xc3", b"\xc3\x28"])
def test_text_that_is_not_utf8_is_refused(raw: bytes) -> None:
    stream = WholePieces(raw[:2], Counted(io.BytesIO(raw[2:])))

    with pytest.raises(pa.ArrowInvalid, match="UTF8"):
        list(iter(lambda: stream.read(3), b""))
