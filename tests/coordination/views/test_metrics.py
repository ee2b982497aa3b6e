"""The figures for the programs that watch: there only for whoever has the token."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coordination.domain.queries.delivery import delivery_figures
from coordination.enums import MessageState
from coordination.models import OutgoingMessage
from tests.factories import DeadlineFactory, OutgoingMessageFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("token", "given", "status"),
    [("hemligt", "Bearer hemligt", 200), ("hemligt", "Bearer fel", 404), ("", "Bearer ", 404)],
)
def test_figures_are_for_whoever_has_the_token(client, settings, token, given, status):
    settings.METRICS_TOKEN = token

    assert client.get("/metrics", headers={"Authorization": given}).status_code == status


def test_page_tells_what_waits_and_what_is_late(client, settings, town):
    settings.METRICS_TOKEN = "hemligt"
    OutgoingMessageFactory(next_attempt_at=timezone.now())
    DeadlineFactory(organization=town.lead, next_reminder_on=timezone.localdate() - timedelta(2))

    body = client.get("/metrics", headers={"Authorization": "Bearer hemligt"}).content.decode()

    assert 'kraftsam_messages{state="pending"} 1.0' in body
    assert "kraftsam_deadlines_planned_late 1.0" in body


def test_pace_is_the_median_and_the_slow_end():
    now = timezone.now()
    for seconds in range(1, 101):
        OutgoingMessageFactory(state=MessageState.SENT, sent_at=now)
        message = OutgoingMessage.objects.latest("pk")
        OutgoingMessage.objects.filter(pk=message.pk).update(
            created_at=now - timedelta(seconds=seconds)
        )

    figures = delivery_figures(now=now)

    assert (figures.sent, figures.median_seconds, figures.p95_seconds) == (100, 50.0, 95.0)


def test_nothing_sent_is_no_pace():
    assert delivery_figures(now=timezone.now()).median_seconds is None
