"""How a date follows from another: tables of what the law and the calendar say, and what always holds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.date_rules import DateRule, next_occurrence, occurrence, roll
from coordination.enums import Roll
from coordination.working_days import SWEDISH, WorkingCalendar

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31))
ROLLS = st.sampled_from([Roll.NEXT, Roll.PREVIOUS])

HALF_YEAR = DateRule(months=6)
YEAR = DateRule(months=12)


@pytest.mark.parametrize(
    ("rule", "start", "expected"),
    [
        (HALF_YEAR, date(2025, 8, 31), date(2026, 2, 28)),
        (HALF_YEAR, date(2027, 8, 31), date(2028, 2, 29)),
        (HALF_YEAR, date(2028, 2, 29), date(2028, 8, 29)),
        (HALF_YEAR, date(2025, 12, 31), date(2026, 6, 30)),
        (YEAR, date(2028, 2, 29), date(2029, 2, 28)),
        (DateRule(months=36), date(2025, 1, 1), date(2028, 1, 1)),
        (DateRule(months=24), date(2026, 2, 28), date(2028, 2, 28)),
        (DateRule(days=14), date(2026, 12, 24), date(2027, 1, 7)),
        (DateRule(days=21), date(2026, 12, 28), date(2027, 1, 18)),  # week 53 lies between
        (DateRule(days=2), date(2026, 3, 28), date(2026, 3, 30)),  # summer time begins
        (DateRule(days=2), date(2026, 10, 24), date(2026, 10, 26)),  # and ends
        (DateRule(months=1, days=-1), date(2026, 1, 31), date(2026, 2, 27)),
        (DateRule(working_days=2), date(2026, 4, 2), date(2026, 4, 8)),  # Easter
        (DateRule(working_days=-5), date(2026, 1, 7), date(2025, 12, 23)),  # Christmas, its eves
    ],
)
def test_rule_counts_in_the_calendar(rule, start, expected):
    assert rule.day(start) == expected


@pytest.mark.parametrize(
    ("how", "day", "expected"),
    [
        (Roll.NONE, date(2026, 6, 20), date(2026, 6, 20)),
        (Roll.NEXT, date(2026, 6, 19), date(2026, 6, 22)),  # midsommarafton
        (Roll.PREVIOUS, date(2026, 6, 19), date(2026, 6, 18)),
        (Roll.NEXT, date(2026, 12, 24), date(2026, 12, 28)),
        (Roll.PREVIOUS, date(2027, 1, 6), date(2027, 1, 5)),
        (Roll.NEXT, date(2026, 5, 15), date(2026, 5, 15)),  # klämdag: open
        (Roll.MEETING, date(2026, 6, 1), date(2026, 5, 20)),
        (Roll.MEETING, date(2026, 5, 20), date(2026, 5, 20)),
        (Roll.MEETING, date(2026, 4, 4), date(2026, 4, 2)),  # none before: the working day before
    ],
)
def test_day_off_moves_as_the_rule_says(how, day, expected):
    assert roll(day, how, meetings=[date(2026, 4, 15), date(2026, 5, 20)]) == expected


def test_municipality_may_close_on_bridge_and_half_days():
    theirs = WorkingCalendar(bridge_days_off=True, half_days_off=True)

    assert roll(date(2026, 5, 15), Roll.NEXT, calendar=theirs) == date(2026, 5, 18)
    assert roll(date(2026, 1, 2), Roll.NEXT, calendar=theirs) == date(2026, 1, 7)
    assert roll(date(2026, 4, 2), Roll.NEXT, calendar=theirs) == date(2026, 4, 7)


def test_municipality_s_own_days_go_before_everything():
    theirs = WorkingCalendar(
        closed=frozenset({date(2026, 9, 7)}),
        opened=frozenset({date(2026, 5, 15)}),
        bridge_days_off=True,
    )

    assert roll(date(2026, 9, 7), Roll.NEXT, calendar=theirs) == date(2026, 9, 8)
    assert theirs.is_working_day(date(2026, 5, 15))
    assert SWEDISH.is_working_day(date(2026, 9, 7))


def test_least_distance_pushes_the_day_further_away():
    before = DateRule(days=-14, least=10)

    assert before.day(date(2026, 5, 4)) == date(2026, 4, 17)  # 1 May took a working day
    assert before.day(date(2026, 9, 28)) == date(2026, 9, 14)
    assert DateRule(days=3, least=3).day(date(2026, 4, 2)) == date(2026, 4, 9)


def test_series_returns_to_the_day_it_began_on():
    first = date(2027, 1, 31)

    assert [occurrence(first, 1, n) for n in range(3)] == [
        first,
        date(2027, 2, 28),
        date(2027, 3, 31),
    ]
    assert next_occurrence(first, 3, after=date(2027, 4, 30)) == date(2027, 7, 31)
    assert next_occurrence(date(2028, 2, 29), 12, after=date(2028, 2, 29)) == date(2029, 2, 28)


@given(DAYS, st.integers(min_value=-48, max_value=48))
def test_months_never_spill_into_the_next_month(start, months):
    found = DateRule(months=months).day(start)

    assert (found.year * 12 + found.month) - (start.year * 12 + start.month) == months
    assert found.day <= start.day


@given(DAYS, DAYS)
def test_later_event_never_gives_an_earlier_day(one, other):
    first, last = sorted([one, other])
    rule = DateRule(months=6, days=3, roll=Roll.NEXT)

    assert rule.day(first) <= rule.day(last)


@given(DAYS, ROLLS)
def test_rolled_day_is_a_working_day_within_a_week(day, how):
    found = roll(day, how)

    assert SWEDISH.is_working_day(found)
    assert abs(found - day) <= timedelta(days=7)
    assert roll(found, how) == found


@given(DAYS, st.integers(min_value=1, max_value=40), st.integers(min_value=-60, max_value=60))
def test_least_distance_is_always_kept(start, least, days):
    found = DateRule(days=days, roll=Roll.PREVIOUS, least=least).day(start)

    if days < 0:
        assert found <= SWEDISH.working_days_from(start, -least)
    else:
        assert found >= SWEDISH.working_days_from(start, least)


@given(DAYS, st.integers(min_value=1, max_value=36), DAYS)
def test_next_occurrence_is_the_nearest_one(first, every, after):
    found = next_occurrence(first, every, after=after)

    assert found > after
    assert found == first or found <= DateRule(months=every, days=3).day(after)
