"""Seats: made, filled, vacated. Tasks stay with the seat when the person leaves (V-35)."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.exceptions import ActionRefused
from coordination.models import Membership, Organization, Seat
from coordination.validators import validate_day


def add_seat(
    organization,
    *,
    actor,
    role,
    on_behalf_of=None,
    title="",
    required=True,
    valid_from=None,
    requested_in=None,
    after=None,
) -> Seat:
    """Make a place in a body, vacant until someone fills it. The caller's right is checked here.

    ``after`` is how many places the writer saw: when just such a place has come since then, the same
    was sent twice. Raises PermissionDenied, ValidationError, ActionRefused (sent twice).
    """
    permissions.require(permissions.can_fill_seats(actor, organization))
    validate_day(valid_from)
    return _add_seat(
        organization,
        actor=actor,
        role=role,
        on_behalf_of=on_behalf_of,
        title=title,
        required=required,
        valid_from=valid_from,
        requested_in=requested_in,
        after=after,
    )


def _add_seat(organization, *, actor, after=None, **fields) -> Seat:
    with transaction.atomic():
        Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
        if after is not None:
            _refuse_twice(organization, after=after, **fields)
        seat = Seat.objects.create(
            organization=organization, position=organization.seats.count() + 1, **fields
        )
        record(
            "seat.added",
            actor=actor,
            subject=organization,
            matter=organization.matter,
            data={
                "seat": seat.pk,
                "role": seat.role,
                "for": str(seat.on_behalf_of or ""),
                "in": organization.name,
            },
        )
    return seat


def _refuse_twice(organization, *, after, role, on_behalf_of, title, **_fields):
    added = organization.seats.filter(position__gt=after)
    if added.filter(role=role, on_behalf_of=on_behalf_of, title=title).exists():
        raise ActionRefused(
            _("Platsen är redan tillagd. Öppna sidan på nytt om gruppen ska ha en till likadan."),
            code="added_already",
        )


def fill_seat(seat, *, actor, person, valid_from) -> Membership:
    """Put a person in a vacant seat from a day. Raises ActionRefused when it is taken."""
    permissions.require(permissions.can_fill_seats(actor, seat.organization))
    validate_day(valid_from)
    with transaction.atomic():
        Seat.objects.select_for_update().get(pk=seat.pk)
        if seat.memberships.in_force(valid_from).exists():
            raise ActionRefused(
                _("Platsen är redan tillsatt. Avsluta det uppdraget först."), code="taken"
            )
        membership = Membership(seat=seat, person=person, valid_from=valid_from)
        membership.validate_constraints()
        membership.save()
        record(
            "seat.filled",
            actor=actor,
            subject=seat.organization,
            matter=seat.organization.matter,
            data={
                "seat": seat.pk,
                "person": str(person),
                "from": valid_from,
                "in": seat.organization.name,
            },
        )
    return membership


def vacate_seat(membership, *, actor, last_day) -> None:
    """End someone's time in a seat on a day; the seat stays, vacant (ledig)."""
    permissions.require(permissions.can_fill_seats(actor, membership.seat.organization))
    validate_day(last_day)
    if membership.valid_from and last_day < membership.valid_from - timedelta(days=1):
        raise ActionRefused(_("Uppdraget kan inte sluta innan det börjar."), code="before_start")
    with transaction.atomic():
        membership.valid_until = last_day
        membership.save(update_fields=["valid_until"])
        organization = membership.seat.organization
        record(
            "seat.vacated",
            actor=actor,
            subject=organization,
            matter=organization.matter,
            data={
                "seat": membership.seat_id,
                "person": str(membership.person),
                "last_day": last_day,
                "in": organization.name,
            },
        )
