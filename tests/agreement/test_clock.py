"""The clock, against dates worked out by hand and against the calendar's odd corners."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salida.agreement.clock import ClockSettings, key_dates, missed, today_there
from salida.agreement.data_act import add_months
from salida.agreement.workdays import HolidayCalendar, holiday_calendar
from salida.errors import UsageError
from salida.model.agreement import Agreement, OrderForm, RenewalType, Subscription
from salida.model.provenance import Confidence, Provenance
from salida.model.term import Term

if TYPE_CHECKING:
    from salida.model.keydate import KeyDate

READ = Provenance("paper", Confidence.HIGH, document="order.pdf", page=1, quote="...")
CONFIRMED = Provenance("paper", Confidence.CONFIRMED, document="order.pdf", page=1, quote="...")
TODAY = date(2025, 6, 1)


def agreement(
    end: date,
    *,
    notice: int | None = 30,
    renewal: RenewalType | None = RenewalType.AUTOMATIC,
    provenance: Provenance = CONFIRMED,
) -> Agreement:
    order = OrderForm(
        number=Term("order_number", "Q-1", provenance),
        end_date=Term("end_date", end, provenance),
        renewal_type=None if renewal is None else Term("renewal_type", renewal, provenance),
        notice_days=None if notice is None else Term("notice_days", notice, provenance),
    )
    return Agreement(orders=(order,))


def by_code(dates: tuple[KeyDate, ...]) -> dict[str, KeyDate]:
    return {each.code: each for each in dates}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("renewal_window_opens", date(2025, 7, 2)),
        ("notice_recommended", date(2025, 8, 1)),
        ("backup_rehearsal", date(2025, 8, 1)),
        ("notice_deadline", date(2025, 8, 31)),
        ("renewal_window_closes", date(2025, 8, 31)),
        ("point_of_no_return", date(2025, 9, 1)),
        # 31 August 2025 is a Sunday.
        ("send_in_app_by", date(2025, 8, 29)),
        ("send_by_email_by", date(2025, 8, 28)),
        ("send_by_post_by", date(2025, 8, 22)),
        ("term_end", date(2025, 9, 30)),
        ("org_locks", date(2025, 10, 1)),
        ("data_return_ends", date(2025, 10, 30)),
        ("courtesy_ends", date(2026, 1, 28)),
    ],
)
def test_a_term_that_ends_on_30_september_2025(code: str, expected: date) -> None:
    dates = by_code(key_dates(agreement(date(2025, 9, 30)), today=TODAY))

    assert dates[code].day == expected


@pytest.mark.parametrize(
    ("end", "days", "expected"),
    [
        pytest.param(date(2024, 3, 30), 30, date(2024, 2, 29), id="leap year"),
        pytest.param(date(2025, 3, 30), 30, date(2025, 2, 28), id="common year"),
        pytest.param(date(2026, 1, 31), 30, date(2026, 1, 1), id="month end"),
        pytest.param(date(2026, 1, 15), 60, date(2025, 11, 16), id="over the new year"),
        pytest.param(date(2026, 12, 31), 0, date(2026, 12, 31), id="no notice period"),
    ],
)
def test_the_deadline_counts_calendar_days(end: date, days: int, expected: date) -> None:
    dates = by_code(key_dates(agreement(end, notice=days), today=TODAY))

    assert dates["notice_deadline"].day == expected


def test_a_long_notice_period_moves_the_advised_day_before_the_deadline() -> None:
    dates = by_code(key_dates(agreement(date(2025, 9, 30), notice=60), today=TODAY))

    assert dates["notice_recommended"].day < dates["notice_deadline"].day


def test_a_manual_renewal_needs_no_notice_and_its_end_is_the_deadline() -> None:
    dates = by_code(
        key_dates(agreement(date(2025, 9, 30), renewal=RenewalType.MANUAL), today=TODAY)
    )

    assert "notice_deadline" not in dates
    assert dates["term_end"].kind.value == "deadline"


def test_only_confirmed_terms_make_a_date_binding() -> None:
    confirmed = by_code(key_dates(agreement(date(2025, 9, 30)), today=TODAY))
    read = by_code(key_dates(agreement(date(2025, 9, 30), provenance=READ), today=TODAY))

    assert confirmed["notice_deadline"].confidence is Confidence.CONFIRMED
    assert read["notice_deadline"].confidence is Confidence.HIGH


def test_a_silent_paper_uses_the_published_rule_and_says_so() -> None:
    deadline = by_code(key_dates(agreement(date(2025, 9, 30), notice=None), today=TODAY))[
        "notice_deadline"
    ]

    assert deadline.day == date(2025, 8, 31)
    assert deadline.confidence is Confidence.LOW


def test_an_order_without_an_end_has_no_dates() -> None:
    order = OrderForm(number=Term("order_number", "Q-1", READ))

    assert key_dates(Agreement(orders=(order,)), today=TODAY) == ()


def test_a_line_with_its_own_end_has_its_own_clock() -> None:
    line = Subscription(
        line="2",
        product=Term("product", "Service Cloud", CONFIRMED),
        end_date=Term("end_date", date(2026, 3, 31), CONFIRMED),
    )
    order = OrderForm(
        number=Term("order_number", "Q-1", CONFIRMED),
        end_date=Term("end_date", date(2025, 9, 30), CONFIRMED),
        subscriptions=(line,),
    )

    ends = {
        each.order: each.day
        for each in key_dates(Agreement(orders=(order,)), today=TODAY)
        if each.code == "term_end"
    }

    assert ends == {"Q-1": date(2025, 9, 30), "Q-1/2": date(2026, 3, 31)}


def test_the_order_form_takes_precedence_over_the_master_agreement() -> None:
    one = agreement(date(2025, 9, 30), notice=45)
    both = Agreement(notice_days=Term("notice_days", 30, CONFIRMED), orders=one.orders)

    deadline = by_code(key_dates(both, today=TODAY))["notice_deadline"]

    assert deadline.day == date(2025, 8, 16)


def test_what_was_missed_says_what_remains_possible() -> None:
    dates = key_dates(agreement(date(2025, 9, 30)), today=date(2025, 9, 5))

    late = missed(dates, date(2025, 9, 5))

    assert [each.code for each in late] == ["notice_deadline"]
    assert "waive" in str(late[0].if_missed)


def test_a_deadline_of_today_is_not_missed() -> None:
    dates = key_dates(agreement(date(2025, 9, 30)), today=date(2025, 8, 31))

    assert missed(dates, date(2025, 8, 31)) == ()


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Europe/Madrid", date(2025, 9, 1)),
        ("Atlantic/Canary", date(2025, 8, 31)),
        ("America/Los_Angeles", date(2025, 8, 31)),
        ("Asia/Tokyo", date(2025, 9, 1)),
    ],
)
def test_today_is_the_day_of_the_agreements_time_zone(zone: str, expected: date) -> None:
    now = datetime(2025, 8, 31, 22, 30, tzinfo=UTC)

    assert today_there(now, zone) == expected


def test_an_unknown_time_zone_is_refused() -> None:
    with pytest.raises(UsageError):
        today_there(datetime(2025, 8, 31, tzinfo=UTC), "Europe/Macondo")


@pytest.mark.parametrize(
    ("region", "day", "works"),
    [
        ("CT", date(2026, 9, 11), False),
        ("MD", date(2026, 9, 11), True),
        ("MD", date(2026, 5, 2), False),
        ("AN", date(2026, 2, 27), True),
        (None, date(2026, 10, 12), False),
    ],
)
def test_regional_holidays(region: str | None, day: date, *, works: bool) -> None:
    assert HolidayCalendar("ES", region).is_working_day(day) is works


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(UsageError):
        holiday_calendar("ES", "XX")


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2025, 11, 15), 2, date(2026, 1, 15)),
    ],
)
def test_months_end_on_the_last_day_of_a_short_month(
    day: date, months: int, expected: date
) -> None:
    assert add_months(day, months) == expected


ends = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(ends, st.integers(0, 365), st.integers(0, 365))
def test_more_notice_days_never_make_a_later_deadline(end: date, one: int, other: int) -> None:
    few, many = sorted((one, other))
    first = by_code(key_dates(agreement(end, notice=few), today=TODAY))["notice_deadline"]
    second = by_code(key_dates(agreement(end, notice=many), today=TODAY))["notice_deadline"]

    assert second.day <= first.day


@given(ends, st.integers(0, 365))
def test_every_day_to_send_is_a_working_day_in_time(end: date, notice: int) -> None:
    settings = ClockSettings()
    dates = by_code(key_dates(agreement(end, notice=notice), today=TODAY, settings=settings))

    for code in ("send_in_app_by", "send_by_email_by", "send_by_post_by"):
        assert settings.calendar.is_working_day(dates[code].day)
        assert dates[code].day <= dates["notice_deadline"].day


@given(ends, st.integers(0, 90), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_every_date_explains_itself(end: date, notice: int, today: date) -> None:
    for each in key_dates(agreement(end, notice=notice), today=today):
        assert each.inputs
        assert str(each.formula)
        assert str(each.title)


@given(ends)
def test_the_org_locks_on_the_day_after_the_term(end: date) -> None:
    dates = by_code(key_dates(agreement(end), today=TODAY))

    assert dates["org_locks"].day == dates["term_end"].day + timedelta(days=1)
