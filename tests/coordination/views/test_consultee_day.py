"""The sender is told which body cannot decide in time, and gives it a day that would do."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coordination.models import Meeting
from tests.factories import ConsulteeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(referral, town, bo):
    """Bo's committee, asked in a draft, meets only after the day to answer."""
    day = timezone.localdate() + timedelta(days=20)
    Meeting.objects.create(organization=town.participant, held_on=day + timedelta(days=5))
    return ConsulteeFactory(referral=referral, organization=town.participant, due_on=day)


def use(client, consultee):
    return client.post(reverse("coordination:use_day", args=[consultee.pk]), follow=True)


def test_sender_is_told_by_name_and_uses_the_day_with_one_click(client, disa, asked):
    client.force_login(disa)
    page = reverse("coordination:send_referral", args=[asked.referral_id])
    assert "En nämnd hinner inte svara" in client.get(page).content.decode()

    text = use(client, asked).content.decode()

    asked.refresh_from_db()
    assert asked.due_on >= timezone.localdate() + timedelta(days=32)
    assert ("Stadsbyggnadsnämnden får svara till" in text, "hinner inte svara" in text) == (
        True,
        False,
    )


def test_day_is_not_used_by_others_or_once_the_referral_is_sent(client, disa, cecilia, asked):
    before = asked.due_on
    client.force_login(cecilia)
    assert use(client, asked).status_code == 404
    client.force_login(disa)
    asked.referral.state, asked.referral.sent_at = "sent", timezone.now()
    asked.referral.save()

    assert use(client, asked).status_code == 403
    asked.refresh_from_db()
    assert asked.due_on == before


def test_colleague_who_edits_meanwhile_is_told(client, disa, asked):
    client.force_login(disa)
    use(client, asked)

    asked.referral.refresh_from_db()
    assert asked.referral.version == 2


def test_moving_the_day_of_a_sent_referral_proposes_day_and_reason(client, disa, asked):
    client.force_login(disa)
    asked.referral.state, asked.referral.sent_at = "sent", timezone.now()
    asked.referral.save()

    form = client.get(reverse("coordination:extend_consultee", args=[asked.pk])).context["form"]

    assert form.initial["due_on"] > asked.due_on
    assert form.initial["reason"].startswith("Nästa sammanträde som kan besluta är")
