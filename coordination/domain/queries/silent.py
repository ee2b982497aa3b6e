"""Open dates whose reminder rule tells nobody of them: an alarm, like a date without an owner."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min

from coordination.domain.queries.unowned import looked_after
from coordination.domain.reminder_policy import rules_for
from coordination.enums import ReminderAudience
from coordination.permissions import can_see_unowned
from coordination.registry import deadline_kinds


@dataclass(frozen=True)
class Silent:
    """A kind of date that is owed, and that no owner is reminded of (ingen påminns)."""

    kind: str
    label: str
    number: int
    first_on: date


def silent_kinds(deadlines) -> list[Silent]:
    """The kinds of open dates in a queryset whose rule has no step to the owner.

    One statement when every rule has one, else two: the cost follows what is wrong.
    """
    rules = rules_for(set(deadline_kinds))
    silent = [kind for kind, rule in rules.items() if not _tells_owner(rule)]
    if not silent:
        return []
    rows = deadlines.open().filter(kind__in=silent).order_by().values("kind")
    return [
        Silent(kind, str(deadline_kinds[kind].label), number, first_on)
        for kind, number, first_on in rows.annotate(n=Count("pk"), first=Min("due_on"))
        .order_by("first", "kind")
        .values_list("kind", "n", "first")
    ]


def silent_of(user) -> list[Silent]:
    """Those among the dates that one looks after."""
    return silent_kinds(looked_after(user)) if can_see_unowned(user) else []


def _tells_owner(rule) -> bool:
    return any(step.audience == ReminderAudience.OWNER for step in rule.steps)
