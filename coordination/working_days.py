"""The municipality's calendar: local dates, working days, and months added without a jump.

What counts as a day off is chosen here, once:

- Saturdays, Sundays and public holidays (allmän helgdag) are days off.
- Midsommarafton, julafton and nyårsafton are days off, as the law on time limits (1930:173) treats
  them; påskafton and pingstafton are Saturdays anyway.
- Days that many offices end at 14 (such as skärtorsdagen) are working days: the registry is open.
- A klämdag, a working day between two days off, is a working day: many take it off by agreement,
  but no law lets a time limit wait for them.

That is the country's calendar, which statutory dates follow. A municipality may close its own offices
on klämdagar, on days that end at 14, and on days of its own choice: ``WorkingCalendar``.
"""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MONTHS_IN_A_YEAR = 12
SATURDAY = 5
ONE_DAY = datetime.timedelta(days=1)

_HALF_DAYS = frozenset({
    "Trettondagsafton (från kl. 14.00)",
    "Skärtorsdagen (från kl. 14.00)",
    "Valborgsmässoafton (från kl. 14.00)",
    "Allahelgonsafton (från kl. 14.00)",
})  # fmt: skip
_WORKING_DAYS_BY_NAME = _HALF_DAYS | {"Klämdag"}


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days somebody works: the country's days off, and what a municipality has said of its own.

    ``closed`` and ``opened`` are single days that go before everything else. The country's calendar is
    ``SWEDISH``.
    """

    closed: frozenset[datetime.date] = frozenset()
    opened: frozenset[datetime.date] = frozenset()
    bridge_days_off: bool = False  # klämdagar
    half_days_off: bool = False  # skärtorsdagen and the other days that end at 14

    def is_working_day(self, day: datetime.date) -> bool:
        """Tell whether offices are open on this day."""
        if day in self.closed:
            return False
        if day in self.opened or not self._is_ordinary(day):
            return day in self.opened
        return not (self.bridge_days_off and self._is_bridge(day))

    def next_working_day(self, day: datetime.date) -> datetime.date:
        """Return the day itself if it is a working day, else the first one after it."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def previous_working_day(self, day: datetime.date) -> datetime.date:
        """Return the day itself if it is a working day, else the last one before it."""
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day

    def working_days_from(self, day: datetime.date, number: int) -> datetime.date:
        """Return the day that lies a number of working days after another; before, if it is negative."""
        step = ONE_DAY if number > 0 else -ONE_DAY
        left = abs(number)
        while left > 0:
            day += step
            left -= self.is_working_day(day)
        return day

    def _is_ordinary(self, day) -> bool:
        off = days_off(day.year) | half_days(day.year) if self.half_days_off else days_off(day.year)
        return day.weekday() < SATURDAY and day not in off

    def _is_bridge(self, day) -> bool:
        return not self._is_ordinary(day - ONE_DAY) and not self._is_ordinary(day + ONE_DAY)


SWEDISH = WorkingCalendar()


def local_date(instant: datetime.datetime) -> datetime.date:
    """Return the calendar day in Sweden at an instant; a naive datetime is refused."""
    if timezone.is_naive(instant):
        message = "local_date needs an aware datetime"
        raise ValueError(message)
    return instant.astimezone(STOCKHOLM).date()


def today() -> datetime.date:
    """Return today's date in Sweden, for the outermost layer; rules take time as an argument."""
    return local_date(timezone.now())


def is_working_day(day: datetime.date) -> bool:
    """Tell whether offices keep time limits on this day."""
    return SWEDISH.is_working_day(day)


def next_working_day(day: datetime.date) -> datetime.date:
    """Return the day itself if it is a working day, else the first one after it."""
    return SWEDISH.next_working_day(day)


def working_days_before(day: datetime.date, number: int) -> datetime.date:
    """Return the day that lies a number of working days before another."""
    return SWEDISH.working_days_from(day, -number)


def working_days_between(first: datetime.date, last: datetime.date) -> int:
    """Return how many working days a period holds, both ends included."""
    length = (last - first).days + 1
    return sum(is_working_day(first + datetime.timedelta(days=n)) for n in range(length))


def holidays_between(
    first: datetime.date, last: datetime.date
) -> list[tuple[str, datetime.date, datetime.date]]:
    """Return the long holidays that a period meets: ("summer", first day, last day).

    Summer is when offices are thinly staffed: from Midsummer Eve to the second Sunday of August.
    Christmas runs from 23 December to Epiphany.
    """
    found = []
    for year in range(first.year - 1, last.year + 1):
        found.append(("summer", _midsummer_eve(year), _second_sunday_of_august(year)))
        found.append(("christmas", datetime.date(year, 12, 23), datetime.date(year + 1, 1, 6)))
    return [each for each in found if each[1] <= last and each[2] >= first]


def _midsummer_eve(year: int) -> datetime.date:
    earliest = datetime.date(year, 6, 19)
    return earliest + datetime.timedelta(days=(4 - earliest.weekday()) % 7)


def _second_sunday_of_august(year: int) -> datetime.date:
    first = datetime.date(year, 8, 1)
    return first + datetime.timedelta(days=(6 - first.weekday()) % 7 + 7)


def add_months(day: datetime.date, months: int) -> datetime.date:
    """Return the same day of a later (or earlier) month, or that month's last day if it is shorter.

    31 August plus six months is the last of February; it never spills over into March.
    """
    years, month = divmod(day.month - 1 + months, MONTHS_IN_A_YEAR)
    year, month = day.year + years, month + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@lru_cache(maxsize=64)
def days_off(year: int) -> frozenset[datetime.date]:
    """Return the year's holidays and eves that are days off, besides Saturdays and Sundays."""
    return frozenset(day for day, name in _named_days(year) if name not in _WORKING_DAYS_BY_NAME)


@lru_cache(maxsize=64)
def half_days(year: int) -> frozenset[datetime.date]:
    """Return the year's days that many offices end at 14."""
    return frozenset(day for day, name in _named_days(year) if name in _HALF_DAYS)


def day_names(year: int) -> dict[datetime.date, str]:
    """Return the names of the year's days off, as a calendar shows them: Långfredagen, Midsommarafton."""
    return {day: name for day, name in _named_days(year) if name not in _WORKING_DAYS_BY_NAME}


@lru_cache(maxsize=64)
def _named_days(year: int) -> tuple[tuple[datetime.date, str], ...]:
    # Imported here because it costs 70 ms that commands without dates need not pay.
    from holidays.constants import DE_FACTO, OPTIONAL, PUBLIC
    from holidays.countries import Sweden

    days = Sweden(
        years=year, include_sundays=False, language="sv", categories=(PUBLIC, DE_FACTO, OPTIONAL)
    )
    return tuple(sorted(days.items()))
