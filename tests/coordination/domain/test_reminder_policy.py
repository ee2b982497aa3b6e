"""On which day a step comes: counted from the day, and moved from days of rest."""

from datetime import date, timedelta

import pytest

from coordination.domain.reminder_policy import (
    Rule,
    Step,
    is_statutory,
    moved_for_rest,
    next_reminder_day,
    rules_for,
)
from coordination.enums import ReminderAudience, ReminderPause
from coordination.models import ReminderPolicy, ReminderStep

DUE = date(2025, 6, 30)  # a Monday
SATURDAY = date(2025, 5, 31)
COMMON = Rule((Step(-30), Step(-7), Step(0), Step(7, 7)))


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (date(2025, 1, 1), SATURDAY),
        (date(2025, 5, 30), SATURDAY),
        (SATURDAY, date(2025, 6, 23)),
        (date(2025, 6, 23), DUE),
        (DUE, date(2025, 7, 7)),
        (date(2025, 7, 7), date(2025, 7, 14)),
        (date(2025, 12, 31), date(2026, 1, 5)),
    ],
)
def test_steps_come_on_their_days(after, expected):
    assert COMMON.next_day(DUE, after=after) == expected


def test_rule_without_steps_never_comes():
    assert Rule().next_day(DUE, after=date(2025, 1, 1)) is None


def test_last_step_is_the_last():
    assert Rule((Step(-14),)).next_day(DUE, after=date(2025, 6, 16)) is None


@pytest.mark.parametrize(
    ("day", "pause", "before", "after"),
    [
        (SATURDAY, ReminderPause.NEVER, SATURDAY, SATURDAY),
        (SATURDAY, ReminderPause.DAYS_OFF, date(2025, 5, 30), date(2025, 6, 2)),
        (date(2025, 6, 20), ReminderPause.DAYS_OFF, date(2025, 6, 19), date(2025, 6, 23)),
        (date(2025, 7, 15), ReminderPause.DAYS_OFF, date(2025, 7, 15), date(2025, 7, 15)),
        (date(2025, 7, 15), ReminderPause.HOLIDAYS, date(2025, 6, 19), date(2025, 8, 11)),
        (date(2025, 12, 29), ReminderPause.HOLIDAYS, date(2025, 12, 22), date(2026, 1, 7)),
    ],
)
def test_what_rests_comes_earlier_before_the_day_and_later_after(day, pause, before, after):
    assert moved_for_rest(day, pause, earlier=True) == before
    assert moved_for_rest(day, pause, earlier=False) == after


def test_new_date_in_the_middle_of_the_summer_is_reminded_of_all_the_same():
    rule = Rule((Step(-7),), ReminderPause.HOLIDAYS)
    due_on, today = date(2025, 7, 30), date(2025, 7, 10)

    assert rule.next_day(due_on, after=today, fresh=True) == date(2025, 7, 23)
    assert rule.next_day(due_on, after=today) is None


def test_repeated_steps_in_a_pause_become_one():
    rule = Rule((Step(7, 7),), ReminderPause.HOLIDAYS)

    assert rule.next_day(date(2025, 6, 16), after=date(2025, 6, 16)) == date(2025, 8, 11)
    assert [each.offset for each in rule.came_by(date(2025, 6, 16), date(2025, 8, 11))] == [56]


def test_latest_step_for_each_audience_has_come():
    chair = Step(14, None, ReminderAudience.CHAIR)
    rule = Rule((*COMMON.steps, chair))

    came = rule.came_by(DUE, DUE + timedelta(days=23))

    assert {(each.audience, each.offset) for each in came} == {("owner", 21), ("chair", 14)}


def test_nothing_has_come_before_the_first_step():
    assert COMMON.came_by(DUE, date(2025, 5, 30)) == []


# --- Stored rules --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_kind_with_a_rule_of_its_own_leaves_the_common_one(django_assert_num_queries):
    own = ReminderPolicy.objects.create(kind="report", pause=ReminderPause.NEVER)
    ReminderStep.objects.create(policy=own, offset_days=-14)

    with django_assert_num_queries(1):
        rules = rules_for(["report", "statement"])

    assert [step.offset for step in rules["report"].steps] == [-14]
    assert [step.offset for step in rules["statement"].steps] == [-30, -7, 0, 7, 14, 28]


@pytest.mark.django_db
def test_rule_may_say_that_nobody_is_reminded():
    ReminderPolicy.objects.create(kind="report")

    assert next_reminder_day("report", due_on=DUE, after=date(2025, 1, 1)) is None


@pytest.mark.django_db
def test_days_of_the_law_do_not_rest_in_the_summer():
    ReminderPolicy.objects.update(pause=ReminderPause.HOLIDAYS)

    rules = rules_for(["approval", "statement"])

    assert (rules["approval"].pause, rules["statement"].pause) == ("days_off", "holidays")


def test_kinds_of_the_law_are_known():
    assert [is_statutory(kind) for kind in ("approval", "statement", "unheard of")] == [
        True,
        False,
        False,
    ]
