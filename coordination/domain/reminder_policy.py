"""Reminder rules: which step of which kind of deadline comes on which day, and when they rest.

A step before the day or on it never comes later than planned: where its own day is one of rest, it
comes on the last working day before. A step after the day waits for the next working day.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _

from coordination.enums import ReminderAudience, ReminderPause
from coordination.exceptions import ActionRefused
from coordination.models import ReminderPolicy
from coordination.registry import deadline_kinds
from coordination.working_days import holidays_between, is_working_day

ONE_DAY = timedelta(days=1)
# Who has not acted for a quarter does not act for the thirteenth letter: from then on once in four weeks.
QUARTER, SLOW_PACE = 91, 28


@dataclass(frozen=True)
class Step:
    """When to remind whom, counted from the day: −7, or +7 and then every 7."""

    offset: int
    every: int | None = None
    audience: str = ReminderAudience.OWNER

    def offset_of(self, number, *, slows) -> int:
        """How far from the day its first (0), second … time lies."""
        if not self.every:
            return self.offset
        at_pace = self._at_pace(number, slows)
        return self.offset + at_pace * self.every + (number - at_pace) * self._later_pace(slows)

    def number_by(self, days, *, slows) -> int:
        """Which time is the last that lies no more than so many days from the first."""
        if not self.every or days < 0:
            return 0
        number = days // self.every
        at_pace = self._at_pace(number, slows)
        return at_pace + (days - at_pace * self.every) // self._later_pace(slows)

    def _later_pace(self, slows):
        return max(self.every, SLOW_PACE) if slows else self.every

    def _at_pace(self, number, slows):
        """How many of the times come as often as the rule says."""
        return min(number, max(0, QUARTER - self.offset) // self.every) if slows else number


# What the law says is reminded of so, where the common rule tells the owner nothing in time.
LEGAL_STEPS = (Step(-7), Step(0), Step(7, 7))


@dataclass(frozen=True)
class Came:
    """A step whose day has come."""

    offset: int
    audience: str
    on: date
    is_repeat: bool = False

    def came_since(self, day, due_on) -> bool:
        """Whether it came on a day or later; one that a rest put earlier keeps its own day too."""
        return max(self.on, due_on + timedelta(days=self.offset)) >= day


@dataclass(frozen=True)
class Rule:
    """The rule of a kind of deadline, read once for all deadlines of that kind."""

    steps: tuple[Step, ...] = ()
    pause: str = ReminderPause.NEVER
    too_old_after: timedelta = timedelta(days=30)
    slows: bool = False  # repeats come more seldom after a quarter

    def next_day(self, due_on, *, after, fresh=False):
        """The first day after ``after`` on which a step comes; None when no step remains.

        For a date that is new in the books (``fresh``) a step that a pause would have moved into the
        past comes on its own day instead: better on a day of rest than never.
        """
        days = (self._next_day(step, due_on, after, fresh) for step in self.steps)
        return min((day for day in days if day), default=None)

    def came_by(self, due_on, today, *, since=None) -> list[Came]:
        """The latest step that has come for each audience: whoever was missed gets one letter, not four.

        What came before ``since`` stands for what has been told, also where the rule has changed.
        """
        latest: dict[str, Came] = {}
        for step in self.steps:
            came = self._latest(step, due_on, today)
            known = latest.get(step.audience)
            if came and (known is None or came.offset > known.offset):
                latest[step.audience] = came
        return [each for each in latest.values() if since is None or each.came_since(since, due_on)]

    def _next_day(self, step, due_on, after, fresh):
        first = due_on + timedelta(days=step.offset)
        if not step.every:
            day = self._moved(first, step)
            if day > after:
                return day
            return first if fresh and first > after else None
        number = step.number_by((after - first).days, slows=self.slows)
        days = (
            self._moved(due_on + timedelta(days=step.offset_of(each, slows=self.slows)), step)
            for each in (number, number + 1)
        )
        return next((day for day in days if day > after), None)

    def _latest(self, step, due_on, today):
        first = due_on + timedelta(days=step.offset)
        for each in range(step.number_by((today - first).days, slows=self.slows), -1, -1):
            offset = step.offset_of(each, slows=self.slows)
            day = self._moved(due_on + timedelta(days=offset), step)
            if day <= today:
                return Came(offset, step.audience, day, is_repeat=each > 0)
        return None

    def _moved(self, day, step) -> date:
        return moved_for_rest(day, self.pause, earlier=step.offset <= 0)


def rules_for(kinds) -> dict[str, Rule]:
    """The rule of each kind: its own, or the common one. One statement."""
    columns = ("steps__offset_days", "steps__repeat_every_days", "steps__audience")
    rows = ReminderPolicy.objects.filter(kind__in={*kinds, ""}).order_by(
        "kind", "steps__offset_days", "steps__pk"
    )
    steps: dict[str, list[Step]] = defaultdict(list)
    rules = {}
    for kind, pause, too_old, *step in rows.values_list(
        "kind", "pause", "too_old_after_days", *columns
    ):
        if step[0] is not None:  # a rule may say that nobody is reminded
            steps[kind].append(Step(*step))
        rules[kind] = (pause, timedelta(days=too_old))
    return {kind: _rule(kind, rules, steps) for kind in kinds}


def rule_for(kind) -> Rule:
    """The rule of one kind of deadline."""
    return rules_for([kind])[kind]


def next_reminder_day(kind, *, due_on, after, rule=None):
    """The first reminder of a date that is new in the books, or was moved."""
    rule = rule or rule_for(kind)
    return rule.next_day(due_on, after=after, fresh=True)


def is_statutory(kind) -> bool:
    """Whether the date follows from law: its reminders can be neither gathered nor turned off."""
    known = deadline_kinds.get(kind)
    return bool(known and known.statutory)


def refuse_stale(version, seen) -> None:
    """Refuse to save over what somebody else saved since the page was opened. What was typed stays in it."""
    if version != seen:
        raise ActionRefused(
            _("Någon annan har ändrat det här sedan du öppnade sidan. Jämför och spara igen."),
            code="stale",
        )


def _rule(kind, rules, steps) -> Rule:
    source = kind if kind in rules else ""
    pause, too_old_after = rules.get(source, (ReminderPause.DAYS_OFF, Rule.too_old_after))
    told = tuple(steps[source])
    if is_statutory(kind):
        if pause == ReminderPause.HOLIDAYS:  # the law's days do not rest
            pause = ReminderPause.DAYS_OFF
        told = told if warns_owner(told) else (*LEGAL_STEPS, *_to_others(told))
    return Rule(told, pause, too_old_after, slows=not is_statutory(kind))


def warns_owner(steps) -> bool:
    """Whether the owner is told in time: before the day or on it."""
    return any(step.audience == ReminderAudience.OWNER and step.offset <= 0 for step in steps)


def _to_others(steps) -> tuple[Step, ...]:
    return tuple(step for step in steps if step.audience != ReminderAudience.OWNER)


@lru_cache(maxsize=20_000)
def moved_for_rest(day, pause, *, earlier) -> date:
    """The day itself, or the nearest one before (or after) it on which people are at work."""
    while _rests(day, pause):
        day += -ONE_DAY if earlier else ONE_DAY
    return day


def _rests(day, pause) -> bool:
    if pause == ReminderPause.NEVER:
        return False
    if not is_working_day(day):
        return True
    return pause == ReminderPause.HOLIDAYS and bool(holidays_between(day, day))
