"""Measure stored areas: hectares in SWEREF 99 TM, overlaps, centres."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .coordinates import SWEREF99_TM, WGS84, transformer

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_SQUARE_METRES_PER_HECTARE = 10_000
_CENTRE_DECIMALS = 6


def hectares(shape: BaseGeometry) -> float:
    """Return the size of a shape that is given in WGS 84."""
    import shapely

    to_metres = transformer(WGS84, SWEREF99_TM).transform
    projected = shapely.transform(shape, to_metres, interleaved=False)
    return float(projected.area) / _SQUARE_METRES_PER_HECTARE


def overlap_hectares(one: str, other: str) -> float:
    """Return how many hectares two stored areas have in common."""
    import shapely

    first, second = shapely.from_geojson(one), shapely.from_geojson(other)
    if not first.intersects(second):
        return 0.0
    return round(hectares(first.intersection(second)), 2)


def centroid(geojson: str) -> tuple[float, float]:
    """Return the centre of a stored area as longitude and latitude; it may lie outside the area."""
    import shapely

    centre = shapely.from_geojson(geojson).centroid
    return round(centre.x, _CENTRE_DECIMALS), round(centre.y, _CENTRE_DECIMALS)
