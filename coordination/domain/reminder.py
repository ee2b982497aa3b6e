"""Reminders: what is due is computed in the database, and each is sent once (RELIABILITY rule 4).

A deadline carries the day of its next reminder, so a tick costs what is due, not what is stored.
Missed days are caught up with the latest step only: nobody gets three reminders at once.
"""

from collections import defaultdict

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from coordination.domain.audit import record
from coordination.domain.deadline import next_reminder_day
from coordination.domain.recipient import recipients_for
from coordination.models import Deadline, OutgoingMessage, Reminder, ReminderStep
from coordination.registry import deadline_subjects

BATCH = 500


def queue_due_reminders(*, now=None) -> int:
    """Put every reminder that is due in the outbox; returns how many. Running twice adds none."""
    now = now or timezone.now()
    queued = 0
    while True:
        handled, added = _queue_batch(now)
        queued += added
        if handled < BATCH:
            return queued


def _queue_batch(now) -> tuple[int, int]:
    today = timezone.localdate(now)
    with transaction.atomic():
        deadlines = _lock_due(today)
        if not deadlines:
            return 0, 0
        policies = _policies({deadline.kind for deadline in deadlines})
        people = recipients_for({(d.organization_id, d.role) for d in deadlines}, on=today)
        planned = {}
        for deadline in deadlines:
            offset = _latest_offset(policies[deadline.kind], deadline.due_on, today)
            for person in people[deadline.organization_id, deadline.role]:
                if offset is not None:
                    planned[reminder_key(deadline, offset, person)] = (deadline, offset, person)
        added = _write(planned, now, today)
        _plan_next(deadlines, policies, today)
    return len(deadlines), added


def _lock_due(today):
    rows = Deadline.objects.due_to_remind(today).select_related("organization", "matter")
    if transaction.get_connection().features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    return list(rows[:BATCH])


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


def reminder_key(deadline, offset, person) -> str:
    """What makes a reminder the same reminder: obligation, its day, step, recipient."""
    return f"reminder:{deadline.pk}:{deadline.due_on}:{offset}:{person.pk}"


def _write(planned, now, today) -> int:
    """Messages and proofs in four statements, whatever their number; what exists is left alone."""
    known = set(
        OutgoingMessage.objects.filter(dedupe_key__in=planned).values_list("dedupe_key", flat=True)
    )
    fresh = {key: plan for key, plan in planned.items() if key not in known}
    OutgoingMessage.objects.bulk_create(
        [_message(key, *plan, now=now, today=today) for key, plan in fresh.items()],
        ignore_conflicts=True,
    )
    messages = OutgoingMessage.objects.in_bulk(list(fresh), field_name="dedupe_key")
    Reminder.objects.bulk_create(
        [
            Reminder(
                deadline=deadline,
                due_on=deadline.due_on,
                offset_days=offset,
                recipient=person,
                message=messages[key],
            )
            for key, (deadline, offset, person) in fresh.items()
        ],
        ignore_conflicts=True,
    )
    return len(fresh)


def _message(key, deadline, offset, person, *, now, today):
    subject = deadline_subjects.get(deadline.subject_type)
    context = {
        "deadline": deadline,
        "person": person,
        "days": (deadline.due_on - today).days,
        "days_late": (today - deadline.due_on).days,
        "path": subject.url(deadline.subject_id) if subject else "/",
        "action": subject.action if subject else "",
    }
    context["base_url"] = settings.BASE_URL
    user = getattr(person, "user", None)
    with translation.override(user.language if user else "sv"):
        parts = [
            render_to_string(f"emails/reminder.{part}", context)
            for part in ("subject.txt", "txt", "html")
        ]
    return OutgoingMessage(
        dedupe_key=key,
        kind="reminder",
        person=person,
        to_email=person.email,
        subject=" ".join(parts[0].split())[:250],
        text=parts[1],
        html=parts[2],
        matter=deadline.matter,
        next_attempt_at=now,
    )


def _plan_next(deadlines, policies, today):
    for deadline in deadlines:
        deadline.next_reminder_on = next_reminder_day(
            deadline.kind, due_on=deadline.due_on, after=today, steps=policies[deadline.kind]
        )
    Deadline.objects.bulk_update(deadlines, ["next_reminder_on"])


def remind_now(deadline, *, actor, now=None) -> int:
    """Remind at once, by hand (”Påminn”): at most one such mail per person and day."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    offset = (today - deadline.due_on).days
    people = recipients_for({(deadline.organization_id, deadline.role)}, on=today)
    with transaction.atomic():
        planned = {
            reminder_key(deadline, offset, person): (deadline, offset, person)
            for person in people[deadline.organization_id, deadline.role]
        }
        added = _write(planned, now, today)
        record(
            "deadline.reminded",
            actor=actor,
            subject=deadline,
            matter=deadline.matter,
            data={
                "title": deadline.title,
                "people": [str(plan[2]) for plan in planned.values()],
                "sent": added,
            },
        )
    return added
