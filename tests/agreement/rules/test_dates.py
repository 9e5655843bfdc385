"""Dates in every usual form; two readings where a date has two."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salida.agreement.rules.conventions import conventions_of
from salida.agreement.rules.dates import Order, find_dates
from salida.agreement.rules.stated_terms import end_after

END = date(2026, 9, 30)


@pytest.mark.parametrize(
    "written",
    [
        "30 September 2026",
        "30th September 2026",
        "30th of September, 2026",
        "the 30th day of September 2026",
        "September 30, 2026",
        "September 30th, 2026",
        "Sept. 30, 2026",
        "Sep 30 2026",
        "SEPTEMBER 30, 2026",
        "30-Sep-26",
        "30-Sep-2026",
        "30/Sep/2026",
        "30 Sept 2026",
        "30 Sep '26",
        "Wednesday, 30 September 2026",
        "2026-09-30",
        "2026/09/30",
        "2026.09.30",
        "30/09/2026",
        "30-09-2026",
        "30.09.2026",
        "30.9.2026",
        "30/09/26",
        "09/30/2026",
        "9/30/26",
        "30 de septiembre de 2026",
        "30 de Septiembre del 2026",
        "30 de setiembre de 2026",
        "miércoles, 30 de septiembre de 2026",
        "30 septiembre 2026",
        "30-sep-2026",
        "30 sept. 2026",
        "30 (treinta) de septiembre de 2026",
        "treinta de septiembre de 2026",
        "treinta de septiembre de dos mil veintiséis",
        "septiembre 30 de 2026",
        "septiembre 30, 2026",
    ],
)
def test_a_date_is_read_in_every_form(written: str) -> None:
    text = f"until {written} inclusive"

    (found,) = find_dates(text)

    assert (found.value, found.other) == (END, None)
    assert text[found.start : found.end] in written


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1.º de octubre de 2025", date(2025, 10, 1)),
        ("1º de octubre de 2025", date(2025, 10, 1)),
        ("primero de octubre de 2025", date(2025, 10, 1)),
        ("treinta y uno de enero de 2025", date(2025, 1, 31)),
        ("1st October 2025", date(2025, 10, 1)),
        ("the first day of October, 2025", date(2025, 10, 1)),
        ("29 February 2028", date(2028, 2, 29)),
        ("May 3, 2026", date(2026, 5, 3)),
    ],
)
def test_ordinals_and_leap_days_are_read(written: str, value: date) -> None:
    assert [each.value for each in find_dates(written)] == [value]


def test_digits_with_two_readings_give_the_earlier_and_name_the_other() -> None:
    (found,) = find_dates("ends 03/04/2026")

    assert (found.value, found.other) == (date(2026, 3, 4), date(2026, 4, 3))


@pytest.mark.parametrize(
    ("order", "value"),
    [(Order.DAY_FIRST, date(2026, 4, 3)), (Order.MONTH_FIRST, date(2026, 3, 4))],
)
def test_a_known_order_leaves_one_reading(order: Order, value: date) -> None:
    (found,) = find_dates("03/04/2026", order)

    assert (found.value, found.other) == (value, None)


def test_the_same_day_both_ways_is_no_doubt() -> None:
    assert [each.other for each in find_dates("04/04/2026")] == [None]


@pytest.mark.parametrize(
    "written",
    [
        "31/02/2026", "31/09/2026", "00/10/2026", "2026-13-01", "30 Smarch 2026", "11.2.3",
        "1234/56/78", "version 10.2", "Q-30-09", "30/09", "may 2026", "section 5.10.2",
    ],
)  # fmt: skip
def test_what_is_no_date_is_not_read(written: str) -> None:
    assert find_dates(written) == []


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_date_with_its_order_known_is_always_read(day: date) -> None:
    for pattern, order in (("%d/%m/%Y", Order.DAY_FIRST), ("%m/%d/%Y", Order.MONTH_FIRST)):
        assert [each.value for each in find_dates(day.strftime(pattern), order)] == [day]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("El plazo termina el 03/04/2026, fecha de fin del contrato", Order.DAY_FIRST),
        ("The term of the order ends 03/04/2026 and the invoice is of 25/03/2025", Order.DAY_FIRST),
        ("The term of the order ends 03/04/2026 and the invoice is of 03/25/2025", Order.MONTH_FIRST),
        ("The order form (dates are MM/DD/YYYY) ends 03/04/2026", Order.MONTH_FIRST),
        ("The order of the customer (dd/mm/yyyy) ends 03/04/2026", Order.DAY_FIRST),
        ("The order is for the office in Portland, OR 97205 and ends 03/04/2026", Order.MONTH_FIRST),
        ("The order is for the office in Dublin and ends 03/04/2026", Order.DAY_FIRST),
        ("The order is for the offices in Dublin and New York and ends 03/04/2026", None),
        ("The term of the order form ends 03/04/2026", None),
        ("The term is from 25/03/2025 to 03/25/2026 and the order ends", None),
    ],
)  # fmt: skip
def test_the_paper_around_a_date_may_settle_it(text: str, order: Order | None) -> None:
    assert conventions_of(text).date_order is order


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2025-10-01", 12, "2026-09-30"),
        ("2025-06-15", 36, "2028-06-14"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2025-12-01", 1, "2025-12-31"),
    ],
)
def test_the_last_day_of_a_term_is_the_day_before_it_would_begin_again(
    start: str, months: int, end: str
) -> None:
    assert end_after(date.fromisoformat(start), months) == date.fromisoformat(end)
