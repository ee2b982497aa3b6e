"""The letters of the story: each reached its reader at its time, and those who were late were reminded."""

from django.db.models import F

from coordination.domain.notification import set_absence, set_preferences
from coordination.domain.reminder import queue_due_reminders
from coordination.domain.reminder_policy import Step
from coordination.domain.reminder_rule import change_rule
from coordination.enums import MessageState, ReminderAudience, ReminderDelivery, ReminderPause
from coordination.models import OutgoingMessage, User
from evaluation.demo.clock import Clock

DAYS_REMINDED = range(-14, 0)


def deliver_story(clock: Clock) -> None:
    """Remind as on each of the last days, then let everything that was written have arrived."""
    choose_how_to_be_reminded(clock)
    for day in DAYS_REMINDED:
        queue_due_reminders(now=clock.at(day))
    OutgoingMessage.objects.filter(state=MessageState.PENDING).update(
        state=MessageState.SENT,
        attempts=1,
        created_at=F("next_attempt_at"),
        sent_at=F("next_attempt_at"),
    )


def choose_how_to_be_reminded(clock: Clock) -> None:
    """Reports have a calmer rule; the secretary reads of requests on Mondays and is away in a while."""
    change_rule(
        "follow_up_report",
        actor=_account("admin"),
        steps=[Step(-60), Step(-14), Step(0), Step(14, 14), Step(30, 30, ReminderAudience.CHAIR)],
        pause=ReminderPause.HOLIDAYS,
        too_old_after_days=60,
        version=0,
        today=clock.today,
    )
    secretary, officer = _account("sekreterare"), _account("handlaggare")
    choices = {"requests": ReminderDelivery.WEEKLY}
    set_preferences(secretary.person, actor=secretary, choices=choices)
    set_absence(
        secretary.person,
        actor=secretary,
        first_day=clock.day(45),
        last_day=clock.day(59),
        stand_in=officer.person,
        today=clock.today,
    )


def _account(name) -> User:
    return User.objects.get(email=f"{name}@demo.example")
