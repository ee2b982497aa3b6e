"""How I want to be reminded, through the browser's eyes; and one click from a letter."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coordination.domain.unsubscribe import unsubscribe_address
from coordination.models import Absence, Reminder, ReminderPreference
from tests.factories import DeadlineFactory, OutgoingMessageFactory

pytestmark = pytest.mark.django_db

PAGE = reverse("coordination:notifications")


def chosen(user):
    return dict(
        ReminderPreference.objects.filter(person=user.person).values_list("kind", "delivery")
    )


def every_choice(client, **changes):
    form = client.get(PAGE).context["form"]
    return dict.fromkeys(form.fields, "daily") | changes


def test_rules_are_told_in_plain_words(client, bo):
    client.force_login(bo)

    html = client.get(PAGE).content.decode()

    assert "Påminnelse 30 dagar före, 7 dagar före, på dagen och 7 dagar efter" in html
    assert "Ordföranden får veta det 28 dagar efter och sedan var 28:e dag." in html


def test_choice_is_saved(client, bo):
    client.force_login(bo)

    answer = client.post(PAGE, every_choice(client, statement="weekly"), follow=True)

    assert chosen(bo) == {"statement": "weekly"}
    assert "Dina val är sparade." in answer.content.decode()


def test_what_the_law_asks_for_is_no_choice(client, bo):
    client.force_login(bo)

    client.post(PAGE, every_choice(client, approval="never"))

    assert "approval" not in client.get(PAGE).context["form"].fields
    assert chosen(bo) == {}


def test_account_without_a_person_is_told(admin_client):
    assert "hör inte till någon person" in admin_client.get(PAGE).content.decode()


def away(**changes):
    today = timezone.localdate()
    return {"first_day": today, "last_day": today + timedelta(days=5), "stand_in": ""} | changes


def test_absence_is_saved_with_a_colleague(client, bo, erik):
    client.force_login(bo)

    client.post(reverse("coordination:add_absence"), away(stand_in=erik.person.pk))

    assert Absence.objects.get().stand_in == erik.person
    assert f"{erik.person} får påminnelserna." in client.get(PAGE).content.decode()


def test_stranger_is_no_stand_in(client, bo, cecilia):
    client.force_login(bo)

    answer = client.post(reverse("coordination:add_absence"), away(stand_in=cecilia.person.pk))

    assert answer.status_code == 200
    assert not Absence.objects.exists()


def test_absence_is_removed_by_whose_it_is(client, bo, cecilia):
    client.force_login(bo)
    client.post(reverse("coordination:add_absence"), away())
    remove = reverse("coordination:end_absence", args=[Absence.objects.get().pk])

    client.force_login(cecilia)
    assert client.post(remove).status_code == 404
    client.force_login(bo)
    assert client.post(remove).status_code == 302
    assert not Absence.objects.exists()


# --- One click -----------------------------------------------------------------------------------


@pytest.fixture
def address(town, bo):
    """The address in the head of a letter to Bo about a statement."""
    letter = OutgoingMessageFactory(person=bo.person, may_unsubscribe=True)
    deadline = DeadlineFactory(organization=town.participant)
    Reminder.objects.create(
        deadline=deadline,
        due_on=deadline.due_on,
        offset_days=0,
        recipient=bo.person,
        message=letter,
    )
    return unsubscribe_address(letter.dedupe_key).removeprefix("http://testserver")


def test_mail_program_turns_it_off_without_signing_in(address, bo):
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(address, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert chosen(bo) == {"statement": "never"}


def test_opening_the_address_changes_nothing(client, address, bo):
    """A mail filter opens every link that it sees."""
    answer = client.get(address)

    assert "Yttranden" in answer.content.decode()
    assert answer.headers["X-Robots-Tag"].startswith("noindex")
    assert chosen(bo) == {}


def test_regret_is_a_click_away(client, address, bo):
    client.post(address)
    client.post(address, {"angra": "1"})

    assert chosen(bo) == {}


def test_address_that_was_tampered_with_is_not_there(client, address):
    assert client.post(address[:-3] + "xx/").status_code == 404
