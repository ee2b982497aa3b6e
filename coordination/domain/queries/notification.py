"""Reads of the page where someone says how they want to be reminded."""

from coordination.access import standing
from coordination.models import Absence, Membership, Person


def colleagues_of(user, *, on):
    """Those with an address who hold a seat today in a body that the user acts in."""
    seats = Membership.objects.in_force(on).filter(
        seat__organization__in=standing(user, on).organization_ids
    )
    people = Person.objects.filter(pk__in=seats.values("person")).exclude(pk=user.person_id)
    return people.exclude(email="").order_by("sort_key", "pk")


def absences_ahead(person, *, on) -> list[Absence]:
    """When the person is away, now and to come. One statement."""
    rows = Absence.objects.filter(person=person, last_day__gte=on)
    return list(rows.select_related("stand_in"))
