"""Areas through the browser's eyes: what is shown, refused and kept."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from coordination.domain.area import set_boundary
from coordination.geometry import read_geojson
from coordination.models import Area, AreaVersion
from tests.factories import AreaFactory

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[13.0, 55.5], [13.1, 55.5], [13.1, 55.6], [13.0, 55.6], [13.0, 55.5]]],
}
CROSSED = (
    '{"type":"Polygon","coordinates":[[[13,55.5],[13.1,55.6],[13.1,55.5],[13,55.6],[13,55.5]]]}'
)


@pytest.fixture
def area(town):
    return AreaFactory(name="Norra hamnen", municipality=town.municipality)


def post_boundary(client, area, **fields):
    values = {"geometry": json.dumps(SQUARE), "valid_from": "2025-06-01", **fields}
    return client.post(reverse("coordination:area_boundary", args=[area.pk]), values)


def test_areas_are_listed_for_everyone_in_the_municipality(client, area, cecilia):
    client.force_login(cecilia)

    assert "Norra hamnen" in client.get(reverse("coordination:areas")).content.decode()


def test_area_of_a_matter_is_not_found_by_an_outsider(client, area, matter, cecilia, disa):
    area.matter = matter
    area.save()
    url = reverse("coordination:area", args=[area.pk])
    client.force_login(cecilia)
    assert client.get(url).status_code == 404

    client.force_login(disa)
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("page", ["area_boundary", "rename_area", "end_area"])
def test_area_is_changed_by_the_administrator_only(client, area, disa, gun, page):
    url = reverse(f"coordination:{page}", args=[area.pk])
    client.force_login(disa)
    assert client.get(url).status_code == 403

    client.force_login(gun)
    assert client.get(url).status_code == 200


def test_area_is_created_and_then_drawn(client, gun):
    client.force_login(gun)

    response = client.post(
        reverse("coordination:create_area"), {"name": "Norra hamnen", "kind": "focus_area"}
    )

    made = Area.objects.get()
    assert response.url == reverse("coordination:area_boundary", args=[made.pk])


def test_taken_name_is_told_by_the_field_and_kept(client, area, gun):
    client.force_login(gun)

    response = client.post(
        reverse("coordination:create_area"), {"name": "Norra hamnen", "kind": "focus_area"}
    )

    assert "Välj ett annat namn" in response.context["form"].errors["name"][0]
    assert response.context["form"]["name"].value() == "Norra hamnen"


def test_one_draws_beside_the_municipalitys_other_areas(client, area, gun):
    AreaFactory(name="Södra hamnen", municipality=area.municipality)
    client.force_login(gun)

    shown = client.get(reverse("coordination:area_boundary", args=[area.pk])).context["on_map"]

    assert [(each.name, each.url) for each in shown] == [("Södra hamnen", "")]


def test_boundary_is_looked_at_before_it_is_saved(client, area, gun):
    client.force_login(gun)

    response = post_boundary(client, area)

    assert response.templates[0].name == "coordination/area/preview.html"
    assert not AreaVersion.objects.exists()


def test_boundary_is_saved_from_the_preview(client, area, gun):
    client.force_login(gun)

    response = post_boundary(client, area, save="1")

    assert response.url == reverse("coordination:area", args=[area.pk])
    assert json.loads(AreaVersion.objects.get().geometry) == SQUARE


def test_boundary_can_be_taken_up_again_from_the_preview(client, area, gun):
    client.force_login(gun)

    response = post_boundary(client, area, edit="1")

    assert response.templates[0].name == "coordination/area/boundary.html"
    assert json.loads(response.context["form"]["geometry"].value()) == SQUARE


def test_file_goes_before_what_is_drawn(client, area, gun):
    client.force_login(gun)
    sweref = {
        "type": "Polygon",
        "coordinates": [
            [[374000, 6164000], [375000, 6164000], [375000, 6165000], [374000, 6164000]]
        ],
    }
    upload = SimpleUploadedFile("område.geojson", json.dumps(sweref).encode())

    response = post_boundary(client, area, file=upload)

    assert response.context["boundary"].source_crs == "EPSG:3006"


def test_crossing_boundary_is_told_by_the_field_and_the_file_kept_for_mending(client, area, gun):
    client.force_login(gun)

    response = post_boundary(
        client, area, geometry="", file=SimpleUploadedFile("x.geojson", CROSSED.encode())
    )

    form = response.context["form"]
    assert "korsar sig själv" in form.errors["file"][0]
    assert form["geometry"].value() == CROSSED
    assert form["valid_from"].value() == "2025-06-01"


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"geometry": ""}, "geometry", "Rita gränsen"),
        ({"geometry": "x\x00"}, "geometry", ""),
        ({"geometry": " " * 2_500_000 + "{}"}, "geometry", "högst 2 MB"),
        ({"valid_from": ""}, "valid_from", "Välj från vilken dag"),
        ({"valid_from": "1/2/2025"}, "valid_from", "år-månad-dag"),
        ({"decision": "999999"}, "decision", ""),
        ({"file": SimpleUploadedFile("stor.geojson", b"x" * 5_000_000)}, "file", "högst 2 MB"),
    ],
)
def test_bad_boundary_is_told_by_its_field(client, area, gun, fields, field, words):
    client.force_login(gun)

    response = post_boundary(client, area, **fields)

    assert response.status_code == 200
    assert words in response.context["form"].errors[field][0]
    assert not AreaVersion.objects.exists()


def test_double_click_on_save_gives_one_boundary(client, area, gun):
    client.force_login(gun)
    post_boundary(client, area, save="1")

    response = post_boundary(client, area, save="1")

    assert "senare dag" in response.context["form"].errors["valid_from"][0]
    assert AreaVersion.objects.count() == 1


@pytest.mark.parametrize("count", [10, 50])
def test_areas_page_does_not_grow_in_statements(
    client, town, gun, count, django_assert_num_queries
):
    AreaFactory.create_batch(count, municipality=town.municipality)
    client.force_login(gun)
    client.get(reverse("coordination:areas"))  # fills the caches of the process

    with django_assert_num_queries(5):
        client.get(reverse("coordination:areas"))


def square(west, width=0.1):
    east = west + width
    ring = [[west, 55.5], [east, 55.5], [east, 55.6], [west, 55.6], [west, 55.5]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


@pytest.mark.parametrize(
    ("kind", "west", "warned"),
    [("focus_area", 13.05, True), ("focus_area", 13.1, False), ("district", 13.05, False)],
)
def test_preview_warns_of_an_area_of_the_same_kind_below(client, area, gun, kind, west, warned):
    other = AreaFactory(name="Södra hamnen", municipality=area.municipality, kind=kind)
    set_boundary(other, actor=gun, boundary=read_geojson(square(west)), valid_from=date(2025, 1, 1))
    client.force_login(gun)

    page = post_boundary(client, area).content.decode()

    assert ("Gränsen överlappar Södra hamnen" in page) == warned
    assert ("50 % av det nya området" in page) == warned
    assert "ks-m-area--around" in page


def test_boundary_with_positions_of_five_numbers_is_told_without_speaking_of_a_file(
    client, area, gun
):
    client.force_login(gun)
    ring = [[*point, 1, 2, 3] for point in SQUARE["coordinates"][0]]

    answer = post_boundary(
        client, area, geometry=json.dumps({"type": "Polygon", "coordinates": [ring]})
    )

    (told,) = answer.context["form"].errors["geometry"]
    assert told.startswith("En koordinat är inte två tal, eller tre med höjden.")
