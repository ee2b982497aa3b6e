"""Groups: who sits there, who is missing, and the places themselves."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination import permissions
from coordination.domain.queries.disposition_link import answers_about
from coordination.domain.queries.seat import seats_in
from coordination.domain.queries.timeline import subject_events
from coordination.domain.seat import add_seat
from coordination.enums import GROUP_KINDS
from coordination.forms.rules import posted
from coordination.forms.seat import SeatForm
from coordination.models import Organization


@require_safe
def group(request, pk):
    """One group: its places with people and vacancies, and what has happened."""
    found = _group(request, pk)
    (seats,) = seats_in(Organization.objects.filter(pk=pk), today=timezone.localdate())
    return render(
        request,
        "coordination/group/group.html",
        {
            "group": found,
            "seats": seats,
            "rows": seats.rows(request.user, with_leaving=True),
            "vacant": seats.vacancies[0] if seats.vacancies else None,
            "answers": answers_about(request.user, "seat", found.seats.values("pk")),
            "can_fill": permissions.can_fill_seats(request.user, found),
            "events": subject_events(request.user, found, limit=10),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def seat_new(request, pk):
    """Add a place to a group, vacant until someone fills it."""
    found = _group(request, pk)
    permissions.require(permissions.can_fill_seats(request.user, found))
    initial = {"seen": found.seats.count()}
    form = SeatForm(posted(request), bodies=_representable(found), initial=initial)
    if form.carries_out(lambda values: _add(found, actor=request.user, **values)):
        messages.success(request, _("Platsen är tillagd. Den är ledig tills du tillsätter den."))
        return redirect("coordination:group", pk=pk)
    return render(request, "coordination/group/seat_new.html", {"group": found, "form": form})


def _add(group, *, seen, **values):
    return add_seat(group, valid_from=timezone.localdate(), after=seen, **values)


def _group(request, pk):
    groups = Organization.objects.visible_to(request.user).filter(kind__in=GROUP_KINDS)
    related = ("parent", "municipality", "matter__organization")
    return get_object_or_404(groups.select_related(*related), pk=pk)


def _representable(group):
    """Bodies whose people can sit in the group: those of its municipality, groups aside."""
    bodies = Organization.objects.filter(municipality=group.municipality).active(
        timezone.localdate()
    )
    return bodies.exclude(kind__in=GROUP_KINDS).for_table()
