"""Inflating: the same bytes however they arrive, never much at once, never less unnoticed."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salida.salesforce.body import _INFLATED, _Inflater
from salida.salesforce.failure import Cause, NoAnswerError

if TYPE_CHECKING:
    from collections.abc import Callable


def fed(data: bytes, sizes: list[int]) -> Callable[[int], bytes]:
    """Return a source that hands out `data` in pieces of `sizes`, over and over."""
    pieces: list[bytes] = []
    at = number = 0
    while at < len(data):
        size = sizes[number % len(sizes)]
        pieces.append(data[at : at + size])
        at += size
        number += 1
    queue = iter(pieces)
    return lambda _size: next(queue, b"")


def read_all(inflater: _Inflater, size: int = 1) -> bytes:
    pieces = []
    while piece := inflater.read(size):
        pieces.append(piece)
    return b"".join(pieces)


@given(
    st.lists(st.binary(max_size=300), min_size=1, max_size=4),
    st.lists(st.integers(1, 50), min_size=1, max_size=5),
)
def test_pieces_and_members_make_no_difference(members: list[bytes], sizes: list[int]) -> None:
    data = b"".join(gzip.compress(each) for each in members)
    assert read_all(_Inflater(fed(data, sizes))) == b"".join(members)


@settings(max_examples=50)
@given(st.data())
def test_a_cut_anywhere_is_found(data: st.DataObject) -> None:
    packed = gzip.compress(data.draw(st.binary(min_size=1, max_size=500)))
    kept = data.draw(st.integers(1, len(packed) - 1))
    with pytest.raises(NoAnswerError) as cut:
        read_all(_Inflater(fed(packed[:kept], [64])))
    assert cut.value.failure.cause is Cause.CUT


@settings(max_examples=50)
@given(st.data())
def test_a_flipped_bit_never_changes_what_is_read(data: st.DataObject) -> None:
    """It is found, or it is one of the few that mean nothing (padding, a time stamp)."""
    content = data.draw(st.binary(min_size=1, max_size=500))
    packed = bytearray(gzip.compress(content))
    at = data.draw(st.integers(0, len(packed) - 1))
    packed[at] ^= 1 << data.draw(st.integers(0, 7))
    try:
        read = read_all(_Inflater(fed(bytes(packed), [64])))
    except NoAnswerError:
        return
    assert read == content


def test_a_wrong_checksum_is_found() -> None:
    packed = bytearray(gzip.compress(b"rows"))
    packed[-6] ^= 1
    with pytest.raises(NoAnswerError):
        read_all(_Inflater(fed(bytes(packed), [64])))


def test_a_page_that_packs_well_does_not_fill_the_memory() -> None:
    """Forty megabytes of zeros come out a megabyte at a time."""
    packed = gzip.compress(bytes(40 << 20))
    inflater = _Inflater(fed(packed, [256 << 10]))
    total = 0
    while piece := inflater.read(1):
        assert len(piece) <= _INFLATED
        total += len(piece)
    assert total == 40 << 20


def test_nothing_at_all_is_an_empty_body() -> None:
    assert _Inflater(fed(b"", [1])).read(10) == b""
