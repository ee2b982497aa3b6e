"""Boundaries of areas: read GeoJSON as people have it, refuse what is not an area, measure it.

Everything is checked before anything is parsed or computed: size, depth, numbers, points. Nothing is
repaired in silence; what was done to the file is said in ``notes`` (RELIABILITY T38).
"""

import json
import math
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 20
MAX_POINTS = 20_000
DECIMALS = 7
RING_LEAST = 4  # three corners and the first again
SWEDEN = (10.0, 55.0, 25.0, 70.0)
WGS84, SWEREF = "EPSG:4326", "EPSG:3006"
# Swedish projections that municipalities deliver in (law.md E13).
KNOWN_CRS = frozenset({WGS84, SWEREF, *(f"EPSG:{code}" for code in range(3007, 3019))})
SAME_AS_WGS84 = frozenset({"OGC:CRS84", "EPSG:4258", "EPSG:4619", "EPSG:4326"})


@dataclass(frozen=True)
class AreaGeometry:
    """A boundary fit to store: GeoJSON in WGS 84, its frame (west, south, east, north) and size."""

    geojson: str
    bbox: tuple[float, float, float, float]
    hectares: Decimal
    source_crs: str
    point_count: int
    notes: list[str] = field(default_factory=list)


def read_geojson(source: bytes | str) -> AreaGeometry:
    """The boundary in a GeoJSON file or text. Raises ValidationError saying what to do."""
    document = _parse(source)
    notes: list[str] = []
    polygons = _polygons(document, notes)
    polygons = [[_ring(ring) for ring in polygon] for polygon in polygons]
    count = sum(len(ring) for polygon in polygons for ring in polygon)
    crs = _crs(document, polygons, notes)
    shape = _shape(polygons, crs)
    return AreaGeometry(
        geojson=_dumps(shape),
        bbox=tuple(round(value, DECIMALS) for value in shape.bounds),
        hectares=_hectares(shape),
        source_crs=crs,
        point_count=count,
        notes=notes,
    )


# --- Reading -------------------------------------------------------------------------------------


def _refuse(message, code):
    raise ValidationError(message, code=code)


def _parse(source):
    raw = source.encode() if isinstance(source, str) else source
    if len(raw) > MAX_BYTES:
        size = f"{len(raw) / 1024 / 1024:.1f}".replace(".", ",")
        _refuse(
            _("Filen är %(size)s MB. Den får vara högst 2 MB. Förenkla gränsen och försök igen.")
            % {"size": size},
            "too_large",
        )
    if _depth(raw) > MAX_DEPTH:
        _refuse(_("Filen är inte en gräns i GeoJSON: den har för många nivåer."), "too_deep")
    try:
        document = json.loads(
            raw.decode("utf-8-sig"), parse_constant=_no_constant, parse_int=_whole
        )
    except (UnicodeDecodeError, json.JSONDecodeError):
        _refuse(
            _(
                "Det går inte att läsa filen som GeoJSON. Spara området som GeoJSON (UTF-8) och försök igen."
            ),
            "unreadable",
        )
    if not isinstance(document, dict):
        _refuse(_("Filen är inte GeoJSON. Den ska innehålla en polygon."), "unreadable")
    return document


def _depth(raw: bytes) -> int:
    """How deep brackets nest; a bracket within a text counts too, which only makes us stricter."""
    deepest = depth = 0
    for sign in raw:
        if sign in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in b"]}":
            depth -= 1
    return deepest


def _no_constant(name):
    _refuse(
        _("Filen innehåller koordinater som inte är tal (%(name)s).") % {"name": name}, "not_finite"
    )


def _whole(digits):
    return float(digits) if len(digits) < 20 else math.inf  # noqa: PLR2004  (no coordinate is longer)


def _polygons(document, notes) -> list:
    """The polygons of a geometry, feature or collection, each a list of rings."""
    kind = document.get("type")
    if kind == "FeatureCollection":
        return _several(document.get("features"), notes)
    if kind == "GeometryCollection":
        return _several(document.get("geometries"), notes)
    if kind == "Feature":
        return _polygons(_mapping(document.get("geometry")), notes)
    if kind == "Polygon":
        return [_list(document.get("coordinates"))]
    if kind == "MultiPolygon":
        return [_list(polygon) for polygon in _list(document.get("coordinates"))]
    _refuse(
        _("Filen innehåller %(kind)s. Ett område ska vara en polygon (en yta).")
        % {"kind": str(kind)[:40]},
        "not_an_area",
    )
    return []


def _several(parts, notes):
    parts = [_mapping(part) for part in _list(parts)]
    if len(parts) > 1:
        notes.append(
            _("Filen har %(count)s ytor. De blir ett område tillsammans.") % {"count": len(parts)}
        )
    return [polygon for part in parts for polygon in _polygons(part, [])]


def _mapping(value):
    if not isinstance(value, dict):
        _refuse(_("Filen saknar en yta. Rita området och spara det som GeoJSON igen."), "empty")
    return value


def _list(value):
    if not isinstance(value, list) or not value:
        _refuse(_("Filen saknar en yta. Rita området och spara det som GeoJSON igen."), "empty")
    return value


def _ring(points) -> list[tuple[float, float]]:
    """A ring's points without height and repetition, closed."""
    if len(_list(points)) > MAX_POINTS:
        _refuse(
            _("Gränsen har fler än %(limit)s punkter. Förenkla den och försök igen.")
            % {"limit": MAX_POINTS},
            "too_many_points",
        )
    ring = [_point(point) for point in points]
    ring = [ring[0], *(after for before, after in pairwise(ring) if after != before)]
    if ring[0] != ring[-1]:
        ring.append(ring[0])
    if len(ring) < RING_LEAST:
        _refuse(_("En yta behöver minst tre hörn."), "too_few_points")
    return ring


