"""Polygons as shapes: are they sound, and are several of them one area?"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, NoReturn

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import union
from .coordinates import place
from .polygons import MAX_POINTS, Polygon, refuse_too_many_points

if TYPE_CHECKING:
    from shapely import MultiPolygon
    from shapely import Polygon as Shape

DECIMALS = 7  # of a degree: about a centimetre
_PROBLEM = re.compile(r"([^\[]+)\[(\S+) (\S+)\]")
_HOLE_PROBLEMS = ("Hole lies outside shell", "Holes are nested", "Interior is disconnected")


def checked_shape(polygon: Polygon, code: int) -> Shape:
    """Return the polygon as a shape, or say where its lines cross.

    Checking is cheap (0.2 s for the worst 20 000 points). Repairing is not done: it can take
    minutes, and it would guess what the area was meant to be.
    """
    import shapely

    shell, *holes = polygon
    shape = shapely.Polygon(shell, holes)
    problem = _PROBLEM.fullmatch(shapely.is_valid_reason(shape))
    if problem:
        _refuse_unsound(problem[1], float(problem[2]), float(problem[3]), code)
    return shape


def as_one(parts: list[Shape]) -> Shape | MultiPolygon:
    """Return the parts as one shape, joined where they touch or overlap, turned as RFC 7946 asks."""
    import shapely

    shape = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
    if not shape.is_valid:
        shape = shapely.from_wkb(_joined(shapely.to_wkb(shape, hex=True)))
        if shapely.get_num_coordinates(shape) > MAX_POINTS:
            refuse_too_many_points()
    return shapely.orient_polygons(shape)


def _joined(wkb: str) -> str:
    """Run the union in a process of its own, which may neither take long nor much."""
    try:
        done = subprocess.run(  # noqa: S603  (this interpreter and a file of ours)
            [sys.executable, "-P", union.__file__],
            input=wkb,
            capture_output=True,
            text=True,
            check=True,
            timeout=union.SECONDS,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        raise ValidationError(
            _(
                "Ytorna överlappar varandra på så många ställen att de inte går att slå "
                "ihop. Slå ihop dem till en yta i kartprogrammet, och försök igen."
            ),
            code="too_complicated",
        ) from None
    return done.stdout


def coordinates(shape: Shape | MultiPolygon) -> list[Polygon] | Polygon:
    """Return a shape's coordinates as GeoJSON writes them."""
    if shape.geom_type == "MultiPolygon":
        return [_rings(part) for part in shape.geoms]
    return _rings(shape)


def _rings(shape: Shape) -> Polygon:
    return [
        [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in ring.coords]
        for ring in (shape.exterior, *shape.interiors)
    ]


def _refuse_unsound(problem: str, longitude: float, latitude: float, code: int) -> NoReturn:
    """Say what is wrong and where, in the file's own coordinates; the map gets longitude, latitude."""
    where = place(longitude, latitude, code)
    params = {"place": where, "longitude": longitude, "latitude": latitude}
    if problem in _HOLE_PROBLEMS:
        raise ValidationError(
            _(
                "Ett hål i området ligger fel, vid %(place)s. Ett hål måste ligga helt inuti ytan "
                "och får inte korsa gränsen eller ett annat hål. Flytta eller ta bort det."
            ),
            code="bad_hole",
            params=params,
        )
    raise ValidationError(
        _(
            "Områdets gräns korsar sig själv vid %(place)s. Flytta punkterna där så att linjerna "
            "inte korsar varandra, och försök igen."
        ),
        code="crosses_itself",
        params=params,
    )
