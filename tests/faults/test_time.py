"""Reminders and the clock (T12–T14): minute by minute, through every day that has tripped a program."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from coordination.domain.reminder import queue_due_reminders
from coordination.domain.reminder_policy import next_reminder_day
from coordination.enums import ReminderPause, ReminderUnsent, Role
from coordination.models import Deadline, Reminder, ReminderPolicy, ReminderStep
from tests.conftest import member
from tests.factories import DeadlineFactory

pytestmark = pytest.mark.django_db

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
# Clocks forward and back, the leap day, the year's end, and week 53 of 2026.
DAYS = [
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(2027, 3, 28),
    date(2027, 10, 31),
    date(2028, 2, 29),
    date(2026, 12, 31),
    date(2027, 1, 3),
]


@pytest.fixture
def never_resting(town, bo):
    """Each letter comes on its very day, also on Sundays: that is what is counted here."""
    ReminderPolicy.objects.update(pause=ReminderPause.NEVER)
    return town.participant


def owed(body, due_on, **fields):
    planned = next_reminder_day("statement", due_on=due_on, after=due_on - 90 * DAY)
    return DeadlineFactory(organization=body, due_on=due_on, next_reminder_on=planned, **fields)


def run(moments):
    """A tick at each moment; gives the local days on which a letter was written, one for each letter."""
    days = []
    for now in moments:
        days += [timezone.localdate(now)] * queue_due_reminders(now=now)
    return days


def minutes(first, last):
    """Every minute, as it passes in the world, from one local midnight to another."""
    now = datetime(first.year, first.month, first.day, tzinfo=STOCKHOLM).astimezone(UTC)
    end = datetime(last.year, last.month, last.day, tzinfo=STOCKHOLM).astimezone(UTC)
    while now < end:
        yield now
        now += MINUTE


@pytest.mark.heavy
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_minute_around_an_odd_day(never_resting, day, figure):
    """T13. Steps the day before, on the day and the day after: each once, on its local day."""
    ReminderStep.objects.all().delete()
    rule = ReminderPolicy.objects.get(kind="")
    for offset in (-1, 0, 1):
        ReminderStep.objects.create(policy=rule, offset_days=offset)
    owed(never_resting, day)
    ticks = list(minutes(day - DAY, day + 2 * DAY))

    days = run(ticks)

    figure(f"T13 {day}", f"{len(ticks)} ticks, a minute apart: 3 of 3 letters, each on its day")
    assert days == [day - DAY, day, day + DAY]


@pytest.mark.heavy
def test_clock_that_fires_once_a_day_would_lose_an_hour(figure):
    """Negative control of T13: an hourly crontab in local time on the day that has 25 hours."""
    local = [now.astimezone(STOCKHOLM) for now in minutes(date(2026, 10, 25), date(2026, 10, 26))]
    hours = {(now.hour, now.utcoffset()) for now in local if now.minute == 0}

    assert len(hours) == 25
    assert len({hour for hour, _offset in hours}) == 24


def test_three_days_without_a_beat_are_caught_up_once(never_resting):
    """T12. Those missed meanwhile come once, as the latest step; what is too old is listed."""
    ReminderPolicy.objects.update(too_old_after_days=2)
    ReminderStep.objects.exclude(offset_days=0).delete()
    monday = date(2025, 6, 2)
    for offset, title in enumerate(["A", "B", "C", "D"]):
        owed(never_resting, monday + offset * DAY, title=title)

    run(datetime(2025, 6, 1, hour, tzinfo=STOCKHOLM) for hour in range(24))
    caught_up = run(datetime(2025, 6, 5, hour, tzinfo=STOCKHOLM) for hour in range(24))

    assert caught_up == [date(2025, 6, 5)]
    assert dict(Reminder.objects.unsent().values_list("deadline__title", "unsent")) == {
        "A": ReminderUnsent.TOO_OLD
    }
    told = Reminder.objects.written().filter(offset_days=0).order_by("deadline__title")
    assert [reminder.deadline.title for reminder in told] == ["B", "C", "D"]


def test_reminder_by_the_day_alone_would_lose_what_was_missed(never_resting):
    """Negative control: others remind where the date equals today. Here three days would be lost."""
    monday = date(2025, 6, 2)
    owed(never_resting, monday)

    def naive(today):
        return Deadline.objects.filter(due_on=today).count()

    assert [naive(monday + n * DAY) for n in (1, 2, 3)] == [0, 0, 0]
    assert run([datetime(2025, 6, 5, 8, tzinfo=STOCKHOLM)]) == [date(2025, 6, 5)]


JUMPS = pytest.mark.parametrize(
    "jump",
    [timedelta(hours=-1), timedelta(hours=1), DAY, -DAY],
    ids=["-1 h", "+1 h", "+1 d", "-1 d"],
)


def two_clocks(jump):
    """Ticks morning and evening for three days; each also from a worker whose clock is wrong, in UTC."""
    right = [
        datetime(2025, 6, day, hour, tzinfo=STOCKHOLM) for day in (3, 4, 5) for hour in (8, 20)
    ]
    return [moment for now in right for moment in (now, (now + jump).astimezone(UTC))]


@JUMPS
def test_clock_that_jumps_neither_doubles_nor_skips(never_resting, jump, figure):
    """T14. Half the ticks come from a worker whose clock is wrong, in another time zone."""
    member(never_resting, Role.SECRETARY, "Berit")
    owed(never_resting, date(2025, 6, 4))

    run(two_clocks(jump))

    told = Reminder.objects.filter(offset_days=0).values_list("recipient", flat=True)
    hours = int(jump / timedelta(hours=1))
    figure(f"T14 {hours:+d} h", f"two people, one clock wrong by {hours:+d} h: {len(told)} letters")
    assert len(told) == len(set(told)) == 2
    assert not Reminder.objects.filter(write_on__isnull=False).exists()


@JUMPS
def test_reminder_that_trusts_its_own_clock_doubles(jump, figure):
    """Negative control of T14: reminded where the date is today, once in each worker's own day."""
    told = {
        (number % 2, moment.date())
        for number, moment in enumerate(two_clocks(jump))
        if moment.date() == date(2025, 6, 4)
    }

    hours = int(jump / timedelta(hours=1))
    figure(
        f"T14 control {hours:+d} h", f"each by its own clock: one person is told {len(told)} times"
    )
    assert len(told) == 2


def test_clock_that_jumps_over_the_day_would_skip_it(never_resting, figure):
    """Negative control of T14: nobody looks on the day itself; what is due is found the day after."""
    owed(never_resting, date(2025, 6, 4))
    ticks = [datetime(2025, 6, day, 8, tzinfo=STOCKHOLM) for day in (3, 5)]

    by_the_day = [now for now in ticks if now.date() == date(2025, 6, 4)]
    run(ticks)

    figure(
        "T14 skipped", f"clock past the day: {len(by_the_day)} letters by the date alone, 1 by us"
    )
    assert by_the_day == []
    assert Reminder.objects.filter(offset_days=0).count() == 1
