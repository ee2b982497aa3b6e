"""Reminders: what is due is computed in the database, and each is sent once (RELIABILITY rule 4).

A deadline carries the day of its next reminder, so a tick costs what is due, not what is stored.
Missed days are caught up with the latest step only: nobody gets three reminders at once. Reminders
by hand stand in ``reminder_round``.
"""

from collections import defaultdict

import structlog
from django.db import transaction
from django.db.models import Case, DateField, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.domain.deadline import next_reminder_day
from coordination.domain.recipient import recipients_for
from coordination.domain.reminder_letter import draft_reminder, write_reminders
from coordination.domain.reminder_round import remind_now
from coordination.enums import MessageState
from coordination.models import Deadline, OutgoingMessage, ReminderStep

__all__ = ["queue_due_reminders", "remind_now"]

log = structlog.get_logger()

BATCH = 500


def queue_due_reminders(*, now=None) -> int:
    """Put every reminder that is due in the outbox; returns how many. Running twice adds none.

    The letters are written before the rows are locked, so that nobody waits for them.
    """
    now = now or timezone.now()
    queued = 0
    while deadlines := _due(timezone.localdate(now)):
        handled, added = _queue_batch(deadlines, now)
        queued += added
        if not handled:  # another runner has them
            break
    return queued


def _due(today) -> list[Deadline]:
    rows = Deadline.objects.due_to_remind(today).select_related(
        "organization", "matter__organization"
    )
    return list(rows[:BATCH])


def _queue_batch(deadlines, now) -> tuple[int, int]:
    """Three statements to plan a batch and five to write it, whatever it holds."""
    today = timezone.localdate(now)
    policies = _policies({deadline.kind for deadline in deadlines})
    planned = [
        (deadline, offset, person, _message(deadline, offset, person, now))
        for deadline, offset, person in _plan(deadlines, policies, today)
    ]
    with transaction.atomic():
        held = _lock_unchanged(deadlines)
        added = write_reminders([plan for plan in planned if plan[0].pk in held])
        _plan_next([deadline for deadline in deadlines if deadline.pk in held], policies, today)
    return len(held), added


def _plan(deadlines, policies, today):
    """Who is to be reminded of what, at which step."""
    people = recipients_for({(d.organization_id, d.role) for d in deadlines}, on=today)
    for deadline in deadlines:
        offset = _latest_offset(policies[deadline.kind], deadline.due_on, today)
        recipients = people[deadline.organization_id, deadline.role]
        if not recipients:
            log.error("nobody_to_remind", deadline=deadline.pk, body=deadline.organization_id)
        for person in recipients:
            if offset is not None:
                yield deadline, offset, person


def _lock_unchanged(deadlines) -> set[int]:
    """Take hold of those that are still open, due and on the same day; another runner's are left."""
    seen = {deadline.pk: (deadline.due_on, deadline.next_reminder_on) for deadline in deadlines}
    rows = Deadline.objects.open().filter(pk__in=seen)
    if transaction.get_connection().features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    found = rows.values_list("pk", "due_on", "next_reminder_on")
    return {pk for pk, *days in found if tuple(days) == seen[pk]}


def _policies(kinds):
    steps = defaultdict(list)
    for step in ReminderStep.objects.filter(kind__in=[*kinds, ""]).order_by("offset_days"):
        steps[step.kind].append(step)
    return {kind: steps[kind] or steps[""] for kind in kinds}


def _latest_offset(steps, due_on, today):
    """The offset of the latest step that has come: −30, −7, 0, 7, 14 …"""
    offsets = []
    for step in steps:
        late = (today - due_on).days - step.offset_days
        if late >= 0:
            every = step.repeat_every_days
            offsets.append(step.offset_days + (late // every * every if every else 0))
    return max(offsets, default=None)


def _message(deadline, offset, person, now) -> OutgoingMessage:
    """The letter; if it cannot be written, a failed message that says why: the others must go on."""
    key = f"reminder:{deadline.pk}:{deadline.due_on}:{offset}:{person.pk}"
    try:
        return draft_reminder([deadline], to=person, now=now, dedupe_key=key)
    except Exception as error:
        log.exception("reminder_not_written", deadline=deadline.pk)
        return OutgoingMessage(
            dedupe_key=key,
            kind="reminder",
            person=person,
            to_email=person.email,
            subject=deadline.title,
            matter=deadline.matter,
            next_attempt_at=now,
            state=MessageState.FAILED,
            error=_("Brevet gick inte att skriva: %(error)s")
            % {"error": f"{type(error).__name__}: {error}"},
        )


def _plan_next(deadlines, policies, today):
    """Put the day of each deadline's next step on it, in one statement."""
    by_day = defaultdict(list)
    for deadline in deadlines:
        steps = policies[deadline.kind]
        day = next_reminder_day(deadline.kind, due_on=deadline.due_on, after=today, steps=steps)
        by_day[day].append(deadline.pk)
    days = [When(pk__in=pks, then=Value(day)) for day, pks in by_day.items()]
    Deadline.objects.filter(pk__in=[deadline.pk for deadline in deadlines]).update(
        next_reminder_on=Case(*days, output_field=DateField())
    )
