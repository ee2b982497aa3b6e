"""Changing the reminder rules; what is owed is planned anew."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from coordination.domain.reminder_policy import Step, rule_for
from coordination.domain.reminder_rule import change_rule, drop_rule
from coordination.enums import ReminderAudience, ReminderPause
from coordination.exceptions import ActionRefused
from coordination.models import AuditEvent, Deadline, ReminderPolicy
from tests.factories import DeadlineFactory

pytestmark = pytest.mark.django_db

TODAY = date(2025, 5, 28)
DUE = date(2025, 6, 30)


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

    with django_assert_num_queries(13):
        change(gun)


CHAIR = ReminderAudience.CHAIR
REFUSED = {
    "unknown_kind": {"kind": "banan"},
    "too_far": {"steps": [Step(-366)]},
    "too_early": {"steps": [Step(0, None, CHAIR)]},
    "twice": {"steps": [Step(-7), Step(-7, 3)]},
    "too_many": {"steps": [Step(-each) for each in range(13)]},
    "stale": {"version": 4},
    "law_does_not_rest": {"kind": "approval", "pause": ReminderPause.HOLIDAYS},
    "law_needs_reminder": {"kind": "approval", "steps": [Step(3, None, CHAIR)]},
}


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
