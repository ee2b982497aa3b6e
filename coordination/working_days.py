"""The municipality's calendar: local dates, working days, and months added without a jump.

What counts as a day off is chosen here, once:

- Saturdays, Sundays and public holidays (allmän helgdag) are days off.
- Midsommarafton, julafton and nyårsafton are days off, as the law on time limits (1930:173) treats
  them; påskafton and pingstafton are Saturdays anyway.
- Days that many offices end at 14 (such as skärtorsdagen) are working days: the registry is open.
- A klämdag, the Friday after Kristi himmelsfärdsdag, is a working day: many take it off by
  agreement, but no law lets a time limit wait for them.
"""

from __future__ import annotations

import calendar
import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MONTHS_IN_A_YEAR = 12
SATURDAY = 5

_WORKING_DAYS_BY_NAME = frozenset({
    "Trettondagsafton (från kl. 14.00)",
    "Skärtorsdagen (från kl. 14.00)",
    "Valborgsmässoafton (från kl. 14.00)",
    "Allahelgonsafton (från kl. 14.00)",
    "Klämdag",
})  # fmt: skip


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
    return day.weekday() < SATURDAY and day not in days_off(day.year)


def next_working_day(day: datetime.date) -> datetime.date:
    """Return the day itself if it is a working day, else the first one after it."""
    while not is_working_day(day):
        day += datetime.timedelta(days=1)
    return day


def working_days_before(day: datetime.date, number: int) -> datetime.date:
    """Return the day that lies a number of working days before another."""
    while number > 0:
        day -= datetime.timedelta(days=1)
        number -= is_working_day(day)
    return day


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


@lru_cache(maxsize=32)
def days_off(year: int) -> frozenset[datetime.date]:
    """Return the year's holidays and eves that are days off, besides Saturdays and Sundays."""
    # Imported here because it costs 70 ms that commands without dates need not pay.
    from holidays.constants import DE_FACTO, OPTIONAL, PUBLIC
    from holidays.countries import Sweden

    days = Sweden(
        years=year, include_sundays=False, language="sv", categories=(PUBLIC, DE_FACTO, OPTIONAL)
    )
    return frozenset(day for day, name in days.items() if name not in _WORKING_DAYS_BY_NAME)
