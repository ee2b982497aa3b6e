"""Dates to keep: set, moved, kept, owed again."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from coordination.domain.deadline import (
    keep_deadline,
    keep_deadlines,
    move_deadline,
    reopen_deadline,
    set_deadline,
)
from coordination.enums import Role
from coordination.exceptions import ActionRefused
from coordination.models import AuditEvent, Deadline
from tests.factories import DeadlineFactory

pytestmark = pytest.mark.django_db

DUE = date(2025, 6, 30)
AT = datetime(2025, 6, 1, 12, tzinfo=timezone.get_default_timezone())


def owed(town, **changes):
    values = {
        "subject_type": "consultee",
        "subject_id": 7,
        "title": "Yttrande över Kraftsamlande insatser",
        "organization": town.participant,
        "role": Role.SECRETARY,
        "due_on": DUE,
        "today": date(2025, 5, 28),
    }
    return set_deadline("statement", **values | changes)


def test_saying_the_same_duty_again_updates_it(town):
    owed(town)
    owed(town, due_on=date(2025, 7, 31))

    assert [d.due_on for d in Deadline.objects.all()] == [date(2025, 7, 31)]


def test_duty_set_late_waits_for_the_next_step(town):
    assert owed(town, today=date(2025, 6, 28)).next_reminder_on == DUE


def test_moved_day_reminds_anew_and_keeps_the_old_day(town, disa):
    deadline = owed(town)
    later = date(2025, 8, 30)

    move = move_deadline(deadline, actor=disa, to=later, reason="Semester.", today=AT.date())

    deadline.refresh_from_db()
    assert (deadline.due_on, deadline.next_reminder_on) == (later, date(2025, 7, 31))
    assert (move.from_day, move.to_day, move.reason) == (DUE, later, "Semester.")
    assert AuditEvent.objects.get().action == "deadline.moved"


def test_done_duty_is_not_moved(town, disa):
    deadline = owed(town)
    keep_deadline("statement", subject_type="consultee", subject_id=7, by="§ 201", at=AT)

    with pytest.raises(ActionRefused) as refused:
        move_deadline(deadline, actor=disa, to=DUE, reason="Semester.", today=AT.date())

    assert "§ 201" in refused.value.message


def test_kept_duty_reminds_no_more(town):
    deadline = owed(town)

    keep_deadline("statement", subject_type="consultee", subject_id=7, by="§ 201", at=AT)

    deadline.refresh_from_db()
    assert (deadline.done_at, deadline.done_by, deadline.next_reminder_on) == (AT, "§ 201", None)


def test_what_is_kept_first_counts(town):
    owed(town)
    for by in ("§ 201", "remissen avslutades"):
        keep_deadline("statement", subject_type="consultee", subject_id=7, by=by, at=AT)

    assert Deadline.objects.get().done_by == "§ 201"


def test_many_are_kept_in_one_statement(django_assert_num_queries):
    numbers = [each.subject_id for each in DeadlineFactory.create_batch(5)]

    with django_assert_num_queries(1):
        keep_deadlines("statement", subject_type="consultee", subject_ids=numbers, by="slut", at=AT)

    assert not Deadline.objects.open().exists()


def test_duty_owed_again_reminds_again(town):
    owed(town)
    keep_deadline("statement", subject_type="consultee", subject_id=7, by="§ 201", at=AT)

    reopen_deadline(
        "statement", subject_type="consultee", subject_id=7, today=DUE + timedelta(days=1)
    )

    deadline = Deadline.objects.get()
    assert (deadline.done_at, deadline.done_by) == (None, "")
    assert deadline.next_reminder_on == date(2025, 7, 7)


def test_nothing_to_reopen_is_no_error():
    reopen_deadline("statement", subject_type="consultee", subject_id=7, today=DUE)

    assert not Deadline.objects.exists()
