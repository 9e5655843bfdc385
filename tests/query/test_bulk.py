"""Values as Bulk API 2.0 and REST print them, held against oracles written in Python."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import duckdb
import orjson
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from salida.soql import MACROS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.query import Engine

MakeEngine = Callable[..., "Engine"]


@pytest.fixture(scope="module")
def cursor() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        for macro in MACROS:
            connection.execute(macro)
        yield connection


def java(digits: str) -> str:
    """Lay out a plain decimal number as `Double.toString` does (Java API, Double)."""
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    whole, _point, fraction = digits.partition(".")
    number = Decimal(digits)
    if number == 0:
        return "0.0"
    if Decimal("0.001") <= number < Decimal(10_000_000):
        return f"{sign}{int(whole)}.{fraction.rstrip('0') or '0'}"
    exponent = number.adjusted()
    significant = re.sub(r"^0+", "", whole + fraction).rstrip("0")
    return f"{sign}{significant[0]}.{significant[1:] or '0'}E{exponent}"


decimals = st.decimals(
    min_value=-(10**19), max_value=10**19, places=18, allow_nan=False, allow_infinity=False
) | st.integers(-(10**17), 10**17).map(Decimal)


@given(st.lists(decimals, min_size=1, max_size=20))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([Decimal(n) for n in ("0", "10000000", "9999999.999", "0.001", "0.000999", "-0.00012")])
def test_decimals_are_laid_out_as_java_does_with_all_their_digits(
    cursor: duckdb.DuckDBPyConnection, numbers: list[Decimal]
) -> None:
    rows = cursor.execute(
        "SELECT java_decimal(CAST(n AS DECIMAL(38,18))) FROM (SELECT unnest(?) AS n)",
        [[f"{each:f}" for each in numbers]],
    ).fetchall()
    assert [row[0] for row in rows] == [java(f"{each:f}") for each in numbers]


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=20))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([1.6147805824397e13, 9.0e7, 955.0, 1e16, 1e-5, 0.001, 1e7, 5e-324, 1.7976931348623157e308])
def test_doubles_are_laid_out_as_java_does_and_read_back_as_themselves(
    cursor: duckdb.DuckDBPyConnection, numbers: list[float]
) -> None:
    rows = cursor.execute(
        "SELECT java_double(n) FROM (SELECT unnest(?) AS n)", [numbers]
    ).fetchall()
    for (shown,), number in zip(rows, numbers, strict=True):
        assert float(shown) == number
        if number:
            assert shown == java(f"{Decimal(repr(number)):f}")


@given(
    st.datetimes(min_value=datetime(1700, 1, 1), max_value=datetime(4000, 12, 31)),  # noqa: DTZ001
    st.times(),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_moments_and_times_have_three_digits_of_a_second(
    cursor: duckdb.DuckDBPyConnection, at: datetime, clock: time
) -> None:
    moment = at.replace(tzinfo=UTC)
    row = cursor.execute(
        "SELECT iso_moment(CAST(? AS TIMESTAMPTZ)), iso_time(CAST(? AS TIME))",
        [moment.isoformat(), clock.isoformat()],
    ).fetchone()
    shown = f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}"
    assert row == (shown, f"{clock:%H:%M:%S}.{clock.microsecond // 1000:03d}Z")


THING: dict[str, Any] = {
    "name": "Thing__c",
    "fields": [
        {"name": "Id", "type": "id"},
        {"name": "Text__c", "type": "string"},
        {"name": "Flag__c", "type": "boolean"},
        {"name": "Whole__c", "type": "int"},
        {"name": "Money__c", "type": "currency", "precision": 18, "scale": 2},
        {"name": "Number__c", "type": "double", "precision": 10, "scale": 2},
        {"name": "Day__c", "type": "date"},
        {"name": "At__c", "type": "datetime"},
        {"name": "Clock__c", "type": "time"},
    ],
}
SOQL = "SELECT " + ", ".join(each["name"] for each in THING["fields"]) + " FROM Thing__c"


def test_bulk_prints_every_kind_of_value_and_null_as_nothing(engine_over: MakeEngine) -> None:
    row = {
        "Id": "a00xx0000000001AAA",
        "Text__c": 'a "b"\r\n,=cmd()',
        "Flag__c": False,
        "Whole__c": -7,
        "Money__c": Decimal("1234567.80"),
        "Number__c": 12345678.0,
        "Day__c": datetime(2024, 2, 29, tzinfo=UTC).date(),
        "At__c": datetime(2024, 2, 29, 23, 59, 59, 999000, tzinfo=UTC),
        "Clock__c": time(1, 2, 3),
    }
    engine = engine_over((THING, [row, {"Id": "a00xx0000000002AAA"}]))
    first, second = engine.prepare(SOQL).bulk_csv().read_all().to_pylist()
    assert first == {
        "Id": "a00xx0000000001AAA",
        "Text__c": 'a "b"\r\n,=cmd()',
        "Flag__c": "false",
        "Whole__c": "-7",
        "Money__c": "1234567.8",
        "Number__c": "1.2345678E7",
        "Day__c": "2024-02-29",
        "At__c": "2024-02-29T23:59:59.999Z",
        "Clock__c": "01:02:03.000Z",
    }
    assert set(second.values()) == {"", "a00xx0000000002AAA"}


def test_a_value_that_did_not_fit_its_column_is_shown_word_for_word(
    engine_over: MakeEngine,
) -> None:
    row = {
        "Id": "a00xx0000000001AAA",
        "_verbatim": [("Whole__c", "12.0"), ("Day__c", "+12024-01-01"), ("Money__c", "1E40")],
    }
    engine = engine_over((THING, [row, {"Id": "a00xx0000000002AAA", "Whole__c": 5}]))
    first, second = engine.prepare(SOQL).bulk_csv().read_all().to_pylist()
    assert (first["Whole__c"], first["Day__c"], first["Money__c"]) == (
        "12.0",
        "+12024-01-01",
        "1E40",
    )
    assert second["Whole__c"] == "5"
    json_first, json_second = (orjson.loads(each) for each in engine.prepare(SOQL).json_records())
    assert (json_first["Whole__c"], json_first["Day__c"], json_first["Money__c"]) == (
        12.0,
        "+12024-01-01",
        1e40,
    )
    assert json_second["Whole__c"] == 5


def test_bulk_prints_the_columns_in_the_order_of_select(org_engine: Engine) -> None:
    soql = "SELECT Owner.Name, id, Parent.owner.name FROM Account"
    reader = org_engine.prepare(soql).bulk_csv()
    assert reader.schema.names == ["Owner.Name", "Id", "Parent.Owner.Name"]


def test_what_bulk_refuses_is_not_printed(org_engine: Engine) -> None:
    for soql, words in (
        ("SELECT BillingAddress FROM Account", "Selecting compound data not supported"),
        ("SELECT VersionData FROM ContentVersion", "Cannot serialize value for 'VersionData'"),
        ("SELECT TYPEOF What WHEN Account THEN Name END FROM Task", "TYPEOF"),
    ):
        prepared = org_engine.prepare(soql)
        assert words in str(prepared.bulk_refusal())
        with pytest.raises(ValueError, match=words):
            prepared.bulk_csv()
