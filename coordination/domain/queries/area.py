"""Reads of the area pages."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from coordination.components import MapArea
from coordination.models import Area, AreaVersion

SLIVER = 1  # per cent: neighbours that were drawn by hand seldom meet exactly


def areas_on_map(user, *, today, municipality=None) -> list[MapArea]:
    """Current areas with the boundary in force today, in alphabetical order. Two statements."""
    rows = Area.objects.visible_to(user).current(today).with_boundary(today).for_table()
    if municipality:
        rows = rows.filter(municipality=municipality)
    return map_areas(rows.select_related("municipality"))


def map_areas(areas) -> list[MapArea]:
    """Areas annotated ``with_boundary`` as the map shows them. One statement for all boundaries."""
    areas = list(areas)
    versions = AreaVersion.objects.in_bulk([area.version_id for area in areas if area.version_id])
    return [_map_area(area, versions.get(area.version_id)) for area in areas]


def _map_area(area, version) -> MapArea:
    return MapArea(
        id=area.pk,
        name=area.name,
        geometry=version.geometry if version else None,
        url=reverse("coordination:area", args=[area.pk]),
        meta=" · ".join([area.get_kind_display(), *([boundary_line(version)] if version else [])]),
    )


@dataclass(frozen=True)
class Overlap:
    """Another area of the same kind that a new boundary covers a part of."""

    name: str
    hectares: float
    share: float
    """Per cent of the new area."""


def overlaps_of(area, boundary, *, user, today) -> list[Overlap]:
    """Areas of the same kind that a new boundary covers more than a sliver of, largest first.

    Read by the preview of a boundary. An area lies over its own parts and within its parent.
    """
    from coordination.geometry import overlap_hectares  # loads the geometry libraries

    west, south, east, north = boundary.bbox
    others = (
        Area.objects.visible_to(user)
        .filter(municipality=area.municipality, kind=area.kind)
        .current(today)
        .exclude(Q(pk__in=[area.pk, area.parent_id or 0]) | Q(parent=area))
        .with_boundary(today)
    )
    near = AreaVersion.objects.filter(
        pk__in=others.values("version_id"), west__lt=east, east__gt=west, south__lt=north
    ).filter(north__gt=south)
    found = []
    for version in near.select_related("area"):
        common = overlap_hectares(boundary.geojson, version.geometry)
        share = 100 * common / float(boundary.hectares)
        if share >= SLIVER:
            found.append(Overlap(version.area.name, common, share))
    return sorted(found, key=lambda each: -each.share)


def boundary_line(version) -> str:
    """”Gräns från 26 september 2024, 112 hektar”, and that it is a sketch if it is."""
    values = {
        "day": date_format(version.valid_from, "j F Y"),
        "size": number_format(round(version.hectares)),
    }
    line = _("gräns från %(day)s, %(size)s hektar") % values
    sketch = _("skiss, påhittad")
    return f"{line} ({sketch})" if version.is_sketch else line
