"""Who a duty lies on, today: the people behind a role in a body, with a chain of stand-ins.

A duty belongs to a role (V-35) and is resolved to people when it is time: whoever holds the role,
else the body's secretary and its other officials, else the coordinator of the body that keeps the
matter, else the municipality's administrators. What nobody would be told of is an alarm.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Q

from coordination.enums import COORDINATING, Role
from coordination.models import Membership, Organization, Person
from coordination.permissions import FALLBACK_ROLES


class Duty(NamedTuple):
    """A role in a body, and the body that keeps the matter, if it is about one."""

    organization_id: int
    role: str
    keeper_id: int | None = None


class Reached(StrEnum):
    """How far down the chain somebody was found."""

    ROLE = "role"
    BODY = "body"
    KEEPER = "keeper"
    ADMINISTRATOR = "administrator"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Owner:
    """The people who are told of a duty, and which link of the chain they are."""

    reached: Reached = Reached.NOBODY
    people: list[Person] = field(default_factory=list)
    role: str = field(
        default="", compare=False
    )  # what they hold, in the body or where it was found
    # The links behind: who is told when none of these wants to be.
    behind: tuple["Owner", ...] = field(default=(), compare=False)

    @property
    def is_missing(self) -> bool:
        """Whether nobody in the body itself, nor whoever keeps the matter, would be told."""
        return self.reached in {Reached.ADMINISTRATOR, Reached.NOBODY}


def duty_of(deadline) -> Duty:
    """The duty of a deadline whose matter has been read with it."""
    keeper = deadline.matter.organization_id if deadline.matter else None
    return Duty(deadline.organization_id, deadline.role, keeper)


def owners_of(duties: Iterable[Duty], *, on: date) -> dict[Duty, Owner]:
    """The owner of each duty on a day. Two statements, whatever their number."""
    wanted = set(duties)
    bodies = {each.organization_id for each in wanted}
    keepers = {each.keeper_id for each in wanted if each.keeper_id}
    people = _people_by_body(bodies, keepers, on)
    return {each: _owner(each, people) for each in wanted}


def _owner(duty, people) -> Owner:
    own = people[duty.organization_id]
    keeper = people[duty.keeper_id] if duty.keeper_id else {}
    chain = (
        (Reached.ROLE, own, [duty.role]),
        (Reached.BODY, own, FALLBACK_ROLES),
        (Reached.KEEPER, keeper, [role for role in _KEEPING if role in keeper]),
        (Reached.ADMINISTRATOR, own, [Role.ADMINISTRATOR]),
    )
    links = [
        Owner(reached, roles[role], role)
        for reached, roles, order in chain
        for role in order
        if roles.get(role)
    ]
    return replace(links[0], behind=tuple(links[1:])) if links else Owner()


# The coordinator before the others who keep a body's matters in order.
_KEEPING = (Role.COORDINATOR, *sorted(COORDINATING - {Role.COORDINATOR}))


def _people_by_body(organization_ids, keeper_ids, on):
    """{organization id: {role: [people]}} for the bodies, their administrations and administrators."""
    homes = _bodies_by_home(organization_ids)
    near = organization_ids | keeper_ids
    at_hand = Q(seat__organization__in=near) | Q(seat__organization__serves__in=near)
    administrator = Q(seat__role=Role.ADMINISTRATOR, seat__organization__in=homes)
    rows = (
        Membership.objects.in_force(on)
        .filter(at_hand | administrator)
        .select_related("person", "person__user", "seat__organization")
        .order_by("seat__position", "pk")
    )
    people = defaultdict(lambda: defaultdict(list))
    for row in rows:
        body = row.seat.organization
        for pk in {body.pk, body.serves_id} & near:
            _add(people[pk][row.seat.role], row.person)
        if row.seat.role == Role.ADMINISTRATOR:
            for pk in homes.get(body.pk, ()):
                _add(people[pk][Role.ADMINISTRATOR], row.person)
    return people


def _bodies_by_home(organization_ids):
    """{municipality id: {ids of its bodies}}; a body outside every municipality has no home."""
    homes = defaultdict(set)
    rows = Organization.objects.filter(pk__in=organization_ids, municipality__isnull=False)
    for pk, home in rows.values_list("pk", "municipality_id"):
        homes[home].add(pk)
    return homes


def _add(people, person):
    if person not in people and _reachable(person):
        people.append(person)


def _reachable(person) -> bool:
    user = getattr(person, "user", None)
    return bool(person.email) and (user is None or user.is_active)
