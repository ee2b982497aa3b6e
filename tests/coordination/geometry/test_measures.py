"""Hectares in common, and centres."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.geometry import centroid, overlap_hectares, read_geojson
from tests.coordination.geometry.shapes import SQUARE, box, document, moved, multi, polygon


def stored(value) -> str:
    return read_geojson(document(value)).geojson


@pytest.mark.parametrize(("east", "common"), [(0, 70.14), (0.005, 35.07), (0.01, 0.0), (0.02, 0.0)])
def test_overlap_hectares_is_what_two_areas_share(east, common):
    one, other = stored(polygon(SQUARE)), stored(polygon(moved(SQUARE, east)))

    assert overlap_hectares(one, other) == pytest.approx(common, abs=0.01)


def test_overlap_hectares_leaves_out_holes():
    with_hole = stored(polygon(SQUARE, box(13.002, 55.602, 13.008, 55.608)))
    in_the_hole = stored(polygon(box(13.003, 55.603, 13.007, 55.607)))

    assert overlap_hectares(with_hole, in_the_hole) == 0


@given(st.floats(-0.012, 0.012), st.floats(-0.012, 0.012))
def test_overlap_hectares_is_mutual_and_never_more_than_either(east, north):
    one, other = stored(polygon(SQUARE)), stored(polygon(moved(SQUARE, east, north)))

    common = overlap_hectares(one, other)

    assert common == overlap_hectares(other, one)
    assert 0 <= common <= 70.2


def test_centroid_is_the_middle():
    assert centroid(stored(polygon(SQUARE))) == pytest.approx((13.005, 55.605))
    assert centroid(stored(multi(SQUARE, moved(SQUARE, 0.02)))) == pytest.approx((13.015, 55.605))
