"""On which day somebody's letter is written: the day of the step, the week's first, or when they are back.

What repeats is gathered on the first working day of the week, so that ten late things are one letter.
"""

from datetime import date, timedelta

from coordination.domain.reminder_policy import ONE_DAY, is_statutory, moved_for_rest
from coordination.enums import ReminderDelivery, ReminderUnsent
from coordination.models import Reminder

ONE_WEEK = timedelta(days=7)


def planned_reminder(deadline, came, recipient, *, rule, now, today) -> Reminder:
    """That somebody is to be told of a step that has come, waiting for a letter or saying why not."""
    unsent = ""
    if came.on + rule.too_old_after < today:
        unsent = ReminderUnsent.TOO_OLD
    elif recipient.declines:
        unsent = ReminderUnsent.DECLINED
    return Reminder(
        deadline=deadline,
        due_on=deadline.due_on,
        offset_days=came.offset,
        audience=came.audience,
        recipient=recipient.person,
        stands_in_for=recipient.stands_in_for,
        handed_down=recipient.handed_down,
        as_role=recipient.as_role,
        planned_at=now,
        write_on=None if unsent else letter_day(deadline, came, recipient, rule=rule, today=today),
        unsent=unsent,
    )


def letter_day(deadline, came, recipient, *, rule, today) -> date:
    """The day of the letter. The law waits for nobody, and a weekly letter for no last day."""
    if is_statutory(deadline.kind):
        return today
    day = recipient.away_until + ONE_DAY if recipient.away_until else today
    if came.is_repeat or recipient.wish == ReminderDelivery.WEEKLY:
        gathered = gathering_day(day, rule.pause)
        day = day if day <= deadline.due_on < gathered else gathered
    return day if day == today else moved_for_rest(day, rule.pause, earlier=False)


def gathering_day(day, pause) -> date:
    """The first day of a week on which people work: this week's, else the next."""
    monday = day - timedelta(days=day.weekday())
    first = moved_for_rest(monday, pause, earlier=False)
    return first if day <= first else moved_for_rest(monday + ONE_WEEK, pause, earlier=False)
