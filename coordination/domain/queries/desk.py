"""What waits for a person and their bodies; read by Min sida in a constant number of statements."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from coordination.access import standing
from coordination.components import Action, DateItem, Task, TaskGroup
from coordination.models import Deadline, Meeting
from coordination.permissions import FALLBACK_ROLES
from coordination.registry import deadline_subjects

SHOWN_AT_MOST = 100
SOON = timedelta(days=7)
MEETINGS_AHEAD = timedelta(days=60)


@dataclass(frozen=True)
class Desk:
    """What waits: mine follow from my roles, the bodies' are everyone's there."""

    mine: list[Deadline]
    bodies: list[Deadline]

    def overdue(self, day) -> int:
        return sum(deadline.due_on < day for deadline in self.mine)


def desk_of(user, *, today) -> Desk:
    """Open deadlines of the user's bodies, the nearest first. One statement beyond the standing."""
    held = standing(user)
    rows = (
        Deadline.objects.open()
        .filter(organization_id__in=held.organization_ids)
        .select_related("organization", "matter")
        .order_by("due_on", "pk")
    )
    bodies = list(rows[:SHOWN_AT_MOST])
    mine = [row for row in bodies if held.holds({row.role, *FALLBACK_ROLES}, row.organization_id)]
    return Desk(mine=mine, bodies=bodies)


def task_groups(deadlines, *, today) -> list[TaskGroup]:
    """Deadlines by urgency: Försenat, I dag, Inom sju dagar, Senare. Empty groups are left out."""
    groups = (
        (_("Försenat"), [row for row in deadlines if row.due_on < today]),
        (_("I dag"), [row for row in deadlines if row.due_on == today]),
        (_("Inom sju dagar"), [row for row in deadlines if today < row.due_on <= today + SOON]),
        (_("Senare"), [row for row in deadlines if row.due_on > today + SOON]),
    )
    return [TaskGroup(title, [_task(row) for row in rows]) for title, rows in groups if rows]


def _task(deadline) -> Task:
    subject = deadline_subjects[deadline.subject_type]
    url = subject.url(deadline.subject_id)
    meta = [deadline.organization.name]
    if deadline.matter:
        meta.append(deadline.matter.registry_number)
    if deadline.rule:
        meta.append(deadline.rule)
    return Task(
        title=deadline.title,
        url=url,
        meta=" · ".join(meta),
        due=deadline.due_on,
        action=Action(str(subject.action), url),
    )


def meetings_ahead(user, *, today) -> list[DateItem]:
    """The next meetings of the user's bodies. One statement."""
    held = standing(user)
    rows = Meeting.objects.filter(
        organization_id__in=held.organization_ids,
        held_on__gte=today,
        held_on__lte=today + MEETINGS_AHEAD,
    ).select_related("organization")[:6]
    return [
        DateItem(
            on=row.held_on,
            title=_("%(body)s sammanträder") % {"body": row.organization.name},
            note=_("Handlingarna ska vara inne %(day)s") % {"day": row.papers_due_on}
            if row.papers_due_on
            else "",
        )
        for row in rows
    ]
