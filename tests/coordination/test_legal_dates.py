"""The dates of kommunallagen, by table over a year with its holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.legal_dates import (
    LegalDates,
    appeal_ends,
    approval_due,
    legal_force_on,
    notice_due,
)
from coordination.working_days import is_working_day

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 1))


def test_the_real_case_of_june_2015_is_in_time():
    dates = LegalDates(date(2015, 6, 17), date(2015, 6, 24), date(2015, 6, 25))

    assert (dates.approval_due, dates.notice_due) == (date(2015, 7, 1), date(2015, 6, 26))
    assert (dates.appeal_ends, dates.legal_force_on) == (date(2015, 7, 16), date(2015, 7, 17))
    assert not dates.approval_is_late(date(2030, 1, 1))
    assert not dates.notice_is_late(date(2030, 1, 1))


@pytest.mark.parametrize(
    ("meeting", "due"),
    [
        ("2025-01-15", "2025-01-29"),
        ("2025-04-04", "2025-04-22"),  # Good Friday, Easter and Easter Monday
        ("2025-04-17", "2025-05-02"),  # 1 May
        ("2025-05-15", "2025-05-30"),  # Ascension Day; the Friday after is a working day
        ("2025-05-23", "2025-06-09"),  # the National Day on a Friday
        ("2025-06-06", "2025-06-23"),  # Midsummer Eve
        ("2025-10-18", "2025-11-03"),  # All Saints' Day on a Saturday
        ("2025-12-10", "2025-12-29"),  # Christmas Eve, Christmas Day, Boxing Day, weekend
        ("2025-12-17", "2026-01-02"),  # New Year's Eve and New Year's Day
        ("2025-12-23", "2026-01-07"),  # Epiphany
    ],
)
def test_approval_is_due_fourteen_days_after_the_meeting_or_the_next_working_day(meeting, due):
    assert approval_due(date.fromisoformat(meeting)) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("approved", "due"),
    [
        ("2025-03-03", "2025-03-05"),
        ("2025-03-06", "2025-03-10"),  # Saturday
        ("2025-03-07", "2025-03-10"),  # Sunday
        ("2025-04-16", "2025-04-22"),  # Good Friday
        ("2025-06-18", "2025-06-23"),  # Midsummer Eve
        ("2025-12-22", "2025-12-29"),  # Christmas Eve
        ("2025-12-29", "2026-01-02"),  # New Year's Eve
    ],
)
def test_notice_is_due_the_second_day_after_approval(approved, due):
    assert notice_due(date.fromisoformat(approved)) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("notice", "ends"),
    [
        ("2025-02-03", "2025-02-24"),
        ("2025-03-28", "2025-04-22"),  # Good Friday
        ("2025-05-30", "2025-06-23"),  # Midsummer Eve
        ("2025-12-03", "2025-12-29"),  # Christmas Eve
        ("2025-12-11", "2026-01-02"),  # New Year's Day
    ],
)
def test_appeal_ends_three_weeks_after_the_notice_and_force_follows_the_day_after(notice, ends):
    notice, ends = date.fromisoformat(notice), date.fromisoformat(ends)

    assert (appeal_ends(notice), legal_force_on(notice)) == (ends, ends + timedelta(days=1))


@given(DAYS)
def test_no_last_day_is_a_day_off_or_comes_early(day):
    for due, within in ((approval_due, 14), (notice_due, 2), (appeal_ends, 21)):
        assert is_working_day(due(day))
        assert within <= (due(day) - day).days <= within + 6


@given(DAYS, DAYS)
def test_a_later_start_never_ends_earlier(one, other):
    first, last = sorted((one, other))

    assert approval_due(first) <= approval_due(last)
    assert legal_force_on(first) <= legal_force_on(last)


def test_dates_not_reached_yet_are_counted_from_the_last_day_of_the_step_before():
    dates = LegalDates(date(2025, 2, 3))

    assert (dates.approval_due, dates.notice_due) == (date(2025, 2, 17), date(2025, 2, 19))
    assert dates.appeal_ends == date(2025, 3, 12)


def test_approval_is_late_the_day_after_its_last_day_and_not_before():
    dates = LegalDates(date(2025, 2, 3))

    assert [dates.approval_is_late(date(2025, 2, day)) for day in (17, 18)] == [False, True]


def test_notice_is_late_only_once_the_minutes_are_approved():
    approved = LegalDates(date(2025, 2, 3), date(2025, 2, 10))

    assert [approved.notice_is_late(date(2025, 2, day)) for day in (12, 13)] == [False, True]
    assert not LegalDates(date(2025, 2, 3)).notice_is_late(date(2025, 12, 1))
