"""The administration's pages, through the browser's eyes."""

import pytest
from django.core import mail

from coordination.models import User
from tests.factories import MembershipFactory, PersonFactory, SeatFactory

PAGES = ["", "personer/", "konton/nytt/", "revisionsspar/"]
REFUSED = 403
NOT_TOLD = 404


@pytest.mark.parametrize("path", PAGES)
def test_administration_opens_for_the_administrator(client, gun, path):
    client.force_login(gun)

    assert client.get(f"/administration/{path}").status_code == 200


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("person", ["disa", "love", "rut"])
def test_administration_is_refused_to_others(client, person, path, request):
    client.force_login(request.getfixturevalue(person))

    assert client.get(f"/administration/{path}").status_code == REFUSED


@pytest.mark.parametrize(("person", "shown"), [("gun", True), ("disa", False)])
def test_account_menu_leads_there(client, person, shown, request):
    client.force_login(request.getfixturevalue(person))

    assert ('href="/administration/"' in client.get("/").content.decode()) == shown


def test_people_are_listed_with_seats_accounts_and_found_by_name(client, gun, bo, town):
    client.force_login(gun)

    page = client.get("/administration/personer/", {"q": "bo"}).content.decode()

    assert "Sekreterare, Stadsbyggnadsnämnden" in page
    assert (f"/administration/konton/{bo.pk}/stang/" in page, "aldrig" in page) == (True, True)


@pytest.mark.parametrize("more", [2, 20])
def test_people_do_not_grow_in_statements(client, gun, town, more, django_assert_num_queries):
    MembershipFactory.create_batch(more, seat__organization=town.lead)
    client.force_login(gun)
    client.get("/administration/personer/")

    with django_assert_num_queries(6):
        client.get("/administration/personer/")


def test_invited_person_chooses_a_password_by_the_page_for_it(client, gun, town):
    person = PersonFactory(email="nils.ny@kommun.example")
    MembershipFactory(person=person, seat=SeatFactory(organization=town.lead))
    client.force_login(gun)
    client.post("/administration/konton/nytt/", {"person": person.pk})
    client.logout()

    client.post("/konto/password/reset/", {"email": person.email})

    assert "/konto/password/reset/key/" in mail.outbox[-1].body


def test_closed_account_is_signed_out_at_once_and_can_be_opened_again(client, gun, bo):
    theirs = client.__class__()
    theirs.force_login(bo)
    client.force_login(gun)

    client.post(f"/administration/konton/{bo.pk}/stang/", {"reason": "Slutat."})

    assert theirs.get("/").status_code == 302
    client.post(f"/administration/konton/{bo.pk}/oppna/")
    again = client.post(f"/administration/konton/{bo.pk}/oppna/", follow=True)
    assert "redan öppet" in again.content.decode()
    assert User.objects.get(pk=bo.pk).is_active


def test_account_of_a_stranger_is_not_found(client, gun, other_account):
    client.force_login(gun)

    assert client.get(f"/administration/konton/{other_account.pk}/stang/").status_code == NOT_TOLD


@pytest.fixture
def other_account(db):
    return User.objects.create_user("annan@kommun.example")


def test_trail_is_checked(client, gun, bo):
    client.force_login(gun)
    client.post(f"/administration/konton/{bo.pk}/stang/", {"reason": "Slutat."})

    page = client.post("/administration/revisionsspar/").content.decode()

    assert "Kedjan är hel." in page
