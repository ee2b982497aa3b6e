"""General elections (allmänna val) and the terms that follow, as far as a referral meets them.

Councils are elected on the second Sunday of September every fourth year (2022, 2026, 2030). Members of
committees are elected by the new council and take their seats at the turn of the year.
"""

from __future__ import annotations

import datetime

AN_ELECTION_YEAR = 2022
YEARS_BETWEEN = 4
SEPTEMBER = 9
SUNDAY = 6


def is_election_year(year: int) -> bool:
    """Tell whether councils are elected this year."""
    return (year - AN_ELECTION_YEAR) % YEARS_BETWEEN == 0


def election_day(year: int) -> datetime.date:
    """Return the second Sunday of September."""
    first = datetime.date(year, SEPTEMBER, 1)
    return first + datetime.timedelta(days=(SUNDAY - first.weekday()) % 7 + 7)


def new_committees_on(year: int) -> datetime.date:
    """Return the day on which the committees elected after an election take over."""
    return datetime.date(year + 1, 1, 1)


def elections_between(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """Return the election days in a period, both ends included."""
    days = (election_day(y) for y in range(first.year, last.year + 1) if is_election_year(y))
    return [day for day in days if first <= day <= last]


def terms_between(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """Return the days within a period on which new committees take over, not counting its first day.

    Who was asked on the day itself is the new committee already.
    """
    years = (year for year in range(first.year - 1, last.year) if is_election_year(year))
    return [day for day in map(new_committees_on, years) if first < day <= last]
