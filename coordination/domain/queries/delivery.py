"""How the outbox does: what waits, how long it took, what never went. Computed, so that nothing drifts."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, DurationField, ExpressionWrapper, F, Min

from coordination.enums import MessageState
from coordination.models import Deadline, OutgoingMessage, Reminder
from coordination.working_days import local_date

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DeliveryFigures:
    """The outbox in figures: by state, the last day's pace, and what is late."""

    by_state: dict[str, int]
    sent: int  # the last 24 hours
    median_seconds: float | None
    p95_seconds: float | None
    oldest_waiting_seconds: float
    planned_late: int  # deadlines whose reminder day has passed
    letters_late: int  # reminders whose letter should have been written before today


def delivery_figures(*, now: datetime, messages=None) -> DeliveryFigures:
    """The figures of all messages, or of those given (the ones somebody may see)."""
    messages = OutgoingMessage.objects.all() if messages is None else messages
    counted = dict(messages.order_by().values_list("state").annotate(Count("pk")))
    waiting = messages.filter(state__in=[MessageState.PENDING, MessageState.CLAIMED])
    oldest = waiting.filter(next_attempt_at__lte=now).aggregate(at=Min("created_at"))["at"]
    sent = messages.filter(sent_at__gt=now - A_DAY, sent_at__lte=now)
    number, median, high = _pace(sent)
    today = local_date(now)
    return DeliveryFigures(
        by_state={state: counted.get(state, 0) for state in MessageState},
        sent=number,
        median_seconds=median,
        p95_seconds=high,
        oldest_waiting_seconds=(now - oldest).total_seconds() if oldest else 0.0,
        planned_late=Deadline.objects.open().filter(next_reminder_on__lt=today).count(),
        letters_late=Reminder.objects.filter(write_on__lt=today).count(),
    )


def _pace(sent) -> tuple[int, float | None, float | None]:
    """How many, and from written to sent: the median and the 95th percentile, in seconds."""
    took = ExpressionWrapper(F("sent_at") - F("created_at"), output_field=DurationField())
    times = sent.annotate(took=took).order_by("took").values_list("took", flat=True)
    number = sent.count()
    if not number:
        return 0, None, None
    return number, _nth(times, number, 0.5), _nth(times, number, 0.95)


def _nth(times, number, share) -> float:
    place = min(number - 1, math.ceil(number * share) - 1)
    return max(0.0, times[place : place + 1].get().total_seconds())
