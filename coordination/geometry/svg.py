"""Areas as an SVG map drawn by the server, for pages without JavaScript and for documents."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .polygons import Point, Polygon, Ring

_MARGIN = 0.04
_SMALLEST_SPAN = 1e-6  # degrees; keeps an area without extent from dividing by zero


@dataclass(frozen=True, slots=True)
class SvgShape:
    """One area's outline, and a point inside it for its label."""

    path: str
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class SvgMap:
    """All areas within one picture, in the order in which they were given."""

    width: int
    height: int
    shapes: tuple[SvgShape, ...]

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width} {self.height}"


@dataclass(frozen=True, slots=True)
class _Projection:
    """Longitude and latitude to pixels: plain, narrowed by the latitude's cosine, centred."""

    scale: float
    narrowing: float
    middle: Point
    width: int
    height: int

    def __call__(self, point: Point) -> Point:
        x = self.width / 2 + (point[0] - self.middle[0]) * self.narrowing * self.scale
        y = self.height / 2 - (point[1] - self.middle[1]) * self.scale
        return round(x, 1), round(y, 1)


def svg_path(geometries: Iterable[str], width: int, height: int) -> SvgMap:
    """Return path data and label points of stored areas (GeoJSON), fitted into a picture.

    The caller keeps the result: it depends on nothing but its arguments. Fill the paths with
    `fill-rule="evenodd"`, so that holes are holes.
    """
    areas = [_polygons(json.loads(geometry)) for geometry in geometries]
    if not areas:
        return SvgMap(width, height, ())
    projection = _fitted(
        [point for area in areas for polygon in area for point in polygon[0]], width, height
    )
    return SvgMap(width, height, tuple(_shape(area, projection) for area in areas))


def _polygons(geometry: dict) -> list[Polygon]:
    coordinates = geometry["coordinates"]
    return coordinates if geometry["type"] == "MultiPolygon" else [coordinates]


def _fitted(points: Sequence[Point], width: int, height: int) -> _Projection:
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    middle = (west + east) / 2, (south + north) / 2
    narrowing = math.cos(math.radians(middle[1]))
    across = max((east - west) * narrowing, _SMALLEST_SPAN)
    upwards = max(north - south, _SMALLEST_SPAN)
    scale = (1 - 2 * _MARGIN) * min(width / across, height / upwards)
    return _Projection(scale, narrowing, middle, width, height)


def _shape(area: list[Polygon], projection: _Projection) -> SvgShape:
    drawn = [[[projection(point) for point in ring] for ring in polygon] for polygon in area]
    path = "".join(_ring_path(ring) for polygon in drawn for ring in polygon)
    return SvgShape(path, *_label_point(max(drawn, key=lambda polygon: abs(_area(polygon[0])))))


def _ring_path(ring: Ring) -> str:
    """Write a ring, without the points that fall on the one before at this size."""
    first, *others = [point for point, after in pairwise(ring) if point != after] or ring[:1]
    lines = "".join(f"L{x:g} {y:g}" for x, y in others)
    return f"M{first[0]:g} {first[1]:g}{lines}Z"


def _area(ring: Ring) -> float:
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairwise(ring)) / 2


def _label_point(polygon: Polygon) -> Point:
    """Return the middle of the widest stretch halfway up the polygon, which is always inside it."""
    heights = [y for _, y in polygon[0]]
    level = (min(heights) + max(heights)) / 2 + 0.01  # beside corners, which lie on tenths
    crossings = sorted(x for ring in polygon for x in _crossings(ring, level))
    stretches = list(zip(crossings[::2], crossings[1::2], strict=False))
    if not stretches:
        return polygon[0][0]
    left, right = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return round((left + right) / 2, 1), round(level, 1)


def _crossings(ring: Ring, level: float) -> Iterator[float]:
    for (x, y), (next_x, next_y) in pairwise(ring):
        if (y > level) != (next_y > level):
            yield x + (level - y) / (next_y - y) * (next_x - x)
