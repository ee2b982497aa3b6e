import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.components import MapArea
from coordination.templatetags.kraftsam.maps import HEIGHT, WIDTH, Projection

SQUARE = [[13.0, 55.58], [13.02, 55.58], [13.02, 55.6], [13.0, 55.6], [13.0, 55.58]]
HOLE = [[13.005, 55.585], [13.01, 55.585], [13.01, 55.59], [13.005, 55.585]]
ROSENGARD = MapArea(
    7, "Rosengård", json.dumps({"type": "Polygon", "coordinates": [SQUARE, HOLE]}), url="/7/"
)


def test_map_and_list_show_the_same_areas(render):
    shown = render("{% map areas %}", areas=[ROSENGARD, HYLLIE])

    assert '<path class="ks-m-area" data-area="7"' in shown
    assert ">A</text>" in shown
    assert '<a href="/7/">A Rosengård</a>' in shown
    assert 'aria-label="Karta med 2 områden.' in shown


HYLLIE = MapArea(8, "Hyllie", None)


def test_map_gives_no_letter_to_an_area_alone_or_beside_areas_with_their_own(render):
    alone = render("{% map areas %}", areas=[ROSENGARD])
    beside = render("{% map areas %}", areas=[replace(ROSENGARD, letter="C"), HYLLIE])

    assert '<a href="/7/">Rosengård</a>' in alone
    assert ('<a href="/7/">C Rosengård</a>' in beside, "<b>Hyllie</b>" in beside) == (True, True)


def test_map_draws_what_is_around_behind_and_does_not_list_it(render):
    near = replace(ROSENGARD, id=9, name="Herrgården")

    shown = render("{% map areas around=around %}", areas=[ROSENGARD], around=[near])

    assert shown.index("ks-m-area--around") < shown.index('data-area="7"')
    assert ("<title>Herrgården</title>" in shown, 'data-area="9"' in shown) == (True, False)


def test_map_draws_a_former_boundary_dashed(render):
    former = replace(ROSENGARD, tone="former")

    assert 'class="ks-m-area ks-m-area--former"' in render("{% map areas %}", areas=[former])
    with pytest.raises(ValueError, match="the tone of an area"):
        render("{% map areas %}", areas=[replace(ROSENGARD, tone="loud")])


def test_map_draws_holes(render):
    path = re.search(r' d="(M[^"]+Z)"', render("{% map areas %}", areas=[ROSENGARD])).group(1)

    assert path.count("M") == 2


def test_map_hands_the_geometry_to_leaflet_as_data(render):
    shown = render("{% map areas %}", areas=[ROSENGARD, HYLLIE])

    data = json.loads(re.search(r'<script type="application/json">(.*?)</script>', shown).group(1))
    assert data[0]["geometry"]["coordinates"][0] == SQUARE
    assert (data[0]["id"], data[0]["letter"], data[0]["url"]) == ("7", "A", "/7/")


def test_map_data_cannot_close_its_script(render):
    area = MapArea(1, "</script><b>", ROSENGARD.geometry)

    shown = render("{% map areas %}", areas=[area])

    assert shown.count("</script>") == 1


def test_map_lists_an_area_that_is_not_drawn_yet(render):
    shown = render("{% map areas %}", areas=[MapArea(1, "Hyllie", None, meta="2 insatser")])

    assert "2 insatser · gräns är inte ritad ännu" in shown
    assert "<path" not in shown


def test_map_marks_the_chosen_area_in_both(render):
    chosen = MapArea(1, "Hyllie", ROSENGARD.geometry, url="/1/", selected=True)

    shown = render("{% map areas %}", areas=[chosen])

    assert shown.count("data-on") == 2
    assert 'aria-current="true"' in shown
    assert "Vald" in shown


def test_map_without_areas_says_so(render):
    assert "Inga områden ännu." in render("{% map areas %}", areas=[])
    assert "Rita ett." in render('{% map areas empty="Rita ett." %}', areas=[])


def test_map_to_draw_on_has_a_place_for_what_it_says(render):
    assert "data-map-status" in render("{% map areas editable=True %}", areas=[])
    assert "data-map-status" not in render("{% map areas %}", areas=[])


def test_map_with_a_misspelt_key_raises(render):
    with pytest.raises(TypeError, match="unexpected keyword argument 'nme'"):
        render("{% map areas %}", areas=[{"id": 1, "nme": "x", "geometry": None}])


def test_map_assets_load_drawing_only_where_one_draws(render):
    assert "draw-area.js" in render("{% map_assets draw=True %}")
    assert "geoman" not in render("{% map_assets %}")


@given(st.lists(st.tuples(st.floats(10.9, 24.2), st.floats(55.2, 69.1)), min_size=1))
def test_projection_keeps_every_point_inside_the_drawing(points):
    project = Projection(points)

    for x, y in map(project, points):
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT
    assert 0 < project.scale_bar()["units"] <= 110
