from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from salida.model.ids import key_prefix, record_id
from salida.practice.company.ids import IdSeries, IdWriter, id_series

SERIES = [
    IdSeries("Account", "0010900000", 0),
    IdSeries("Lead", "00Q0900000", 50_000_000),
    IdSeries("Proyecto__c", "a030900000", 999),
]
WRITER = IdWriter(SERIES)
LAST = 62**5 - 1 - 50_000_000


@given(st.lists(st.tuples(st.integers(0, len(SERIES) - 1), st.integers(0, LAST)), max_size=20))
def test_columns_are_written_as_single_ids_are(records: list[tuple[int, int]]) -> None:
    numbers = [SERIES[place].number(place, row) for place, row in records]
    expected = [SERIES[place].record_id(row) for place, row in records]
    assert WRITER.ids(pa.array(numbers, pa.int64())).to_pylist() == expected


@given(st.integers(0, LAST))
def test_an_id_is_valid_and_of_its_sobject(row: int) -> None:
    written = SERIES[1].record_id(row)
    assert record_id(written) == written
    assert key_prefix(written) == "00Q"


def test_null_stays_null() -> None:
    assert WRITER.ids(pa.array([None, SERIES[0].number(0, 1)])).to_pylist() == [
        None,
        SERIES[0].record_id(1),
    ]


def test_ids_that_differ_in_case_only_occur() -> None:
    ids = [SERIES[0].record_id(row) for row in range(62)]
    assert len({each[:15] for each in ids}) == 62
    assert len({each[:15].lower() for each in ids}) < 62


def test_seeds_start_elsewhere() -> None:
    assert id_series("Account", "001", 1).start != id_series("Account", "001", 2).start
    assert id_series("AccountHistory", None, 1).head.startswith("017")
