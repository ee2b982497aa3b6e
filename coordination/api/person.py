"""People and the seats they hold."""

from django_filters import CharFilter, ChoiceFilter

from coordination.api.base import VisibleViewSet
from coordination.api.filters import ApiFilter, DayFilter, IdFilter
from coordination.api.shapes import OrganizationName, PersonName, Row
from coordination.enums import Role
from coordination.models import Membership, Person, Seat


class PersonRow(Row):
    """A person. The e-mail address is not given: what is sent goes through the outbox."""

    class Meta:
        model = Person
        fields = ["id", "given_name", "family_name", "party_label", "is_fictitious"]


class PersonFilter(ApiFilter):
    """People by party and by the body they hold or have held a seat in."""

    party_label = CharFilter(max_length=10)
    organization = IdFilter(method="seated_in")

    def seated_in(self, people, name, number):
        seats = Membership.objects.visible_to(self.request.user)
        return people.filter(pk__in=seats.filter(seat__organization=number).values("person"))


class PersonViewSet(VisibleViewSet):
    """People who hold or have held a seat in a body that the caller may see."""

    model = Person
    serializer_class = PersonRow
    filterset_class = PersonFilter


class SeatRow(Row):
    """A place in a body, for a role, on behalf of a body or not."""

    organization = OrganizationName()
    on_behalf_of = OrganizationName()

    class Meta:
        model = Seat
        fields = ["id", "organization", "role", "title", "on_behalf_of", "required"]


class MembershipRow(Row):
    """A person in a seat, from a day to a day."""

    person = PersonName()
    seat = SeatRow()

    class Meta:
        model = Membership
        fields = ["id", "person", "seat", "valid_from", "valid_until"]


class MembershipFilter(ApiFilter):
    """Memberships by person, body, role and day."""

    person = IdFilter()
    organization = IdFilter("seat__organization")
    role = ChoiceFilter("seat__role", choices=Role.choices)
    in_force_on = DayFilter(method="hold_on")

    def hold_on(self, memberships, name, day):
        return memberships.in_force(day)


class MembershipViewSet(VisibleViewSet):
    """Who sits where, and on whose behalf, in bodies that the caller may see."""

    model = Membership
    serializer_class = MembershipRow
    related = ("person", "seat__organization", "seat__on_behalf_of")
    filterset_class = MembershipFilter
