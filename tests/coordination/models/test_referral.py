"""Who sees a referral before and after it is sent."""

import pytest
from django.urls import reverse
from django.utils import timezone

from coordination.domain.queries.search import search
from coordination.enums import ReferralState, Role
from coordination.models import Referral
from tests.conftest import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def controller(town):
    """Works in the office that sends the referral, but does not coordinate."""
    return member(town.central_office, Role.CONTROLLER, "Pia")


def readers(referral, *users):
    return [Referral.objects.visible_to(user).filter(pk=referral.pk).exists() for user in users]


def test_draft_is_seen_by_those_who_write_it_and_those_who_oversee(referral, disa, gun, rut):
    assert readers(referral, disa, gun, rut) == [True, True, True]


def test_draft_is_kept_from_readers_and_parties(referral, love, controller, anna, cecilia):
    assert readers(referral, love, controller, anna, cecilia) == [False, False, False, False]


def test_referral_is_seen_by_sender_and_parties_once_sent(
    referral, love, controller, anna, cecilia
):
    referral.state, referral.sent_at = ReferralState.SENT, timezone.now()
    referral.save()

    assert readers(referral, love, controller, anna, cecilia) == [True, True, True, False]


@pytest.mark.parametrize(("who", "status"), [("love", 404), ("controller", 404), ("disa", 200)])
def test_draft_s_page_and_api_follow(client, referral, request, who, status):
    client.force_login(request.getfixturevalue(who))

    page = client.get(reverse("coordination:referral", args=[referral.pk]))
    api = client.get(f"/api/v1/referrals/{referral.pk}/")

    assert (page.status_code, api.status_code) == (status, status)


def test_search_finds_drafts_for_their_writers_only(referral, love, disa):
    found = [[label for label, _hits in search(user, referral.title)] for user in (love, disa)]

    assert ["Remisser" in map(str, labels) for labels in found] == [False, True]
