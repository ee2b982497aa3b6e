from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from coordination.elections import election_day, elections_between, terms_between


def test_election_days_are_the_known_ones():
    assert [election_day(year) for year in (2014, 2018, 2022, 2026, 2030)] == [
        date(2014, 9, 14),
        date(2018, 9, 9),
        date(2022, 9, 11),
        date(2026, 9, 13),
        date(2030, 9, 8),
    ]


@given(st.integers(1990, 2100))
def test_election_day_is_the_second_sunday_of_september(year):
    day = election_day(year)

    assert (day.month, day.isoweekday()) == (9, 7)
    assert 8 <= day.day <= 14


def test_election_within_a_period_counts_both_ends():
    day = election_day(2026)

    assert elections_between(day, day) == [day]
    assert elections_between(date(2026, 9, 14), date(2030, 9, 7)) == []


def test_new_committees_take_over_at_the_turn_of_the_year():
    assert terms_between(date(2026, 11, 20), date(2027, 1, 31)) == [date(2027, 1, 1)]
    assert terms_between(date(2027, 1, 1), date(2027, 1, 31)) == []
    assert terms_between(date(2025, 11, 20), date(2026, 1, 31)) == []
