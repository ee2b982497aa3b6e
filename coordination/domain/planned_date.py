"""Dates that a body plans for itself: said, reckoned from another or coming back; moved, done, withdrawn."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.date_rules import next_occurrence
from coordination.domain.audit import record
from coordination.domain.date_letter import DateChange, tell_of_changes
from coordination.domain.deadline import (
    keep_deadline,
    move_deadline,
    reckon_from,
    set_deadline,
    withdraw_deadline,
)
from coordination.domain.planned_day import (
    on_working_day,
    reckoned_day,
    recurrence_text,
    refuse_day_off,
    refuse_day_that_has_been,
    refuse_series,
    why_that_day,
)
from coordination.enums import Roll
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import Deadline, DeadlineMove, Organization, PlannedDate
from coordination.validators import plain_name, validate_day, validate_due_day, validate_plain_text

KIND, SUBJECT = "planned", "planned_date"
TITLE_LIMIT, NOTE_LIMIT = 200, 500
PRESSED_TWICE = timedelta(minutes=1)


def plan_date(
    organization,
    *,
    actor,
    title,
    role,
    today,
    due_on=None,
    source=None,
    rule=None,
    every_months=None,
    until=None,
    how=Roll.NONE,
    note="",
    uid="",
    matter=None,
    now=None,
) -> Deadline:
    """Put a date in a body's plan: on a day, or reckoned by a rule from another date that one sees.

    With ``every_months`` it comes back, ``until`` a day, counted from its first day. ``how`` says what
    a day off does. Sent twice, it is one date. Raises PermissionDenied, ValidationError.
    """
    permissions.require(permissions.can_plan_dates(actor, organization))
    now = now or timezone.now()
    title = plain_name(title, what=_("Vad som ska göras"), limit=TITLE_LIMIT)
    note = note and validate_plain_text(note, what=_("Anmärkningen"), limit=NOTE_LIMIT)
    if source is not None:
        refuse_series(every_months)
        due_on = reckoned_day(organization, actor=actor, source=source, rule=rule, today=today)
    validate_due_day(due_on, today=today)
    validate_day(until, today=today)
    planned = PlannedDate(
        organization=organization,
        note=note or "",
        first_on=due_on,
        every_months=None if source else every_months,
        until=until if every_months else None,
        roll=how,
        uid=uid,
        created_by=actor,
        created_at=now,
    )
    planned.validate_constraints()
    day = on_working_day(planned, due_on) if source is None else due_on
    refuse_day_that_has_been(planned, day, today)
    with transaction.atomic():
        Organization.objects.select_for_update().get(pk=organization.pk)  # one plan at a time
        if sent_before := _just_planned(planned, title, role, day):
            return sent_before
        planned.save()
        deadline = _owe(
            planned,
            title=title,
            role=role,
            due_on=day,
            matter=matter,
            today=today,
            now=now,
            why=why_that_day(planned, source, rule, day),
        )
        if source is not None:
            reckon_from(deadline, source, rule=rule)
        _log("planned", deadline, actor, due_on=day)
    return deadline


def _just_planned(planned, title, role, day) -> Deadline | None:
    """The same date from the same hand a moment ago: the button was pressed twice."""
    twins = PlannedDate.objects.filter(
        organization=planned.organization,
        created_by=planned.created_by,
        created_at__gt=planned.created_at - PRESSED_TWICE,
        first_on=planned.first_on,
        every_months=planned.every_months,
        note=planned.note,
        uid=planned.uid,
    )
    return (
        Deadline.objects.open()
        .filter(
            kind=KIND,
            subject_type=SUBJECT,
            subject_id__in=twins.values("pk"),
            title=title,
            role=role,
            due_on=day,
        )
        .first()
    )


def _owe(planned, *, title, role, due_on, matter, today, now, why) -> Deadline:
    return set_deadline(
        KIND,
        subject_type=SUBJECT,
        subject_id=planned.pk,
        title=title,
        organization=planned.organization,
        role=role,
        due_on=due_on,
        today=today,
        matter=matter,
        rule=why,
        at=now,
    )


def planned_of(deadline) -> PlannedDate | None:
    """The body's own date behind a deadline; None for those that other pages keep."""
    if deadline.kind != KIND or deadline.subject_type != SUBJECT:
        return None
    return PlannedDate.objects.select_related("organization").get(pk=deadline.subject_id)


