"""The page of key figures, its workbook, and the forms behind it."""

import io

import openpyxl
import pytest
from django.urls import reverse

from funding.models import Extent, KeyFigure
from tests.factories.funding import GrantFactory
from tests.funding.domain.test_key_figure import DONE, complete
from tests.funding.helpers import MKR

PAGE = "/pengar/nyckeltal/"
FIGURE = {
    "name": "Hyreskostnad per plats",
    "year": "2026",
    "amount_ore": "101 452 322",
    "quantity": "512",
    "unit": "place",
    "basis": "Lokalförsörjningsplan",
    "counted_on": "2026-01-31",
    "note": "Ny hyresmodell.",
}


@pytest.fixture
def controller(client, oskar):
    client.force_login(oskar)
    return client


def test_page_is_useful_before_anything_is_done(controller):
    page = controller.get(PAGE).content.decode()

    assert "Inga genomförda projekt ännu" in page


def test_entered_figure_is_computed_on_the_page(controller, town):
    answer = controller.post(PAGE + "nytt/", FIGURE | {"owner": town.board.pk})

    page = controller.get(answer["Location"]).content.decode()
    assert "198\N{NO-BREAK SPACE}149" in page
    assert "Ny hyresmodell." in page


@pytest.mark.parametrize(
    ("field", "value"),
    [("quantity", "noll"), ("quantity", "0"), ("amount_ore", "-5"), ("year", "x")],
)
def test_wrong_value_is_told_by_its_field(controller, town, field, value):
    page = controller.post(PAGE + "nytt/", FIGURE | {"owner": town.board.pk, field: value})

    assert list(page.context["form"].errors) == [field]
    assert KeyFigure.objects.count() == 0


def test_official_says_what_the_project_is(client, erik, grant):
    client.force_login(erik)

    client.post(
        reverse("funding:describe_project", args=[grant.pk]),
        {"project_type": "lighting", "planned_on": "2025-12-01"},
    )
    client.post(
        reverse("funding:count_extent", args=[grant.pk]),
        {"amount": "1 200", "unit": "light", "counted_on": "2025-05-01", "basis": "Ritning"},
    )

    grant.refresh_from_db()
    assert (grant.project_type, grant.planned_on, Extent.objects.get().amount) == (
        "lighting",
        DONE,
        1200,
    )


@pytest.mark.parametrize("group", ["ar", "organ", "program", "nonsens"])
def test_page_takes_the_same_statements_however_many_projects(
    controller, funding_round, group, django_assert_num_queries
):
    for _number in range(15):
        complete(GrantFactory(round=funding_round, granted=MKR // 2), MKR // 2)

    with django_assert_num_queries(10):
        controller.get(PAGE, {"per": group})


def test_workbook_holds_every_table(controller, funding_round):
    complete(GrantFactory(round=funding_round), MKR // 2)

    book = openpyxl.load_workbook(io.BytesIO(controller.get(PAGE + "excel/").content))

    assert book.sheetnames[-1] == "Om siffrorna"
    assert [cell.value for cell in book["År"][2]][:4] == ["2025", 1, 0, 0]
