"""Areas are read from whatever maps export, and refused with the place and the remedy."""

import json
import math
from decimal import Decimal
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from coordination.geometry import AreaGeometry, read_geojson
from tests.coordination.geometry.shapes import (
    BOW,
    SQUARE,
    SQUARE_TM,
    box,
    collection,
    crs,
    document,
    feature,
    moved,
    multi,
    polygon,
    swapped,
)


def read(value) -> AreaGeometry:
    return read_geojson(document(value))


def refusal_of(data) -> ValidationError:
    with pytest.raises(ValidationError) as refusal:
        read_geojson(data if isinstance(data, bytes | str) else document(data))
    return refusal.value


def test_read_geojson_returns_what_is_stored():
    area = read(polygon(SQUARE))

    assert area == AreaGeometry(
        geojson='{"type":"Polygon","coordinates":[[[13.0,55.6],[13.01,55.6],[13.01,55.61],'
        "[13.0,55.61],[13.0,55.6]]]}",
        bbox=(13.0, 55.6, 13.01, 55.61),
        hectares=Decimal("70.14"),
        source_crs="EPSG:4326",
        point_count=4,
        notes=[],
    )


@pytest.mark.parametrize(
    "value",
    [
        polygon(SQUARE),
        multi(SQUARE),
        feature(polygon(SQUARE)),
        collection(feature(polygon(SQUARE)), feature(None)),
        {"type": "GeometryCollection", "geometries": [polygon(SQUARE)]},
        polygon(SQUARE[::-1]),
        polygon(SQUARE, crs=None),
        polygon(SQUARE, crs=crs("urn:ogc:def:crs:OGC:1.3:CRS84")),
        polygon(SQUARE, crs=crs("EPSG:4326")),
        polygon(SQUARE, crs=crs("urn:ogc:def:crs:EPSG::4258")),
        polygon(SQUARE, crs="EPSG:4326"),
        polygon(SQUARE, crs={"type": "EPSG", "properties": {"code": 4326}}),
        polygon([SQUARE[0], *SQUARE]),
        polygon([[x + 1e-9, y] for x, y in SQUARE]),
    ],
)
def test_read_geojson_finds_the_same_area_in_every_wrapping(value):
    assert read(value).geojson == read(polygon(SQUARE)).geojson


def test_read_geojson_takes_text_and_a_byte_order_mark():
    text = json.dumps(polygon(SQUARE))

    assert (
        read_geojson(text)
        == read_geojson(text.encode())
        == read_geojson(b"\xef\xbb\xbf" + text.encode())
    )


def test_read_geojson_reads_its_own_output():
    area = read(polygon(SQUARE_TM, crs=crs("EPSG:3006")))

    again = read_geojson(area.geojson)

    assert (again.geojson, again.bbox, again.hectares) == (area.geojson, area.bbox, area.hectares)


def test_read_geojson_turns_rings_as_the_standard_asks():
    hole = box(13.002, 55.602, 13.008, 55.608)

    area = read(polygon(SQUARE[::-1], hole))

    outer, inner = json.loads(area.geojson)["coordinates"]
    assert outer == SQUARE
    assert sorted(inner[:-1]) == sorted(hole[:-1])
    assert signed_area(outer) > 0 > signed_area(inner)
    assert float(area.hectares) == pytest.approx(70.14 * (1 - 0.36), abs=0.02)


def signed_area(ring):
    return sum(x * y2 - x2 * y for (x, y), (x2, y2) in pairwise(ring)) / 2


def test_read_geojson_drops_heights_and_closes_rings_and_says_so():
    area = read(polygon([[x, y, 12.5] for x, y in SQUARE[:-1]]))

    assert area.geojson == read(polygon(SQUARE)).geojson
    assert area.notes == [
        "En gräns var inte sluten. Den är nu sluten från sista punkten till första.",
        "Höjdvärdena används inte.",
    ]


# Coordinate systems


def test_read_geojson_recognises_sweref_by_its_numbers():
    area = read(polygon(SQUARE_TM))

    assert (area.source_crs, area.hectares) == ("EPSG:3006", 100)
    assert area.bbox == pytest.approx((13.0, 55.597, 13.016, 55.606), abs=0.001)
    (note,) = area.notes
    assert note == (
        "Inget koordinatsystem är angivet, men talen ser ut att vara SWEREF 99 TM. "
        "Kontrollera på kartan att området ligger rätt."
    )


@pytest.mark.parametrize(
    ("code", "east", "north", "city"),
    [
        (3006, 674000, 6580000, (18.06, 59.33)),
        (3007, 147500, 6399000, (11.96, 57.71)),
        (3008, 118000, 6163000, (13.0, 55.59)),
        (3011, 153000, 6579000, (18.06, 59.33)),
    ],
)
def test_read_geojson_converts_the_cities_own_systems(code, east, north, city):
    area = read(
        polygon(
            box(east, north, east + 1000, north + 1000), crs=crs(f"urn:ogc:def:crs:EPSG::{code}")
        )
    )

    assert area.source_crs == f"EPSG:{code}"
    assert area.bbox[:2] == pytest.approx(city, abs=0.03)
    assert float(area.hectares) == pytest.approx(100, abs=0.1)
    assert area.notes[0].startswith("Koordinaterna är omräknade från SWEREF 99 ")


