"""Calendar files for telephones: RFC 5545, with the rules of every time zone named in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from icalendar import Calendar
from icalendar import Event as Component

PROGRAM = "-//Trilogue//Trilogue//EN"


@dataclass(frozen=True)
class Event:
    """`uid` stays the same when the event changes, so that a calendar knows it again."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    summary: str
    location: str = ""
    description: str = ""


def write(events: Iterable[Event], *, title: str, language: str, now: datetime) -> bytes:
    """Times are written in the zone that they carry."""
    calendar = Calendar()
    calendar.add("prodid", PROGRAM)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    for each in events:
        calendar.add_component(_component(each, language, now))
    calendar.add_missing_timezones()
    data: bytes = calendar.to_ical()
    return data


def _component(event: Event, language: str, now: datetime) -> Component:
    component = Component()
    component.add("uid", event.uid)
    component.add("dtstamp", now)
    component.add("dtstart", event.starts_at)
    component.add("dtend", event.ends_at)
    for name in ("summary", "location", "description"):
        if text := getattr(event, name):
            component.add(name, text, parameters={"LANGUAGE": language})
    return component
