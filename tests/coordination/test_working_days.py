"""The calendar, year by year, with eves, leap days and the days the clocks change."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from coordination.working_days import (
    add_months,
    days_off,
    holidays_between,
    is_working_day,
    local_date,
    next_working_day,
    today,
    working_days_before,
    working_days_between,
)

ANY_DAY = st.dates(min_value=datetime.date(1990, 1, 1), max_value=datetime.date(2100, 12, 31))

# Written out from the almanac: the weekdays that are off, holidays on Saturdays and Sundays apart.
WEEKDAYS_OFF = {
    2024: "01-01 03-29 04-01 05-01 05-09 06-06 06-21 12-24 12-25 12-26 12-31",
    2025: "01-01 01-06 04-18 04-21 05-01 05-29 06-06 06-20 12-24 12-25 12-26 12-31",
    2026: "01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25 12-31",
    2027: "01-01 01-06 03-26 03-29 05-06 06-25 12-24 12-31",
    2028: "01-06 04-14 04-17 05-01 05-25 06-06 06-23 12-25 12-26",
}


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize("year", WEEKDAYS_OFF)
def test_weekdays_off_are_those_of_the_almanac(year):
    weekdays_off = sorted(off for off in days_off(year) if off.weekday() < 5)

    assert weekdays_off == [day(f"{year}-{date}") for date in WEEKDAYS_OFF[year].split()]


@pytest.mark.parametrize(
    "text", ["2025-06-20", "2025-12-24", "2025-12-31", "2025-04-19", "2025-06-07", "2025-11-01"]
)
def test_eves_and_saturdays_are_days_off(text):
    assert not is_working_day(day(text))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-01-05", "trettondagsafton: offices close early"),
        ("2025-04-17", "skärtorsdagen: offices close early"),
        ("2025-04-30", "valborgsmässoafton: offices close early"),
        ("2025-10-31", "allahelgonsafton: offices close early"),
        ("2025-05-30", "klämdag: off by agreement, not by law"),
        ("2028-02-29", "leap day"),
    ],
)
def test_half_days_and_bridging_days_are_working_days(text, why):
    assert is_working_day(day(text)), why


@pytest.mark.parametrize(
    ("due", "moved"),
    [
        ("2025-06-19", "2025-06-19"),
        ("2025-06-20", "2025-06-23"),
        ("2025-12-24", "2025-12-29"),
        ("2025-12-31", "2026-01-02"),
        ("2026-04-03", "2026-04-07"),
        ("2026-01-01", "2026-01-02"),
    ],
)
def test_next_working_day_moves_a_day_off_forward(due, moved):
    assert next_working_day(day(due)) == day(moved)


@given(ANY_DAY)
def test_next_working_day_is_the_first_one(start):
    found = next_working_day(start)

    between = [start + datetime.timedelta(n) for n in range((found - start).days)]
    assert is_working_day(found)
    assert not any(map(is_working_day, between))
    assert len(between) <= 5


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2025-08-31", 6, "2026-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2025-12-31", 2, "2026-02-28"),
        ("2025-03-31", -1, "2025-02-28"),
        ("2025-01-15", -1, "2024-12-15"),
        ("2025-06-30", 0, "2025-06-30"),
    ],
)
def test_add_months_stays_in_the_month(start, months, end):
    assert add_months(day(start), months) == day(end)


@given(ANY_DAY, st.integers(min_value=-240, max_value=240))
def test_add_months_never_jumps(start, months):
    end = add_months(start, months)

    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day == start.day or (end + datetime.timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        ("2026-03-28T22:59:59+00:00", "2026-03-28"),
        ("2026-03-28T23:00:00+00:00", "2026-03-29"),
        ("2026-03-29T21:59:59+00:00", "2026-03-29"),
        ("2026-03-29T22:00:00+00:00", "2026-03-30"),
        ("2026-10-24T22:00:00+00:00", "2026-10-25"),
        ("2026-10-25T22:59:59+00:00", "2026-10-25"),
        ("2026-10-25T23:00:00+00:00", "2026-10-26"),
        ("2028-02-28T23:30:00+00:00", "2028-02-29"),
        ("2026-12-31T23:30:00+00:00", "2027-01-01"),
    ],
)
def test_local_date_is_the_day_in_sweden(instant, expected):
    assert local_date(datetime.datetime.fromisoformat(instant)) == day(expected)


def test_local_date_refuses_a_naive_datetime():
    with pytest.raises(ValueError, match="aware"):
        local_date(datetime.datetime(2026, 1, 1, 12))  # noqa: DTZ001


@given(st.datetimes(timezones=st.just(ZoneInfo("Europe/Stockholm"))))
def test_local_date_is_the_wall_clocks_date(instant):
    assert local_date(instant) == instant.date()


def test_today_is_todays_date_in_sweden():
    with time_machine.travel("2026-06-30T22:30:00+00:00", tick=False):
        assert today() == day("2026-07-01")


@pytest.mark.parametrize(
    ("day", "number", "before"),
    [
        ("2026-12-23", 0, "2026-12-23"),
        ("2026-12-23", 10, "2026-12-09"),
        ("2027-01-07", 2, "2027-01-04"),
    ],
)
def test_working_days_before_skips_days_off(day, number, before):
    found = working_days_before(datetime.date.fromisoformat(day), number)

    assert found == datetime.date.fromisoformat(before)


def test_working_days_between_counts_both_ends():
    assert working_days_between(datetime.date(2026, 12, 21), datetime.date(2026, 12, 31)) == 6
    assert working_days_between(datetime.date(2026, 12, 24), datetime.date(2026, 12, 27)) == 0


def test_long_holidays_are_found_over_the_turn_of_the_year():
    found = holidays_between(datetime.date(2027, 1, 2), datetime.date(2027, 6, 25))

    assert found == [
        ("christmas", datetime.date(2026, 12, 23), datetime.date(2027, 1, 6)),
        ("summer", datetime.date(2027, 6, 25), datetime.date(2027, 8, 8)),
    ]
