"""Boundaries as people have them, and as attackers make them."""

import json
import math
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from coordination.geometry import MAX_POINTS, read_geojson

SQUARE = [[13.0, 55.5], [13.1, 55.5], [13.1, 55.6], [13.0, 55.6], [13.0, 55.5]]
SWEREF_SQUARE = [
    [374000, 6164000],
    [375000, 6164000],
    [375000, 6165000],
    [374000, 6165000],
    [374000, 6164000],
]


def polygon(*rings, **extra):
    return json.dumps({"type": "Polygon", "coordinates": list(rings), **extra})


def crs(name):
    return {"crs": {"type": "name", "properties": {"name": name}}}


def code_of(source):
    with pytest.raises(ValidationError) as caught:
        read_geojson(source)
    return caught.value.code


def test_polygon_is_read_as_it_is():
    boundary = read_geojson(polygon(SQUARE))

    assert json.loads(boundary.geojson) == {"type": "Polygon", "coordinates": [SQUARE]}
    assert (boundary.bbox, boundary.notes) == ((13.0, 55.5, 13.1, 55.6), [])


@pytest.mark.parametrize(
    ("extra", "source_crs"),
    [
        (crs("urn:ogc:def:crs:EPSG::3006"), "EPSG:3006"),
        (crs("EPSG:3006"), "EPSG:3006"),
        ({}, "EPSG:3006"),
    ],
)
def test_sweref_becomes_wgs84_with_its_size_kept(extra, source_crs):
    boundary = read_geojson(polygon(SWEREF_SQUARE, **extra))

    assert (boundary.source_crs, boundary.hectares) == (source_crs, Decimal("100.0"))
    assert 12.99 < boundary.bbox[0] < 13.0


def test_system_that_was_guessed_is_said():
    assert "SWEREF 99 TM" in read_geojson(polygon(SWEREF_SQUARE)).notes[0]


@pytest.mark.parametrize(
    "name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4258"]
)
def test_names_of_wgs84_are_known(name):
    assert read_geojson(polygon(SQUARE, **crs(name))).source_crs == "EPSG:4326"


def test_unknown_system_is_named():
    with pytest.raises(ValidationError, match="EPSG:25832"):
        read_geojson(polygon(SQUARE, **crs("EPSG:25832")))


def test_feature_collection_becomes_one_area_and_says_so():
    there = [[x + 0.2, y] for x, y in SQUARE]
    features = [
        {
            "type": "Feature",
            "properties": {"namn": "<b>A</b>"},
            "geometry": json.loads(polygon(ring)),
        }
        for ring in (SQUARE, there)
    ]

    boundary = read_geojson(json.dumps({"type": "FeatureCollection", "features": features}))

    assert json.loads(boundary.geojson)["type"] == "MultiPolygon"
    assert boundary.notes == ["Filen har 2 ytor. De blir ett område tillsammans."]


def test_hole_is_kept_and_turned_as_the_standard_says():
    hole = [[13.02, 55.52], [13.04, 55.52], [13.04, 55.54], [13.02, 55.54], [13.02, 55.52]]

    rings = json.loads(read_geojson(polygon(SQUARE, hole)).geojson)["coordinates"]

    assert len(rings) == 2
    assert rings[1] == hole[::-1]


def test_height_repeated_points_and_an_open_ring_do_no_harm():
    ring = [[*SQUARE[0], 12.5], [*SQUARE[0], 12.5], *SQUARE[1:4]]

    assert read_geojson(polygon(ring)).geojson == read_geojson(polygon(SQUARE)).geojson


def test_crossing_boundary_is_refused_with_the_place():
    with pytest.raises(ValidationError, match=r"korsar sig själv vid 13\.05, 55\.55"):
        read_geojson(polygon([[13, 55.5], [13.1, 55.6], [13.1, 55.5], [13, 55.6], [13, 55.5]]))


def test_swapped_coordinates_are_recognised():
    assert code_of(polygon([[y, x] for x, y in SQUARE])) == "swapped"


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("", "unreadable"),
        ("hej", "unreadable"),
        (b"\xff\xfe\x00", "unreadable"),
        ("[]", "unreadable"),
        ("{}", "not_an_area"),
        ('{"type": "Point", "coordinates": [13, 55]}', "not_an_area"),
        ('{"type": "Polygon", "coordinates": []}', "empty"),
        ('{"type": "Polygon"}', "empty"),
        ('{"type": "Feature", "geometry": null}', "empty"),
        ('{"type": "FeatureCollection", "features": []}', "empty"),
        ('{"type": "Polygon", "coordinates": [[[13, 55.5], [13.1, 55.5]]]}', "too_few_points"),
        ('{"type": "Polygon", "coordinates": [[[NaN, 55], [13, 55], [14, 56]]]}', "not_finite"),
        ('{"type": "Polygon", "coordinates": [[[1e400, 55], [13, 55], [14, 56]]]}', "not_finite"),
        ('{"type": "Polygon", "coordinates": [[["13", 55], [13, 55], [14, 56]]]}', "not_finite"),
        ('{"type": "Polygon", "coordinates": [[13, 55]]}', "not_finite"),
        (
            '{"type": "Polygon", "coordinates": [[['
            + "9" * 1_000_000
            + ", 55], [13, 55], [14, 56]]]}",
            "not_finite",
        ),
        (polygon([[1, 1], [2, 1], [2, 2], [1, 1]]), "outside"),
        ("[" * 200_000, "too_deep"),
        (" " * 5_000_000, "too_large"),
    ],
)
def test_what_is_no_area_is_refused(source, code):
    assert code_of(source) == code


def test_too_many_points_are_refused_before_they_are_computed():
    ring = [[13 + 0.1 * math.cos(n), 55.5 + 0.05 * math.sin(n)] for n in range(MAX_POINTS + 1)]
    ring = [[round(x, 4), round(y, 4)] for x, y in ring]

    assert code_of(polygon(ring)) == "too_many_points"


def test_star_that_crosses_itself_everywhere_is_refused_quickly():
    ring = [[13 + 0.1 * math.cos(n * 2.4), 55.5 + 0.05 * math.sin(n * 2.4)] for n in range(1600)]

    assert code_of(polygon([*ring, ring[0]])) == "crosses_itself"


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(
                    ["type", "coordinates", "geometry", "features", "crs", "properties", "name"]
                ),
                inner,
            )
        ),
    )
)
def test_any_json_is_an_area_or_a_sentence(document):
    try:
        said = read_geojson(json.dumps(document)).geojson
    except ValidationError as error:
        said = error.messages[0]

    assert said[-1] in ".}"
