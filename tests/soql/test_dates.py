"""Every date literal, at one moment that tells them apart."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from salida.soql import Calendar
from salida.soql.dates import DATE_LITERALS, NUMBERED_LITERALS, date_range

NOW = datetime(2024, 5, 15, 10, 30, tzinfo=UTC)  # a Wednesday in the second quarter

# literal, first day, first day after
RANGES = {
    "YESTERDAY": ("2024-05-14", "2024-05-15"),
    "TODAY": ("2024-05-15", "2024-05-16"),
    "TOMORROW": ("2024-05-16", "2024-05-17"),
    "LAST_WEEK": ("2024-05-05", "2024-05-12"),
    "THIS_WEEK": ("2024-05-12", "2024-05-19"),
    "NEXT_WEEK": ("2024-05-19", "2024-05-26"),
    "LAST_MONTH": ("2024-04-01", "2024-05-01"),
    "THIS_MONTH": ("2024-05-01", "2024-06-01"),
    "NEXT_MONTH": ("2024-06-01", "2024-07-01"),
    "LAST_90_DAYS": ("2024-02-15", "2024-05-16"),
    "NEXT_90_DAYS": ("2024-05-16", "2024-08-14"),
    "LAST_QUARTER": ("2024-01-01", "2024-04-01"),
    "THIS_QUARTER": ("2024-04-01", "2024-07-01"),
    "NEXT_QUARTER": ("2024-07-01", "2024-10-01"),
    "LAST_YEAR": ("2023-01-01", "2024-01-01"),
    "THIS_YEAR": ("2024-01-01", "2025-01-01"),
    "NEXT_YEAR": ("2025-01-01", "2026-01-01"),
    # A fiscal year that begins in March.
    "LAST_FISCAL_QUARTER": ("2023-12-01", "2024-03-01"),
    "THIS_FISCAL_QUARTER": ("2024-03-01", "2024-06-01"),
    "NEXT_FISCAL_QUARTER": ("2024-06-01", "2024-09-01"),
    "LAST_FISCAL_YEAR": ("2023-03-01", "2024-03-01"),
    "THIS_FISCAL_YEAR": ("2024-03-01", "2025-03-01"),
    "NEXT_FISCAL_YEAR": ("2025-03-01", "2026-03-01"),
}
# literal with the number 2
NUMBERED = {
    "LAST_N_DAYS": ("2024-05-13", "2024-05-16"),
    "NEXT_N_DAYS": ("2024-05-16", "2024-05-18"),
    "N_DAYS_AGO": ("2024-05-13", "2024-05-14"),
    "LAST_N_WEEKS": ("2024-04-28", "2024-05-12"),
    "NEXT_N_WEEKS": ("2024-05-19", "2024-06-02"),
    "N_WEEKS_AGO": ("2024-04-28", "2024-05-05"),
    "LAST_N_MONTHS": ("2024-03-01", "2024-05-01"),
    "NEXT_N_MONTHS": ("2024-06-01", "2024-08-01"),
    "N_MONTHS_AGO": ("2024-03-01", "2024-04-01"),
    "LAST_N_QUARTERS": ("2023-10-01", "2024-04-01"),
    "NEXT_N_QUARTERS": ("2024-07-01", "2025-01-01"),
    "N_QUARTERS_AGO": ("2023-10-01", "2024-01-01"),
    "LAST_N_YEARS": ("2022-01-01", "2024-01-01"),
    "NEXT_N_YEARS": ("2025-01-01", "2027-01-01"),
    "N_YEARS_AGO": ("2022-01-01", "2023-01-01"),
    "LAST_N_FISCAL_QUARTERS": ("2023-09-01", "2024-03-01"),
    "NEXT_N_FISCAL_QUARTERS": ("2024-06-01", "2024-12-01"),
    "N_FISCAL_QUARTERS_AGO": ("2023-09-01", "2023-12-01"),
    "LAST_N_FISCAL_YEARS": ("2022-03-01", "2024-03-01"),
    "NEXT_N_FISCAL_YEARS": ("2025-03-01", "2027-03-01"),
    "N_FISCAL_YEARS_AGO": ("2022-03-01", "2023-03-01"),
}


def days(first: str, after: str) -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(after)


@pytest.mark.parametrize("name", sorted(DATE_LITERALS))
def test_a_date_literal_is_the_documented_range(name: str) -> None:
    assert date_range(name, None, Calendar(NOW, fiscal_month=3)) == days(*RANGES[name])


@pytest.mark.parametrize("name", sorted(NUMBERED_LITERALS))
def test_a_date_literal_with_a_number_is_the_documented_range(name: str) -> None:
    assert date_range(name, 2, Calendar(NOW, fiscal_month=3)) == days(*NUMBERED[name])


def test_today_is_the_day_of_the_user() -> None:
    late = datetime(2024, 5, 15, 23, 30, tzinfo=UTC)
    assert Calendar(late, "Europe/Madrid").today == date(2024, 5, 16)
    assert Calendar(late, "America/Los_Angeles").today == date(2024, 5, 15)


def test_a_day_begins_at_the_midnight_of_the_user_in_summer_and_winter() -> None:
    calendar = Calendar(NOW, "Europe/Madrid")
    assert calendar.midnight(date(2024, 7, 1)) == datetime(2024, 6, 30, 22, tzinfo=UTC)
    assert calendar.midnight(date(2024, 1, 1)) == datetime(2023, 12, 31, 23, tzinfo=UTC)


def test_a_week_may_begin_on_monday() -> None:
    monday = Calendar(NOW, first_weekday=0)
    assert date_range("THIS_WEEK", None, monday) == days("2024-05-13", "2024-05-20")
    sunday = datetime(2024, 5, 19, 12, tzinfo=UTC)
    assert date_range("THIS_WEEK", None, Calendar(sunday)) == days("2024-05-19", "2024-05-26")


def test_a_range_outside_the_calendar_overflows() -> None:
    for name in ("LAST_N_YEARS", "NEXT_N_YEARS", "N_DAYS_AGO", "NEXT_N_WEEKS"):
        with pytest.raises(OverflowError):
            date_range(name, 2_000_000, Calendar(NOW))
