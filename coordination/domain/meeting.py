"""Meetings: planned in a body's calendar, moved, cancelled, closed when they end."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.domain.meeting_move import tell_of_move
from coordination.domain.text import accept_line
from coordination.exceptions import ActionRefused
from coordination.models import Meeting, MeetingRoutine
from coordination.validators import validate_day, validate_one_line
from coordination.working_days import working_days_before

REASON_LIMIT = 500


def plan_meeting(
    organization, *, actor, held_on, starts_at=None, papers_due_on=None, note=""
) -> Meeting:
    """Put a meeting in the calendar; one a day and body. Raises ActionRefused, PermissionDenied.

    Without a day for the papers the body's routine gives it.
    """
    permissions.require(permissions.can_plan_meeting(actor, organization))
    refuse_taken_day(organization, held_on)
    papers_due_on = papers_due_on or usual_papers_day(organization, held_on)
    return _plan(
        organization,
        actor=actor,
        held_on=held_on,
        starts_at=starts_at,
        papers_due_on=papers_due_on,
        note=note,
    )


def meeting_on(organization, *, actor, held_on) -> Meeting:
    """The meeting that made a decision, planned afterwards if the calendar lacked it.

    Whoever may record the decision may name its meeting: the caller has asked for that right.
    """
    found = Meeting.objects.filter(organization=organization, held_on=held_on).first()
    if found and found.cancelled_at:
        raise ActionRefused(
            _(
                "Sammanträdet den dagen är inställt i kalendern. Välj en annan dag, "
                "eller planera sammanträdet igen om det hölls ändå."
            ),
            code="meeting_cancelled",
        )
    return found or _plan(organization, actor=actor, held_on=held_on)


def _plan(organization, *, actor, **fields):
    validate_meeting(**fields)
    meeting = Meeting(organization=organization, **fields)
    meeting.validate_constraints()
    with transaction.atomic():
        meeting.save()
        record("meeting.planned", actor=actor, subject=meeting, data={"held_on": meeting.held_on})
    return meeting


def move_meeting(
    meeting, *, actor, held_on, reason, starts_at=None, papers_due_on=None, note="", now=None
) -> Meeting:
    """Give a meeting another day, hour or day for its papers, with the reason.

    Another day is told to those whose statements, memoranda or papers wait for the meeting.
    Raises PermissionDenied, ValidationError, and ActionRefused when it has been held or the day is
    taken.
    """
    permissions.require(permissions.can_plan_meeting(actor, meeting.organization))
    reason = accept_line(reason, what=_("Skälet"), limit=REASON_LIMIT)
    validate_meeting(held_on=held_on, papers_due_on=papers_due_on, note=note)
    with transaction.atomic():
        current = _lock_movable(meeting)
        refuse_taken_day(current.organization, held_on, but=current)
        before = current.held_on
        current.held_on, current.starts_at = held_on, starts_at
        current.papers_due_on, current.note = papers_due_on, note
        current.save()
        data = {"from": before, "to": held_on, "reason": reason}
        action = "meeting.changed" if before == held_on else "meeting.moved"
        if before != held_on:
            tell_of_move(current, before=before, reason=reason, now=now or timezone.now())
        record(action, actor=actor, subject=current, data=data)
    return current


def close_meeting(meeting, *, actor, today, now=None) -> Meeting:
    """End a meeting (avsluta): from now on no reservation can be reported (KL 4:27)."""
    permissions.require(permissions.can_plan_meeting(actor, meeting.organization))
    with transaction.atomic():
        current = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if current.cancelled_at or current.closed_at or current.held_on > today:
            raise ActionRefused(
                _("Bara ett sammanträde som hålls eller har hållits kan avslutas."),
                code="meeting_fixed",
            )
        current.closed_at = now or timezone.now()
        current.save(update_fields=["closed_at"])
        record("meeting.closed", actor=actor, subject=current, data={"held_on": current.held_on})
    return current


def cancel_meeting(meeting, *, actor, reason, now=None) -> Meeting:
    """Call a meeting off (ställa in), with the reason; its day stays in the calendar as cancelled."""
    permissions.require(permissions.can_plan_meeting(actor, meeting.organization))
    reason = accept_line(reason, what=_("Skälet"), limit=REASON_LIMIT)
    with transaction.atomic():
        current = _lock_movable(meeting)
        current.cancelled_at, current.cancelled_reason = now or timezone.now(), reason
        current.save(update_fields=["cancelled_at", "cancelled_reason"])
        data = {"held_on": current.held_on, "reason": reason}
        record("meeting.cancelled", actor=actor, subject=current, data=data)
    return current


def resume_meeting(meeting, *, actor) -> Meeting:
    """Hold a cancelled meeting after all, on its own day."""
    permissions.require(permissions.can_plan_meeting(actor, meeting.organization))
    with transaction.atomic():
        current = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if not current.cancelled_at:
            raise ActionRefused(_("Sammanträdet är inte inställt."), code="not_cancelled")
        current.cancelled_at, current.cancelled_reason = None, ""
        current.save(update_fields=["cancelled_at", "cancelled_reason"])
        record("meeting.resumed", actor=actor, subject=current, data={"held_on": current.held_on})
    return current


def usual_papers_day(organization, held_on):
    """The day by which a body's papers for a meeting must be in, by its routine. One statement."""
    routine = MeetingRoutine.objects.filter(organization=organization).first()
    return papers_day(routine, held_on)


