"""Phone calls: noted by the sender, a contact like a letter."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from coordination.domain.phone_call import note_phone_call
from coordination.domain.queries.board import board_of
from coordination.models import AuditEvent, PhoneCall

pytestmark = pytest.mark.django_db


def call(consultee, actor, held_on=None, said="Svaret kommer på fredag."):
    held_on = held_on or timezone.localdate()
    return note_phone_call(
        consultee, actor=actor, spoken_with="Bo Testsson", held_on=held_on, said=said
    )


def test_call_is_kept_with_who_when_and_what_was_said(consultee, disa):
    call(consultee, disa)

    noted = PhoneCall.objects.get()
    assert (noted.spoken_with, noted.said) == ("Bo Testsson", "Svaret kommer på fredag.")
    assert (noted.held_on, noted.noted_by) == (timezone.localdate(), disa)
    assert AuditEvent.objects.get(action="referral.called").data["who"] == "Bo Testsson"


def test_call_of_today_counts_as_contact(consultee, disa):
    consultee.due_on = timezone.localdate() - timedelta(days=3)
    consultee.save()
    assert board_of(disa, today=timezone.localdate()).late_to_remind

    call(consultee, disa)

    assert not board_of(disa, today=timezone.localdate()).late_to_remind


def test_call_of_yesterday_does_not_stop_a_reminder(consultee, disa):
    consultee.due_on = timezone.localdate() - timedelta(days=3)
    consultee.save()

    call(consultee, disa, held_on=timezone.localdate() - timedelta(days=1))

    assert board_of(disa, today=timezone.localdate()).late_to_remind


def test_call_is_not_noted_before_it_is_held(consultee, disa):
    with pytest.raises(ValidationError) as refused:
        call(consultee, disa, held_on=timezone.localdate() + timedelta(days=1))

    assert refused.value.code == "day_to_come"


def test_who_is_asked_notes_no_call(consultee, bo):
    with pytest.raises(PermissionDenied):
        call(consultee, bo)