def move_date(deadline, *, actor, to, reason, today, version=None, is_meant=False, at=None) -> None:
    """Give a body's own date another day, and tell whoever keeps it and what is reckoned from it.

    ``version`` is the date's as the mover saw it; ``is_meant`` lets it fall on a day that its rule for
    days off would avoid. Raises PermissionDenied, ValidationError, ActionRefused, EditConflict.
    """
    permissions.require(permissions.can_keep_date(actor, deadline))
    validate_due_day(to, today=today)
    at = at or timezone.now()
    with transaction.atomic():
        current = _still_open(deadline)
        if version not in {None, current.version}:
            raise EditConflict(theirs=current, mine=to)
        if to == current.due_on:
            raise ActionRefused(_("Dagen är redan den. Välj en annan dag."), code="same_day")
        if not is_meant:
            refuse_day_off(current, to, how=_roll_of(current))
        moved = move_deadline(current, actor=actor, to=to, reason=reason, today=today, at=at)
        _tell_of_move(moved, actor=actor, today=today, now=at)


def _roll_of(deadline) -> Roll:
    planned = planned_of(deadline)
    return Roll(planned.roll) if planned else Roll.NONE


def _tell_of_move(moved, *, actor, today, now):
    """What was moved, and what moved along with it: written in one go, so after it at one moment."""
    moves = DeadlineMove.objects.filter(pk__gte=moved.pk, actor=actor, at=moved.at)
    tell_of_changes(
        [
            DateChange(each.deadline, each.deadline.title, each.from_day, each.to_day, each.reason)
            for each in moves.select_related("deadline__organization", "deadline__matter")
        ],
        actor=actor,
        organization=moved.deadline.organization,
        is_from_file=False,
        today=today,
        now=now,
    )


def finish_date(deadline, *, actor, by, today, now=None) -> Deadline | None:
    """Say that a body's own date is kept, and how. Returns the next one when it comes back.

    Raises PermissionDenied, ValidationError, ActionRefused when it is closed already.
    """
    permissions.require(permissions.can_keep_date(actor, deadline))
    by = validate_plain_text(by, what=_("Hur det blev klart"), limit=250)
    now = now or timezone.now()
    with transaction.atomic():
        current = _still_open(deadline)
        keep_deadline(KIND, subject_type=SUBJECT, subject_id=current.subject_id, by=by, at=now)
        _log("done", current, actor, by=by)
        return _owe_next(current, actor=actor, today=today, now=now)


def withdraw_date(deadline, *, actor, reason, now=None) -> None:
    """Take a body's own date back, with the reason, and tell whoever keeps it; a series ends with it.

    Raises PermissionDenied, ValidationError, ActionRefused when it is closed already.
    """
    now = now or timezone.now()
    with transaction.atomic():
        ended = call_off(deadline, actor=actor, reason=reason, now=now)
        tell_of_changes(
            [DateChange(ended, ended.title, ended.due_on, None, reason)],
            actor=actor,
            organization=ended.organization,
            is_from_file=False,
            today=timezone.localdate(now),
            now=now,
        )


def call_off(deadline, *, actor, reason, now) -> Deadline:
    """The same without the letter: the caller writes one about all that it changes."""
    permissions.require(permissions.can_keep_date(actor, deadline))
    reason = validate_plain_text(reason, what=_("Skälet"), limit=250)
    with transaction.atomic():
        current = _still_open(deadline)
        withdraw_deadline(
            KIND, subject_type=SUBJECT, subject_id=current.subject_id, by=reason, at=now
        )
        _log("withdrawn", current, actor, reason=reason)
    return current


def _still_open(deadline) -> Deadline:
    current = Deadline.objects.select_for_update().get(pk=deadline.pk)
    if current.done_at:
        raise ActionRefused(_("Det är redan avslutat: %(by)s.") % {"by": current.done_by}, "done")
    return current


def _owe_next(deadline, *, actor, today, now) -> Deadline | None:
    """The next date of a series: the first that is still to come, so that a long pause owes one only."""
    planned = planned_of(deadline)
    if not planned or not planned.every_months:
        return None
    first = (planned.series or planned).first_on
    day = next_occurrence(first, planned.every_months, after=max(planned.first_on, today))
    if planned.until and day > planned.until:
        return None
    following = PlannedDate.objects.create(
        organization=planned.organization,
        note=planned.note,
        first_on=day,
        every_months=planned.every_months,
        until=planned.until,
        roll=planned.roll,
        series=planned.series or planned,
        created_by=actor,
        created_at=now,
    )
    due_on = on_working_day(following, day)
    owed = _owe(
        following,
        title=deadline.title,
        role=deadline.role,
        due_on=due_on,
        matter=deadline.matter,
        today=today,
        now=now,
        why=recurrence_text(planned.every_months),
    )
    _log("planned", owed, actor, due_on=due_on)
    return owed


def _log(what, deadline, actor, **data):
    record(
        f"date.{what}",
        actor=actor,
        subject=deadline,
        matter=deadline.matter,
        data={"title": deadline.title, "body": deadline.organization.name, **data},
    )
