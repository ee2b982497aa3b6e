"""Letters that remind, and the proof that each was written once."""

from dataclasses import dataclass

from django.utils import timezone

from coordination.domain.message import draft_message, queue_messages
from coordination.models import Deadline, OutgoingMessage, Reminder
from coordination.registry import deadline_subjects


@dataclass(frozen=True)
class Due:
    """One deadline as a reminder tells of it: how far it is, and where it is settled."""

    deadline: Deadline
    days: int  # left; negative when the day has passed
    path: str
    action: str

    @property
    def days_late(self) -> int:
        return -self.days


def draft_reminder(deadlines, *, to, now, dedupe_key="", note="", sender=None) -> OutgoingMessage:
    """The letter that reminds one person of one or more deadlines, not in the outbox yet."""
    today = timezone.localdate(now)
    return draft_message(
        "reminder",
        to=to,
        dedupe_key=dedupe_key,
        context={
            "items": [_as_due(deadline, today) for deadline in deadlines],
            "note": note,
            "sender": sender,
        },
        now=now,
        kind="reminder",
        matter=deadlines[0].matter,
    )


def _as_due(deadline, today) -> Due:
    subject = deadline_subjects.get(deadline.subject_type)
    return Due(
        deadline=deadline,
        days=(deadline.due_on - today).days,
        path=subject.url(deadline.subject_id) if subject else "/",
        action=str(subject.action) if subject else "",
    )


def write_reminders(planned) -> int:
    """Messages and proofs in three statements, whatever their number; what exists is left alone."""
    messages = {message.dedupe_key: message for *_rest, message in planned}
    known = OutgoingMessage.objects.filter(dedupe_key__in=messages)
    for key in known.values_list("dedupe_key", flat=True):
        del messages[key]
    if messages:
        queue_messages(messages.values())
    Reminder.objects.bulk_create(
        Reminder(
            deadline=deadline,
            due_on=deadline.due_on,
            offset_days=offset,
            recipient=person,
            message=message,
        )
        for deadline, offset, person, message in planned
        if message.dedupe_key in messages
    )
    return len(messages)
