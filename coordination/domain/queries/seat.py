"""Who sits in groups and who is missing; read by the pages of groups, programmes and initiatives."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, FilteredRelation, JSONField, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.components import Action, SeatRow
from coordination.enums import OrganizationKind, Role
from coordination.models import Membership, Organization, Person
from coordination.permissions import can_fill_seats


@dataclass(frozen=True)
class Place:
    """One seat of a group on a day: whose it is, who has it, or since when it is vacant and why."""

    pk: int
    role: str
    title: str
    body: str
    required: bool
    person: Person | None
    vacant_since: date | None
    requested_in: int | None

    @property
    def is_vacant(self) -> bool:
        return self.person is None

    @property
    def detail(self) -> str:
        """”Ordförande · Stadskontoret”, ”Kulturförvaltningen · ledig sedan 12 maj 2025”."""
        role = self.title or (
            "" if self.role == Role.MEMBER and self.body else Role(self.role).label
        )
        return " · ".join(filter(None, [str(role), self.body, self._why_vacant()]))

    def _why_vacant(self) -> str:
        if not self.is_vacant:
            return ""
        if self.vacant_since:
            return _("ledig sedan %(day)s") % {"day": date_format(self.vacant_since)}
        if self.requested_in:
            return _("begärd i yttrande %(reference)s") % {
                "reference": f"§\N{NO-BREAK SPACE}{self.requested_in}"
            }
        return ""


@dataclass(frozen=True)
class GroupSeats:
    """A group with its seats as they are on a day."""

    group: Organization
    places: list[Place] = field(default_factory=list)

    @property
    def vacancies(self) -> list[Place]:
        """The seats that must be filled and are not."""
        return [place for place in self.places if place.is_vacant and place.required]

    @property
    def vacancy_text(self) -> str:
        """”2 av 6 platser lediga”; empty when everyone is in place."""
        if not self.vacancies:
            return ""
        seats = len(self.places)
        text = ngettext(
            "%(vacant)s av %(seats)s plats ledig", "%(vacant)s av %(seats)s platser lediga", seats
        )
        return text % {"vacant": len(self.vacancies), "seats": seats}

    def rows(self, user, *, with_leaving=False) -> list[SeatRow]:
        """The seats as the list of who takes part shows them, with what the user may do."""
        allowed = can_fill_seats(user, self.group)
        return [_row(place, fill=allowed, leave=allowed and with_leaving) for place in self.places]


def seats_in(groups, *, today) -> list[GroupSeats]:
    """Groups with seats and people, steering groups first. One statement."""
    return by_group(with_seats(groups, today))


def by_group(rows) -> list[GroupSeats]:
    """What ``with_seats`` asks for, gathered; steering groups first."""
    found: dict[int, GroupSeats] = {}
    for row in rows:
        entry = found.setdefault(row.pk, GroupSeats(row))
        if row.seat_id:
            entry.places.append(_place(row))
    return sorted(found.values(), key=lambda each: _RANK.index(each.group.kind))


_RANK = (
    OrganizationKind.STEERING_GROUP,
    OrganizationKind.WORKING_GROUP,
    OrganizationKind.REFERENCE_GROUP,
    OrganizationKind.NETWORK,
)


def with_seats(groups, today):
    """Each group once a seat that is in force, or once without; people by subqueries."""
    memberships = Membership.objects.filter(seat=OuterRef("place__pk"))
    holder = JSONObject(
        id="person_id",
        given_name="person__given_name",
        family_name="person__family_name",
        party_label="person__party_label",
    )
    return (
        groups.select_related("parent", "municipality", "matter__organization")
        .annotate(place=FilteredRelation("seats", condition=_in_force("seats", today)))
        .annotate(
            seat_id=F("place__pk"),
            seat_role=F("place__role"),
            seat_title=F("place__title"),
            seat_required=F("place__required"),
            seat_body=F("place__on_behalf_of__name"),
            seat_paragraph=F("place__requested_in__statement__decision__paragraph"),
            holder=Subquery(
                memberships.in_force(today).values(person_row=holder)[:1],
                output_field=JSONField(),
            ),
            last_left=Subquery(
                memberships.filter(valid_until__lt=today)
                .order_by("-valid_until")
                .values("valid_until")[:1]
            ),
        )
        .order_by("sort_key", "pk", "place__position", "place__pk")
    )


def _in_force(relation, day) -> Q:
    return Q(
        Q(**{f"{relation}__valid_from__isnull": True}) | Q(**{f"{relation}__valid_from__lte": day}),
        Q(**{f"{relation}__valid_until__isnull": True})
        | Q(**{f"{relation}__valid_until__gte": day}),
    )


def _place(row) -> Place:
    return Place(
        pk=row.seat_id,
        role=row.seat_role,
        title=row.seat_title,
        body=row.seat_body or "",
        required=row.seat_required,
        person=Person(**row.holder) if row.holder else None,
        vacant_since=row.last_left,
        requested_in=row.seat_paragraph,
    )


def _row(place, *, fill, leave) -> SeatRow:
    if place.is_vacant:
        action = _action(_("Tillsätt"), "coordination:seat_fill", place) if fill else None
        return SeatRow("", place.detail, vacant=True, action=action)
    return SeatRow(
        str(place.person),
        place.detail,
        url=reverse("coordination:person", args=[place.person.pk]),
        action=_action(_("Avsluta"), "coordination:seat_leave", place) if leave else None,
    )


def _action(label, url_name, place) -> Action:
    return Action(label, reverse(url_name, args=[place.pk]))


def candidates_for(seat, *, today):
    """People who may represent the seat's body: those who hold a seat there today, or in its other half.

    A committee and its administration count as one, for either may send the other's people. A seat
    that represents nobody in particular is open to the people of the body above the group.
    """
    body = seat.on_behalf_of or seat.organization.parent
    if body is None:
        return Person.objects.none()
    near = Q(seat__organization=body) | Q(seat__organization__serves=body)
    if body.serves_id:
        near |= Q(seat__organization=body.serves_id)
    held = Membership.objects.in_force(today).filter(near)
    return Person.objects.filter(pk__in=held.values("person")).for_table()
