"""Reading back what the run has staged, a few columns at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

IDS_IN_MEMORY = 4_000_000
"""Ids that are compared at once: about 200 MB."""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_LAST_DIGIT = 14
"""The place of an Id's last digit; the three characters behind it are a check."""


def read_columns(paths: Iterable[Path], names: Sequence[str]) -> Iterator[Any]:
    """Yield pa.RecordBatch with the named columns, part by part."""
    for path in paths:
        with pq.ParquetFile(path) as file:
            yield from file.iter_batches(columns=list(names), use_threads=False)


def count_distinct_ids(paths: Sequence[Path], rows: int) -> int:
    """Return how many different Ids the parts hold, in bounded memory.

    Ids are told apart by their last digit first, which is spread evenly: as many passes over
    the Id column as are needed so that no pass holds more than `IDS_IN_MEMORY`.
    """
    passes = min(-(-rows // IDS_IN_MEMORY), len(_DIGITS))
    if passes <= 1:
        return _distinct(batch.column(0) for batch in read_columns(paths, ["Id"]))
    groups = [pa.array(list(_DIGITS[i::passes])) for i in range(passes)]
    counted = sum(_distinct(_with_last_digit(paths, group)) for group in groups)
    # Ids shorter or other than Salesforce's belong to no group above.
    return counted + _distinct(_with_last_digit(paths, pa.array(list(_DIGITS)), inside=False))


def _with_last_digit(paths: Sequence[Path], digits: Any, *, inside: bool = True) -> Iterator[Any]:
    for batch in read_columns(paths, ["Id"]):
        ids = batch.column(0)
        last = pc.utf8_slice_codeunits(ids, _LAST_DIGIT, _LAST_DIGIT + 1)
        chosen = pc.is_in(last, value_set=digits)
        yield ids.filter(chosen if inside else pc.invert(chosen))


def _distinct(columns: Iterable[Any]) -> int:
    chunks = list(columns)
    if not chunks:
        return 0
    # A row without an Id counts for nothing, so that it shows as a difference.
    count: int = pc.count_distinct(pa.chunked_array(chunks), mode="only_valid").as_py()
    return count
