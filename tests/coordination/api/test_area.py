"""Areas through the API: named, drawn, renamed, ended; and as GeoJSON."""

from coordination.models import Area
from tests.coordination.api.calls import patch, post
from tests.coordination.api.conftest import SQUARE


def test_administrator_creates_draws_and_renames_an_area(as_user, gun, town):
    client = as_user(gun)
    new = {"municipality": town.municipality.pk, "name": "Norra", "kind": "focus_area"}
    address = f"areas/{post(client, 'areas', new).json()['id']}"
    boundary = {"geometry": SQUARE, "valid_from": "2025-01-01"}

    drawn = post(client, f"{address}/boundaries", boundary)
    renamed = patch(client, address, {"name": "Norra staden"})

    assert drawn.status_code == 201
    assert drawn.json()["versions"][0]["geometry"]["type"] == "Polygon"
    assert renamed.json()["name"] == "Norra staden"


def test_bad_boundary_is_refused_by_its_field(as_user, gun, area):
    crossing = {
        "type": "Polygon",
        "coordinates": [[[13, 55], [14, 56], [14, 55], [13, 56], [13, 55]]],
    }

    refused = post(
        as_user(gun),
        f"areas/{area.pk}/boundaries",
        {"geometry": crossing, "valid_from": "2025-01-01"},
    )

    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["geometry"])


def test_area_ends_once(as_user, gun, area):
    end = {"on": "2025-06-01", "reason": "Ingår i Södra."}
    client = as_user(gun)

    assert post(client, f"areas/{area.pk}/end", end).json()["ended_on"] == "2025-06-01"
    assert post(client, f"areas/{area.pk}/end", end).status_code == 409


def test_official_may_not_create_areas(as_disa, town):
    new = {"municipality": town.municipality.pk, "name": "Norra", "kind": "focus_area"}

    assert post(as_disa, "areas", new).status_code == 403
    assert not Area.objects.exists()


def test_areas_as_geojson(as_disa, area):
    response = as_disa.get("/api/v1/areas/geojson/")
    (feature,) = response.json()["features"]

    assert response["Content-Type"] == "application/geo+json"
    assert (feature["id"], feature["geometry"]["type"]) == (area.pk, "Polygon")
