"""Read an uploaded or drawn area: one file in, one checked area with its measures out."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coordination.swedish import join_names

from .coordinates import SYSTEMS, WGS84, find_system, to_wgs84
from .measures import hectares
from .polygons import (
    FEWEST_POSITIONS,
    Found,
    Point,
    Polygon,
    Ring,
    find_polygons,
    refuse_too_few_points,
)
from .shapes import DECIMALS, as_one, checked_shape, coordinates
from .source import load

if TYPE_CHECKING:
    from shapely import MultiPolygon
    from shapely import Polygon as Shape

_SMALLEST_HECTARES = 0.01  # a hundred square metres; sizes are kept with two decimals
_NAMES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class AreaGeometry:
    """A checked area: what is stored of it, and what its preview tells."""

    geojson: str
    """A Polygon or MultiPolygon in WGS 84, outer rings counter-clockwise (RFC 7946)."""

    bbox: tuple[float, float, float, float]
    """West, south, east, north."""

    hectares: Decimal
    source_crs: str
    point_count: int
    notes: list[str]
    """What was assumed or changed, for whoever looks at the preview."""


def read_geojson(data: bytes | str) -> AreaGeometry:
    """Return the area in a GeoJSON file, or say in Swedish what is wrong with it and where.

    One area per file: several polygons become one area of several parts, and a note says so.
    """
    document = load(data)
    found = find_polygons(document)
    code, was_guessed = find_system(document, found.points())
    parts = [checked_shape(polygon, code) for polygon in _located(found, code)]
    shape = as_one(parts)
    written = {"type": shape.geom_type, "coordinates": coordinates(shape)}
    west, south, east, north = (round(float(edge), DECIMALS) for edge in shape.bounds)
    return AreaGeometry(
        geojson=json.dumps(written, separators=(",", ":")),
        bbox=(west, south, east, north),
        hectares=_size(shape),
        source_crs=f"EPSG:{code}",
        point_count=_count(shape),
        notes=list(_notes(found, code, was_guessed=was_guessed)),
    )


def _located(found: Found, code: int) -> Iterator[Polygon]:
    """Yield the polygons in WGS 84, rounded, and without points that are now the same."""
    located = iter(to_wgs84(list(found.points()), code))
    for polygon in found.polygons:
        shell, *holes = [_settled(itertools.islice(located, len(ring))) for ring in polygon]
        if len(shell) < FEWEST_POSITIONS:
            refuse_too_few_points()
        yield [shell, *(hole for hole in holes if len(hole) >= FEWEST_POSITIONS)]


def _settled(ring: Iterable[Point]) -> Ring:
    rounded = ((round(x, DECIMALS), round(y, DECIMALS)) for x, y in ring)
    return [point for point, _repeated in itertools.groupby(rounded)]


def _size(shape: Shape | MultiPolygon) -> Decimal:
    size = hectares(shape)
    if size < _SMALLEST_HECTARES:
        raise ValidationError(
            _("Området är mindre än hundra kvadratmeter. Kontrollera att rätt yta är vald."),
            code="too_small",
        )
    return Decimal(f"{size:.2f}")


def _count(shape: Shape | MultiPolygon) -> int:
    """Count corners: the point that closes a ring is its first one again."""
    import shapely

    rings = shapely.get_rings(shape)
    return int(shapely.get_num_coordinates(shape)) - len(rings)


def _notes(found: Found, code: int, *, was_guessed: bool) -> Iterator[str]:
    """Tell whoever looks at the preview what was assumed and what was changed."""
    if was_guessed:
        yield gettext(
            "Inget koordinatsystem är angivet, men talen ser ut att vara SWEREF 99 TM. "
            "Kontrollera på kartan att området ligger rätt."
        )
    elif code != WGS84:
        yield gettext("Koordinaterna är omräknade från %(crs)s.") % {"crs": SYSTEMS[code]}
    if len(found.polygons) > 1:
        yield _parts_note(found)
    if found.had_open_rings:
        yield gettext("En gräns var inte sluten. Den är nu sluten från sista punkten till första.")
    if found.had_heights:
        yield gettext("Höjdvärdena används inte.")


def _parts_note(found: Found) -> str:
    names = list(dict.fromkeys(filter(None, found.names)))
    if not names:
        return gettext("Underlaget innehåller %(count)s ytor. De blir ett enda område.") % {
            "count": len(found.polygons)
        }
    shown = [*names[:_NAMES_SHOWN], *([gettext("fler")] if len(names) > _NAMES_SHOWN else [])]
    return gettext(
        "Underlaget innehåller %(count)s ytor (%(names)s). De blir ett enda område; ladda upp dem i "
        "varsin fil om de ska vara flera."
    ) % {"count": len(found.polygons), "names": join_names(shown)}
