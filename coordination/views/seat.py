"""Places in bodies: filled when vacant, left on a last day."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination import permissions
from coordination.domain.person import fill_seat_with_new_person
from coordination.domain.queries.seat import candidates_for
from coordination.domain.seat import fill_seat, vacate_seat
from coordination.forms.rules import posted
from coordination.forms.seat import FillSeatForm, LeaveSeatForm
from coordination.models import Organization, Seat
from coordination.swedish import body_in_sentence

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def seat_fill(request, pk):
    """Put someone in a vacant place: a person of the represented body, or a new one."""
    seat = _seat(request, pk)
    today = timezone.localdate()
    form = FillSeatForm(
        posted(request),
        people=candidates_for(seat, today=today),
        initial={"valid_from": today},
    )
    if form.carries_out(lambda values: _fill(seat, actor=request.user, **values)):
        messages.success(request, _("Platsen är tillsatt."))
        return _shown(seat)
    held = seat.memberships.in_force(today).select_related("person").first()
    body = body_in_sentence(seat.on_behalf_of.name) if seat.on_behalf_of else ""
    return render(
        request,
        "coordination/seat/fill.html",
        {"seat": seat, "form": form, "held": held, "body": body},
    )


def _fill(seat, *, actor, person, valid_from, **new_person):
    if person:
        return fill_seat(seat, actor=actor, person=person, valid_from=valid_from)
    return fill_seat_with_new_person(seat, actor=actor, valid_from=valid_from, **new_person)


@form_page
def seat_leave(request, pk):
    """End someone's time in a place; the place stays, vacant."""
    seat = _seat(request, pk)
    today = timezone.localdate()
    held = get_object_or_404(seat.memberships.in_force(today).select_related("person", "seat"))
    form = LeaveSeatForm(posted(request), initial={"last_day": today})
    if form.carries_out(lambda values: vacate_seat(held, actor=request.user, **values)):
        messages.success(
            request, _("Uppdraget är avslutat. Platsen visas som ledig efter sista dagen.")
        )
        return _shown(seat)
    return render(
        request, "coordination/seat/leave.html", {"seat": seat, "form": form, "held": held}
    )


def _seat(request, pk):
    bodies = Organization.objects.visible_to(request.user)
    seats = Seat.objects.filter(organization__in=bodies.values("pk")).select_related(
        "organization__parent",
        "organization__municipality",
        "organization__matter__organization",
        "on_behalf_of",
        "requested_in__statement__decision",
    )
    seat = get_object_or_404(seats, pk=pk)
    permissions.require(permissions.can_fill_seats(request.user, seat.organization))
    return seat


def _shown(seat):
    """Back to the page that shows the place."""
    page = "coordination:group" if seat.organization.is_group else "coordination:organization"
    return redirect(page, pk=seat.organization_id)
