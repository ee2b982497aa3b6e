"""Outgoing statements in the consultee's own registry, and the proof of when they were sent (K-25)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils import timezone

from coordination.models import Matter, Registration


def register_outgoing(statement, *, at) -> Registration:
    """Give a statement that is sent the next running number in its body's matter.

    Part of the caller's transaction; two who send in one matter wait for each other.
    """
    matter = Matter.objects.select_for_update(of=("self",), no_key=True).get(pk=statement.matter_id)
    last = matter.registrations.aggregate(last=Max("number"))["last"] or 0
    return Registration.objects.create(
        statement=statement,
        matter=matter,
        number=last + 1,
        addressee=statement.consultee.referral.sender.name,
        registered_at=at,
    )


@dataclass(frozen=True)
class Timeliness:
    """On which day a statement was sent, and by which it was asked for."""

    sent_on: date
    due_on: date

    @property
    def days_late(self) -> int:
        return max((self.sent_on - self.due_on).days, 0)


def timeliness_of(statement) -> Timeliness | None:
    """Whether the statement came in time; None until it is sent."""
    if not statement.dispatched_at:
        return None
    return Timeliness(timezone.localdate(statement.dispatched_at), statement.consultee.due_on)
