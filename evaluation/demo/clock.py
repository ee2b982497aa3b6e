"""The demonstration's days: they lie around the day it is loaded, so that something is always due."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from coordination.domain.audit import registered_afterwards
from coordination.working_days import is_working_day

NINE = 9


class Clock:
    """Days counted from the day of loading: ``clock.day(-20)``, ``clock.at(-20)``."""

    def __init__(self, now: datetime):
        self.now = now
        self.today = timezone.localdate(now)

    def day(self, offset: int):
        """A working day near ``offset`` days from today: never a weekend or holiday."""
        day = self.today + timedelta(days=offset)
        while not is_working_day(day):
            day -= timedelta(days=1)
        return day

    def at(self, offset: int, hour: int = NINE) -> datetime:
        """A moment in the working hours of that day, and never later than now."""
        day = self.day(offset)
        moment = datetime(
            day.year, day.month, day.day, hour, 12, tzinfo=timezone.get_default_timezone()
        )
        return min(moment, self.now)

    def on(self, day: date):
        """Everything recorded inside happened on a day that the sources give."""
        zone = timezone.get_default_timezone()
        return registered_afterwards(datetime(day.year, day.month, day.day, NINE, tzinfo=zone))

    def then(self, offset: int):
        """Everything recorded inside happened that day."""
        return registered_afterwards(self.at(offset))
