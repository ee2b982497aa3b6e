"""Coordinate systems: which one a file uses, and from there to WGS 84 within Sweden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .polygons import Point

if TYPE_CHECKING:
    from pyproj import Transformer

WGS84 = 4326
SWEREF99_TM = 3006
_LOCAL_ZONES = (
    "12 00", "13 30", "15 00", "16 30", "18 00", "14 15",
    "15 45", "17 15", "18 45", "20 15", "21 45", "23 15",
)  # fmt: skip
_SAME_AS_WGS84 = {4258, 4619}  # ETRS 89 and SWEREF 99 in degrees: the same within half a metre
SYSTEMS = {WGS84: "WGS 84", SWEREF99_TM: "SWEREF 99 TM"} | {
    code: f"SWEREF 99 {zone}" for code, zone in enumerate(_LOCAL_ZONES, start=3007)
}
WEST, SOUTH, EAST, NORTH = 10, 55, 25, 70
"""A box around Sweden."""

_DEGREES = 180
_READABLE = 100_000_000
_NORTHINGS = range(6_000_000, 7_800_000)
_CODE = re.compile(r"(?:EPSG:.*?|^)([0-9]{4,5})")
_CRS84 = re.compile("CRS:?84")


def find_system(document: dict[str, Any], points: Iterable[Point]) -> tuple[int, bool]:
    """Return the EPSG code of the file's coordinates, and whether it had to be guessed.

    GeoJSON is WGS 84; exports of Swedish map programs are often SWEREF 99 TM all the same, and
    their numbers give that away.
    """
    declared = document.get("crs")
    if declared is not None:
        return _declared_code(declared), False
    if any(abs(number) > _DEGREES for point in points for number in point):
        return SWEREF99_TM, True
    return WGS84, False


def _declared_code(declared: Any) -> int:
    name = _declared_name(declared)[:100].upper()
    match = _CODE.search(name)
    code = WGS84 if _CRS84.search(name) else int(match[1]) if match else 0
    code = WGS84 if code in _SAME_AS_WGS84 else code
    if code not in SYSTEMS:
        raise ValidationError(
            _(
                "Koordinatsystemet (%(crs)s) kan inte läsas. Exportera området i WGS 84 "
                "(EPSG:4326) eller SWEREF 99 TM (EPSG:3006)."
            ),
            code="unknown_crs",
            params={"crs": name or "?"},
        )
    return code


def _declared_name(declared: Any) -> str:
    """Return the system's name from where programs put it, in GeoJSON of 2008 or after it."""
    if not isinstance(declared, dict):
        return str(declared)
    properties = declared.get("properties")
    if not isinstance(properties, dict):
        return ""
    return str(properties.get("name") or properties.get("code") or "")


def to_wgs84(points: Sequence[Point], code: int) -> list[Point]:
    """Return the points as longitude and latitude; all of them must be in Sweden."""
    _refuse_swapped(points, code)
    located = _transformed(points, code)
    for point, (longitude, latitude) in zip(points, located, strict=True):
        if not (WEST <= longitude <= EAST and SOUTH <= latitude <= NORTH):
            _refuse_outside(point, code)
    return located


def _transformed(points: Sequence[Point], code: int) -> list[Point]:
    if code == WGS84:
        return list(points)
    eastings, northings = [x for x, _ in points], [y for _, y in points]
    xs, ys = transformer(code, WGS84).transform(eastings, northings)
    return list(zip(xs, ys, strict=True))


@lru_cache(maxsize=8)
def transformer(source: int, target: int) -> Transformer:
    """Return a transformer between two EPSG codes, with x first as in GeoJSON."""
    from pyproj import Transformer

    return Transformer.from_crs(source, target, always_xy=True)


def place(longitude: float, latitude: float, code: int) -> str:
    """Write a place as the file's own coordinates, so that it can be found where it was drawn."""
    if code == WGS84:
        return f"latitud {_short(latitude)}, longitud {_short(longitude)}"
    x, y = transformer(WGS84, code).transform(longitude, latitude)
    return f"N {y:.0f}, E {x:.0f} i {SYSTEMS[code]}"


def _refuse_swapped(points: Sequence[Point], code: int) -> None:
    if code == WGS84:
        swapped = all(SOUTH <= x <= NORTH and WEST <= y <= EAST for x, y in points)
    else:
        swapped = all(round(x) in _NORTHINGS and round(y) not in _NORTHINGS for x, y in points)
    if swapped:
        raise ValidationError(
            _(
                "Koordinaterna står i omvänd ordning: nord före öst. Exportera området på nytt med "
                "öst (longitud) först, som GeoJSON kräver."
            ),
            code="swapped",
        )


def _refuse_outside(point: Point, code: int) -> None:
    raise ValidationError(
        _(
            "Området ligger utanför Sverige, om koordinaterna är %(system)s: en punkt är "
            "%(x)s, %(y)s. Kontrollera koordinatsystemet när du exporterar, och att underlaget anger "
            "det om det inte är WGS 84."
        ),
        code="outside",
        params={"system": SYSTEMS[code], "x": _short(point[0]), "y": _short(point[1])},
    )


def _short(number: float) -> str:
    written = (
        f"{number:.5f}".rstrip("0").rstrip(".") if abs(number) < _READABLE else f"{number:.3g}"
    )
    return written.replace(".", ",")
