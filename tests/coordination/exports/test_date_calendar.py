"""Dates as a calendar file: opened in a real client library, with whole days and stable names."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from coordination.domain.deadline import keep_deadline, move_deadline, withdraw_deadline
from coordination.domain.queries.deadline import deadlines_for_feed
from coordination.exports.date_calendar import date_calendar
from coordination.models import Deadline
from tests.factories import DeadlineFactory

pytestmark = pytest.mark.django_db

DUE = date(2026, 3, 29)  # the night in which summer time begins
TODAY = date(2026, 1, 12)
AT = datetime(2026, 1, 12, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def owed(town, matter):
    return DeadlineFactory(
        organization=town.participant,
        matter=matter,
        title="Yttrande; över, Åkerby",
        due_on=DUE,
        rule="Remissens svarsdag",
    )


def events():
    rows = deadlines_for_feed(Deadline.objects.all(), today=TODAY)
    return Calendar.from_ical(date_calendar(rows, name="Mina datum")).walk("VEVENT")


def test_date_is_a_whole_day_whatever_the_clock_does(owed):
    [event] = events()

    assert event["DTSTART"].to_ical() == b"20260329"
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["DTEND"].dt == DUE + timedelta(days=1)
    assert str(event["SUMMARY"]) == "Yttrande; över, Åkerby"
    assert "KS-2024-1188" in event["DESCRIPTION"]


def test_calendar_says_what_the_standard_requires(owed):
    calendar = Calendar.from_ical(date_calendar([owed], name="Mina datum"))

    assert (str(calendar["VERSION"]), str(calendar["METHOD"])) == ("2.0", "PUBLISH")
    assert str(calendar["X-WR-CALNAME"]) == "Mina datum"
    assert not calendar.errors
    assert [event.errors for event in calendar.walk("VEVENT")] == [[]]


def test_moments_are_in_universal_time(owed):
    [event] = events()

    assert event["DTSTAMP"].to_ical().endswith(b"Z")
    assert event["LAST-MODIFIED"].dt.utcoffset() == timedelta(0)


def test_moved_date_keeps_its_uid_and_raises_its_sequence(owed, disa):
    [before] = events()
    move_deadline(owed, actor=disa, to=date(2026, 4, 30), reason="Påsk.", today=TODAY, at=AT)
    [after] = events()

    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["LAST-MODIFIED"].dt == AT
    assert after["DTSTART"].dt == date(2026, 4, 30)


def test_withdrawn_is_cancelled_and_done_is_not(owed, town):
    subject = {"subject_type": owed.subject_type, "subject_id": owed.subject_id}
    withdraw_deadline(owed.kind, **subject, by="återkallad", at=AT)
    done = DeadlineFactory(organization=town.participant, due_on=DUE + timedelta(days=1))
    keep_deadline(
        done.kind, subject_type=done.subject_type, subject_id=done.subject_id, by="§ 1", at=AT
    )

    assert [(str(e["STATUS"]), str(e["SUMMARY"])[:10]) for e in events()] == [
        ("CANCELLED", "Återtaget:"),
        ("CONFIRMED", "Klart: Ytt"),
    ]


def test_what_was_closed_long_ago_is_left_out(owed):
    owed.done_at = AT - timedelta(days=91)
    owed.save()

    assert events() == []
