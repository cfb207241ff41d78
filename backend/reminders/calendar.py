"""A patient's dates as a calendar (RFC 5545): no clinical words, stable UIDs, moments in UTC.

The moments were computed by the server's zone data, which may be newer than a phone's. In UTC they are that moment for every
program; with a zone's name beside them each would ask its own data, or read our copy of the rules in its own way.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from icalendar import Alarm, Calendar, Event

from backend.patients.models import Patient
from backend.reminders.channels.words import say
from backend.reminders.kinds import DAILY
from backend.reminders.models import Reminder
from backend.reminders.present import language_of

LENGTH = timedelta(minutes=15)
BACK = timedelta(days=90)
AHEAD = timedelta(days=3 * 366)


def calendar_of(patient: Patient, *, now: datetime) -> bytes:
    """The dated reminders to the patient: planned, told, and those taken back (as cancelled)."""
    rows = (
        Reminder.objects.filter(patient=patient, to="patient", due_at__gte=now - BACK, due_at__lte=now + AHEAD)
        .exclude(kind__in=DAILY)
        .order_by("due_at", "pk")
    )
    return render(rows, patient, now)


def render(rows: Iterable[Reminder], patient: Patient, now: datetime) -> bytes:
    language = language_of(patient)
    calendar = Calendar()
    calendar.add("prodid", "-//TOH Tracker//reminders//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "TOH Tracker")
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    for row in rows:
        event = Event()
        event.add("uid", f"{row.pk}@{settings.PUBLIC_HOST}")
        event.add("summary", say("event", language))
        event.add("dtstart", row.due_at.astimezone(UTC))
        event.add("dtend", (row.due_at + LENGTH).astimezone(UTC))
        event.add("dtstamp", now)
        event.add("sequence", row.moves)  # a moved or cancelled date replaces the older one
        cancelled = row.state == Reminder.State.WITHDRAWN
        event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
        event.add("url", settings.PUBLIC_URL + "/more/messages")
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        if not cancelled:  # some programs would ring for it all the same
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", say("event", language))
            alarm.add("trigger", timedelta(0))
            event.add_component(alarm)
        calendar.add_component(event)
    return calendar.to_ical()
