"""Whom somebody who is reminded can call or write to: a coordinator with a name."""

from collections import defaultdict

from django.db.models import Q

from coordination.enums import Role
from coordination.models import Membership, Person


class Contacts:
    """The coordinators behind deadlines, read once for as many letters as are written."""

    def __init__(self, deadlines, *, on):
        self._people: dict[int, dict[Person, None]] = defaultdict(dict)
        bodies = {pk for deadline in deadlines for pk in _near(deadline)}
        for row in _coordinators(bodies, on):
            body = row.seat.organization
            for pk in {body.pk, body.serves_id, body.municipality_id} & bodies:
                self._people[pk][row.person] = None

    def for_deadline(self, deadline, *, besides) -> Person | None:
        """The coordinator of whoever keeps the matter, else of the municipality; not the reader."""
        people = (person for pk in _near(deadline) for person in self._people.get(pk, ()))
        return next((each for each in people if each.pk != besides.pk), None)


def _near(deadline) -> list[int]:
    """Where to look, the nearest first: the body that keeps the matter, then the municipality."""
    body = deadline.organization
    keeper = deadline.matter.organization_id if deadline.matter else body.pk
    return [pk for pk in (keeper, body.home_id) if pk]


def _coordinators(bodies, on):
    at = Q(seat__organization__in=bodies) | Q(seat__organization__serves__in=bodies)
    return (
        Membership.objects.in_force(on)
        .filter(at | Q(seat__organization__municipality__in=bodies), seat__role=Role.COORDINATOR)
        .exclude(person__email="")
        .exclude(person__user__is_active=False)
        .select_related("person", "seat__organization")
        .order_by("seat__position", "pk")
    )
