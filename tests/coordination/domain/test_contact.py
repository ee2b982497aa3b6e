"""Whom a letter says that one can call or write to."""

from datetime import date

import pytest

from coordination.domain.contact import Contacts
from coordination.domain.message import build_email
from coordination.domain.reminder_letter import draft_reminder
from tests.factories import DeadlineFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 12)


@pytest.fixture
def coordinator(disa):
    disa.person.phone = "040-34 10 00"
    disa.person.save()
    return disa.person


@pytest.fixture
def deadline(town):
    return DeadlineFactory(organization=town.participant, due_on=TODAY)


def test_reminder_names_a_coordinator_who_gets_the_answers(deadline, coordinator, bo, now):
    letter = draft_reminder([deadline], to=bo.person, now=now)

    said = f"Ring eller skriv till {coordinator.name}, samordnare: 040-34 10 00"
    assert said in letter.text
    assert said in letter.html
    assert f"svaret till {coordinator.name}" in letter.text
    letter.save()
    assert build_email(letter).message()["Reply-To"] == coordinator.email


def test_coordinator_is_not_told_to_write_to_herself(deadline, coordinator, now):
    """Negative control: nobody is left to name, so nobody answers."""
    letter = draft_reminder([deadline], to=coordinator, now=now)

    assert letter.reply_to == ""
    assert "Det går inte att svara på det." in letter.text


def test_reminder_by_hand_is_answered_by_whoever_reminds(deadline, coordinator, bo, gun, now):
    assert draft_reminder([deadline], to=bo.person, now=now, sender=gun).reply_to == gun.email


def test_contacts_cost_one_statement(town, deadline, coordinator, bo, django_assert_num_queries):
    several = [deadline, DeadlineFactory(organization=town.outside, due_on=TODAY)]
    with django_assert_num_queries(1):
        found = Contacts(several, on=TODAY)

    assert found.for_deadline(deadline, besides=bo.person) == coordinator
