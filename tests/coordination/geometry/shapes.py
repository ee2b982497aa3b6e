"""GeoJSON to try things on; all of it is somewhere around Malmö."""

import json
import math

SQUARE = [[13.0, 55.6], [13.01, 55.6], [13.01, 55.61], [13.0, 55.61], [13.0, 55.6]]
SQUARE_TM = [
    [374000, 6163000],
    [375000, 6163000],
    [375000, 6164000],
    [374000, 6164000],
    [374000, 6163000],
]
BOW = [[13.0, 55.6], [13.01, 55.61], [13.01, 55.6], [13.0, 55.61], [13.0, 55.6]]


def polygon(*rings, **members):
    return {"type": "Polygon", "coordinates": list(rings), **members}


def multi(*polygons):
    return {"type": "MultiPolygon", "coordinates": [[ring] for ring in polygons]}


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}


def crs(name):
    return {"type": "name", "properties": {"name": name}}


def moved(ring, east=0.0, north=0.0):
    return [[x + east, y + north] for x, y in ring]


def swapped(ring):
    return [[y, x] for x, y in ring]


def box(west, south, east, north):
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def star(corners, step):
    """A star whose lines cross each other: the more corners, the more crossings."""
    turns = [2 * math.pi * corner * step / corners for corner in range(corners)]
    ring = [[14 + math.cos(turn), 57 + math.sin(turn)] for turn in turns]
    return [*ring, ring[0]]


def comb(teeth):
    """A sound polygon with very many teeth."""
    ring = [
        [13 + (corner % 4 in (1, 2)), 56 + corner // 2 / teeth / 2] for corner in range(4 * teeth)
    ]
    return [*ring, [12.9, 57], [12.9, 56], ring[0]]


def across(ring):
    """The same ring laid across itself, around 13.5 east and 56.5 north."""
    return [[y - 43, x + 43] for x, y in ring]


def document(value) -> bytes:
    return json.dumps(value).encode()
