from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from salida.language import (
    show_bytes,
    show_date,
    show_datetime,
    show_decimal,
    show_duration,
    show_money,
    show_number,
    speak,
)


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("en", 1234567, "1,234,567"),
        ("es", 1234567, "1.234.567"),
        ("en", Decimal("1234.5"), "1,234.5"),
        ("es", Decimal("1234.5"), "1.234,5"),
        ("en", -7, "-7"),
        ("es", 0, "0"),
    ],
)
def test_show_number(language: str, value: int | Decimal, shown: str) -> None:
    with speak(language):
        assert show_number(value) == shown


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (1_550_000, "1.6 MB"),
        (999_949, "999.9 kB"),
        (999_950, "1.0 MB"),
        (1_600_000_000, "1.6 GB"),
        (3 * 10**18, "3,000.0 PB"),
    ],
)
def test_show_bytes(size: int, shown: str) -> None:
    assert show_bytes(size) == shown


def test_show_bytes_in_spanish() -> None:
    with speak("es"):
        assert show_bytes(1_600_000) == "1,6 MB"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "0 s"),
        (41.6, "42 s"),
        (59.6, "1 min 00 s"),
        (125, "2 min 05 s"),
        (3599.6, "1 h 00 min"),
        (90_000, "25 h 00 min"),
    ],
)
def test_show_duration(seconds: float, shown: str) -> None:
    assert show_duration(seconds) == shown


def test_a_moment_is_shown_in_utc_and_says_so() -> None:
    madrid = datetime(2026, 3, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))

    with speak("es"):
        spanish = show_datetime(madrid)

    assert spanish == "28 feb 2026, 23:30:00 UTC"
    assert show_datetime(datetime(2026, 2, 28, 23, 30, tzinfo=UTC)).startswith(
        "Feb 28, 2026, 11:30"
    )


@pytest.mark.parametrize(
    ("language", "amount", "currency", "shown"),
    [
        ("en", "1234.50", "EUR", "€1,234.50"),
        ("es", "1234.50", "EUR", "1.234,50 €"),
        ("es", "120", "EUR", "120,00 €"),
        ("es", "-0.125", "EUR", "-0,125 €"),
        ("en", "100", "JPY", "¥100"),
        ("es", "1234567.89", "USD", "1.234.567,89 US$"),
    ],
)
def test_money_is_shown_as_the_country_writes_it(
    language: str, amount: str, currency: str, shown: str
) -> None:
    with speak(language):
        assert show_money(Decimal(amount), currency).replace("\xa0", " ") == shown


@pytest.mark.parametrize(
    ("language", "long", "shown"),
    [
        ("en", False, "Sep 30, 2026"),
        ("es", False, "30 sept 2026"),
        ("en", True, "September 30, 2026"),
        ("es", True, "30 de septiembre de 2026"),
    ],
)
def test_a_month_is_never_a_number(language: str, shown: str, *, long: bool) -> None:
    with speak(language):
        assert show_date(date(2026, 9, 30), long=long) == shown


def test_no_digit_of_a_decimal_is_lost() -> None:
    with speak("es"):
        assert show_decimal(Decimal("1234.56789")) == "1.234,56789"


@pytest.mark.parametrize("value", ["1E+30", "1E-30", "12345678901234567890123456789012.5"])
def test_a_decimal_longer_than_pythons_context_is_shown_whole(value: str) -> None:
    shown = show_decimal(Decimal(value))

    assert Decimal(shown.replace(",", "")) == Decimal(value)
    assert show_money(Decimal(value), "EUR").startswith("€")
