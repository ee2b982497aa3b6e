"""Key figures over the API: entered, computed, and the portfolio's own."""

import pytest

from coordination.enums import Role
from funding.models import KeyFigure
from tests.conftest import member
from tests.coordination.api.calls import post
from tests.factories import OrganizationFactory
from tests.funding.helpers import MKR


@pytest.fixture
def as_oskar(sign_in, oskar):
    return sign_in(oskar)


def said(town, **values):
    return {
        "owner": town.board.pk,
        "name": "Hyreskostnad per plats",
        "year": 2025,
        "amount_ore": 101_452_322 * 100,
        "quantity": 512,
        "unit": "place",
        "basis": "Lokalförsörjningsplan",
        "counted_on": "2025-01-31",
    } | values


def test_key_figure_is_computed_in_list_and_detail_alike(as_oskar, town):
    entered = post(as_oskar, "key-figures", said(town)).json()

    [listed] = as_oskar.get("/api/v1/key-figures/").json()["results"]
    assert (entered["kronor_per_unit"], listed) == (198_149, entered)
    assert KeyFigure.objects.get().kronor == 198_149


@pytest.mark.parametrize(("amount", "quantity"), [(0, 1), (1, 3), (50, 1), (149, 1), (5 * MKR, 7)])
def test_database_rounds_as_the_model_does(as_oskar, town, amount, quantity):
    figure = KeyFigure(owner=town.board, name="x", year=2025, unit="place", basis="x")
    figure.amount_ore, figure.quantity, figure.counted_on = amount, quantity, "2025-01-31"
    figure.save()

    assert KeyFigure.objects.with_kronor().get().kronor_per_unit == figure.kronor


@pytest.mark.parametrize(
    "wrong",
    [
        {"quantity": 0},
        {"amount_ore": -1},
        {"year": 2100},
        {"counted_on": "2100-01-01"},
        {"unit": "dozen"},
        {"kronor_per_unit": 1},
    ],
)
def test_wrong_figure_is_refused(as_oskar, town, wrong):
    assert post(as_oskar, "key-figures", said(town, **wrong)).status_code == 400
    assert not KeyFigure.objects.exists()


def test_costs_and_portfolio_are_told(as_oskar, oskar, grant):
    grant.granted_ore = grant.used_ore = MKR
    grant.project_state, grant.completed_on = "completed", "2025-05-01"
    grant.project_type = "lighting"
    grant.save()
    grant.extents.create(unit="light", amount=40, counted_on="2025-05-01", basis="Besiktning")

    [cost] = as_oskar.get("/api/v1/key-figures/unit-costs/").json()
    [row] = as_oskar.get("/api/v1/key-figures/portfolio/?by=body").json()

    assert (cost["kronor_per_unit"], cost["reference"]) == (25_000, None)
    assert (row["name"], row["adherence_percent"]) == ("Stadsbyggnadsnämnden", 100)
    assert as_oskar.get("/api/v1/key-figures/portfolio/?by=moon").status_code == 400


def test_outsider_knows_of_nothing(as_oskar, sign_in, town, love):
    number = post(as_oskar, "key-figures", said(town)).json()["id"]
    stranger = sign_in(_stranger())

    assert stranger.get(f"/api/v1/key-figures/{number}/").status_code == 404
    assert stranger.get("/api/v1/key-figures/").json()["results"] == []
    assert stranger.get("/api/v1/key-figures/unit-costs/").json() == []
    assert post(sign_in(love), "key-figures", said(town, year=2024)).status_code == 403


def _stranger():
    """Somebody in another municipality."""
    return member(OrganizationFactory(), Role.CONTROLLER, "Stina")
