"""Dates that a body plans for itself: said, reckoned from another or coming back; moved, done, withdrawn."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination import permissions
from coordination.date_rules import next_occurrence, roll
from coordination.domain.audit import record
from coordination.domain.deadline import (
    keep_deadline,
    move_deadline,
    reckon_from,
    set_deadline,
    withdraw_deadline,
)
from coordination.domain.deadline_rule import day_by, describe, validate_rule
from coordination.domain.working_calendar import calendar_of, meeting_days
from coordination.enums import Roll
from coordination.exceptions import ActionRefused
from coordination.models import Deadline, PlannedDate
from coordination.validators import plain_name, validate_day, validate_due_day, validate_plain_text

KIND, SUBJECT = "planned", "planned_date"
TITLE_LIMIT, NOTE_LIMIT = 200, 500


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
    a day off does. Raises PermissionDenied, ValidationError.
    """
    permissions.require(permissions.can_plan_dates(actor, organization))
    now = now or timezone.now()
    title = plain_name(title, what=_("Vad som ska göras"), limit=TITLE_LIMIT)
    note = note and validate_plain_text(note, what=_("Anmärkningen"), limit=NOTE_LIMIT)
    if source is not None:
        due_on = _reckoned(organization, actor=actor, source=source, rule=rule)
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
    with transaction.atomic():
        planned.save()
        day = _on_working_day(planned, due_on) if source is None else due_on
        deadline = _owe(
            planned,
            title=title,
            role=role,
            due_on=day,
            matter=matter,
            today=today,
            now=now,
            why=_why(planned, source, rule),
        )
        if source is not None:
            reckon_from(deadline, source, rule=rule)
        _log("planned", deadline, actor, due_on=day)
    return deadline


def _reckoned(organization, *, actor, source, rule):
    visible = Deadline.objects.visible_to(actor).open()
    if rule is None or not visible.filter(pk=source.pk).exists():
        raise ActionRefused(_("Välj ett öppet datum att räkna från."), code="source")
    validate_rule(rule)
    return day_by(rule, source.due_on, organization=organization)


def _on_working_day(planned, day):
    return roll(
        day,
        Roll(planned.roll),
        calendar=calendar_of(planned.organization.home_id),
        meetings=meeting_days(planned.organization_id) if planned.roll == Roll.MEETING else (),
    )


def _why(planned, source, rule) -> str:
    """Why just that day, for whoever is reminded of it."""
    if source is not None:
        event = _("före ”%(title)s”") if rule.is_before else _("efter ”%(title)s”")
        return describe(rule, event % {"title": source.title[:120]})
    if planned.every_months:
        return recurrence_text(planned.every_months)
    return _("Ur en kalender som lästes in") if planned.uid else ""


def recurrence_text(months) -> str:
    """How often a date comes back: ”Varje kvartal”, ”Vartannat år”, ”Var 18:e månad”."""
    known = {
        1: _("Varje månad"),
        3: _("Varje kvartal"),
        6: _("Varje halvår"),
        12: _("Varje år"),
        24: _("Vartannat år"),
        36: _("Vart tredje år"),
    }
    return known.get(months) or ngettext("Var %(n)s:e månad", "Var %(n)s:e månad", months) % {
        "n": months
    }


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


def move_date(deadline, *, actor, to, reason, today, at=None) -> None:
    """Give a body's own date another day. Raises PermissionDenied, ValidationError, ActionRefused."""
    permissions.require(permissions.can_keep_date(actor, deadline))
    validate_due_day(to, today=today)
    if to == deadline.due_on:
        raise ActionRefused(_("Dagen är redan den. Välj en annan dag."), code="same_day")
    move_deadline(deadline, actor=actor, to=to, reason=reason, today=today, at=at)


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
    """Take a body's own date back, with the reason; a series ends with it.

    Raises PermissionDenied, ValidationError, ActionRefused when it is closed already.
    """
    permissions.require(permissions.can_keep_date(actor, deadline))
    reason = validate_plain_text(reason, what=_("Skälet"), limit=250)
    now = now or timezone.now()
    with transaction.atomic():
        current = _still_open(deadline)
        withdraw_deadline(
            KIND, subject_type=SUBJECT, subject_id=current.subject_id, by=reason, at=now
        )
        _log("withdrawn", current, actor, reason=reason)


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
    due_on = _on_working_day(following, day)
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
