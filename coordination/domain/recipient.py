"""Who is told: the people behind a role in a body, today, with a fallback chain."""

from collections import defaultdict

from django.db.models import Q

from coordination.enums import Role
from coordination.models import Membership, Person
from coordination.permissions import FALLBACK_ROLES


def recipients_for(duties, *, on) -> dict[tuple[int, str], list[Person]]:
    """People for each duty ``(organization id, role)``, in one statement.

    A body's administration counts as the body. If nobody holds the role, the next of the fallback
    roles is told; if nobody at all, the municipality's administrators, so that no duty is orphaned.
    """
    wanted = {organization_id for organization_id, _role in duties}
    by_body = _people_by_body(wanted, on)
    return {duty: _first_present(by_body[duty[0]], duty[1]) for duty in duties}


def _people_by_body(organization_ids, on):
    """{organization id: {role: [people]}} for the bodies, their administrations and administrators."""
    near = Q(seat__organization__in=organization_ids) | Q(
        seat__organization__serves__in=organization_ids
    )
    admin = Q(seat__role=Role.ADMINISTRATOR, seat__organization__bodies__in=organization_ids)
    rows = (
        Membership.objects.in_force(on)
        .filter(near | admin)
        .select_related("person", "person__user", "seat__organization")
        .order_by("seat__position", "pk")
        .distinct()
    )
    homes = _homes(organization_ids)
    people = defaultdict(lambda: defaultdict(list))
    for row in rows:
        body = row.seat.organization
        for pk in {body.pk, body.serves_id} & organization_ids:
            _add(people[pk][row.seat.role], row.person)
        if row.seat.role == Role.ADMINISTRATOR:
            for pk in homes.get(body.home_id, ()):
                _add(people[pk][Role.ADMINISTRATOR], row.person)
    return people


def _homes(organization_ids):
    model = (
        Membership._meta.get_field("seat")
        .related_model._meta.get_field("organization")
        .related_model
    )
    homes = defaultdict(set)
    for pk, home in model.objects.filter(pk__in=organization_ids).values_list(
        "pk", "municipality_id"
    ):
        homes[home].add(pk)
    return homes


def _add(people, person):
    if person not in people and _reachable(person):
        people.append(person)


def _reachable(person) -> bool:
    user = getattr(person, "user", None)
    return bool(person.email) and (user is None or user.is_active)


def _first_present(roles, wanted):
    for role in (wanted, *FALLBACK_ROLES, Role.ADMINISTRATOR):
        if roles.get(role):
            return roles[role]
    return []
