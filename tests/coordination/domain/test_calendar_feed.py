"""Subscriptions to dates: kept as a hash, with the owner's rights of the moment, until taken back."""

import hashlib
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from coordination.access import forget_standing
from coordination.domain import calendar_feed
from coordination.domain.calendar_feed import find_feed, make_feed, note_fetch, revoke_feed
from coordination.exceptions import ActionRefused
from coordination.models import AuditEvent, CalendarFeed

pytestmark = pytest.mark.django_db


def test_only_the_token_s_hash_is_kept(bo):
    feed, token = make_feed(actor=bo, name="Min telefon")

    assert feed.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(AuditEvent.objects.values_list("data", flat=True))
    assert find_feed(token) == feed


@pytest.mark.parametrize("token", ["", "nonsense"])
def test_unknown_token_finds_nothing(bo, token):
    make_feed(actor=bo, name="Min telefon")

    assert find_feed(token) is None


def test_revoked_feed_leads_nowhere(bo):
    feed, token = make_feed(actor=bo, name="Min telefon")
    revoke_feed(feed, actor=bo)

    assert find_feed(token) is None
    with pytest.raises(ActionRefused, match="redan återkallad"):
        revoke_feed(feed, actor=bo)


def test_only_the_owner_revokes(bo, gun):
    feed, _token = make_feed(actor=bo, name="Min telefon")

    with pytest.raises(PermissionDenied):
        revoke_feed(feed, actor=gun)


def test_closed_account_closes_the_feed(bo):
    _feed, token = make_feed(actor=bo, name="Min telefon")
    bo.is_active = False
    bo.save()

    assert find_feed(token) is None


def test_body_s_feed_is_for_those_who_act_for_it(town, bo, cecilia, rut):
    make_feed(actor=bo, name="Outlook", organization=town.participant)
    make_feed(actor=rut, name="Outlook", organization=town.participant)

    with pytest.raises(PermissionDenied):
        make_feed(actor=cecilia, name="Outlook", organization=town.participant)


def test_body_s_feed_ends_with_the_seat(town, bo):
    _feed, token = make_feed(actor=bo, name="Outlook", organization=town.participant)
    bo.person.memberships.update(valid_until=date(2023, 1, 2))
    forget_standing(bo)

    assert find_feed(token) is None


def test_too_many_feeds_are_refused(bo, monkeypatch):
    monkeypatch.setattr(calendar_feed, "MOST_FEEDS", 1)
    make_feed(actor=bo, name="Min telefon")

    with pytest.raises(ActionRefused, match="redan 1"):
        make_feed(actor=bo, name="Min platta")


def test_fetch_is_noted_once_a_day(bo, django_assert_num_queries):
    feed, _token = make_feed(actor=bo, name="Min telefon")
    day = date(2026, 1, 12)
    note_fetch(feed, today=day)
    feed = CalendarFeed.objects.get()

    with django_assert_num_queries(0):
        note_fetch(feed, today=day)
    assert feed.fetched_on == day