@pytest.mark.parametrize(
    "name", ["EPSG:3021", "urn:ogc:def:crs:EPSG::3857", "", "http://x/<b>", "3"]
)
def test_read_geojson_refuses_other_systems(name):
    assert refusal_of(polygon(SQUARE, crs=crs(name))).code == "unknown_crs"


def test_read_geojson_names_the_system_that_it_cannot_read():
    assert refusal_of(polygon(SQUARE, crs=crs("EPSG:25832"))).messages == [
        (
            "Koordinatsystemet (EPSG:25832) kan inte läsas. Exportera området i WGS 84 "
            "(EPSG:4326) eller SWEREF 99 TM (EPSG:3006)."
        )
    ]


@pytest.mark.parametrize(
    "declared", [{}, [], 7, {"type": "link", "properties": {"href": "x"}}, {"properties": []}]
)
def test_read_geojson_refuses_a_system_without_a_name(declared):
    assert refusal_of(polygon(SQUARE, crs=declared)).code == "unknown_crs"


@pytest.mark.parametrize("ring", [swapped(SQUARE), swapped(SQUARE_TM)])
def test_read_geojson_notices_swapped_coordinates(ring):
    refusal = refusal_of(polygon(ring))

    assert refusal.messages == [
        (
            "Koordinaterna står i omvänd ordning: nord före öst. Exportera området på nytt med "
            "öst (longitud) först, som GeoJSON kräver."
        )
    ]


@pytest.mark.parametrize(
    "ring",
    [moved(SQUARE, -13, -4), moved(SQUARE, 20), moved(SQUARE, north=30), moved(SQUARE_TM, -256000)],
    ids=["London", "Ukraine", "North Pole", "local zone read as TM"],
)
def test_read_geojson_refuses_areas_outside_sweden(ring):
    assert refusal_of(polygon(ring)).code == "outside"


def test_read_geojson_says_which_point_is_outside_sweden():
    assert refusal_of(polygon(moved(SQUARE, -13, -4))).messages == [
        (
            "Området ligger utanför Sverige, om koordinaterna är WGS 84: en punkt är 0, 51,6. "
            "Kontrollera koordinatsystemet när du exporterar, och att underlaget anger det om det inte "
            "är WGS 84."
        )
    ]


# Several polygons


def test_read_geojson_makes_one_area_of_several_features():
    value = collection(
        feature(polygon(SQUARE), NAMN="Rosengård"),
        feature(polygon(moved(SQUARE, 0.02)), name="<b>Hyllie</b>\u202e\n"),
    )

    area = read(value)

    assert json.loads(area.geojson)["type"] == "MultiPolygon"
    assert float(area.hectares) == pytest.approx(140.29, abs=0.02)
    (note,) = area.notes
    assert note == (
        "Underlaget innehåller 2 ytor (Rosengård och <b>Hyllie</b>). De blir ett enda område; "
        "ladda upp dem i varsin fil om de ska vara flera."
    )


def test_read_geojson_names_only_the_first_of_many_features():
    features = [feature(polygon(moved(SQUARE, 0.02 * n)), name=f"Yta {n}") for n in range(7)]

    (note,) = read(collection(*features)).notes

    assert "7 ytor (Yta 0, Yta 1, Yta 2, Yta 3, Yta 4 och fler)" in note


def test_read_geojson_joins_neighbours_that_share_a_border():
    area = read(multi(SQUARE, moved(SQUARE, 0.01)))

    assert json.loads(area.geojson)["type"] == "Polygon"
    assert area.bbox == (13.0, 55.6, 13.02, 55.61)
    assert area.notes == ["Underlaget innehåller 2 ytor. De blir ett enda område."]


def test_read_geojson_counts_an_overlap_once():
    area = read(multi(SQUARE, moved(SQUARE, 0.005)))

    assert float(area.hectares) == pytest.approx(70.14 * 1.5, abs=0.02)


def test_read_geojson_gives_up_joining_after_some_seconds(monkeypatch):
    monkeypatch.setattr("coordination.geometry.union.SECONDS", 0.001)

    assert refusal_of(multi(SQUARE, moved(SQUARE, 0.01))).code == "too_complicated"
    assert read(multi(SQUARE, moved(SQUARE, 0.02))).point_count == 10


# Unsound shapes


def test_read_geojson_says_where_a_border_crosses_itself():
    refusal = refusal_of(polygon(BOW))

    assert refusal.code == "crosses_itself"
    assert refusal.messages == [
        (
            "Områdets gräns korsar sig själv vid latitud 55,605, longitud 13,005. Flytta punkterna "
            "där så att linjerna inte korsar varandra, och försök igen."
        )
    ]
    assert (refusal.params["longitude"], refusal.params["latitude"]) == pytest.approx(
        (13.005, 55.605)
    )


