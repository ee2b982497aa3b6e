"""The letters of the story: each reached its reader at its time, and those who were late were reminded."""

from django.db.models import F

from coordination.domain.reminder import queue_due_reminders
from coordination.enums import MessageState
from coordination.models import OutgoingMessage
from evaluation.demo.clock import Clock

DAYS_REMINDED = range(-14, 0)


def deliver_story(clock: Clock) -> None:
    """Remind as on each of the last days, then let everything that was written have arrived."""
    for day in DAYS_REMINDED:
        queue_due_reminders(now=clock.at(day))
    OutgoingMessage.objects.filter(state=MessageState.PENDING).update(
        state=MessageState.SENT,
        attempts=1,
        created_at=F("next_attempt_at"),
        sent_at=F("next_attempt_at"),
    )
