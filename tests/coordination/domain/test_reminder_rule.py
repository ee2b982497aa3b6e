"""Changing the reminder rules; what is owed is planned anew."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from coordination.domain.reminder import queue_due_reminders
from coordination.domain.reminder_policy import Step, rule_for
from coordination.domain.reminder_rule import change_rule, drop_rule
from coordination.enums import ReminderAudience, ReminderPause, Role
from coordination.exceptions import ActionRefused
from coordination.models import AuditEvent, Deadline, Reminder, ReminderPolicy
from coordination.working_days import STOCKHOLM
from tests.conftest import member
from tests.factories import DeadlineFactory

pytestmark = pytest.mark.django_db

TODAY = date(2025, 5, 28)
DUE = date(2025, 6, 30)
DAY = timedelta(days=1)


@pytest.fixture
def gun(gun):
    """Gun may open the installation's administration."""
    gun.is_staff = True
    gun.save()
    return gun


THREE_BEFORE = (Step(-3),)


def change(actor, kind="statement", steps=THREE_BEFORE, **changes):
    values = {"pause": ReminderPause.NEVER, "too_old_after_days": 30, "version": 0, "today": TODAY}
    return change_rule(kind, actor=actor, steps=steps, **values | changes)


def test_kind_gets_a_rule_of_its_own_and_what_is_owed_follows_it(town, gun):
    mine = DeadlineFactory(organization=town.lead, due_on=DUE)
    other = DeadlineFactory(organization=town.lead, due_on=DUE, kind="assignment")

    change(gun)

    for deadline in (mine, other):
        deadline.refresh_from_db()
    assert (mine.next_reminder_on, other.next_reminder_on) == (DUE - timedelta(days=3), None)
    assert AuditEvent.objects.get().data == {"title": "Yttranden"}


def test_common_rule_leaves_those_with_their_own(town, gun):
    change(gun)
    mine = DeadlineFactory(organization=town.lead, due_on=DUE)
    other = DeadlineFactory(organization=town.lead, due_on=DUE, kind="assignment")

    change(gun, kind="", steps=[Step(-1)], version=1)

    for deadline in (mine, other):
        deadline.refresh_from_db()
    assert (mine.next_reminder_on, other.next_reminder_on) == (None, DUE - timedelta(days=1))


def test_dropped_rule_gives_way_to_the_common_one(town, gun):
    deadline = DeadlineFactory(organization=town.lead, due_on=DUE)
    change(gun)

    drop_rule("statement", actor=gun, today=TODAY)

    deadline.refresh_from_db()
    assert deadline.next_reminder_on == date(2025, 5, 30)  # the 31st is a Saturday
    assert [step.offset for step in rule_for("statement").steps] == [-30, -7, 0, 7, 14, 28]


def test_common_rule_is_never_dropped(gun):
    drop_rule("", actor=gun, today=TODAY)

    assert ReminderPolicy.objects.filter(kind="").exists()


def test_what_is_done_is_not_planned(town, gun):
    DeadlineFactory(organization=town.lead, due_on=DUE, done_at="2025-05-01T12:00Z", done_by="§")

    change(gun)

    assert Deadline.objects.get().next_reminder_on is None


def test_cost_follows_the_days_not_the_deadlines(town, gun, django_assert_num_queries):
    DeadlineFactory.create_batch(30, organization=town.lead, due_on=DUE)

    with django_assert_num_queries(15):
        change(gun)


def tell(day):
    """What a day's tick puts in the outbox: how many letters."""
    return queue_due_reminders(now=datetime.combine(day, time(8, 5), STOCKHOLM))


def told():
    return list(Reminder.objects.order_by("pk").values_list("offset_days", flat=True))


WEEKLY = Step(7, 7)


def test_changed_rule_never_sends_again_what_a_step_stood_for(town, gun, bo):
    change(gun, steps=[Step(-7), WEEKLY])
    owed = DeadlineFactory(
        organization=town.participant, due_on=DUE, next_reminder_on=DUE - 7 * DAY
    )
    late = DUE + 7 * DAY
    sent = tell(DUE - 7 * DAY) + tell(late)

    change(gun, steps=[Step(-6), Step(6, 7)], version=1, today=late)

    owed.refresh_from_db()
    assert owed.next_reminder_on == DUE + 13 * DAY
    assert (sent, tell(late), tell(late + DAY), tell(DUE + 14 * DAY)) == (2, 0, 0, 1)
    assert told() == [-7, 7, 13]


def test_changed_step_to_others_is_not_told_again_beside_the_next(town, gun, bo):
    change(gun, steps=[WEEKLY, Step(10, None, CHAIR)])
    DeadlineFactory(organization=town.participant, due_on=DUE, next_reminder_on=DUE + 7 * DAY)
    member(town.participant, Role.CHAIR, "Carl")
    late = DUE + 10 * DAY
    sent = tell(DUE + 7 * DAY) + tell(late)

    change(gun, steps=[WEEKLY, Step(8, None, CHAIR)], version=1, today=late)

    assert (sent, tell(DUE + 14 * DAY)) == (2, 1)
    assert told() == [7, 10, 14]


def test_what_has_come_when_the_rule_changes_is_told_by_the_old_one(town, gun, bo):
    change(gun, steps=[Step(-7)])
    DeadlineFactory(organization=town.participant, due_on=DUE, next_reminder_on=DUE - 7 * DAY)

    change(gun, steps=[Step(-1)], version=1, today=DUE - 7 * DAY)

    assert (tell(DUE - 7 * DAY), told()) == (1, [-7])
    assert Deadline.objects.get().next_reminder_on == DUE - DAY


def test_step_of_today_is_told_where_nothing_was_told_today(town, gun, bo):
    DeadlineFactory(organization=town.participant, due_on=DUE)

    change(gun, today=DUE - 3 * DAY)

    assert (tell(DUE - 3 * DAY), told()) == (1, [-3])


CHAIR = ReminderAudience.CHAIR
REFUSED = {
    "unknown_kind": {"kind": "banan"},
    "too_far": {"steps": [Step(-366)]},
    "too_early": {"steps": [Step(0, None, CHAIR)]},
    "twice": {"steps": [Step(7), Step(7, 3)]},
    "too_many": {"steps": [Step(-each) for each in range(13)]},
    "stale": {"version": 4},
    "law_does_not_rest": {"kind": "approval", "pause": ReminderPause.HOLIDAYS},
    "law_needs_reminder": {"kind": "approval", "steps": [Step(3, None, CHAIR)]},
    "repeats_before": {"steps": [Step(-365, 1)]},
}


def test_law_is_reminded_of_whatever_the_common_rule_says(gun):
    change(gun, kind="", steps=[], version=1)

    assert rule_for("statement").steps == ()
    assert [step.offset for step in rule_for("approval").steps] == [-7, 0, 7]


def test_law_must_be_reminded_of_no_later_than_on_the_day(gun):
    with pytest.raises(ActionRefused):
        change(gun, kind="approval", steps=[Step(7, 7)])
    change(gun, kind="approval", steps=[Step(0)])


@pytest.mark.parametrize("code", REFUSED)
def test_rule_that_makes_no_sense_is_refused(gun, code):
    with pytest.raises(ActionRefused) as refused:
        change(gun, **REFUSED[code])
    assert refused.value.code == code


def test_only_who_administers_sets_the_rules(disa):
    with pytest.raises(PermissionDenied):
        change(disa)


def test_seat_in_one_municipality_is_not_enough(gun):
    gun.is_staff = False

    with pytest.raises(PermissionDenied):
        change(gun)
