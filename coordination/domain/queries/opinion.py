"""Reads of the form of a separate opinion: at which meeting it was reported."""

from datetime import timedelta

from coordination.models import Meeting

BEFORE, AHEAD = timedelta(days=90), timedelta(days=180)


def meetings_to_report_at(body, *, today):
    """The body's meetings of the last and the coming months, the latest first."""
    held = Meeting.objects.standing().filter(
        organization=body, held_on__range=(today - BEFORE, today + AHEAD)
    )
    return held.order_by("-held_on")


def meets_on(body, day) -> bool:
    """Whether the body's calendar has a meeting on the day. One statement."""
    return Meeting.objects.standing().filter(organization=body, held_on=day).exists()


def meeting_to_report_at(body, *, today) -> Meeting | None:
    """The meeting that goes on, or the next one; none when the calendar has neither. One statement."""
    ahead = Meeting.objects.ahead(today).filter(organization=body, closed_at__isnull=True)
    return ahead.first()
