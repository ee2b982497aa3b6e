"""Yearly totals per committee are the sums of their projects, late rows included (T-17)."""

from datetime import date

from django.urls import reverse

from funding.domain.queries.year import YearSums, committees_in, years_booked
from funding.enums import EntryKind
from tests.factories.funding import EntryFactory, GrantFactory
from tests.funding.helpers import MKR


def spend(grant, amount_ore, day, kind=EntryKind.USED):
    EntryFactory(kind=kind, grant=grant, amount_ore=amount_ore, booked_on=day)


def test_committee_total_is_the_sum_of_its_projects(grant, oskar, town):
    other = GrantFactory(round=grant.round, decision=grant.decision, recipient=town.participant)
    spend(grant, MKR // 2, date(2025, 12, 31))
    spend(other, MKR // 4, date(2025, 6, 1))
    spend(other, MKR // 8, date(2025, 7, 1), EntryKind.RETURNED)
    (found,) = committees_in(2025, oskar)

    assert found.sums == YearSums(
        granted=2 * MKR,
        used=3 * MKR // 4,
        returned=MKR // 8,
        left_at_end=9 * MKR // 8,
    )
    assert found.agrees
    assert len(found.projects) == 2


def test_what_is_booked_next_year_counts_then(grant, oskar):
    spend(grant, MKR // 2, date(2026, 1, 2))
    (before,), (after,) = committees_in(2025, oskar), committees_in(2026, oskar)

    assert (before.sums.used, before.sums.left_at_end) == (0, MKR)
    assert (after.sums.granted, after.sums.used, after.sums.left_at_end) == (0, MKR // 2, MKR // 2)
    assert years_booked(oskar) == [2026, 2025]


def test_total_that_is_not_its_projects_is_told(grant, oskar):
    """The negative control: a project that is missing from the list makes the total differ."""
    (found,) = committees_in(2025, oskar)

    assert not type(found)(found.pk, found.name, found.sums, ()).agrees


def test_stranger_sees_no_committee(grant, cecilia):
    assert committees_in(2025, cecilia) == []


def test_page_shows_the_year(client, grant, oskar):
    client.force_login(oskar)
    page = client.get(reverse("funding:year", args=[2025])).content.decode()

    assert "Lika med projekten" in page
    assert client.get(reverse("funding:year", args=[1999])).status_code == 404
