"""Dates to keep: set, move, reckon from each other, keep, withdraw. No other code writes a deadline."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.domain.audit import record
from coordination.domain.deadline_rule import day_by
from coordination.domain.reminder_policy import next_reminder_day
from coordination.exceptions import ActionRefused
from coordination.models import Deadline, DeadlineMove, DeadlineSource
from coordination.swedish import long_date
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
    at=None,
) -> Deadline:
    """Put a date to keep in the books, once per subject and kind; saying it again updates it.

    ``rule`` says why just that day. The caller writes the audit event of the cause.
    """
    validate_day(due_on, today=today)
    subject = {"kind": kind, "subject_type": subject_type, "subject_id": subject_id}
    facts = {
        "title": title[:250],
        "organization_id": organization.pk,
        "role": role,
        "matter_id": matter and matter.pk,
        "due_on": due_on,
        "rule": rule[:250],
    }
    with transaction.atomic():
        known = Deadline.objects.select_for_update().filter(**subject).first()
        was_due_on = known.due_on if known else due_on
        owed = known or Deadline(**subject, created_at=at or _noon(today))
        deadline = _with_facts(owed, facts, at or timezone.now())
        deadline.next_reminder_on = next_reminder_day(kind, due_on=due_on, after=today - ONE_DAY)
        deadline.save()
        if was_due_on != due_on:
            move_followers(deadline, actor=None, reason="", today=today, at=at)
    return deadline


def _noon(day):
    """A moment of a day on which something was owed: what is told afterwards counts from its own day."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def _with_facts(deadline, facts, at) -> Deadline:
    """The deadline saying these facts; one that said something else before has changed."""
    changed = [name for name, value in facts.items() if getattr(deadline, name) != value]
    for name in changed:
        setattr(deadline, name, facts[name])
    if deadline.pk and changed:
        _note_change(deadline, at)
    return deadline


def _note_change(deadline, at):
    deadline.revision += 1
    deadline.changed_at = at


def move_deadline(deadline, *, actor, to, reason, today, at=None) -> DeadlineMove:
    """Give a deadline another day, with the reason; the old day stays in its history (S-44).

    Reminders start anew, counted from the new day, and what is reckoned from it moves along. The
    caller checks the actor's right and the day. Raises ActionRefused when it is done already.
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
    at = at or timezone.now()
    move = DeadlineMove.objects.create(
        deadline=deadline,
        from_day=deadline.due_on,
        to_day=to,
        reason=reason,
        granted_by=granted_by,
        actor=actor,
        at=at,
    )
    deadline.planned_on = deadline.planned_on or deadline.due_on
    deadline.due_on = to
    deadline.next_reminder_on = next_reminder_day(deadline.kind, due_on=to, after=today - ONE_DAY)
    _note_change(deadline, at)
    deadline.save(
        update_fields=["planned_on", "due_on", "next_reminder_on", "revision", "changed_at"]
    )
    move_followers(deadline, actor=actor, reason=reason, today=today, at=at)
    return move


def reckon_from(deadline, source, *, rule) -> DeadlineSource:
    """Let a date follow another from now on: it moves along when the other moves.

    Part of the caller's transaction; the caller has set the day. Raises ActionRefused for a ring.
    """
    _refuse_ring(deadline, source)
    origin = DeadlineSource.objects.filter(deadline=deadline).first()
    origin = origin or DeadlineSource(deadline=deadline)
    origin.source, origin.date_rule = source, rule
    origin.save()
    return origin


def _refuse_ring(deadline, source):
    """Walk back along what the source is reckoned from: the date itself may not be there."""
    seen = source
    while seen is not None:
        if seen.pk == deadline.pk:
            raise ActionRefused(
                _("Datumen skulle räknas från varandra i en ring. Välj ett annat datum."),
                code="ring",
            )
        origin = DeadlineSource.objects.filter(deadline=seen).select_related("source").first()
        seen = origin.source if origin else None


def move_followers(deadline, *, actor, reason, today, at=None) -> None:
    """Reckon anew what is reckoned from a date that moved, and what follows that, with the reason.

    What is done stays. A day that comes out the same is not moved.
    """
    links = DeadlineSource.objects.filter(source=deadline, deadline__done_at__isnull=True)
    for link in links.select_related("deadline__organization"):
        follower = link.deadline
        to = day_by(link.date_rule, deadline.due_on, organization=follower.organization)
        if to == follower.due_on:
            continue
        why = _("Räknas från ”%(title)s”, som nu är %(day)s. %(reason)s") % {
            "title": deadline.title[:200],
            "day": long_date(deadline.due_on),
            "reason": reason[:200],
        }
        move_deadline(follower, actor=actor, to=to, reason=why.strip(), today=today, at=at)


def keep_deadline(kind, *, subject_type, subject_id, by, at) -> None:
    """Mark what was owed as done, by what (”Yttrande § 201”). No reminder follows."""
    keep_deadlines(kind, subject_type=subject_type, subject_ids=[subject_id], by=by, at=at)


def keep_deadlines(kind, *, subject_type, subject_ids, by, at) -> None:
    """Mark what was owed for several subjects as done; what is done already stays as it was."""
    _close(kind, subject_type, subject_ids, by=by, at=at, withdrawn=False)


def withdraw_deadline(kind, *, subject_type, subject_id, by, at) -> None:
    """Nobody owes it any more, for the reason that ``by`` says; calendars show it as cancelled."""
    withdraw_deadlines(kind, subject_type=subject_type, subject_ids=[subject_id], by=by, at=at)


def withdraw_deadlines(kind, *, subject_type, subject_ids, by, at) -> None:
    """Withdraw what was owed for several subjects; what is done already stays as it was."""
    _close(kind, subject_type, subject_ids, by=by, at=at, withdrawn=True)


def _close(kind, subject_type, subject_ids, *, by, at, withdrawn):
    Deadline.objects.open().filter(
        kind=kind, subject_type=subject_type, subject_id__in=subject_ids
    ).update(
        done_at=at,
        done_by=by[:250],
        withdrawn=withdrawn,
        next_reminder_on=None,
        revision=F("revision") + 1,
        changed_at=at,
    )


def reopen_deadline(kind, *, subject_type, subject_id, today, at=None) -> None:
    """Owe it again: the answer was incomplete or taken back."""
    deadline = Deadline.objects.filter(
        kind=kind, subject_type=subject_type, subject_id=subject_id
    ).first()
    if deadline:
        deadline.done_at, deadline.done_by, deadline.withdrawn = None, "", False
        deadline.next_reminder_on = next_reminder_day(
            kind, due_on=deadline.due_on, after=today - ONE_DAY
        )
        _note_change(deadline, at or timezone.now())
        deadline.save(
            update_fields=[
                *("done_at", "done_by", "withdrawn"),
                *("next_reminder_on", "revision", "changed_at"),
            ]
        )