def _point(point) -> tuple[float, float]:
    numbers = point[:2] if isinstance(point, list) else []
    good = len(numbers) == 2 and all(  # noqa: PLR2004  (a position is a pair)
        isinstance(number, float) and math.isfinite(number) for number in numbers
    )
    if not good:
        _refuse(_("En koordinat är inte två tal. Kontrollera filen."), "not_finite")
    return numbers[0], numbers[1]


# --- Where on earth ------------------------------------------------------------------------------


def _crs(document, polygons, notes) -> str:
    count = sum(len(ring) for polygon in polygons for ring in polygon)
    if count > MAX_POINTS:
        _refuse(
            _("Gränsen har %(count)s punkter. Förenkla den till högst %(limit)s.")
            % {"count": count, "limit": MAX_POINTS},
            "too_many_points",
        )
    named = _named_crs(document)
    if named:
        return named
    largest = max(
        abs(value) for polygon in polygons for ring in polygon for point in ring for value in point
    )
    if largest > 180:  # noqa: PLR2004  (degrees end there)
        notes.append(
            _("Filen säger inte vilket koordinatsystem den har. Talen är lästa som SWEREF 99 TM.")
        )
        return SWEREF
    return WGS84


def _named_crs(document) -> str:
    crs = document.get("crs")
    if crs is None:
        return ""
    name = str(crs.get("properties", {}).get("name", "")) if isinstance(crs, dict) else ""
    parts = [part for part in name.upper().replace("::", ":").split(":") if part]
    code = ":".join(parts[-2:]) if len(parts) > 1 else name
    authority, _sep, number = code.rpartition(":")
    code = f"{authority.rsplit(':', maxsplit=1)[-1]}:{number}"
    if code in SAME_AS_WGS84 or number == "CRS84":
        return WGS84
    if code not in KNOWN_CRS:
        _refuse(
            _("Koordinatsystemet %(name)s kan inte läsas. Spara filen i WGS 84 eller SWEREF 99 TM.")
            % {"name": name[:60] or "?"},
            "unknown_crs",
        )
    return code


def _shape(polygons, crs):
    """The valid shape in WGS 84, inside Sweden, rings turned as RFC 7946 says."""
    import shapely  # loads numpy: wanted only where an area is drawn
    from shapely.geometry import MultiPolygon, Polygon
    from shapely.geometry.polygon import orient

    shapes = [Polygon(rings[0], rings[1:]) for rings in polygons]
    shape = MultiPolygon(shapes) if len(shapes) > 1 else shapes[0]
    fault = shapely.is_valid_reason(shape)
    if fault != "Valid Geometry":
        _refuse(_fault_in_words(fault), "crosses_itself")
    shape = shapely.transform(shape, _to_wgs84(crs), interleaved=False) if crs != WGS84 else shape
    _refuse_outside_sweden(shape)
    parts = [orient(part) for part in getattr(shape, "geoms", [shape])]
    return MultiPolygon(parts) if len(parts) > 1 else parts[0]


def _to_wgs84(crs):
    from pyproj import Transformer  # reads its database: wanted only for other systems than WGS 84

    return Transformer.from_crs(crs, WGS84, always_xy=True).transform


def _fault_in_words(fault):
    place = fault[fault.find("[") + 1 : fault.find("]")].replace(" ", ", ") if "[" in fault else ""
    if fault.startswith(("Self-intersection", "Ring Self-intersection", "Too few points")):
        return _("Gränsen korsar sig själv vid %(place)s. Flytta hörnet där och försök igen.") % {
            "place": place
        }
    return _(
        "Ytans delar överlappar eller ligger fel vid %(place)s. Rätta dem och försök igen."
    ) % {"place": place}


def _refuse_outside_sweden(shape):
    west, south, east, north = shape.bounds
    if SWEDEN[0] <= west and SWEDEN[1] <= south and east <= SWEDEN[2] and north <= SWEDEN[3]:
        return
    if SWEDEN[0] <= south and north <= SWEDEN[2] and SWEDEN[1] <= west and east <= SWEDEN[3]:
        _refuse(
            _(
                "Längd och bredd verkar ha bytt plats. GeoJSON skriver längd (öst) först: [13.0, 55.6]."
            ),
            "swapped",
        )
    _refuse(
        _(
            "Gränsen ligger utanför Sverige. Kontrollera koordinatsystemet: WGS 84 eller SWEREF 99 TM."
        ),
        "outside",
    )


def _hectares(shape) -> Decimal:
    import shapely
    from pyproj import Transformer

    flat = shapely.transform(
        shape, Transformer.from_crs(WGS84, SWEREF, always_xy=True).transform, interleaved=False
    )
    size = Decimal(str(round(flat.area / 10_000, 2)))
    if size <= 0:
        _refuse(_("Ytan är för liten för att vara ett område."), "too_small")
    return size


def _dumps(shape) -> str:
    from shapely.geometry import mapping

    def plain(value):
        return (
            round(value, DECIMALS) if isinstance(value, float) else [plain(part) for part in value]
        )

    described = mapping(shape)
    return json.dumps(
        {"type": described["type"], "coordinates": plain(described["coordinates"])},
        separators=(",", ":"),
    )
