"""A body's meetings as a calendar file (iCalendar) for Outlook, the phone and the web page."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.models import Meeting
from coordination.working_days import STOCKHOLM

USUAL_LENGTH = timedelta(hours=3)


def calendar_file(organization) -> bytes:
    """Every meeting of a body, the cancelled ones marked as such. Read in again, it changes nothing."""
    from icalendar import Calendar  # costs 100 ms that other pages need not pay

    calendar = Calendar()
    calendar.add("prodid", "-//Kraftsam//Sammanträden//SV")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Sammanträden: %(body)s") % {"body": organization.name})
    written_at = timezone.now()
    for meeting in Meeting.objects.filter(organization=organization):
        calendar.add_component(_event(organization, meeting, written_at=written_at))
    return calendar.to_ical()


def _event(organization, meeting, *, written_at):
    from icalendar import Event

    event = Event()
    event.add("uid", meeting.uid or f"sammantrade-{meeting.pk}@kraftsam")
    # When this was written. A meeting carries no moment of its own change, and its day is none.
    event.add("dtstamp", written_at)
    event.add("summary", meeting.note or _("%(body)s sammanträder") % {"body": organization.name})
    event.add("status", "CANCELLED" if meeting.cancelled_at else "CONFIRMED")
    if meeting.starts_at:
        start = datetime.combine(meeting.held_on, meeting.starts_at, STOCKHOLM)
        event.add("dtstart", start)
        event.add("dtend", start + USUAL_LENGTH)
    else:
        event.add("dtstart", meeting.held_on)
    if meeting.papers_due_on:
        day = meeting.papers_due_on.isoformat()
        event.add("description", _("Handlingarna ska vara inne %(day)s.") % {"day": day})
    return event
