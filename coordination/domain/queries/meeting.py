"""Reads of a body's calendar page."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from coordination.components import Badge
from coordination.domain.meeting import why_fixed
from coordination.enums import MeetingState
from coordination.models import Meeting, MeetingBreak, MeetingRoutine

PAST_SHOWN = 24


@dataclass(frozen=True)
class MeetingLine:
    """One meeting in the calendar: its state, and what may be done about it."""

    meeting: Meeting
    badge: Badge
    decisions: int
    is_movable: bool
    can_resume: bool
    can_close: bool


def calendar_lines(organization, *, today) -> tuple[list[MeetingLine], list[MeetingLine]]:
    """The body's coming meetings, and its latest ones. Two statements."""
    rows = Meeting.objects.filter(organization=organization).annotate(taken=Count("decisions"))
    coming = [_line(row, today) for row in rows.filter(held_on__gte=today)]
    past = rows.filter(held_on__lt=today).order_by("-held_on")[:PAST_SHOWN]
    return coming, [_line(row, today) for row in past]


def _line(meeting, today) -> MeetingLine:
    return MeetingLine(
        meeting,
        _badge(meeting, today),
        meeting.taken,
        is_movable=not why_fixed(meeting, has_decisions=bool(meeting.taken)),
        can_resume=meeting.state == MeetingState.CANCELLED,
        can_close=meeting.state == MeetingState.PLANNED and meeting.held_on <= today,
    )


def _badge(meeting, today) -> Badge:
    if meeting.state == MeetingState.CANCELLED:
        return Badge("warning", _("Inställt"), "declined")
    if meeting.state == MeetingState.CLOSED:
        return Badge("success", _("Avslutat"), "check")
    if meeting.held_on < today:
        return Badge("neutral", _("Hållet"), "wait")
    if not meeting.takes_papers(today):
        return Badge("warning", _("Handlingarna är inne"), "clock")
    return Badge("info", _("Planerat"), "cal")


def breaks_of(organization, *, today):
    """The body's present and coming breaks. One statement."""
    return MeetingBreak.objects.filter(organization=organization, ends_on__gte=today)


def routine_of(organization) -> MeetingRoutine | None:
    """How the body prepares its meetings. One statement."""
    return MeetingRoutine.objects.filter(organization=organization).first()
