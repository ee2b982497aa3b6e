"""More time for several at once: all or none, each told."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from coordination.domain.extension import extend_consultees
from coordination.domain.referral import send_referral
from coordination.enums import ConsulteeState, Role
from coordination.exceptions import ActionRefused
from coordination.models import Consultee, DeadlineMove, OutgoingMessage
from tests.factories import ConsulteeFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def several(referral, town, disa, bo, chair):
    """Two committees that have got the referral."""
    MembershipFactory(seat__organization=town.lead, seat__role=Role.SECRETARY)
    for body in (town.participant, town.lead):
        ConsulteeFactory(referral=referral, organization=body)
    send_referral(referral, actor=disa)
    OutgoingMessage.objects.all().delete()
    return list(Consultee.objects.order_by("pk"))


def move(consultees, actor, **fields):
    today = timezone.localdate()
    due_on = today + timedelta(days=60)
    values = {"due_on": due_on, "reason": "Sommaren.", "today": today}
    return extend_consultees(consultees, actor=actor, **values | fields)


def test_all_get_the_day_with_who_granted_it_and_a_letter_each(several, disa):
    move(several, disa, granted_by="Helena Chef")

    days = {consultee.due_on for consultee in Consultee.objects.all()}
    assert days == {timezone.localdate() + timedelta(days=60)}
    assert {each.granted_by for each in DeadlineMove.objects.all()} == {"Helena Chef"}
    assert OutgoingMessage.objects.count() == 2
    assert "Helena Chef" in OutgoingMessage.objects.first().text


def test_who_moves_the_day_has_granted_it_unless_said(several, disa):
    move(several[:1], disa)

    assert DeadlineMove.objects.get().granted_by == str(disa)


def test_one_that_has_answered_stops_all_by_name(several, disa, town):
    Consultee.objects.filter(organization=town.lead).update(
        state=ConsulteeState.ANSWERED, finished_on=timezone.localdate()
    )

    with pytest.raises(ActionRefused) as refused:
        move(several, disa)

    assert refused.value.message.startswith("Fritidsnämnden: ")
    assert not DeadlineMove.objects.exists()
    assert not OutgoingMessage.objects.exists()


def test_nobody_chosen_is_refused(disa):
    with pytest.raises(ActionRefused) as refused:
        move([], disa)

    assert refused.value.code == "nobody_chosen"


def test_who_is_asked_moves_no_days(several, bo):
    with pytest.raises(PermissionDenied):
        move(several, bo)
