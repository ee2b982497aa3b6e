"""What has happened, told to those who may know."""

import pytest
from django.db import transaction

from coordination.domain.audit import record
from coordination.domain.organization import rename_organization
from coordination.domain.queries.timeline import (
    SHOWN,
    matter_events,
    matter_history,
    recent_events,
    subject_events,
)
from coordination.models import AuditEvent

PUBLIC, INTERNAL = "meeting.planned", "referral.edited"


@pytest.fixture
def events(matter, disa):
    with transaction.atomic():
        for action in (PUBLIC, INTERNAL):
            record(action, actor=disa, subject=matter, matter=matter)


def texts(entries):
    return [entry.text for entry in entries]


def test_matter_events_are_told_newest_first(events, matter, disa):
    assert texts(matter_events(disa, matter)) == [
        "Utkastet till remissen ändrades.",
        "Ett sammanträde planerades till –.",
    ]


def test_internal_events_are_kept_from_parties(events, matter, anna):
    assert texts(matter_events(anna, matter)) == ["Ett sammanträde planerades till –."]


def test_internal_events_are_told_to_overseers(events, matter, rut):
    assert len(matter_events(rut, matter)) == 2


def test_recent_events_leave_out_what_one_may_not_see(events, cecilia, anna):
    assert texts(recent_events(cecilia, limit=5)) == []
    assert texts(recent_events(anna, limit=5)) == ["Ett sammanträde planerades till –."]


def test_events_continue_below_a_number(events, matter, disa):
    newest = AuditEvent.objects.order_by("-sequence").first()

    assert len(matter_events(disa, matter, before=newest.sequence)) == 1


def test_subject_events_are_about_one_object(events, matter, town, disa):
    assert len(subject_events(disa, matter)) == 2
    assert subject_events(disa, town.lead) == []


def test_objects_own_timeline_does_not_link_to_itself(town, gun):
    rename_organization(town.lead, actor=gun, name="Kulturnämnden för alla")

    assert [entry.url for entry in subject_events(gun, town.lead)] == [""]


def test_history_goes_on_below_a_number_and_back_to_the_newest(matter, disa):
    with transaction.atomic():
        for _turn in range(SHOWN + 5):
            record(PUBLIC, actor=disa, subject=matter, matter=matter)

    first = matter_history(disa, matter, {})
    older = matter_history(disa, matter, {"fore": first.next_url.removeprefix("?fore=")})

    assert (len(first.entries), first.previous_url) == (SHOWN, "")
    assert (len(older.entries), older.next_url, older.previous_url) == (5, "", "?")


@pytest.mark.parametrize("given", ["", "x", "-1", "9" * 40, "½"])
def test_number_that_cannot_be_read_shows_the_newest(events, matter, disa, given):
    assert len(matter_history(disa, matter, {"fore": given}).entries) == 2


def test_timeline_costs_one_statement_however_long(matter, disa, django_assert_num_queries):
    with transaction.atomic():
        for _turn in range(20):
            record(PUBLIC, actor=disa, subject=matter, matter=matter)
    matter_events(disa, matter)

    with django_assert_num_queries(1):
        assert len(matter_events(disa, matter)) == 20


def test_internal_events_are_kept_from_members_of_the_body(events, matter, love):
    assert texts(matter_events(love, matter)) == ["Ett sammanträde planerades till –."]
    assert texts(recent_events(love, limit=5)) == ["Ett sammanträde planerades till –."]
