"""How a date follows from another: six months after, the second day after, two weeks before, each year.

Pure functions of dates; local days, so no clock change touches them. Years and weeks are written as
months and days: a year is twelve months, from 29 February to 28 February.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coordination.enums import Roll
from coordination.working_days import MONTHS_IN_A_YEAR, SWEDISH, WorkingCalendar, add_months


@dataclass(frozen=True)
class DateRule:
    """A distance from one day to another, counted in this order: months, days, working days.

    Negative numbers count backwards. ``roll`` says what happens on a day off. ``least`` is the fewest
    working days that must lie between the two, whatever the count and the day off gave.
    """

    months: int = 0
    days: int = 0
    working_days: int = 0
    roll: Roll = Roll.NONE
    least: int = 0

    @property
    def is_before(self) -> bool:
        """Whether the rule counts backwards."""
        return (self.months, self.days, self.working_days) < (0, 0, 0)

    def day(
        self,
        start: date,
        *,
        calendar: WorkingCalendar = SWEDISH,
        meetings: Sequence[date] = (),
    ) -> date:
        """The day that the rule gives from ``start``; ``meetings`` are the body's, in order."""
        counted = add_months(start, self.months) + timedelta(days=self.days)
        counted = calendar.working_days_from(counted, self.working_days)
        found = roll(counted, self.roll, calendar=calendar, meetings=meetings)
        if not self.least:
            return found
        nearest = calendar.working_days_from(start, -self.least if self.is_before else self.least)
        return min(found, nearest) if self.is_before else max(found, nearest)


def roll(
    day: date,
    how: Roll,
    *,
    calendar: WorkingCalendar = SWEDISH,
    meetings: Sequence[date] = (),
) -> date:
    """The day itself, the working day beside it, or the body's last meeting up to it.

    Without a meeting up to the day, the working day before it is meant.
    """
    if how == Roll.NEXT:
        return calendar.next_working_day(day)
    if how == Roll.MEETING:
        before = bisect_right(meetings, day)
        return meetings[before - 1] if before else calendar.previous_working_day(day)
    return calendar.previous_working_day(day) if how == Roll.PREVIOUS else day


def occurrence(first: date, every_months: int, number: int) -> date:
    """The day of a series: counted from the first, so that 31 January comes back after February."""
    return add_months(first, every_months * number)


def next_occurrence(first: date, every_months: int, *, after: date) -> date:
    """The first day of a series that lies after a day."""
    months = (after.year - first.year) * MONTHS_IN_A_YEAR + after.month - first.month
    number = max(0, months // every_months)
    while (day := occurrence(first, every_months, number)) <= after:
        number += 1
    return day
