"""Dates to keep as a calendar file (iCalendar): all-day events that Outlook and the phone subscribe to."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.domain.queries.deadline import kind_name

# How often a calendar may ask again. Outlook asks when it likes: letters carry the date, not this.
ASK_AGAIN = timedelta(hours=3)


def date_calendar(deadlines, *, name) -> bytes:
    """Each deadline as an event of its day; those that nobody owes any more are cancelled.

    The same deadline keeps its UID; SEQUENCE and LAST-MODIFIED tell that it changed.
    """
    from icalendar import Calendar  # costs 100 ms that other pages need not pay

    calendar = Calendar()
    calendar.add("prodid", "-//Kraftsam//Datum att hålla//SV")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Europe/Stockholm")
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for deadline in deadlines:
        calendar.add_component(_event(deadline))
    return calendar.to_ical()


def _event(deadline):
    from icalendar import Event

    changed = deadline.changed_at or deadline.created_at
    address = settings.BASE_URL + reverse("coordination:deadline", args=[deadline.pk])
    event = Event()
    event.add("uid", f"datum-{deadline.pk}@kraftsam")
    event.add("dtstamp", changed)
    event.add("created", deadline.created_at)
    event.add("last-modified", changed)
    event.add("sequence", deadline.revision)
    event.add("dtstart", deadline.due_on)
    event.add("dtend", deadline.due_on + timedelta(days=1))
    event.add("summary", _summary(deadline))
    event.add("description", "\n".join(_lines(deadline, address)))
    event.add("url", address)
    event.add("status", "CANCELLED" if deadline.withdrawn else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # a date to keep takes no time from the day
    event.add("categories", [kind_name(deadline.kind)])
    return event


def _summary(deadline) -> str:
    if deadline.withdrawn:
        return _("Återtaget: %(title)s") % {"title": deadline.title}
    if deadline.done_at:
        return _("Klart: %(title)s") % {"title": deadline.title}
    return deadline.title


def _lines(deadline, address):
    yield deadline.organization.name
    if deadline.matter:
        yield deadline.matter.registry_number
    if deadline.rule:
        yield deadline.rule
    if deadline.planned_on and deadline.planned_on != deadline.due_on:
        yield _("Flyttat från %(day)s") % {"day": date_format(deadline.planned_on, "j F Y")}
    if deadline.done_by:
        yield deadline.done_by
    yield address
