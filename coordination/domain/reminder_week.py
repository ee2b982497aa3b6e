"""The week ahead: who reads of a kind on Mondays is told then of all steps of the week.

What is due on a Thursday is no use in a letter on the Monday after. Each choice says how far it has
looked ahead, so a tick costs one statement until the next week; a missed Monday is made up for.
"""

from datetime import timedelta

from django.utils import timezone

from coordination.domain.reminder_audience import recipients_of
from coordination.domain.reminder_day import planned_reminder
from coordination.domain.reminder_policy import rules_for
from coordination.enums import ReminderAudience, ReminderDelivery
from coordination.models import Deadline, Reminder, ReminderPreference

BATCH = 500
SUNDAY = 6


def plan_weeks_ahead(*, now) -> int:
    """Note what the weekly letters are to tell of the rest of this week; returns of how many steps."""
    today = timezone.localdate(now)
    sunday = today + timedelta(days=SUNDAY - today.weekday())
    weekly = ReminderPreference.objects.filter(delivery=ReminderDelivery.WEEKLY)
    wishes = list(weekly.exclude(looked_ahead_to__gte=sunday))
    if not wishes:
        return 0
    readers = {(wish.person_id, wish.kind) for wish in wishes}
    planned = 0
    for deadlines in _coming({wish.kind for wish in wishes}, today, sunday):
        reminders = _of_the_week(deadlines, readers, sunday, now)
        Reminder.objects.bulk_create(reminders, ignore_conflicts=True)
        planned += len(reminders)
    ReminderPreference.objects.filter(pk__in=[wish.pk for wish in wishes]).update(
        looked_ahead_to=sunday
    )
    return planned


def _coming(kinds, today, sunday):
    """Open dates with a step later this week, some at a time."""
    rows = Deadline.objects.open().filter(kind__in=kinds, next_reminder_on__gt=today)
    rows = rows.filter(next_reminder_on__lte=sunday).select_related("matter").order_by("pk")
    last = 0
    while found := list(rows.filter(pk__gt=last)[:BATCH]):
        yield found
        last = found[-1].pk


def _of_the_week(deadlines, readers, sunday, now) -> list[Reminder]:
    """A reminder for each weekly reader and step; what comes after the day waits for its own Monday."""
    today = timezone.localdate(now)
    rules = rules_for({deadline.kind for deadline in deadlines})
    steps = [
        (deadline, came)
        for deadline in deadlines
        for came in rules[deadline.kind].came_by(
            deadline.due_on, sunday, since=deadline.next_reminder_on
        )
        if came.audience == ReminderAudience.OWNER and came.offset <= 0
    ]
    told = recipients_of([(deadline, came.audience) for deadline, came in steps], on=today)
    return [
        planned_reminder(deadline, came, each, rule=rules[deadline.kind], now=now, today=today)
        for deadline, came in steps
        for each in told[deadline.pk, came.audience]
        if (each.person.pk, deadline.kind) in readers and each.wish == ReminderDelivery.WEEKLY
    ]
