"""Key figures: computed from sums, compared with references, each by its definition."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from coordination.exceptions import ActionRefused
from funding.domain.key_figure import count_extent, describe_project, enter_key_figure
from funding.domain.queries.key_figure import BODY, PROGRAMME, portfolio, unit_costs
from funding.enums import QuantityUnit
from funding.models import Extent, Grant
from funding.models.key_figure import shared_out
from tests.factories.funding import EntryFactory, GrantFactory
from tests.funding.helpers import MKR

DONE, FIFTH = date(2025, 12, 1), MKR // 5
COUNTED = {"counted_on": DONE, "basis": "Slutbesiktning"}


def complete(grant, used=0, *, on=DONE, forecast=None, told=DONE - timedelta(days=100)):
    """The project is done; it used so much, and was expected to use so much some months before."""
    if used:
        EntryFactory(grant=grant, amount_ore=used)
    if forecast is not None:
        EntryFactory(kind="forecast", grant=grant, amount_ore=forecast, booked_on=told)
    Grant.objects.filter(pk=grant.pk).update(project_state="completed", completed_on=on)
    grant.refresh_from_db()
    return grant


def figure(owner, actor, **values):
    said = {
        "name": "Hyreskostnad per plats",
        "year": 2026,
        "amount_ore": 101_452_322_00,
        "quantity": 512,
        "unit": "place",
        "basis": "Lokalförsörjningsplan",
        "counted_on": date(2026, 1, 31),
    }
    return enter_key_figure(owner, actor=actor, **(said | values))


def test_rent_per_area_and_place_are_computed_to_the_krona(town, oskar):
    """V-26: the figures of source 002, from what they are computed of."""
    per_place = figure(town.board, oskar)
    per_area = figure(
        town.board, oskar, name="Hyreskostnad per area", quantity=30_300, unit="square_metre"
    )

    assert (per_area.kronor, per_place.kronor) == (3348, 198_149)


@given(st.integers(0, 10**14), st.integers(1, 10**9))
def test_shared_out_is_the_nearest_krona(ore, quantity):
    kronor = shared_out(ore, quantity)

    assert abs(ore - kronor * 100 * quantity) * 2 <= 100 * quantity


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"quantity": 0}, "quantity_out_of_range"),
        ({"amount_ore": 0}, "amount_not_positive"),
        ({"year": 1950}, "year_out_of_range"),
        ({"counted_on": timezone.localdate() + timedelta(days=1)}, "day_to_come"),
    ],
)
def test_unlikely_figure_is_refused(town, oskar, values, code):
    with pytest.raises(ValidationError) as refused:
        figure(town.board, oskar, **values)

    assert refused.value.code == code


def test_same_figure_twice_is_refused(town, oskar):
    figure(town.board, oskar)

    with pytest.raises(ValidationError):
        figure(town.board, oskar)


def test_outsider_enters_and_describes_nothing(town, cecilia, grant):
    with pytest.raises(PermissionDenied):
        figure(town.board, cecilia)
    with pytest.raises(PermissionDenied):
        describe_project(grant, actor=cecilia, project_type="park")
    with pytest.raises(PermissionDenied):
        count_extent(grant, actor=cecilia, unit="place", amount=1, **COUNTED)


def test_time_plan_is_said_once(grant, erik):
    describe_project(grant, actor=erik, project_type="park", planned_on=DONE)

    with pytest.raises(ActionRefused) as refused:
        describe_project(grant, actor=erik, project_type="park", planned_on=date(2026, 12, 1))

    assert refused.value.code == "plan_is_set"


def test_counted_anew_replaces_the_count(grant, erik):
    for amount in (10, 12):
        count_extent(grant, actor=erik, unit="light", amount=amount, **COUNTED)

    assert list(Extent.objects.values_list("unit", "amount")) == [("light", 12)]


def test_hectares_are_not_typed(grant, erik):
    with pytest.raises(ActionRefused) as refused:
        count_extent(grant, actor=erik, unit="hectare", amount=1, **COUNTED)

    assert refused.value.code == "hectares_measured"


def test_cost_per_unit_is_compared_with_the_newest_reference(town, funding_round, oskar):
    for used, amount in ((3, 10), (1, 10)):
        grant = complete(GrantFactory(round=funding_round, granted=5 * MKR), used * MKR)
        describe_project(grant, actor=oskar, project_type="lighting")
        count_extent(grant, actor=oskar, unit="light", amount=amount, **COUNTED)
    for year, cost in ((2025, 9 * MKR), (2026, 1_600_000_00)):
        figure(
            town.board,
            oskar,
            name="Ljuspunkt",
            year=year,
            amount_ore=cost,
            quantity=10,
            unit="light",
            project_type="lighting",
        )

    (row,) = unit_costs(oskar)

    assert (row.kronor, row.reference.kronor, row.deviation_percent) == (200_000, 160_000, 25)


def test_stranger_sees_no_cost(funding_round, oskar, cecilia):
    grant = complete(GrantFactory(round=funding_round), MKR // 2)
    describe_project(grant, actor=oskar, project_type="lighting")
    count_extent(grant, actor=oskar, unit="light", amount=1, **COUNTED)

    assert (len(unit_costs(oskar)), unit_costs(cecilia), portfolio(cecilia)) == (1, [], [])


def portfolio_row(user):
    (row,) = portfolio(user)
    return row


@pytest.mark.parametrize(("used", "share"), [(95, 100), (90, 100), (89, 0), (100, 100)])
def test_budget_adherence_counts_those_within_the_threshold(funding_round, oskar, used, share):
    complete(GrantFactory(round=funding_round, granted=MKR), used * MKR // 100)

    assert portfolio_row(oskar).adherence == share


def test_forecast_accuracy_is_by_how_much_they_were_wrong(funding_round, oskar):
    complete(GrantFactory(round=funding_round, granted=MKR), 4 * FIFTH, forecast=MKR)
    complete(GrantFactory(round=funding_round, granted=MKR), 4 * FIFTH, forecast=4 * FIFTH)

    row = portfolio_row(oskar)

    assert (row.forecast, row.accuracy) == (2, 87)  # a fifth wrong of eight: 12,5, rounded up


def test_forecast_of_the_last_weeks_proves_nothing(funding_round, oskar):
    grant = GrantFactory(round=funding_round)
    complete(grant, MKR // 2, forecast=MKR // 2, told=DONE - timedelta(days=89))

    assert portfolio_row(oskar).accuracy is None


def test_share_on_time_counts_those_with_a_plan(funding_round, oskar):
    for planned in (DONE, DONE - timedelta(days=1), None):
        grant = GrantFactory(round=funding_round)
        describe_project(grant, actor=oskar, project_type="other", planned_on=planned)
        complete(grant, MKR // 2)

    row = portfolio_row(oskar)

    assert (row.completed, row.planned, row.on_time, row.punctuality) == (3, 2, 1, 50)


@pytest.mark.parametrize("group", [BODY, PROGRAMME])
def test_portfolio_adds_up_however_it_is_grouped(funding_round, oskar, group):
    for year in (2024, 2025):
        complete(GrantFactory(round=funding_round), MKR // 2, on=date(year, 12, 1))

    by_year, grouped = portfolio(oskar), portfolio(oskar, group)

    assert [row.name for row in by_year] == ["2024", "2025"]
    assert sum(row.completed for row in grouped) == 2


@pytest.mark.parametrize(
    ("unit", "number", "words"),
    [("light", 640, "ljuspunkter"), ("place", 1, "plats"), ("metre", 85, "meter")],
)
def test_unit_follows_its_number(unit, number, words):
    assert QuantityUnit(unit).of(number) == words
