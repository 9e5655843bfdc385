from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salida.backup.cells import typed_cells
from salida.model.storage import StorageType

D = StorageType.DECIMAL

FITS: list[tuple[StorageType, str, object]] = [
    (StorageType.TEXT, " NA\x00 ", " NA\x00 "),
    (StorageType.BOOLEAN, "true", True),
    (StorageType.BOOLEAN, "false", False),
    (StorageType.INTEGER, "-9223372036854775808", -(2**63)),
    (StorageType.INTEGER, "12.0", 12),
    (StorageType.INTEGER, "9.0E7", 90_000_000),
    (D, "1.6147805824397E13", Decimal(16147805824397)),
    (D, "123456789012345678.12", Decimal("123456789012345678.12")),
    (D, "1E-18", Decimal("1E-18")),
    (D, "-0.10", Decimal("-0.1")),
    (StorageType.DOUBLE, "0.1", 0.1),
    (StorageType.DOUBLE, "1.2345678901234567E-100", 1.2345678901234567e-100),
    (StorageType.DOUBLE, "0.0", 0.0),
    (StorageType.DATE, "1700-01-01", date(1700, 1, 1)),
    (StorageType.DATE, "4000-12-31", date(4000, 12, 31)),
    (StorageType.DATETIME, "2024-01-15T10:30:00.001Z", datetime(2024, 1, 15, 10, 30, 0, 1000, UTC)),
    (
        StorageType.DATETIME,
        "2024-01-15T10:30:00.000+0000",
        datetime(2024, 1, 15, 10, 30, tzinfo=UTC),
    ),
    (StorageType.TIME, "23:59:59.999Z", time(23, 59, 59, 999_000)),
    (StorageType.TIME, "13:45:30", time(13, 45, 30)),
]

DOES_NOT_FIT = [
    (StorageType.BOOLEAN, "TRUE"),
    (StorageType.BOOLEAN, "1"),
    (StorageType.INTEGER, "12.5"),
    (StorageType.INTEGER, "9223372036854775808"),
    (StorageType.INTEGER, " 12"),
    (StorageType.INTEGER, "many"),
    # The CSV reader of Arrow lets this one through and stores another number.
    (D, "999999999999999999999.5"),
    (D, "0.1234567890123456789"),
    (D, "NaN"),
    (StorageType.DOUBLE, "0.12345678901234567891"),
    (StorageType.DOUBLE, "123456789012345678"),
    (StorageType.DOUBLE, "1e400"),
    (StorageType.DOUBLE, "1e-400"),
    (StorageType.DOUBLE, "Infinity"),
    (StorageType.DATE, "2024-02-30"),
    (StorageType.DATE, "2024-01-15T00:00:00"),
    (StorageType.DATETIME, "2024-01-15T10:30:00"),
    (StorageType.DATETIME, "yesterday"),
    (StorageType.TIME, "13:45:30.000+0200"),
    (StorageType.TIME, "25:00:00.000Z"),
]


def column(*texts: str | None) -> Any:
    return pa.array(texts, pa.string())


@pytest.mark.parametrize(("storage", "text", "value"), FITS)
def test_a_text_that_fits_becomes_its_value(storage: StorageType, text: str, value: object) -> None:
    cells = typed_cells(column(None, text), storage)

    assert cells.values.to_pylist() == [None, value]
    assert cells.rejected is None


@pytest.mark.parametrize(("storage", "text"), DOES_NOT_FIT)
def test_a_text_that_does_not_fit_is_kept_and_nothing_else_suffers(
    storage: StorageType, text: str
) -> None:
    good, value = next((text, value) for each, text, value in FITS if each is storage)

    cells = typed_cells(column(good, text, None, good), storage)

    assert cells.values.to_pylist() == [value, None, None, value]
    assert cells.rejected is not None
    assert cells.rejected.to_pylist() == [None, text, None, None]


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False) | st.none()))
def test_a_decimal_is_exact_or_kept_verbatim(numbers: list[Decimal | None]) -> None:
    texts = [None if each is None else str(each) for each in numbers]

    cells = typed_cells(column(*texts), D)

    kept = [None] * len(texts) if cells.rejected is None else cells.rejected.to_pylist()
    for number, text, value, verbatim in zip(
        numbers, texts, cells.values.to_pylist(), kept, strict=True
    ):
        assert (value == number and verbatim is None) or (value is None and verbatim == text)


@given(st.lists(st.floats() | st.none()))
def test_a_double_is_exact_or_kept_verbatim(numbers: list[float | None]) -> None:
    texts = [None if each is None else repr(each) for each in numbers]

    cells = typed_cells(column(*texts), StorageType.DOUBLE)

    kept = [None] * len(texts) if cells.rejected is None else cells.rejected.to_pylist()
    for number, text, value, verbatim in zip(
        numbers, texts, cells.values.to_pylist(), kept, strict=True
    ):
        assert (value == number and verbatim is None) or (value is None and verbatim == text)


@given(st.lists(st.text()), st.sampled_from(list(StorageType)[1:8]))
def test_no_text_at_all_is_lost_or_changed(texts: list[str], storage: StorageType) -> None:
    cells = typed_cells(column(*texts), storage)

    kept = [None] * len(texts) if cells.rejected is None else cells.rejected.to_pylist()
    for text, value, verbatim in zip(texts, cells.values.to_pylist(), kept, strict=True):
        assert (value is None) == (verbatim == text)
