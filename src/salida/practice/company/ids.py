"""How the company's record Ids are made up.

    001       09        00000     2aK4z     AAA
    prefix    pod       zeros     counter   check characters

The counter is base 62 and starts where the seed says. As nothing before it changes within
an sObject, only the last check character does. While rows are made in SQL, a record is a
number: the number of its series and its counter. `IdWriter` turns whole columns of them
into Ids.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from salida.model.ids import RecordId, check_suffix, record_id

if TYPE_CHECKING:
    from collections.abc import Sequence

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_COUNTER_LENGTH = 5
_LOW_LENGTH = 3
_HIGH_LENGTH = _COUNTER_LENGTH - _LOW_LENGTH
_LOW = len(_DIGITS) ** _LOW_LENGTH
_CHECKS = 2**_COUNTER_LENGTH
_POD_AND_ZEROS = "0900000"
_COUNTER_BITS = 40
_LATEST_START = 50_000_000
# Salesforce's own describe of a history states no prefix, though its rows have one.
_UNSTATED_PREFIXES = {"AccountHistory": "017"}


@dataclass(frozen=True, slots=True)
class IdSeries:
    """The Ids of one sObject's rows, by row number."""

    sobject: str
    head: str
    """The first ten characters."""

    start: int
    """The counter of row 0."""

    @property
    def fixed_check(self) -> str:
        """The two check characters that every Id of the series has."""
        return check_suffix(self.head + "0" * _COUNTER_LENGTH)[:2]

    def record_id(self, row: int) -> RecordId:
        """Return the Id of a row, as the SQL does."""
        counter = self.start + row
        digits = ""
        for _position in range(_COUNTER_LENGTH):
            counter, digit = divmod(counter, len(_DIGITS))
            digits = _DIGITS[digit] + digits
        return record_id(self.head + digits)

    def number(self, place: int, row: int) -> int:
        """Return a row as the number that SQL knows it by; `place` is the series' own."""
        return (place << _COUNTER_BITS) + self.start + row


def id_series(sobject: str, key_prefix: str | None, seed: int) -> IdSeries:
    """Return the Ids of `sobject` in the company that `seed` makes."""
    prefix = key_prefix or _UNSTATED_PREFIXES[sobject]
    digest = hashlib.sha256(f"{seed} {sobject}".encode()).digest()
    start = int.from_bytes(digest[:8], "big") % _LATEST_START
    return IdSeries(sobject, prefix + _POD_AND_ZEROS, start)


class IdWriter:
    """Writes out whole columns of records as Ids."""

    def __init__(self, series: Sequence[IdSeries]) -> None:
        self._heads = pa.array([each.head for each in series], pa.string())
        # What follows the counter depends on the series and on which digits are capitals.
        self._tails = pa.array(
            [
                each.fixed_check + check_suffix(each.head + _capitals(bits))[2]
                for each in series
                for bits in range(_CHECKS)
            ],
            pa.string(),
        )
        self._high, self._high_bits = _texts(_HIGH_LENGTH), _bits(_HIGH_LENGTH, first=0)
        self._low, self._low_bits = _texts(_LOW_LENGTH), _bits(_LOW_LENGTH, first=_HIGH_LENGTH)

    def ids(self, records: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
        """Return the Ids of `records`, numbers as `IdSeries.number` gives them; null stays null."""
        series = pc.shift_right(records, _COUNTER_BITS)
        counter = pc.bit_wise_and(records, (1 << _COUNTER_BITS) - 1)
        high = pc.divide(counter, _LOW)
        low = pc.subtract(counter, pc.multiply(high, _LOW))
        bits = pc.add(pc.take(self._high_bits, high), pc.take(self._low_bits, low))
        tail = pc.add(pc.multiply(series, _CHECKS), bits)
        return pc.binary_join_element_wise(
            pc.take(self._heads, series),
            pc.take(self._high, high),
            pc.take(self._low, low),
            pc.take(self._tails, tail),
            "",
        )


@cache
def _texts(length: int) -> pa.Array:
    """Return every text of `length` digits, in order."""
    return pa.array(["".join(each) for each in product(_DIGITS, repeat=length)], pa.string())


@cache
def _bits(length: int, *, first: int) -> pa.Array:
    """Return, for each of `_texts`, what its capitals add to the check character."""
    places = [
        [1 << place if digit.isupper() else 0 for digit in _DIGITS]
        for place in range(first, first + length)
    ]
    return pa.array([sum(each) for each in product(*places)], pa.int64())


def _capitals(bits: int) -> str:
    return "".join("A" if bits >> place & 1 else "0" for place in range(_COUNTER_LENGTH))
