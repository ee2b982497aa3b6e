"""Reads of the pages about bodies, people and seats."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.access import standing
from coordination.components import DateItem, SeatRow
from coordination.enums import OrganizationKind
from coordination.models import Meeting, Membership, Organization


def municipality_sections(user, *, today) -> list[tuple[str, list[Organization]]]:
    """Bodies of the reader's municipalities by form, in the order of the form list. One statement."""
    rows = (
        Organization.objects.visible_to(user)
        .active(today)
        .filter(municipality_id__in=standing(user).municipality_ids)
        .select_related("serves")
        .for_table()
    )
    by_kind: dict[str, list[Organization]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row)
    return [(str(kind.label), by_kind[kind]) for kind in OrganizationKind if kind in by_kind]


def seats_of(organization, *, today) -> list[SeatRow]:
    """The seats of a body with who fills them; vacant ones in their place. Two statements."""
    held = Prefetch(
        "memberships",
        queryset=Membership.objects.in_force(today).select_related("person"),
        to_attr="held",
    )
    seats = organization.seats.in_force(today).select_related("on_behalf_of").prefetch_related(held)
    return [_seat_row(seat) for seat in seats]


def _seat_row(seat) -> SeatRow:
    detail = " · ".join(
        filter(None, [seat.title or seat.get_role_display(), str(seat.on_behalf_of or "")])
    )
    if not seat.held:
        return SeatRow(_("Ledig plats"), detail, vacant=True)
    person = seat.held[0].person
    return SeatRow(str(person), detail, url=reverse("coordination:person", args=[person.pk]))


def meetings_of(organization, *, today) -> list[DateItem]:
    """The body's next meetings. One statement."""
    rows = Meeting.objects.ahead(today).filter(organization=organization)[:8]
    return [
        DateItem(
            on=row.held_on,
            title=_("Sammanträde"),
            note=_("Handlingarna ska vara inne %(day)s")
            % {"day": date_format(row.papers_due_on, "j F")}
            if row.papers_due_on
            else "",
        )
        for row in rows
    ]


def seats_of_person(user, person_id, *, today):
    """Seats that a person holds in bodies the reader may see."""
    visible = Organization.objects.visible_to(user).values("pk")
    return (
        Membership.objects.in_force(today)
        .filter(person_id=person_id, seat__organization__in=visible)
        .select_related("seat__organization", "seat__on_behalf_of")
        .order_by("seat__organization__sort_key", "pk")
    )
