"""Dates to keep: set, move, keep, withdraw. No other code writes a deadline."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.domain.audit import record
from coordination.domain.reminder_policy import next_reminder_day
from coordination.exceptions import ActionRefused
from coordination.models import Deadline, DeadlineMove
from coordination.validators import validate_day, validate_plain_text

ONE_DAY = timedelta(days=1)


def set_deadline(
    kind,
    *,
    subject_type,
    subject_id,
    title,
    organization,
    role,
    due_on,
    today,
    matter=None,
    rule="",
) -> Deadline:
    """Put a date to keep in the books, once per subject and kind; saying it again updates it.

    ``rule`` says why just that day. The caller writes the audit event of the cause.
    """
    validate_day(due_on, today=today)
    deadline, _created = Deadline.objects.update_or_create(
        kind=kind,
        subject_type=subject_type,
        subject_id=subject_id,
        defaults={
            "title": title[:250],
            "organization": organization,
            "role": role,
            "matter": matter,
            "due_on": due_on,
            "rule": rule,
            "next_reminder_on": next_reminder_day(kind, due_on=due_on, after=today - ONE_DAY),
        },
    )
    return deadline


def move_deadline(deadline, *, actor, to, reason, today, at=None) -> DeadlineMove:
    """Give a deadline another day, with the reason; the old day stays in its history (S-44).

    Reminders start anew, counted from the new day. The caller checks the actor's right and the day.
    Raises ActionRefused when it is done already.
    """
    with transaction.atomic():
        move = shift_deadline(deadline, actor=actor, to=to, reason=reason, today=today, at=at)
        record(
            "deadline.moved",
            actor=actor,
            subject=move.deadline,
            matter=move.deadline.matter,
            data={
                "title": move.deadline.title,
                "from": move.from_day,
                "to": to,
                "reason": move.reason,
            },
        )
    return move


def shift_deadline(deadline, *, actor, to, reason, today, at=None, granted_by="") -> DeadlineMove:
    """The same as part of a larger act, in whose transaction the caller writes the audit event."""
    reason = validate_plain_text(reason, what=_("Skälet"), limit=500)
    validate_day(to, today=today)
    deadline = Deadline.objects.select_for_update().get(pk=deadline.pk)
    if deadline.done_at:
        raise ActionRefused(
            _("Det är redan klart: %(by)s. Dagen går inte att flytta.") % {"by": deadline.done_by},
            code="done",
        )
    move = DeadlineMove.objects.create(
        deadline=deadline,
        from_day=deadline.due_on,
        to_day=to,
        reason=reason,
        granted_by=granted_by,
        actor=actor,
        at=at or timezone.now(),
    )
    deadline.due_on = to
    deadline.next_reminder_on = next_reminder_day(deadline.kind, due_on=to, after=today - ONE_DAY)
    deadline.save(update_fields=["due_on", "next_reminder_on"])
    return move


def keep_deadline(kind, *, subject_type, subject_id, by, at) -> None:
    """Mark what was owed as done, by what (”Yttrande § 201”). No reminder follows."""
    keep_deadlines(kind, subject_type=subject_type, subject_ids=[subject_id], by=by, at=at)


def keep_deadlines(kind, *, subject_type, subject_ids, by, at) -> None:
    """Mark what was owed for several subjects as done; what is done already stays as it was."""
    Deadline.objects.open().filter(
        kind=kind, subject_type=subject_type, subject_id__in=subject_ids
    ).update(done_at=at, done_by=by[:250], next_reminder_on=None)


def reopen_deadline(kind, *, subject_type, subject_id, today) -> None:
    """Owe it again: the answer was incomplete or taken back."""
    deadline = Deadline.objects.filter(
        kind=kind, subject_type=subject_type, subject_id=subject_id
    ).first()
    if deadline:
        deadline.done_at, deadline.done_by = None, ""
        deadline.next_reminder_on = next_reminder_day(
            kind, due_on=deadline.due_on, after=today - ONE_DAY
        )
        deadline.save(update_fields=["done_at", "done_by", "next_reminder_on"])
