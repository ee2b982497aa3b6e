from datetime import date

import pytest
from django.urls import reverse

from coordination.models import Meeting
from tests.factories import MembershipFactory, OrganizationFactory, SeatFactory


def page(name, body):
    return reverse(f"coordination:{name}", args=[body.pk])


def test_organization_shows_who_sits_there_and_what_is_vacant(client, town, bo, cecilia):
    SeatFactory(organization=town.participant, title="Vice ordförande")
    client.force_login(cecilia)

    text = client.get(page("organization", town.participant)).content.decode()

    assert "Bo Testsson" in text
    assert "Ledig plats" in text


def test_group_of_a_matter_is_not_found_by_an_outsider(client, town, matter, cecilia):
    group = OrganizationFactory(
        kind="steering_group", municipality=town.municipality, matter=matter
    )
    client.force_login(cecilia)

    assert client.get(page("organization", group)).status_code == 404


def test_secretary_plans_a_meeting_of_the_own_committee(client, town, bo):
    client.force_login(bo)

    client.post(
        page("plan_meeting", town.participant), {"held_on": "2027-01-20", "starts_at": "13:00"}
    )

    assert Meeting.objects.get(organization=town.participant).held_on == date(2027, 1, 20)


def test_meeting_twice_the_same_day_is_told_by_the_field(client, town, bo):
    client.force_login(bo)
    for _click in range(2):
        response = client.post(page("plan_meeting", town.participant), {"held_on": "2027-01-20"})

    assert "redan ett sammanträde" in response.context["form"].errors["held_on"][0]
    assert Meeting.objects.count() == 1


def test_meeting_is_not_planned_by_another_committee(client, town, cecilia):
    client.force_login(cecilia)

    assert client.get(page("plan_meeting", town.participant)).status_code == 403


def test_rename_is_the_administrators(client, town, gun, bo):
    client.force_login(bo)
    assert client.post(page("rename_organization", town.lead), {"name": "X"}).status_code == 403

    client.force_login(gun)
    client.post(page("rename_organization", town.lead), {"name": "Fritids- och idrottsnämnden"})

    town.lead.refresh_from_db()
    assert town.lead.name == "Fritids- och idrottsnämnden"


def test_person_is_found_where_one_may_see_the_body(client, bo, cecilia):
    client.force_login(cecilia)

    assert client.get(reverse("coordination:person", args=[bo.person.pk])).status_code == 200


def test_person_of_another_municipality_is_not_found(client, cecilia):
    stranger = MembershipFactory(
        seat__organization__municipality=OrganizationFactory(kind="municipality")
    ).person
    client.force_login(cecilia)

    assert client.get(reverse("coordination:person", args=[stranger.pk])).status_code == 404


@pytest.mark.parametrize("count", [10, 50])
def test_organization_page_does_not_grow_in_statements(
    client, town, cecilia, count, django_assert_num_queries
):
    for _n in range(count):
        MembershipFactory(seat__organization=town.lead)
    client.force_login(cecilia)
    client.get(page("organization", town.lead))  # fills the caches of the process

    with django_assert_num_queries(8):
        client.get(page("organization", town.lead))


def test_coordinator_sees_how_to_reach_a_person(client, bo, disa):
    client.force_login(disa)

    shown = client.get(reverse("coordination:person", args=[bo.person.pk])).content.decode()

    assert f'<a href="mailto:{bo.person.email}">' in shown


def test_colleague_in_another_body_does_not_see_it(client, bo, love):
    """Negative control."""
    client.force_login(love)

    response = client.get(reverse("coordination:person", args=[bo.person.pk]))

    assert "mailto:" not in response.content.decode()
