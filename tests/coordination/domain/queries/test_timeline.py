"""What has happened, told to those who may know."""

import pytest
from django.db import transaction

from coordination.domain.audit import record
from coordination.domain.queries.timeline import matter_events, recent_events, subject_events
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


def test_timeline_costs_one_statement_however_long(matter, disa, django_assert_num_queries):
    with transaction.atomic():
        for _turn in range(20):
            record(PUBLIC, actor=disa, subject=matter, matter=matter)
    matter_events(disa, matter)

    with django_assert_num_queries(1):
        assert len(matter_events(disa, matter)) == 20