def papers_day(routine, held_on):
    """The day that a routine gives; None when there is no routine."""
    return working_days_before(held_on, routine.papers_working_days) if routine else None


def validate_meeting(*, held_on, papers_due_on=None, note="", **_fields) -> None:
    """A meeting's days are days one can mean, and its papers are in before it."""
    validate_day(held_on, papers_due_on)
    validate_one_line(note)
    if papers_due_on and papers_due_on > held_on:
        raise ActionRefused(
            _("Handlingarna ska vara inne senast mötesdagen. Välj en tidigare dag."),
            code="papers_after_meeting",
        )


def refuse_taken_day(organization, held_on, *, but=None) -> None:
    """A body meets once a day; a cancelled meeting keeps its day until it is planned again."""
    taken = Meeting.objects.filter(organization=organization, held_on=held_on)
    if but:
        taken = taken.exclude(pk=but.pk)
    found = taken.first()
    if found and found.cancelled_at:
        raise ActionRefused(
            _(
                "Det finns ett inställt sammanträde den dagen. Planera det igen, eller välj en annan dag."
            ),
            code="day_taken",
        )
    if found:
        raise ActionRefused(
            _("Det finns redan ett sammanträde den dagen. Välj en annan dag."), code="day_taken"
        )


def why_fixed(meeting, *, has_decisions) -> str:
    """Why a meeting can be neither moved nor cancelled; empty when it can."""
    if has_decisions:
        return _("Sammanträdet har fattat beslut. Det går inte att flytta eller ställa in.")
    if meeting.closed_at:
        return _("Sammanträdet är avslutat. Det går inte att flytta eller ställa in.")
    if meeting.cancelled_at:
        return _("Sammanträdet är inställt. Planera det igen först.")
    return ""


def refuse_changed_meeting(meeting, *, organization, held_on, **_others) -> None:
    """For the administrator's form: a meeting that has decided, is closed or cancelled keeps its day
    and body. ``meeting`` is the row as it is stored. Raises ActionRefused.
    """
    if (organization, held_on) == (meeting.organization, meeting.held_on):
        return
    if why := why_fixed(meeting, has_decisions=meeting.decisions.exists()):
        raise ActionRefused(why, code="meeting_fixed")
    refuse_taken_day(organization, held_on, but=meeting)


def _lock_movable(meeting) -> Meeting:
    """The meeting as it stands, held until the transaction ends, unless it is fixed."""
    current = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("organization")
        .get(pk=meeting.pk)
    )
    if why := why_fixed(current, has_decisions=current.decisions.exists()):
        raise ActionRefused(why, code="meeting_fixed")
    return current
