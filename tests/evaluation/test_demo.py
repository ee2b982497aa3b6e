"""The demonstration: who acts in it, and what its letters say."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone

from coordination.enums import MessageState, ReferralState
from coordination.models import AuditEvent, Consultee, OutgoingMessage, Reminder, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(db):
    call_command("load_demo", stdout=StringIO())


def test_story_is_told_by_fictitious_persons_with_letters_that_arrived(demo):
    actors = {event.actor for event in AuditEvent.objects.select_related("actor__person")}
    letters = OutgoingMessage.objects.all()
    late = Consultee.objects.late(timezone.localdate())

    assert all(actor.person and actor.person.is_fictitious for actor in actors)
    assert not User.objects.filter(is_superuser=True).exists()
    assert letters.exclude(state=MessageState.SENT).count() == 0
    assert letters.exclude(created_at=F("sent_at")).count() == 0
    assert not letters.filter(sent_at__date=timezone.localdate()).exists()
    assert late.filter(referral__state=ReferralState.SENT).count() == 2
    assert Reminder.objects.filter(deadline__subject_id__in=late, deadline__kind="statement")
