"""Areas on the map (geografiska områden): read from files, checked, measured and drawn.

A leaf: pure functions, no models and no request. Areas are kept as GeoJSON in WGS 84 and measured
in SWEREF 99 TM. shapely and pyproj are imported where they are used: together they take 0.2 s that
most processes never need.
"""

from .measures import centroid, overlap_hectares
from .polygons import MAX_POINTS
from .reading import AreaGeometry, read_geojson
from .source import MAX_BYTES
from .svg import SvgMap, SvgShape, svg_path

__all__ = [
    "MAX_BYTES",
    "MAX_POINTS",
    "AreaGeometry",
    "SvgMap",
    "SvgShape",
    "centroid",
    "overlap_hectares",
    "read_geojson",
    "svg_path",
]
