"""The map of areas beside an equal list: SVG from here, Leaflet where there is JavaScript."""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.conf import settings

from coordination.components import MapArea, shapes
from coordination.templatetags.kraftsam.library import one_of, register

WIDTH, HEIGHT, MARGIN = 600, 380, 28
METRES_PER_DEGREE = 111_320
KILOMETRE = 1000
SCALE_BAR_UNITS = 110  # at most this long
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ"
FROM_AFAR = 2.2
TONES = ("", "former", "around")

Ring = list[tuple[float, float]]


@register.inclusion_tag("components/map.html", name="map")
def area_map(areas, *, around=(), editable: bool = False, label: str = "", empty: str = "") -> dict:
    """The areas on a map and in a list that can do the same; letters tie the two together.

    ``around`` are areas that only show where one is: drawn behind, not listed. ``editable`` adds a
    canvas on which ``draw-area.js`` draws into the form's ``geometry`` field.
    """
    given, behind = shapes(MapArea, areas), shapes(MapArea, around)
    for area in given:
        one_of(area.tone, TONES, "the tone of an area")
    rings = {area.id: list(_rings(area.geometry)) for area in given}
    # One looks at the areas themselves, from so far away that the nearest around them are seen.
    seen = rings.values() if any(rings.values()) else [list(_rings(a.geometry)) for a in behind]
    projection = Projection(
        [point for each in seen for ring in each for point in ring],
        distance=FROM_AFAR if behind else 1,
    )
    letters = _letters(given)
    rows = [_row(area, letters[area.id], rings[area.id], projection) for area in given]
    backdrop = [
        _row(replace(area, tone="around"), "", list(_rings(area.geometry)), projection)
        for area in behind
    ]
    return {
        "rows": rows,
        "around": [row for row in backdrop if row["path"]],
        "data": [_data(row) for row in [*backdrop, *rows] if row["path"]],
        "scale": projection.scale_bar(),
        "editable": editable,
        "label": label,
        "empty": empty,
        "view_box": f"0 0 {WIDTH} {HEIGHT}",
        "tile_url": settings.MAP_TILE_URL,
        "tile_attribution": settings.MAP_TILE_ATTRIBUTION,
    }


@register.inclusion_tag("components/map-assets.html")
def map_assets(*, draw: bool = False) -> dict:
    """What a page with a map loads in its ``scripts`` block; ``draw`` for pages that draw areas."""
    return {"draw": draw}


class Projection:
    """Degrees to drawing units: equirectangular, true at the middle of what is shown."""

    def __init__(self, points: Ring, *, distance: float = 1):
        longitudes, latitudes = [x for x, _y in points] or [0.0], [y for _x, y in points] or [0.0]
        self.middle = (
            (min(longitudes) + max(longitudes)) / 2,
            (min(latitudes) + max(latitudes)) / 2,
        )
        self.squeeze = math.cos(math.radians(self.middle[1]))
        breadth = (max(longitudes) - min(longitudes)) * self.squeeze or 0.01
        height = max(latitudes) - min(latitudes) or 0.01
        fitting = min((WIDTH - 2 * MARGIN) / breadth, (HEIGHT - 2 * MARGIN) / height)
        self.factor = fitting / distance

    def __call__(self, point: tuple[float, float]) -> tuple[float, float]:
        x = WIDTH / 2 + (point[0] - self.middle[0]) * self.squeeze * self.factor
        y = HEIGHT / 2 - (point[1] - self.middle[1]) * self.factor
        return round(x, 1), round(y, 1)

    def scale_bar(self) -> dict:
        """A round distance and how long it is in the drawing."""
        metres = SCALE_BAR_UNITS / self.factor * METRES_PER_DEGREE
        size = 10 ** math.floor(math.log10(metres))
        shown = max(size * nice for nice in (1, 2, 5) if size * nice <= metres)
        text = f"{shown // KILOMETRE:.0f} km" if shown >= KILOMETRE else f"{shown:.0f} m"
        return {"text": text, "units": round(shown / METRES_PER_DEGREE * self.factor, 1)}


def _letters(areas: list[MapArea]) -> dict:
    """The areas' own letters; A, B, C where none has one. An area alone needs none."""
    if len(areas) == 1 or any(area.letter for area in areas):
        return {area.id: area.letter for area in areas}
    return {area.id: LETTERS[index % len(LETTERS)] for index, area in enumerate(areas)}


def _row(area: MapArea, letter: str, rings: list[Ring], projection: Projection) -> dict:
    drawn = [[projection(point) for point in ring] for ring in rings]
    return {
        "area": area,
        "letter": letter,
        "path": "".join(_path(ring) for ring in drawn),
        "middle": _middle(max(drawn, key=_size)) if drawn else None,
    }


def _data(row: dict) -> dict:
    """What Leaflet needs to draw the area itself."""
    area = row["area"]
    return {
        "id": str(area.id),
        "name": area.name,
        "letter": row["letter"],
        "url": area.url,
        "selected": area.selected,
        "tone": area.tone,
        "geometry": _parsed(area.geometry),
    }


def _parsed(geometry: str | Mapping) -> Mapping:
    return json.loads(geometry) if isinstance(geometry, str) else geometry


def _rings(geometry: str | Mapping | None) -> Iterator[Ring]:
    """The outlines and holes of a GeoJSON polygon or multipolygon."""
    if not geometry:
        return
    found = _parsed(geometry)
    polygons = found["coordinates"] if found["type"] == "MultiPolygon" else [found["coordinates"]]
    for polygon in polygons:
        for ring in polygon:
            yield [(float(point[0]), float(point[1])) for point in ring]


def _path(ring: Ring) -> str:
    """The outline, without points that would land on the same spot of the drawing."""
    kept = [point for index, point in enumerate(ring) if index == 0 or point != ring[index - 1]]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept) + "Z"


def _size(ring: Ring) -> float:
    return abs(_doubled_area(ring))


def _doubled_area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))


def _middle(ring: Ring) -> tuple[float, float]:
    """The outline's centre of gravity: where its letter stands."""
    doubled = _doubled_area(ring)
    if not doubled:
        return ring[0]
    x = y = 0.0
    for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = a[0] * b[1] - b[0] * a[1]
        x, y = x + (a[0] + b[0]) * cross, y + (a[1] + b[1]) * cross
    return round(x / (3 * doubled), 1), round(y / (3 * doubled), 1)
