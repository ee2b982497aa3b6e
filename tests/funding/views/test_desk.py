"""Min sida shows a controller the money of the year that the controller answers for."""

import pytest
from django.utils import timezone

from coordination.enums import Role
from funding.domain.queries.desk import sources_on_desk
from tests.conftest import member
from tests.factories.funding import GrantFactory, RoundFactory, SourceFactory
from tests.funding.helpers import MKR


@pytest.fixture
def this_year(town):
    """Two sources of the board's with grants, the larger last; another body's; and an earlier year's."""
    year = timezone.localdate().year
    for owner, name, when, granted in (
        (town.board, "Små medel", year, MKR),
        (town.board, "Stora medel", year, 3 * MKR),
        (town.board, "Förra årets", year - 1, 5 * MKR),
        (town.participant, "Nämndens", year, 7 * MKR),
    ):
        source = SourceFactory(owner=owner, name=name, year=when, frame=9 * MKR)
        GrantFactory(round=RoundFactory(source=source), granted=granted)


def shown(user):
    found = sources_on_desk(user, today=timezone.localdate())
    return [(each.name, each.strip.granted) for each in found]


def test_controller_sees_the_sources_of_the_year_the_largest_first(this_year, oskar):
    assert shown(oskar) == [("Stora medel", 3 * MKR), ("Små medel", MKR)]


@pytest.mark.parametrize("person", ["disa", "erik", "bo", "anna", "love", "cecilia", "gun"])
def test_others_see_none_and_pay_nothing(this_year, request, person, django_assert_num_queries):
    user = request.getfixturevalue(person)
    shown(user)  # the reader's standing is read

    with django_assert_num_queries(0):
        assert shown(user) == []


def test_source_without_grants_is_not_shown(town, oskar):
    SourceFactory(owner=town.board, year=timezone.localdate().year, frame=MKR)

    assert shown(oskar) == []


@pytest.mark.parametrize("rows", [10, 50])
def test_it_takes_one_statement_however_many_rows(town, oskar, rows, django_assert_num_queries):
    source = SourceFactory(owner=town.board, year=timezone.localdate().year, frame=9 * MKR)
    for _n in range(rows):
        GrantFactory(round=RoundFactory(source=source), granted=100)
    shown(oskar)

    with django_assert_num_queries(1):
        assert shown(oskar)[0][1] == rows * 100


def test_page_links_each_figure_to_its_rows(client, this_year, oskar):
    client.force_login(oskar)
    page = client.get("/").content.decode()

    assert "Pengar du svarar för" in page
    assert "visa=granted" in page


def test_committees_controller_sees_the_committees_own(this_year, town):
    ylva = member(town.participant_office, Role.CONTROLLER, "Ylva")

    assert shown(ylva) == [("Nämndens", 7 * MKR)]