def test_read_geojson_gives_the_place_in_the_coordinates_of_the_file():
    west_south, east_south, east_north, west_north, _ = SQUARE_TM

    refusal = refusal_of(polygon([west_south, east_north, east_south, west_north, west_south]))

    assert "vid N 6163500, E 374500 i SWEREF 99 TM." in refusal.messages[0]


@pytest.mark.parametrize(
    "holes",
    [
        [box(13.02, 55.602, 13.03, 55.608)],
        [box(13.001, 55.601, 13.009, 55.609), box(13.002, 55.602, 13.008, 55.608)],
        [box(13.0, 55.602, 13.01, 55.608)],
    ],
    ids=["outside", "nested", "dividing"],
)
def test_read_geojson_refuses_holes_that_are_not_holes(holes):
    assert refusal_of(polygon(SQUARE, *holes)).code in ("bad_hole", "crosses_itself")


def test_read_geojson_ignores_a_hole_smaller_than_a_centimetre():
    speck = box(13.005, 55.605, 13.00500001, 55.60500001)

    assert read(polygon(SQUARE, speck)).geojson == read(polygon(SQUARE)).geojson


@pytest.mark.parametrize(
    ("ring", "code"),
    [
        ([], "too_few_points"),
        (SQUARE[:2], "too_few_points"),
        ([SQUARE[0]] * 5, "too_few_points"),
        (box(13, 55.6, 13.00000001, 55.60000001), "too_few_points"),
        (box(13, 55.6, 13.00001, 55.60001), "too_small"),
        ([SQUARE[0], SQUARE[1], SQUARE[0], SQUARE[1], SQUARE[0]], "crosses_itself"),
    ],
)
def test_read_geojson_refuses_a_ring_without_an_inside(ring, code):
    assert refusal_of(polygon(ring)).code == code


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({}, "not_an_area"),
        ([], "unreadable"),
        (None, "unreadable"),
        ({"type": "Topology", "arcs": []}, "not_an_area"),
        ({"type": ["Polygon"]}, "not_an_area"),
        ({"type": "Polygon"}, "empty"),
        ({"type": "Polygon", "coordinates": "x"}, "not_an_area"),
        ({"type": "FeatureCollection", "features": {}}, "not_an_area"),
        (feature("Polygon"), "not_an_area"),
        (polygon([[True, False]] * 4), "not_finite"),
        (polygon([["13", "55"]] * 4), "not_finite"),
        (polygon([[13]] * 4), "not_finite"),
        (polygon([13, 55, 13, 55]), "not_finite"),
        ({"type": "Point", "coordinates": [13, 55]}, "not_an_area"),
        (
            collection(feature({"type": "LineString", "coordinates": [[13, 55], [14, 56]]})),
            "not_an_area",
        ),
        (collection(), "empty"),
        (polygon(), "empty"),
        (feature(None), "empty"),
    ],
)
def test_read_geojson_refuses_what_is_no_area(value, code):
    assert refusal_of(value).code == code


corners = st.tuples(st.integers(0, 1000), st.integers(0, 1000))


@given(st.lists(corners, min_size=3, max_size=12))
def test_read_geojson_stores_only_sound_shapes(points):
    ring = [[13 + x / 10_000, 55.6 + y / 10_000] for x, y in points]
    try:
        area = read(polygon([*ring, ring[0]]))
    except ValidationError as refusal:
        assert refusal.messages  # noqa: PT017  (either outcome is right)
    else:
        assert read_geojson(area.geojson).geojson == area.geojson


@given(
    st.integers(2, 60),
    st.floats(0.001, 0.01),
    st.floats(12.0, 18.0),
    st.floats(56.0, 66.0),
)
def test_read_geojson_measures_a_circle(corners, radius, longitude, latitude):
    angles = [2 * math.pi * n / (corners + 1) for n in range(corners + 1)]
    narrowing = math.cos(math.radians(latitude))
    ring = [
        [longitude + radius * math.cos(a) / narrowing, latitude + radius * math.sin(a)]
        for a in angles
    ]

    area = read(polygon([*ring, ring[0]]))

    metres = radius * 111_320
    sides = corners + 1
    expected = sides / 2 * metres**2 * math.sin(2 * math.pi / sides) / 10_000
    assert float(area.hectares) == pytest.approx(expected, rel=0.01, abs=0.02)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["type", "coordinates", "features", "geometry", "geometries", "crs", "properties"]
            ),
            inner | st.sampled_from(["Polygon", "MultiPolygon", "Feature", "FeatureCollection"]),
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(json_values.map(json.dumps) | st.text(max_size=40) | st.binary(max_size=40))
def test_read_geojson_reads_or_refuses_anything(data):
    try:
        assert isinstance(read_geojson(data), AreaGeometry)
    except ValidationError as refusal:
        assert refusal.messages  # noqa: PT017  (either outcome is right)
