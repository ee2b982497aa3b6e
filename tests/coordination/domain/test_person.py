"""People: added when they are to fill a seat."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from coordination.domain.person import fill_seat_with_new_person, register_person, set_phone
from coordination.models import AuditEvent, Membership, Person
from tests.factories import PersonFactory, SeatFactory

ELSA = {"given_name": "Elsa", "family_name": "Mård", "email": "elsa@kommun.example"}


def test_register_person_adds_one_with_an_address(steering_group, disa):
    person = register_person(steering_group, actor=disa, **ELSA)

    assert (person.name, person.email) == ("Elsa Mård", "elsa@kommun.example")
    assert AuditEvent.objects.get().action == "person.registered"


def test_register_person_knows_the_same_person_again(steering_group, disa):
    first = register_person(steering_group, actor=disa, **ELSA)

    assert (
        register_person(steering_group, actor=disa, **ELSA | {"email": "Elsa@kommun.example"})
        == first
    )


def test_register_person_refuses_an_address_of_someone_else(steering_group, disa):
    PersonFactory(email="ELSA@kommun.example")

    with pytest.raises(ValidationError) as refused:
        register_person(steering_group, actor=disa, **ELSA)

    assert refused.value.code == "email_taken"


@pytest.mark.parametrize("email", ["", "elsa", "elsa@", "elsa@kommun.example\nBcc: x@y.example"])
def test_register_person_refuses_what_is_no_address(steering_group, disa, email):
    with pytest.raises(ValidationError) as refused:
        register_person(steering_group, actor=disa, **ELSA | {"email": email})

    assert refused.value.code == "email"


@pytest.mark.parametrize("person", ["anna", "bo", "cecilia", "erik", "love", "rut"])
def test_register_person_is_refused_to_others(steering_group, person, request):
    with pytest.raises(PermissionDenied):
        register_person(steering_group, actor=request.getfixturevalue(person), **ELSA)


def test_fill_seat_with_new_person_does_both(steering_group, disa, today):
    seat = SeatFactory(organization=steering_group)

    fill_seat_with_new_person(seat, actor=disa, valid_from=today, **ELSA)

    assert Membership.objects.get(seat=seat).person.name == "Elsa Mård"


def test_fill_seat_with_new_person_adds_nobody_when_the_seat_is_taken(steering_group, disa, today):
    seat = SeatFactory(organization=steering_group)
    fill_seat_with_new_person(seat, actor=disa, valid_from=today, **ELSA)

    with pytest.raises(ValidationError) as refused:
        fill_seat_with_new_person(
            seat,
            actor=disa,
            valid_from=today,
            given_name="Ola",
            family_name="Ny",
            email="ola@kommun.example",
        )

    assert refused.value.code == "taken"
    assert not Person.objects.filter(given_name="Ola").exists()


# --- Telephone -----------------------------------------------------------------------------------


def test_person_and_secretary_and_administrator_set_the_phone(chair, bo, gun, erik):
    set_phone(chair, actor=bo, phone=" 08-123  45 67 ")
    set_phone(erik.person, actor=erik, phone="+46 8 123")
    set_phone(chair, actor=gun, phone="")

    chair.refresh_from_db()
    erik.person.refresh_from_db()
    assert (chair.phone, erik.person.phone) == ("", "+46 8 123")
    told = AuditEvent.objects.order_by("sequence").values_list("action", flat=True)
    assert list(told) == ["person.phone_set", "person.phone_set", "person.phone_removed"]


def test_nobody_else_sets_the_phone(chair, erik, disa, cecilia):
    for actor in (erik, disa, cecilia):
        with pytest.raises(PermissionDenied):
            set_phone(chair, actor=actor, phone="08-1")


@pytest.mark.parametrize("phone", ["ring mig", "0" * 41, "08-1\N{ARABIC-INDIC DIGIT ONE}"])
def test_what_is_no_number_is_refused(chair, bo, phone):
    with pytest.raises(ValidationError):
        set_phone(chair, actor=bo, phone=phone)


def test_phone_is_set_on_the_persons_page(client, chair, bo, erik):
    client.force_login(bo)
    page = reverse("coordination:person", args=[chair.pk])
    address = reverse("coordination:set_phone", args=[chair.pk])
    assert address in client.get(page).content.decode()

    refused = client.post(address, {"phone": "ring mig"})
    done = client.post(address, {"phone": "08-123 45 67"}, follow=True)

    assert "Skriv ett telefonnummer." in refused.content.decode()
    assert "08-123 45 67" in done.content.decode()
    client.force_login(erik)
    assert "08-123 45 67" not in client.get(page).content.decode()
    assert client.get(address).status_code == 403
