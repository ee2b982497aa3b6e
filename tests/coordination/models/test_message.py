"""Who sees which outgoing messages, and that the sender's scan goes through its index."""

import pytest
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from coordination.enums import MessageState
from coordination.models import OutgoingMessage
from tests.factories import MatterFactory, OutgoingMessageFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(matter, bo):
    return OutgoingMessageFactory(matter=matter, person=bo.person)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("disa", True),
        ("gun", True),
        ("rut", True),
        ("bo", False),
        ("cecilia", False),
        ("love", False),
        ("anna", False),
        ("erik", False),
    ],
)
def test_messages_are_seen_by_who_keeps_the_matter_or_oversees(message, request, who, sees):
    visible = OutgoingMessage.objects.visible_to(request.getfixturevalue(who))

    assert visible.exists() is sees


def test_message_of_another_municipality_is_not_seen(message, gun):
    elsewhere = OutgoingMessageFactory(matter=MatterFactory())

    assert elsewhere not in OutgoingMessage.objects.visible_to(gun)


def test_two_seats_show_a_message_once(message, gun, bo, town):
    OutgoingMessage.objects.update(matter=None)
    bo.person.memberships.create(seat=town.lead.seats.create(role="member"))

    assert OutgoingMessage.objects.visible_to(gun).count() == 1


def test_unlimited_account_sees_all(message):
    OutgoingMessage.objects.update(matter=None, person=None)
    root = UserFactory(person=None, email="root@kommun.example", is_superuser=True)

    assert OutgoingMessage.objects.visible_to(root).count() == 1


def test_sender_s_scan_goes_through_its_index():
    now = timezone.now()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # a table this small would be read whole
            cursor.execute("SET LOCAL enable_seqscan = off")

    plan = OutgoingMessage.objects.filter(
        Q(state=MessageState.PENDING, next_attempt_at__lte=now)
        | Q(state=MessageState.CLAIMED, lease_until__lt=now)
    ).explain()

    assert "message_by_state" in plan
