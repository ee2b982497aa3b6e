"""Who is told: the people behind a role in a body, today, with a fallback chain."""

from collections import defaultdict

from django.db.models import Q

from coordination.enums import Role
from coordination.models import Membership, Organization, Person
from coordination.permissions import FALLBACK_ROLES


def recipients_for(duties, *, on) -> dict[tuple[int, str], list[Person]]:
    """People for each duty ``(organization id, role)``, in two statements whatever their number.

    A body's administration counts as the body. If nobody holds the role, the next of the fallback
    roles is told; if nobody at all, the municipality's administrators, so that no duty is orphaned.
    """
    wanted = {organization_id for organization_id, _role in duties}
    by_body = _people_by_body(wanted, on)
    return {duty: _first_present(by_body[duty[0]], duty[1]) for duty in duties}


def language_of(person) -> str:
    """The language that someone reads: their account's, else Swedish."""
    user = getattr(person, "user", None)
    return user.language if user else "sv"


def _people_by_body(organization_ids, on):
    """{organization id: {role: [people]}} for the bodies, their administrations and administrators."""
    homes = _bodies_by_home(organization_ids)
    near = Q(seat__organization__in=organization_ids) | Q(
        seat__organization__serves__in=organization_ids
    )
    administrator = Q(seat__role=Role.ADMINISTRATOR, seat__organization__in=homes)
    rows = (
        Membership.objects.in_force(on)
        .filter(near | administrator)
        .select_related("person", "person__user", "seat__organization")
        .order_by("seat__position", "pk")
    )
    people = defaultdict(lambda: defaultdict(list))
    for row in rows:
        body = row.seat.organization
        for pk in {body.pk, body.serves_id} & organization_ids:
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


def _first_present(roles, wanted):
    for role in (wanted, *FALLBACK_ROLES, Role.ADMINISTRATOR):
        if roles.get(role):
            return roles[role]
    return []
