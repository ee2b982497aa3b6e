"""Dates to keep that nobody would be told of; read by the administration, Min sida and check_owners."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, Min, OuterRef, Q

from coordination.access import standing
from coordination.domain.owner import Duty, Reached, owners_of
from coordination.enums import COORDINATING, Role
from coordination.models import Deadline, Membership, Organization
from coordination.permissions import FALLBACK_ROLES, can_see_unowned


@dataclass(frozen=True)
class Unowned:
    """Open dates of one role in one body that reach nobody there (ingen tar emot dem)."""

    organization: Organization
    role: str
    reached: Reached
    number: int
    first_on: date

    @property
    def role_name(self) -> str:
        return str(Role(self.role).label)

    @property
    def is_alarm(self) -> bool:
        """Whether not even an administrator is told."""
        return self.reached == Reached.NOBODY


def unowned_duties(deadlines, *, today) -> list[Unowned]:
    """Which of the open deadlines in a queryset have no owner, by body and role.

    One statement when every body has an official, else four.

    Only bodies without any of the officials who step in are looked through, so the cost follows what
    is wrong, not what is stored.
    """
    found = list(_left_alone(deadlines, today=today).for_table())
    if not found:
        return []
    rows = list(
        deadlines.open()
        .filter(organization__in=[body.pk for body in found])
        .order_by()
        .values("organization_id", "role", keeper=F("matter__organization_id"))
        .annotate(number=Count("pk"), first_on=Min("due_on"))
    )
    duties = [Duty(row["organization_id"], row["role"], row["keeper"]) for row in rows]
    owners = owners_of(duties, on=today)
    by_pk = {body.pk: body for body in found}
    unowned = [
        Unowned(
            by_pk[duty.organization_id],
            duty.role,
            owners[duty].reached,
            row["number"],
            row["first_on"],
        )
        for duty, row in zip(duties, rows, strict=True)
        if owners[duty].is_missing
    ]
    return sorted(unowned, key=lambda each: (not each.is_alarm, each.first_on))


def _left_alone(deadlines, *, today):
    """Bodies with open deadlines, and without an official who steps in."""
    own = deadlines.open().filter(organization=OuterRef("pk"))
    return _bodies_without_officials(today).filter(Exists(own.order_by()))


def _bodies_without_officials(today):
    """Bodies where nobody who can be reached holds one of the roles that step in for the others."""
    officials = (
        Membership.objects.in_force(today)
        .filter(
            Q(person__user__isnull=True) | Q(person__user__is_active=True),
            seat__role__in=FALLBACK_ROLES,
        )
        .exclude(person__email="")
    )
    serving = officials.filter(seat__organization__serves__isnull=False)
    # Two lists that are made once; asked for each body, every seat would be gone through for each.
    return Organization.objects.exclude(pk__in=officials.values("seat__organization")).exclude(
        pk__in=serving.values("seat__organization__serves")
    )


def unowned_of(user, *, today) -> list[Unowned]:
    """What is unowned in the municipalities one administers, and in the matters one coordinates."""
    return unowned_duties(looked_after(user), today=today) if can_see_unowned(user) else []


def has_left_alone(user, *, today) -> Exists:
    """Whether anything may be unowned: a condition, so that it can be asked along with another."""
    return Exists(_left_alone(looked_after(user), today=today).order_by())


def looked_after(user):
    """The dates of the municipalities one administers, and of the matters one coordinates."""
    held = standing(user)
    if held.unlimited:
        return Deadline.objects.all()
    return Deadline.objects.filter(
        Q(organization__municipality__in=held.administered_ids)
        | Q(organization__in=held.administered_ids)
        | Q(matter__organization__in=held.bodies_as(COORDINATING))
    )
