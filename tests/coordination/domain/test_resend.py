"""Failed letters tried again: in the words of today, and all at once."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from coordination.domain.reminder import queue_due_reminders
from coordination.domain.resend import resend, resend_failed
from coordination.enums import MessageState
from coordination.exceptions import ActionRefused
from coordination.models import OutgoingMessage
from coordination.working_days import STOCKHOLM
from tests.factories import DeadlineFactory

pytestmark = pytest.mark.django_db

DUE = date(2025, 6, 30)
DAY = timedelta(days=1)


def at(day):
    return datetime(day.year, day.month, day.day, 8, tzinfo=STOCKHOLM)


@pytest.fixture
def failed(town, bo, gun):
    """A reminder of a week before that no server took."""
    week_before = DUE - 7 * DAY
    DeadlineFactory(organization=town.participant, due_on=DUE, next_reminder_on=week_before)
    queue_due_reminders(now=at(week_before))
    OutgoingMessage.objects.update(state=MessageState.FAILED)
    return OutgoingMessage.objects.get()


def test_reminder_is_sent_again_with_the_days_that_are_left(failed, gun):
    resend(failed, actor=gun, now=at(DUE - 2 * DAY))

    failed.refresh_from_db()
    assert failed.state == MessageState.PENDING
    assert "2 dagar kvar" in failed.subject
    assert "7 dagar kvar" not in failed.text + failed.html


def test_reminder_of_what_is_done_is_not_sent_again(failed, gun):
    failed.reminders.get().deadline.__class__.objects.update(done_at=at(DUE), done_by="klart")

    with pytest.raises(ActionRefused) as refused:
        resend(failed, actor=gun, now=at(DUE))
    assert refused.value.code == "settled"


def test_all_that_failed_is_tried_at_once(failed, gun):
    assert resend_failed(actor=gun, now=at(DUE)) == (1, 0)
    assert resend_failed(actor=gun, now=at(DUE)) == (0, 0)


def test_others_try_nothing(failed, cecilia):
    with pytest.raises(PermissionDenied):
        resend(failed, actor=cecilia, now=at(DUE))
    assert resend_failed(actor=cecilia, now=at(DUE)) == (0, 0)
