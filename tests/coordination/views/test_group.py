"""The page of a group, and adding a place to it."""

import pytest

from coordination.models import Seat
from tests.factories import MembershipFactory, SeatFactory

NOT_TOLD = 404
REFUSED = 403


def test_group_page_shows_who_sits_there_and_who_is_missing(client, steering_group, town, disa):
    MembershipFactory(
        seat=SeatFactory(organization=steering_group),
        person__given_name="Elsa",
    )
    vacant = SeatFactory(organization=steering_group, on_behalf_of=town.outside)
    client.force_login(disa)

    page = client.get(f"/grupper/{steering_group.pk}/").content.decode()

    assert "Elsa Testsson" in page
    assert "1 av 2 platser lediga" in page
    assert f'href="/platser/{vacant.pk}/tillsatt/"' in page


def test_group_page_offers_readers_nothing_to_change(client, steering_group, love):
    vacant = SeatFactory(organization=steering_group)
    client.force_login(love)

    page = client.get(f"/grupper/{steering_group.pk}/").content.decode()

    assert (f"/platser/{vacant.pk}/" in page, "ny-plats" in page) == (False, False)


@pytest.mark.parametrize("path", ["", "ny-plats/"])
def test_group_is_not_told_of_to_outsiders(client, steering_group, cecilia, path):
    client.force_login(cecilia)

    assert client.get(f"/grupper/{steering_group.pk}/{path}").status_code == NOT_TOLD


def test_committee_is_no_group(client, town, disa):
    client.force_login(disa)

    assert client.get(f"/grupper/{town.lead.pk}/").status_code == NOT_TOLD


def test_place_is_added(client, steering_group, town, disa):
    client.force_login(disa)

    answer = client.post(
        f"/grupper/{steering_group.pk}/ny-plats/",
        {"role": "member", "on_behalf_of": town.outside.pk, "required": "on"},
    )

    seat = Seat.objects.get(organization=steering_group)
    assert (answer.url, seat.on_behalf_of) == (f"/grupper/{steering_group.pk}/", town.outside)


@pytest.mark.parametrize("person", ["anna", "love", "rut"])
def test_place_is_added_by_nobody_else(client, steering_group, person, request):
    client.force_login(request.getfixturevalue(person))

    answer = client.post(f"/grupper/{steering_group.pk}/ny-plats/", {"role": "member"})

    assert (answer.status_code, Seat.objects.filter(organization=steering_group).count()) == (
        REFUSED,
        0,
    )


@pytest.mark.parametrize("seats", [10, 50])
def test_group_page_costs_the_same_whatever_its_size(
    client, steering_group, disa, seats, django_assert_num_queries
):
    for _turn in range(seats):
        MembershipFactory(seat=SeatFactory(organization=steering_group))
    client.force_login(disa)
    url = f"/grupper/{steering_group.pk}/"
    client.get(url)

    with django_assert_num_queries(7):
        client.get(url)


def test_place_that_is_sent_twice_is_added_once(client, steering_group, disa):
    client.force_login(disa)
    address = f"/grupper/{steering_group.pk}/ny-plats/"
    sent = {"role": "member", "seen": client.get(address).context["form"]["seen"].value()}

    client.post(address, sent)
    again = client.post(address, sent)

    assert "Platsen är redan tillagd." in again.content.decode()
    assert Seat.objects.filter(organization=steering_group).count() == 1
    client.post(address, sent | {"seen": 1})
    assert Seat.objects.filter(organization=steering_group).count() == 2
