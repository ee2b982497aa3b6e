"""Areas: list and map, one area with its boundaries over time, and the administrator's pages."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination import permissions
from coordination.access import standing
from coordination.components import MapArea
from coordination.domain.area import create_area, end_area, rename_area, set_boundary
from coordination.domain.queries.area import areas_on_map, map_areas, overlaps_of
from coordination.domain.queries.disposition_link import answers_about
from coordination.domain.queries.timeline import subject_events
from coordination.forms.area import AreaForm, BoundaryForm, EndAreaForm, RenameAreaForm
from coordination.models import Area, Organization

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def areas(request):
    """Every current area that the reader may see, on a map and in an equal list."""
    today = timezone.localdate()
    return render(
        request,
        "coordination/area/areas.html",
        {
            "areas": areas_on_map(request.user, today=today),
            "can_create": bool(_administered(request.user)),
        },
    )


@require_safe
def area(request, pk):
    """One area: its boundary today, earlier and coming ones, and its history."""
    today = timezone.localdate()
    found = get_object_or_404(
        Area.objects.visible_to(request.user)
        .with_boundary(today)
        .select_related("municipality", "parent", "matter"),
        pk=pk,
    )
    return render(
        request,
        "coordination/area/area.html",
        {
            "area": found,
            "on_map": map_areas([found]),
            "around": _neighbours(request.user, found),
            "versions": found.versions.select_related("decision__body"),
            "events": subject_events(request.user, found),
            "answers": answers_about(request.user, "area", [pk]),
            "can_manage": permissions.can_manage_area(request.user, found),
        },
    )


@form_page
def create(request):
    """Name a new area; its boundary is drawn on the next page."""
    municipality = _administered(request.user)
    if municipality is None:
        raise PermissionDenied
    form = AreaForm(request.POST or None, user=request.user, municipality=municipality)
    made = []
    if request.method == "POST" and form.carries_out(
        lambda values: made.append(create_area(municipality, actor=request.user, **values))
    ):
        messages.success(request, _("Området är skapat. Rita nu dess gräns."))
        return redirect("coordination:area_boundary", pk=made[0].pk)
    return render(
        request, "coordination/area/create.html", {"form": form, "municipality": municipality}
    )


@form_page
def rename(request, pk):
    """Another name or description; the old one stays in the history."""
    found = _managed(request, pk)
    form = RenameAreaForm(
        request.POST or None, initial={"name": found.name, "description": found.description}
    )
    if request.method == "POST" and form.carries_out(
        lambda values: rename_area(found, actor=request.user, **values)
    ):
        messages.success(
            request, _("Ändringen är sparad. Det gamla namnet finns kvar i historiken.")
        )
        return redirect("coordination:area", pk=pk)
    return render(request, "coordination/area/rename.html", {"form": form, "area": found})


@form_page
def end(request, pk):
    """Say that an area is no longer used; what refers to it stays."""
    found = _managed(request, pk)
    form = EndAreaForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.carries_out(
        lambda values: end_area(found, actor=request.user, **values)
    ):
        messages.success(
            request, _("Området har upphört. Insatser som gäller det behåller sin gräns.")
        )
        return redirect("coordination:area", pk=pk)
    return render(request, "coordination/area/end.html", {"form": form, "area": found})


@form_page
def boundary(request, pk):
    """Draw or upload a boundary, look at it on the map, and save it: in two steps on one address."""
    found = _managed(request, pk)
    latest = found.versions.first()
    form = BoundaryForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        area=found,
        initial={
            "valid_from": timezone.localdate(),
            "geometry": latest.geometry if latest else "",
        },
    )
    if request.method == "POST" and "edit" not in request.POST and form.is_valid():
        if "save" not in request.POST:
            return _preview(request, found, form)
        if form.carries_out(lambda values: _set(found, request.user, form.boundary, values)):
            messages.success(
                request,
                _("Gränsen är sparad. Äldre insatser behåller den gräns de beslutades med."),
            )
            return redirect("coordination:area", pk=pk)
    return render(
        request,
        "coordination/area/boundary.html",
        {
            "form": form,
            "area": found,
            "has_boundary": bool(latest),
            "on_map": [
                *_old_and_new(found),
                *(replace(each, tone="around") for each in _neighbours(request.user, found)),
            ],
        },
    )


def _set(area, actor, boundary, values):
    set_boundary(
        area,
        actor=actor,
        boundary=boundary,
        valid_from=values["valid_from"],
        decision=values["decision"],
        reason=values["reason"],
    )


def _preview(request, area, form):
    return render(
        request,
        "coordination/area/preview.html",
        {
            "form": form,
            "area": area,
            "boundary": form.boundary,
            "on_map": _old_and_new(area, form.boundary),
            "around": _neighbours(request.user, area),
            "overlaps": overlaps_of(
                area, form.boundary, user=request.user, today=timezone.localdate()
            ),
        },
    )


def _old_and_new(area, boundary=None) -> list[MapArea]:
    """The boundary in force, and the new one beside it when there is one."""
    latest = area.versions.first()
    shown = []
    if latest:
        shown.append(
            MapArea(
                "old",
                _("gällande gräns"),
                latest.geometry,
                letter=_("Nu"),
                tone="former" if boundary else "",
            )
        )
    if boundary:
        shown.append(MapArea("new", _("gräns"), boundary.geojson, letter=_("Ny"), selected=True))
    return shown


def _neighbours(user, area) -> list[MapArea]:
    """The municipality's other areas, to see where one draws."""
    shown = areas_on_map(user, today=timezone.localdate(), municipality=area.municipality)
    return [replace(each, url="", meta="") for each in shown if each.id != area.pk]


def _managed(request, pk):
    found = get_object_or_404(
        Area.objects.visible_to(request.user).select_related("municipality", "matter"), pk=pk
    )
    permissions.require(permissions.can_manage_area(request.user, found))
    return found


def _administered(user):
    """The municipality that the user configures; None for everybody else."""
    return (
        Organization.objects.filter(pk__in=standing(user).administered_ids).order_by("pk").first()
    )
