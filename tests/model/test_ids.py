from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salida.errors import UsageError
from salida.model.ids import key_prefix, record_id

short_ids = st.text(string.ascii_letters + string.digits, min_size=15, max_size=15)


@pytest.mark.parametrize(
    ("short", "expected"),
    [
        ("001000000000000", "001000000000000AAA"),
        ("001D000000IRFma", "001D000000IRFmaIAH"),
        ("AAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAA555"),
    ],
)
def test_adds_the_check_suffix(short: str, expected: str) -> None:
    assert record_id(short) == expected


@given(short_ids)
def test_an_id_of_18_characters_stays_as_it_is(short: str) -> None:
    once = record_id(short)

    assert record_id(once) == once
    assert once[:15] == short


@given(short_ids, st.data())
def test_ids_that_differ_only_in_case_differ_in_their_suffix(
    short: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, 14))
    other = short[:place] + short[place].swapcase() + short[place + 1 :]

    same = short[place].isdigit()
    assert (record_id(short).lower() == record_id(other).lower()) is same


def test_names_the_key_prefix_of_the_sobject() -> None:
    assert key_prefix(record_id("001D000000IRFma")) == "001"


@pytest.mark.parametrize(
    "text",
    ["", "001", "001D000000IRFma!", "001D000000IRFmaAAA", "001D000000IRFmá", "0" * 16, "0" * 19],
)
def test_refuses_anything_else_with_a_hint(text: str) -> None:
    with pytest.raises(UsageError) as error:
        record_id(text)

    assert error.value.hint
