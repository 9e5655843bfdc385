"""The calendar file, read back by a calendar library."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from icalendar import Calendar

from salida.agreement.clock import key_dates
from salida.agreement.ics import to_ics
from salida.model.agreement import Agreement, OrderForm
from salida.model.provenance import Confidence, Provenance
from salida.model.term import Term

READ = Provenance("paper", Confidence.HIGH, document="order; 1.pdf", page=1, quote="...")
NOW = datetime(2025, 6, 1, 10, 0, tzinfo=UTC)


def agreement(end: date) -> Agreement:
    order = OrderForm(
        number=Term("order_number", "Q-1, second\nline", READ),
        end_date=Term("end_date", end, READ),
    )
    return Agreement(orders=(order,))


def exported(end: date, sequence: int) -> dict[str, Any]:
    dates = key_dates(agreement(end), today=date(2025, 6, 1))
    calendar = Calendar.from_ical(to_ics(dates, case_id="c1", now=NOW, sequence=sequence))
    events = calendar.walk("VEVENT")
    assert len(events) == len(dates)
    return {str(each["uid"]): each for each in events}


def test_a_second_export_updates_the_same_events() -> None:
    first = exported(date(2025, 9, 30), 0)
    second = exported(date(2025, 10, 31), 1)

    assert first.keys() == second.keys()
    assert all(second[uid]["sequence"] > first[uid]["sequence"] for uid in first)


def test_an_event_carries_the_day_the_alarms_and_the_reason() -> None:
    event = next(
        each
        for each in exported(date(2025, 9, 30), 0).values()
        if "Last day for the non-renewal notice" in str(each["summary"])
    )

    assert event["dtstart"].dt == date(2025, 8, 31)
    assert len(event.walk("VALARM")) == 5
    assert "end_date = 2025-09-30" in str(event["description"])


def test_a_date_that_nobody_confirmed_says_so() -> None:
    assert all(
        str(each["summary"]).startswith("To be confirmed")
        for each in exported(date(2025, 9, 30), 0).values()
        if "Data Act" not in str(each["summary"])
    )
