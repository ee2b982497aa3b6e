"""Calendars from Outlook and the web page, and files that mean harm."""

import time as clock
from contextlib import suppress
from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from coordination.imports.meeting import read_meetings
from coordination.imports.meeting_ics import read_calendar


def ics(*events):
    body = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{body}END:VCALENDAR\r\n".encode()


def event(day="20260115T130000", *lines, uid="a"):
    return "\r\n".join([f"UID:{uid}", f"DTSTART;TZID=Europe/Stockholm:{day}", *lines])


def code_of(data):
    with pytest.raises(ValidationError) as refused:
        read_meetings(data)
    return refused.value.code


def test_event_is_a_meeting_with_its_hour_and_uid():
    (row,) = read_meetings(ics(event("20260115T130000", "SUMMARY:Nämnden sammanträder")))

    assert (row.held_on, row.starts_at, row.uid) == (date(2026, 1, 15), time(13), "a")
    assert (row.note, row.is_cancelled, row.error) == ("Nämnden sammanträder", False, "")


@pytest.mark.parametrize(
    ("start", "day", "hour"),
    [
        ("DTSTART:20260115T230000Z", date(2026, 1, 16), time(0)),
        ("DTSTART;TZID=W. Europe Standard Time:20260615T130000", date(2026, 6, 15), time(13)),
        ("DTSTART:20260615T130000", date(2026, 6, 15), time(13)),
        ("DTSTART;VALUE=DATE:20260615", date(2026, 6, 15), None),
    ],
)
def test_moment_is_read_as_the_clock_in_sweden_shows_it(start, day, hour):
    (row,) = read_calendar(ics(f"UID:a\r\n{start}"))

    assert (row.held_on, row.starts_at) == (day, hour)


def test_cancelled_event_is_told_apart():
    (row,) = read_calendar(ics(event("20260115T130000", "STATUS:CANCELLED")))

    assert row.is_cancelled


def test_series_becomes_its_meetings_without_those_left_out_or_moved():
    series = event(
        "20260108T130000",
        "RRULE:FREQ=MONTHLY;BYDAY=2TH;UNTIL=20260630T120000Z",
        "EXDATE;TZID=Europe/Stockholm:20260312T130000",
    )
    moved = event("20260416T130000", "RECURRENCE-ID;TZID=Europe/Stockholm:20260409T130000")

    rows = read_calendar(ics(series, moved))

    assert [(row.held_on, row.uid) for row in rows] == [
        (date(2026, 1, 8), "a/2026-01-08"),
        (date(2026, 2, 12), "a/2026-02-12"),
        (date(2026, 5, 14), "a/2026-05-14"),
        (date(2026, 6, 11), "a/2026-06-11"),
        (date(2026, 4, 16), "a/2026-04-09"),
    ]


@pytest.mark.parametrize(
    ("rule", "number"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=5", 5),
        ("FREQ=MONTHLY;BYDAY=TH;BYSETPOS=-1;COUNT=4", 4),
        ("FREQ=MONTHLY;BYMONTHDAY=15;COUNT=3", 3),
        ("FREQ=YEARLY;COUNT=2", 2),
        ("FREQ=WEEKLY;UNTIL=20260205", 4),
    ],
)
def test_rules_that_bodies_meet_by_are_unfolded(rule, number):
    assert len(read_calendar(ics(event("20260115T130000", f"RRULE:{rule}")))) == number


def test_series_without_an_end_is_refused_and_the_other_events_are_kept():
    endless = event("20260115T130000", "RRULE:FREQ=WEEKLY")

    first, second = read_calendar(ics(endless, event("20260120T130000", uid="b")))

    assert "Serien har inget slut" in first.error
    assert (second.held_on, second.error) == (date(2026, 1, 20), "")


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY;COUNT=9",
        "FREQ=DAILY;UNTIL=99991231",
        "FREQ=WEEKLY;INTERVAL=0;COUNT=9",
        "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=28;COUNT=2",
        "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=2",
        "FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=2;COUNT=2",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2",
        "FREQ=YEARLY;BYWEEKNO=53;COUNT=400",
        "FREQ=MONTHLY;BYEASTER=0;COUNT=2",
        "FREQ=WEEKLY;UNTIL=99991231",
        "FREQ=WEEKLY;COUNT=2;UNTIL=20260301",
    ],
)
def test_rules_that_would_be_searched_for_ever_are_refused_at_once(rule):
    begun = clock.monotonic()

    (row,) = read_calendar(ics(event("20260115T130000", f"RRULE:{rule}")))

    assert row.error
    assert clock.monotonic() - begun < 1


def test_event_without_a_day_says_which():
    _fine, faulty = read_calendar(
        ics(
            event(),
            "UID:b\r\nSUMMARY:x",
        )
    )

    assert (faulty.place, faulty.error) == (
        "Händelse 2",
        "Dagen saknas eller går inte att läsa.",
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "unknown_kind"),
        (b"hej", "unknown_kind"),
        (b"\x00" * 50, "unknown_kind"),
        (ics(), "empty"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR", "unreadable"),
        (ics(event("20260115T130000", "SUMMARY:Nämnd")).decode().encode("latin-1"), "encoding"),
        (ics(event()) + b" " * 1_000_000, "too_large"),
        (ics(*[event(uid=str(n)) for n in range(501)]), "too_many_rows"),
        (ics(*[event("20260115", "RRULE:FREQ=WEEKLY;COUNT=2")] * 51), "too_many_rows"),
        (ics(*[event("20260115T130000", "RRULE:FREQ=WEEKLY;COUNT=150")] * 4), "too_many_rows"),
    ],
)
def test_file_that_cannot_be_read_is_refused_as_a_whole(data, code):
    assert code_of(data) == code


@pytest.mark.parametrize(
    "line",
    [
        "DTSTART:20261301T000000",
        "DTSTART:00000000",
        "DTSTART;TZID=Nowhere/Land:20260115T130000",
        "DTSTART:PT1H",
        "DTSTART:20260115T130000\r\nRRULE:FREQ=",
        "DTSTART:20260115T130000\r\nRRULE:COUNT",
        "DTSTART:20260115T130000\r\nRRULE:FREQ=WEEKLY;COUNT=x",
        "DTSTART:20260115T130000\r\nRRULE:FREQ=WEEKLY;UNTIL=x",
        "DTSTART:20260115T130000\r\nRRULE:FREQ=WEEKLY;COUNT=2\r\nRRULE:FREQ=WEEKLY;COUNT=2",
        "DTSTART:20260115T130000\r\nRRULE:FREQ=WEEKLY;COUNT=2\r\nEXDATE:x",
        "DTSTART:20260115T130000\r\nDTSTART:20260116T130000",
        "DTSTART:20260115T130000\r\nRECURRENCE-ID:x",
        "DTSTART:00010101T000000Z",
        "DTSTART:99991231T235959Z",
    ],
)
def test_odd_event_is_a_row_with_a_fault_or_a_refusal_never_a_crash(line):
    with suppress(ValidationError):
        assert read_calendar(ics(f"UID:a\r\n{line}"))
