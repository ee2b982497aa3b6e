"""The map that the server draws."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon

from coordination.geometry import SvgMap, read_geojson, svg_path
from tests.coordination.geometry.shapes import SQUARE, box, comb, document, moved, multi, polygon

WIDTH, HEIGHT = 320, 200


def drawn(*values) -> SvgMap:
    return svg_path([read_geojson(document(value)).geojson for value in values], WIDTH, HEIGHT)


def corners(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"[ML](\S+) ([^LMZ]+)", path)]


def test_svg_path_draws_an_area_with_its_label():
    picture = drawn(polygon(SQUARE))

    assert (picture.width, picture.height, picture.view_box) == (320, 200, "0 0 320 200")
    (shape,) = picture.shapes
    assert shape.path == "M108 192L212 192L212 8L108 8Z"
    assert (shape.label_x, shape.label_y) == (160, 100)


def test_svg_path_fits_all_areas_and_keeps_their_order():
    picture = drawn(polygon(moved(SQUARE, 0.03)), polygon(SQUARE))

    first, second = picture.shapes
    assert min(corners(first.path)) > max(corners(second.path))
    xs = [x for shape in picture.shapes for x, _ in corners(shape.path)]
    assert (min(xs), max(xs)) == pytest.approx((WIDTH * 0.04, WIDTH * 0.96), abs=0.1)


def test_svg_path_draws_parts_and_holes_as_rings_of_one_path():
    hole = box(13.002, 55.602, 13.008, 55.608)

    assert drawn(polygon(SQUARE, hole)).shapes[0].path.count("M") == 2
    assert drawn(multi(SQUARE, moved(SQUARE, 0.02))).shapes[0].path.count("M") == 2


def test_svg_path_labels_the_largest_part():
    (shape,) = drawn(multi(box(13, 55.6, 13.001, 55.601), moved(SQUARE, 0.02))).shapes

    assert shape.label_x > WIDTH / 2


def test_svg_path_drops_points_that_cannot_be_told_apart():
    (shape,) = drawn(polygon(comb(4000))).shapes

    assert len(shape.path) < 150_000
    assert shape.path.endswith("Z")


def test_svg_path_without_areas_is_an_empty_picture():
    assert svg_path([], WIDTH, HEIGHT) == SvgMap(WIDTH, HEIGHT, ())


def test_svg_path_draws_a_tiny_area_among_large_ones():
    picture = drawn(polygon(box(12, 56, 16, 60)), polygon(box(13, 57, 13.0002, 57.0002)))

    assert all(
        re.fullmatch(r"M[\d.]+ [\d.]+(L[\d.]+ [\d.]+)*Z", shape.path) for shape in picture.shapes
    )


@given(st.lists(st.tuples(st.floats(0.1, 1), st.floats(0.1, 1)), min_size=3, max_size=9))
def test_svg_path_puts_the_label_inside_a_jagged_area(radii):
    ring = [[13 + n * 0.1, 56 + low] for n, (low, _) in enumerate(radii)]
    ring += [[13 + n * 0.1, 57 + high] for n, (_, high) in reversed(list(enumerate(radii)))]
    (shape,) = drawn(polygon([*ring, ring[0]])).shapes

    inside = Polygon(corners(shape.path)).buffer(0.1)
    assert inside.contains(Point(shape.label_x, shape.label_y))
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in corners(shape.path))
