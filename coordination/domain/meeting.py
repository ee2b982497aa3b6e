"""Meetings: planned in a body's calendar, closed when they end."""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.exceptions import ActionRefused
from coordination.models import Meeting


def plan_meeting(organization, *, actor, held_on, starts_at=None, papers_due_on=None) -> Meeting:
    """Put a meeting in the calendar; one a day and body. Raises ActionRefused, PermissionDenied."""
    permissions.require(permissions.can_plan_meeting(actor, organization))
    if Meeting.objects.filter(organization=organization, held_on=held_on).exists():
        raise ActionRefused(
            _("Det finns redan ett sammanträde den dagen. Välj en annan dag."), code="day_taken"
        )
    return _plan(
        organization, actor=actor, held_on=held_on, starts_at=starts_at, papers_due_on=papers_due_on
    )


def meeting_on(organization, *, actor, held_on) -> Meeting:
    """The meeting that made a decision, planned afterwards if the calendar lacked it.

    Whoever may record the decision may name its meeting: the caller has asked for that right.
    """
    found = Meeting.objects.filter(organization=organization, held_on=held_on).first()
    return found or _plan(organization, actor=actor, held_on=held_on)


def _plan(organization, *, actor, **fields):
    meeting = Meeting(organization=organization, **fields)
    meeting.validate_constraints()
    with transaction.atomic():
        meeting.save()
        record("meeting.planned", actor=actor, subject=meeting, data={"held_on": meeting.held_on})
    return meeting
