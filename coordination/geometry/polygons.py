"""Find the polygons of a GeoJSON document, whatever it wraps them in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coordination.swedish import grouped

MAX_POINTS = 20_000
FEWEST_POSITIONS = 4
_DIMENSIONS = 2
_WITH_HEIGHT = 3
_NAME_KEYS = ("name", "namn", "title", "benamning")
_LONGEST_NAME = 40
_CONTAINERS = {"FeatureCollection": "features", "GeometryCollection": "geometries"}

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]


@dataclass(slots=True)
class Found:
    """The polygons of a file, as it gave them, and what had to be overlooked to get them."""

    polygons: list[Polygon] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    point_count: int = 0
    had_heights: bool = False
    had_open_rings: bool = False

    def points(self) -> Iterator[Point]:
        return (point for polygon in self.polygons for ring in polygon for point in ring)


def find_polygons(document: dict[str, Any]) -> Found:
    """Return every polygon, with the names of the features that they belong to."""
    found = Found()
    for geometry in _geometries(document, found):
        _take(geometry, found)
    if not found.polygons:
        raise ValidationError(
            _("Här finns inget område. Rita eller exportera minst en yta (polygon)."),
            code="empty",
        )
    return found


def _geometries(node: Any, found: Found) -> Iterator[dict[str, Any]]:
    """Unwrap features and collections; the depth of the document is already limited."""
    kind = str(node.get("type")) if isinstance(node, dict) else ""
    if kind in _CONTAINERS:
        for child in _list(node.get(_CONTAINERS[kind])):
            yield from _geometries(child, found)
    elif kind == "Feature":
        if node.get("geometry") is not None:
            found.names.append(_name(node.get("properties")))
            yield from _geometries(node["geometry"], found)
    elif kind in ("Polygon", "MultiPolygon"):
        yield node
    else:
        _refuse_kind(kind)


def _name(properties: Any) -> str:
    """Return what the feature calls itself, for the preview."""
    if not isinstance(properties, dict):
        return ""
    lowered = {key.lower(): value for key, value in properties.items()}
    name = next((lowered[key] for key in _NAME_KEYS if lowered.get(key)), "")
    printable = "".join(sign if sign.isprintable() else " " for sign in str(name))
    return " ".join(printable.split())[:_LONGEST_NAME]


def _take(geometry: dict[str, Any], found: Found) -> None:
    coordinates = _list(geometry.get("coordinates", []))
    for polygon in [coordinates] if geometry["type"] == "Polygon" else coordinates:
        rings = [_ring(positions, found) for positions in _list(polygon)]
        if rings:
            found.polygons.append(rings)


def _ring(positions: Any, found: Found) -> Ring:
    found.point_count += len(_list(positions))
    if found.point_count > MAX_POINTS:
        refuse_too_many_points()
    ring = [_point(position, found) for position in positions]
    if ring and ring[0] != ring[-1]:
        found.had_open_rings = True
        ring.append(ring[0])
    if len(ring) < FEWEST_POSITIONS:
        refuse_too_few_points()
    return ring


def _point(position: Any, found: Found) -> Point:
    numbers = position if isinstance(position, list) else []
    if len(numbers) not in (_DIMENSIONS, _WITH_HEIGHT) or not all(
        type(number) in (int, float) for number in numbers
    ):
        raise ValidationError(
            _(
                "En koordinat är inte två tal, eller tre med höjden. Exportera området på nytt som "
                "GeoJSON."
            ),
            code="not_finite",
        )
    found.had_heights |= len(numbers) > _DIMENSIONS
    return float(numbers[0]), float(numbers[1])


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else _refuse_form()


def _refuse_form() -> NoReturn:
    raise ValidationError(
        _(
            "Här finns inget område så som GeoJSON beskriver det: en yta (polygon) med "
            "koordinater. Exportera området på nytt som GeoJSON."
        ),
        code="not_an_area",
    )


def _refuse_kind(kind: str) -> NoReturn:
    if kind in ("Point", "MultiPoint", "LineString", "MultiLineString"):
        raise ValidationError(
            _(
                "Här finns punkter eller linjer. Ett område måste vara en yta (polygon): ta "
                "bort det andra, och försök igen."
            ),
            code="not_an_area",
        )
    _refuse_form()


def refuse_too_many_points() -> NoReturn:
    raise ValidationError(
        _(
            "Området har fler än %(limit)s punkter. Förenkla gränsen i kartprogrammet och försök "
            "igen; en punkt var tionde meter räcker gott."
        ),
        code="too_many_points",
        params={"limit": grouped(MAX_POINTS)},
    )


def refuse_too_few_points() -> NoReturn:
    raise ValidationError(
        _("En yta har färre än tre hörn. Ta bort den, eller rita om den."),
        code="too_few_points",
    )
