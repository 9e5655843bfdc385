"""The clock as a calendar file that any calendar takes in.

UIDs come from the case, the order form and the date's code, so a second export moves an
event instead of adding one; `SEQUENCE` grows with every export.
"""

from __future__ import annotations

import uuid
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event

from salida.language import _
from salida.model.keydate import KeyDate, KeyDateKind
from salida.model.provenance import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

_NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # RFC 4122, "URL"
_ALARM_DAYS = {
    KeyDateKind.DEADLINE: (30, 14, 7, 3, 1),
    KeyDateKind.RECOMMENDED: (7, 1),
    KeyDateKind.WINDOW: (7,),
    KeyDateKind.EVENT: (1,),
}


def to_ics(dates: Iterable[KeyDate], *, case_id: str, now: datetime, sequence: int) -> bytes:
    """Return an iCalendar file (RFC 5545) with one all-day event a date, in the language in force.

    `case_id` names the case for ever; `sequence` is how often this case was exported before.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Salida//Salida//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", str(_("Leaving Salesforce")))
    for each in dates:
        calendar.add_component(_event(each, case_id, now.astimezone(UTC), sequence))
    return bytes(calendar.to_ical())


def _event(each: KeyDate, case_id: str, now: datetime, sequence: int) -> Event:
    event = Event()
    event.add("uid", f"{_uid(each, case_id)}@salida")
    event.add("dtstamp", now)
    event.add("sequence", sequence)
    event.add("dtstart", each.day)
    event.add("dtend", each.day + timedelta(days=1))
    event.add("summary", _summary(each))
    event.add("description", _description(each))
    event.add("transp", "TRANSPARENT")
    for days in _ALARM_DAYS[each.kind]:
        event.add_component(_alarm(each, days))
    return event


def _uid(each: KeyDate, case_id: str) -> uuid.UUID:
    return uuid.uuid5(_NAMESPACE, f"salida:{case_id}:{each.order or ''}:{each.code}")


def _summary(each: KeyDate) -> str:
    title = str(each.title) if each.order is None else f"{each.title} ({each.order})"
    if each.confidence is Confidence.CONFIRMED:
        return title
    return str(_("To be confirmed: {title}", title=title))


def _description(each: KeyDate) -> str:
    sources = "\n".join(
        f"- {one.name} = {one.value} ({one.provenance.document or one.provenance.source})"
        for one in each.inputs
    )
    missed = f"\n\n{each.if_missed}" if each.if_missed else ""
    return f"{each.formula}\n{sources}{missed}"


def _alarm(each: KeyDate, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _summary(each))
    alarm.add("trigger", timedelta(days=-days))
    return alarm
