"""The administrator draws and uploads areas, sees them before saving, and is told what is wrong."""

import json

import pytest

from tests.e2e.reader import Reader

pytestmark = pytest.mark.e2e

# Around Rosengård, in SWEREF 99 TM (metres): a square kilometre, and one that crosses itself.
CORNER = (376_000, 6_163_000)


def square(*, crossing: bool = False) -> dict:
    x, y = CORNER
    ring = [[x, y], [x + 1000, y], [x + 1000, y + 1000], [x, y + 1000], [x, y]]
    if crossing:
        ring[1], ring[2] = ring[2], ring[1]
    return {"type": "Polygon", "coordinates": [ring]}


def upload(reader: Reader, geometry: dict) -> None:
    document = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}},
        "features": [{"type": "Feature", "properties": {}, "geometry": geometry}],
    }
    reader.field("Eller ladda upp en fil").set_input_files(
        {
            "name": "rosengard.geojson",
            "mimeType": "application/geo+json",
            "buffer": json.dumps(document).encode(),
        }
    )


def draw(reader: Reader, *corners: tuple[int, int]) -> None:
    """Click out a polygon on the map, from its middle, and close it at its first corner."""
    page = reader.page
    page.get_by_role("button", name="Rita ett område").click()
    box = page.locator(".ks-map__leaflet").bounding_box()
    middle_x, middle_y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for x, y in (*corners, corners[0]):
        page.mouse.move(middle_x + x, middle_y + y)
        page.mouse.click(middle_x + x, middle_y + y)
        page.wait_for_timeout(100)


def test_new_area_is_drawn_looked_at_and_saved(visit):
    reader = visit("admin")
    reader.follow("Områden")
    reader.follow("Nytt område")
    reader.fill("Namn", "Sofielund")
    reader.press("Skapa området")
    reader.sees("Området är skapat.")

    draw(reader, (-120, -80), (120, -90), (110, 80), (-110, 70))
    reader.sees("Gränsen har 4 hörn")
    reader.press("Granska gränsen")
    reader.sees_heading("Granska gränsen")
    reader.sees("Ny gräns", "hektar")
    reader.press("Spara gränsen")

    reader.sees_heading("Sofielund")
    reader.sees("Gränsen är sparad.", "hektar")


def test_uploaded_boundary_in_sweref_becomes_a_new_version(visit):
    reader = visit("admin")
    reader.open("/omraden/1/")
    reader.follow("Ändra gränsen")

    upload(reader, square())
    reader.press("Granska gränsen")
    reader.sees("Nu gällande gräns", "Ny gräns", "100,0 hektar", "SWEREF 99 TM")
    reader.press("Spara gränsen")

    reader.sees_heading("Rosengård")
    rows = reader.section("Gränsen över tid").get_by_role("row")
    assert rows.count() == 3
    assert rows.nth(1).get_by_role("cell").first.inner_text().startswith("100,")


def test_file_that_crosses_itself_is_refused_by_the_field_and_kept(visit, world):
    reader = visit("admin")
    reader.open("/omraden/1/grans/")
    upload(reader, square(crossing=True))
    reader.fill("Varför gränsen ändras", "Enligt nytt förslag")

    reader.press("Granska gränsen")

    assert "korsar" in reader.main.locator("[id$=file_error]").inner_text()
    assert str(CORNER[0]) in reader.field("Gränsens koordinater").input_value()
    assert reader.field("Varför gränsen ändras").input_value() == "Enligt nytt förslag"
    assert world.ask("SELECT count(*) FROM coordination_areaversion WHERE area_id = 1") == [(1,)]
