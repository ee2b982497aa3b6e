"""Filling a place, and leaving it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coordination.models import Membership, Person
from tests.factories import MembershipFactory, SeatFactory

ELSA = {"given_name": "Elsa", "family_name": "Mård", "email": "elsa@kommun.example"}


@pytest.fixture
def seat(steering_group, town):
    return SeatFactory(organization=steering_group, on_behalf_of=town.participant_office)


@pytest.fixture
def held(seat):
    return MembershipFactory(seat=seat)


def fill(client, seat, **values):
    return client.post(
        f"/platser/{seat.pk}/tillsatt/", {"valid_from": timezone.localdate(), **values}
    )


def test_place_is_filled_with_someone_of_the_body(client, seat, disa, erik):
    client.force_login(disa)

    answer = fill(client, seat, person=erik.person.pk)

    assert answer.url == f"/grupper/{seat.organization_id}/"
    assert Membership.objects.get(seat=seat).person == erik.person


def test_place_is_not_filled_with_someone_of_another_body(client, seat, disa, cecilia):
    client.force_login(disa)

    fill(client, seat, person=cecilia.person.pk)

    assert not seat.memberships.exists()


def test_place_is_filled_with_a_new_person(client, seat, disa):
    client.force_login(disa)

    fill(client, seat, **ELSA)

    assert Membership.objects.get(seat=seat).person.email == "elsa@kommun.example"


def test_missing_name_and_address_are_asked_for_by_their_fields(client, seat, disa):
    client.force_login(disa)

    page = fill(client, seat, given_name="Elsa").content.decode()

    assert "Skriv personens efternamn." in page
    assert 'value="Elsa"' in page
    assert not Person.objects.filter(given_name="Elsa").exists()


def test_address_of_someone_else_is_refused_by_its_field(client, seat, disa, erik):
    client.force_login(disa)

    answer = fill(client, seat, **ELSA | {"email": erik.person.email})

    assert list(answer.context["form"].errors) == ["email"]


def test_taken_place_is_not_filled_again(client, held, seat, disa, erik):
    client.force_login(disa)

    page = fill(client, seat, person=erik.person.pk).content.decode()

    assert "Platsen är redan tillsatt." in page


def test_place_is_left_on_a_last_day_and_stays(client, held, seat, disa):
    client.force_login(disa)
    today = timezone.localdate()

    client.post(f"/platser/{seat.pk}/avsluta/", {"last_day": today})

    held.refresh_from_db()
    assert held.valid_until == today


def test_place_is_not_left_before_it_was_taken(client, held, seat, disa):
    client.force_login(disa)
    before = held.valid_from - timedelta(days=30)

    answer = client.post(f"/platser/{seat.pk}/avsluta/", {"last_day": before})

    assert list(answer.context["form"].errors) == ["last_day"]


@pytest.mark.parametrize("page", ["tillsatt", "avsluta"])
@pytest.mark.parametrize(("person", "status"), [("love", 403), ("anna", 403), ("cecilia", 404)])
def test_places_are_changed_by_nobody_else(client, held, seat, page, person, status, request):
    client.force_login(request.getfixturevalue(person))

    answer = client.post(f"/platser/{seat.pk}/{page}/", {"last_day": timezone.localdate()})

    held.refresh_from_db()
    assert (answer.status_code, held.valid_until) == (status, None)
