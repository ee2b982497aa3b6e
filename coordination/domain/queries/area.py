"""Reads of the area pages."""

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from coordination.components import MapArea
from coordination.models import Area, AreaVersion


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


def boundary_line(version) -> str:
    """”Gräns från 26 september 2024, 112 hektar”, and that it is a sketch if it is."""
    values = {
        "day": date_format(version.valid_from, "j F Y"),
        "size": number_format(round(version.hectares)),
    }
    line = _("gräns från %(day)s, %(size)s hektar") % values
    sketch = _("skiss, påhittad")
    return f"{line} ({sketch})" if version.is_sketch else line
