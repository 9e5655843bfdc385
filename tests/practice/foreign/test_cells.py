from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salida.model.storage import StorageType
from salida.practice.foreign.cells import cell

MADRID = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("storage", "value", "stored"),
    [
        (StorageType.TEXT, "NA", "NA"),
        (StorageType.TEXT, 12, "12"),
        (StorageType.TEXT, True, "true"),
        (StorageType.TEXT, "a\x00b", "a\x00b"),
        (StorageType.BOOLEAN, "True", True),
        (StorageType.BOOLEAN, "0", False),
        (StorageType.BOOLEAN, False, False),
        (StorageType.INTEGER, "12.0", 12),
        (StorageType.INTEGER, 2**63 - 1, 2**63 - 1),
        (StorageType.DECIMAL, "999999999999999999.000000000000000001", Decimal("999999999999999999.000000000000000001")),
        (StorageType.DECIMAL, "1.6147805824397E13", Decimal(16147805824397)),
        (StorageType.DOUBLE, "0.1", 0.1),
        (StorageType.DOUBLE, "9.0E7", 9e7),
        (StorageType.DATE, "1700-01-01", date(1700, 1, 1)),
        (StorageType.DATETIME, "2024-01-15T10:30:00.000+0000", datetime(2024, 1, 15, 10, 30, tzinfo=UTC)),
        (StorageType.DATETIME, "2024-01-15T10:30:00Z", datetime(2024, 1, 15, 10, 30, tzinfo=UTC)),
        (StorageType.DATETIME, "2024-01-15 10:30:00", datetime(2024, 1, 15, 10, 30, tzinfo=UTC)),
        (StorageType.DATETIME, datetime(2024, 1, 15, 11, 30, tzinfo=MADRID), datetime(2024, 1, 15, 10, 30, tzinfo=UTC)),
        (StorageType.TIME, "23:59:59.999Z", time(23, 59, 59, 999_000)),
        (StorageType.TIME, "08:30", time(8, 30)),
    ],
)  # fmt: skip
def test_a_value_that_fits_is_stored(storage: StorageType, value: object, stored: object) -> None:
    found, verbatim = cell(value, storage)
    assert found == stored
    assert type(found) is type(stored)
    assert verbatim is None


@pytest.mark.parametrize(
    ("storage", "value"),
    [
        (StorageType.BOOLEAN, "maybe"),
        (StorageType.INTEGER, "12.5"),
        (StorageType.INTEGER, str(2**63)),
        (StorageType.DECIMAL, "1e20"),
        (StorageType.DECIMAL, "0.0000000000000000001"),
        (StorageType.DECIMAL, "Infinity"),
        (StorageType.DOUBLE, "123456789012345678"),
        (StorageType.DOUBLE, "many"),
        (StorageType.DATE, "15/01/2024"),
        (StorageType.DATETIME, "yesterday"),
        (StorageType.TIME, "25:00:00Z"),
        (StorageType.TIME, "noon"),
    ],
)
def test_a_value_that_does_not_fit_is_kept_word_for_word(storage: StorageType, value: str) -> None:
    assert cell(value, storage) == (None, value)


@pytest.mark.parametrize(
    "storage", [each for each in StorageType if each.value not in {"blob", "compound", "structure"}]
)
def test_null_and_the_empty_text_are_null(storage: StorageType) -> None:
    assert cell(None, storage) == cell("", storage) == (None, None)


@given(st.text(min_size=1), st.sampled_from([StorageType.TEXT, StorageType.DOUBLE, StorageType.DECIMAL, StorageType.DATE, StorageType.DATETIME, StorageType.TIME, StorageType.INTEGER, StorageType.BOOLEAN]))  # fmt: skip
def test_no_text_is_ever_lost(text: str, storage: StorageType) -> None:
    found, verbatim = cell(text, storage)
    assert (found is None) != (verbatim is None)
    if verbatim is not None:
        assert verbatim == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=18, min_value=-(10**19), max_value=10**19))  # fmt: skip
def test_decimals_are_exact(number: Decimal) -> None:
    assert cell(str(number), StorageType.DECIMAL) == (number, None)
