"""Reminders: what is due is computed in the database, and each is told once (RELIABILITY rule 4).

A deadline carries the day of its next reminder, so a tick costs what is due, not what is stored. The
tick first notes who is to be told of what (here); then each person gets one letter with all of it
(``reminder_gathering``). Missed days are caught up with the latest step only. Reminders by hand stand
in ``reminder_round``.
"""

from collections import defaultdict

import structlog
from django.db import transaction
from django.db.models import Case, DateField, Value, When
from django.db.models.functions import Cast
from django.utils import timezone

from coordination.domain.reminder_audience import recipients_of
from coordination.domain.reminder_day import planned_reminder
from coordination.domain.reminder_gathering import write_waiting_letters
from coordination.domain.reminder_policy import rules_for
from coordination.domain.reminder_round import remind_now
from coordination.domain.reminder_week import plan_weeks_ahead
from coordination.enums import ReminderAudience
from coordination.models import Deadline, Reminder

__all__ = ["plan_reminders", "queue_due_reminders", "remind_now"]

log = structlog.get_logger()

BATCH = 500


def queue_due_reminders(*, now=None) -> int:
    """Put every reminder that is due in the outbox; returns how many letters. Running twice adds none."""
    now = now or timezone.now()
    plan_reminders(now=now)
    plan_weeks_ahead(now=now)
    return write_waiting_letters(now=now)


def plan_reminders(*, now) -> int:
    """Note who is to be told of what is due today; returns of how many deadlines."""
    planned = 0
    while deadlines := _due(timezone.localdate(now)):
        handled = _plan_batch(deadlines, now)
        planned += handled
        if not handled or len(deadlines) < BATCH:  # another runner has them, or there are no more
            break
    return planned


def _due(today) -> list[Deadline]:
    rows = Deadline.objects.due_to_remind(today).select_related("matter")
    return list(rows[:BATCH])


def _plan_batch(deadlines, now) -> int:
    """As many statements for five hundred as for one; the rows are locked only to write."""
    today = timezone.localdate(now)
    rules = rules_for({deadline.kind for deadline in deadlines})
    reminders = list(_reminders(deadlines, rules, now))
    with transaction.atomic():
        held = _lock_unchanged(deadlines)
        Reminder.objects.bulk_create(
            [each for each in reminders if each.deadline_id in held], ignore_conflicts=True
        )
        _plan_next([deadline for deadline in deadlines if deadline.pk in held], rules, today)
    return len(held)


def _reminders(deadlines, rules, now):
    """A reminder for each person and step that has come, waiting for a letter or saying why not."""
    today = timezone.localdate(now)
    steps = [
        (deadline, came)
        for deadline in deadlines
        for came in rules[deadline.kind].came_by(
            deadline.due_on, today, since=deadline.next_reminder_on
        )
    ]
    told = recipients_of([(deadline, came.audience) for deadline, came in steps], on=today)
    for deadline, came in steps:
        recipients = told[deadline.pk, came.audience]
        if all(each.declines for each in recipients):
            _note_nobody(deadline, came)
        for each in recipients:
            yield planned_reminder(
                deadline, came, each, rule=rules[deadline.kind], now=now, today=today
            )


def _note_nobody(deadline, came):
    """A duty that nobody reads for is an alarm; a step above it that finds nobody is only noted."""
    tell = log.error if came.audience == ReminderAudience.OWNER else log.info
    tell("nobody_to_remind", deadline=deadline.pk, audience=came.audience)


def _lock_unchanged(deadlines) -> set[int]:
    """Take hold of those that are still open, due and on the same day; another runner's are left."""
    seen = {deadline.pk: (deadline.due_on, deadline.next_reminder_on) for deadline in deadlines}
    rows = Deadline.objects.open().filter(pk__in=seen)
    if transaction.get_connection().features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    found = rows.values_list("pk", "due_on", "next_reminder_on")
    return {pk for pk, *days in found if tuple(days) == seen[pk]}


def _plan_next(deadlines, rules, today):
    """Put the day of each deadline's next step on it."""
    put_next_days(
        {
            deadline.pk: rules[deadline.kind].next_day(deadline.due_on, after=today)
            for deadline in deadlines
        }
    )


def put_next_days(next_days) -> None:
    """Put the day of its next reminder on each deadline: {its number: the day}. One statement."""
    by_day = defaultdict(list)
    for pk, day in next_days.items():
        by_day[day].append(pk)
    days = [When(pk__in=pks, then=Value(day)) for day, pks in by_day.items()]
    Deadline.objects.filter(pk__in=next_days).update(
        # PostgreSQL takes a case of nothing but empty days for text.
        next_reminder_on=Cast(Case(*days, output_field=DateField()), DateField())
    )
