"""Reminders by themselves: each obligation, step and person once, whatever runs twice, at once or late."""

import threading
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone
from structlog.testing import capture_logs

from coordination.domain import delivery, reminder, reminder_gathering
from coordination.domain.deadline import keep_deadline, move_deadline
from coordination.domain.delivery import LEASE, deliver_messages
from coordination.domain.reminder import plan_reminders, queue_due_reminders
from coordination.domain.reminder_policy import next_reminder_day
from coordination.domain.unsubscribe import unsubscribe_address
from coordination.enums import MessageState, OrganizationKind, ReminderPause, Role
from coordination.models import Deadline, OutgoingMessage, Reminder, ReminderPolicy
from coordination.registry import DeadlineSubject, deadline_subjects
from tests.conftest import member
from tests.factories import DeadlineFactory, OrganizationFactory

pytestmark = pytest.mark.django_db

DUE = date(2025, 6, 30)
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def at(day, hour=8, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=STOCKHOLM)


def owed(body, due_on=DUE, **fields):
    """Something that a body owes, planned as when it was put in the books long before."""
    planned = next_reminder_day("statement", due_on=due_on, after=due_on - timedelta(days=90))
    return DeadlineFactory(organization=body, due_on=due_on, next_reminder_on=planned, **fields)


@pytest.fixture
def deadline(town, bo):
    return owed(town.participant)


def steps_sent():
    return list(Reminder.objects.order_by("pk").values_list("offset_days", flat=True))


def run_daily(first, last):
    day = first
    while day <= last:
        queue_due_reminders(now=at(day))
        day += timedelta(days=1)


def test_steps_come_thirty_and_seven_days_before_on_the_day_and_weekly_after(deadline):
    run_daily(DUE - timedelta(days=40), DUE + timedelta(days=22))

    assert steps_sent() == [-30, -7, 0, 7, 14, 21]


def test_letter_says_what_how_far_and_where(deadline):
    queue_due_reminders(now=at(DUE - timedelta(days=7)))

    message = OutgoingMessage.objects.get()
    assert message.subject == "7 dagar kvar: Yttrande över Kraftsamlande insatser"
    assert f"http://testserver/remissinstanser/{deadline.subject_id}/" in message.text
    assert "30 juni 2025" in message.text


def test_letter_that_nobody_wrote_names_the_body_to_ask(deadline, matter):
    type(matter.organization).objects.filter(pk=matter.organization_id).update(email="ks@s.example")
    type(deadline).objects.update(matter=matter)

    queue_due_reminders(now=at(DUE))

    letter = OutgoingMessage.objects.get()
    assert "Frågor om ärendet: Kommunstyrelsen, ks@s.example" in letter.text


def test_late_letter_counts_the_days(deadline):
    queue_due_reminders(now=at(DUE + timedelta(days=7)))

    assert OutgoingMessage.objects.get().subject.startswith("Försenat 7 dagar: ")


def test_running_again_adds_nothing(deadline):
    now = at(DUE)

    assert [queue_due_reminders(now=now), queue_due_reminders(now=now)] == [1, 0]
    assert OutgoingMessage.objects.count() == 1


def test_running_again_after_the_plan_was_lost_adds_nothing(deadline):
    queue_due_reminders(now=at(DUE))
    Deadline.objects.update(next_reminder_on=DUE)

    assert queue_due_reminders(now=at(DUE)) == 0
    assert OutgoingMessage.objects.count() == 1


def test_missed_days_are_caught_up_with_the_latest_step_only(deadline):
    queue_due_reminders(now=at(DUE + timedelta(days=16)))

    assert steps_sent() == [14]
    deadline.refresh_from_db()
    assert deadline.next_reminder_on == DUE + timedelta(days=21)


def test_moved_deadline_reminds_anew(deadline, disa):
    queue_due_reminders(now=at(DUE - timedelta(days=7)))
    later = DUE + timedelta(days=30)

    move_deadline(deadline, actor=disa, to=later, reason="Semester.", today=DUE)
    run_daily(DUE, later)

    assert steps_sent() == [-7, -30, -7, 0]


def test_finished_duty_is_left_alone(deadline):
    keep_deadline(
        "statement", subject_type="consultee", subject_id=deadline.subject_id, by="§", at=at(DUE)
    )

    assert queue_due_reminders(now=at(DUE)) == 0


def test_duty_finished_while_the_letters_were_written_is_left_alone(deadline, monkeypatch):
    written = reminder_gathering.draft_reminder

    def finish_meanwhile(deadlines, **context):
        Deadline.objects.update(done_at=at(DUE), next_reminder_on=None)
        return written(deadlines, **context)

    monkeypatch.setattr(reminder_gathering, "draft_reminder", finish_meanwhile)

    assert queue_due_reminders(now=at(DUE)) == 0
    assert not OutgoingMessage.objects.exists()


def test_everyone_in_the_role_is_told(deadline, town):
    member(town.participant, Role.SECRETARY, "Berit")

    assert queue_due_reminders(now=at(DUE)) == 2


def test_who_came_after_the_step_is_told_at_the_next(deadline, town):
    queue_due_reminders(now=at(DUE))
    berit = member(town.participant, Role.SECRETARY, "Berit")

    queue_due_reminders(now=at(DUE + timedelta(days=7)))

    assert Reminder.objects.filter(recipient=berit.person).count() == 1


def test_letter_is_in_the_language_of_its_reader(deadline, bo):
    bo.language = "en"
    bo.save()

    queue_due_reminders(now=at(DUE))

    assert '<html lang="en">' in OutgoingMessage.objects.get().html


def test_duty_that_nobody_reads_for_is_planned_on_and_logged(town):
    deadline = owed(town.participant)

    with capture_logs() as logged:
        assert queue_due_reminders(now=at(DUE)) == 0

    deadline.refresh_from_db()
    assert deadline.next_reminder_on == DUE + timedelta(days=7)
    assert [entry["event"] for entry in logged] == ["nobody_to_remind"]


def test_nothing_due_costs_three_statements(deadline, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert queue_due_reminders(now=at(DUE - timedelta(days=60))) == 0


def test_today_is_the_day_in_sweden(deadline):
    midnight = at(DUE, hour=0).astimezone(ZoneInfo("UTC"))

    plan_reminders(now=midnight - timedelta(minutes=1))
    assert planned_steps() == [-7]
    plan_reminders(now=midnight)
    assert planned_steps() == [-7, 0]


def planned_steps():
    return list(Reminder.objects.order_by("pk").values_list("offset_days", flat=True))


def test_nobody_is_written_to_in_the_night(deadline):
    assert queue_due_reminders(now=at(DUE, hour=6, minute=59)) == 0
    assert queue_due_reminders(now=at(DUE, hour=7)) == 1


@pytest.mark.parametrize(
    "day", [date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2028, 2, 29)]
)
def test_hours_that_are_lost_or_come_twice_change_nothing(town, bo, day):
    """Every tick around the change of clocks: one letter, on the right day."""
    ReminderPolicy.objects.update(pause=ReminderPause.NEVER)
    owed(town.participant, due_on=day)
    moment = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("UTC")) - timedelta(hours=20)
    sent_at = []

    for tick in range(0, 44 * 60, 10):
        now = moment + timedelta(minutes=tick)
        sent_at += [now] * queue_due_reminders(now=now)

    assert [timezone.localdate(now) for now in sent_at] == [day - timedelta(days=1), day]
    assert steps_sent() == [-7, 0]


# --- One bad letter, and many ---------------------------------------------------------------------


@pytest.fixture
def poison(monkeypatch):
    """A kind of duty whose page cannot be found."""

    def no_page(pk):
        raise LookupError("no such page")

    monkeypatch.setitem(deadline_subjects, "poison", DeadlineSubject("poison", "Öppna", no_page))


def test_letter_that_cannot_be_written_stops_nobody(deadline, town, poison):
    bad = owed(town.participant, subject_type="poison", title="Trasigt")

    assert queue_due_reminders(now=at(DUE)) == 2

    states = dict(OutgoingMessage.objects.values_list("subject", "state"))
    assert states["Trasigt"] == MessageState.FAILED
    assert list(states.values()).count(MessageState.PENDING) == 1
    assert "no such page" in OutgoingMessage.objects.get(subject="Trasigt").error
    bad.refresh_from_db()
    assert bad.next_reminder_on == DUE + timedelta(days=7)


def test_letter_that_cannot_be_written_is_not_tried_every_minute(town, bo, poison):
    owed(town.participant, subject_type="poison")

    assert [queue_due_reminders(now=at(DUE)) for _ in range(3)] == [1, 0, 0]


def many(number):
    """So many bodies with a secretary each, and as many duties."""
    home = OrganizationFactory(kind=OrganizationKind.MUNICIPALITY)
    for each in range(number):
        body = OrganizationFactory(name=f"Nämnd {each}", municipality=home)
        member(body, Role.SECRETARY, f"Sekreterare{each}")
        owed(body)


STATEMENTS = 24


# Django splits inserts on SQLite at 999 values, so there a large batch takes a few statements more.
@pytest.mark.parametrize("number", [10, 50])
def test_batch_costs_the_same_whatever_it_holds(number, django_assert_num_queries):
    many(number)

    with django_assert_num_queries(STATEMENTS):
        assert queue_due_reminders(now=at(DUE)) == number


@pytest.mark.postgresql
def test_large_batch_costs_the_same_as_a_small_one(django_assert_num_queries):
    many(200)

    with django_assert_num_queries(STATEMENTS):
        assert queue_due_reminders(now=at(DUE)) == 200


def test_more_than_a_batch_is_done_in_one_run(monkeypatch):
    monkeypatch.setattr(reminder, "BATCH", 3)
    many(7)

    assert queue_due_reminders(now=at(DUE)) == 7
    assert queue_due_reminders(now=at(DUE)) == 0


def plan_of_the_scan():
    return Deadline.objects.due_to_remind(DUE)[:500].explain()


def test_scan_goes_through_its_index(deadline):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # a table this small would be read whole
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")

    assert "deadline_tick" in plan_of_the_scan()


# --- Crashes and company --------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_crash_before_the_commit_sends_nothing_and_loses_nothing(deadline, monkeypatch):
    def crash(*args):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(reminder, "_plan_next", crash)
        with pytest.raises(SystemExit):
            queue_due_reminders(now=at(DUE))
    assert not OutgoingMessage.objects.exists()

    assert queue_due_reminders(now=at(DUE)) == 1


@pytest.mark.django_db(transaction=True)
def test_crash_between_queue_and_send_delays_but_sends_once(deadline, monkeypatch, mailoutbox):
    def crash(*args, **kwargs):
        raise SystemExit

    now = at(DUE)
    queue_due_reminders(now=now)
    with monkeypatch.context() as patched:
        patched.setattr(delivery, "build_email", crash)
        with pytest.raises(SystemExit):
            deliver_messages(now=now)

    assert deliver_messages(now=now) == 0
    assert deliver_messages(now=now + LEASE + timedelta(seconds=1)) == 1
    assert len(mailoutbox) == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_write_each_letter_once():
    many(20)

    assert sum(at_once(2)) == 20
    assert OutgoingMessage.objects.count() == Reminder.objects.count() == 20


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_without_holding_the_rows_two_at_once_collide(monkeypatch):
    """The negative control: the database's own uniqueness is then all that is left.

    SQLite lets one writer in at a time, so there the second one sees what the first one wrote.
    """
    many(20)
    plan_reminders(now=at(DUE))
    monkeypatch.setattr(reminder_gathering, "_hold", lambda rows, today: {row.pk for row in rows})
    meeting = threading.Barrier(2)
    planned = reminder_gathering._unwritten

    def wait_for_the_other(letters):
        meeting.wait(10)
        return planned(letters)

    monkeypatch.setattr(reminder_gathering, "_unwritten", wait_for_the_other)

    with pytest.raises(CollisionError):
        at_once(2)


class CollisionError(Exception):
    """One of several runners failed."""


def at_once(number) -> list[int]:
    """Run so many ticks at the same moment; returns what each queued."""
    start, queued, failures = threading.Barrier(number), [], []

    def run():
        start.wait()
        try:
            queued.append(queue_due_reminders(now=at(DUE)))
        except Exception as error:  # noqa: BLE001  (whatever it is, the test wants to know)
            failures.append(error)
        finally:
            connection.close()

    runners = [threading.Thread(target=run) for _ in range(number)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    if failures:
        raise CollisionError(failures)
    return queued


def letter_of(person):
    return OutgoingMessage.objects.get(person=person)


def test_letter_says_for_which_role_and_by_which_step(deadline, bo):
    queue_due_reminders(now=at(DUE - timedelta(days=7)))

    assert (
        "Du är sekreterare hos stadsbyggnadsnämnden, som ska göra det."
        " Regeln säger påminnelse 7 dagar före." in OutgoingMessage.objects.get().text
    )


def test_whoever_steps_in_is_told_for_whom(town, bo):
    owed(town.participant, role=Role.CHAIR)

    queue_due_reminders(now=at(DUE))

    assert (
        "Hos stadsbyggnadsnämnden finns ingen ordförande som kan ta emot brev."
        " Därför går det till dig som sekreterare." in OutgoingMessage.objects.get().text
    )


def test_what_the_law_says_is_not_offered_to_be_moved_or_turned_off(town, bo):
    owed(town.participant, kind="notice_down")

    queue_due_reminders(now=at(DUE))

    letter = OutgoingMessage.objects.get()
    assert "Dagen följer av lag och går inte att flytta." in letter.text
    assert "Påminnelser om det som följer av lag går inte att välja bort." in letter.text
    assert "Visa anslaget" in letter.html
    assert "kan dagen flyttas" not in letter.text + letter.html
    assert "Sluta få" not in letter.text + letter.html


def test_what_can_be_turned_off_has_its_link_in_the_letter(deadline, bo):
    queue_due_reminders(now=at(DUE))

    letter = OutgoingMessage.objects.get()
    assert (
        f"Sluta få påminnelser om yttranden: {unsubscribe_address(letter.dedupe_key)}"
        in letter.text
    )
    assert unsubscribe_address(letter.dedupe_key) in letter.html


def test_chair_is_told_what_others_are_late_with_and_asked_for_nothing(town, bo, deadline):
    chair = member(town.participant, Role.CHAIR, "Carl").person
    owed(town.participant)

    queue_due_reminders(now=at(DUE + timedelta(days=28)))

    letter = letter_of(chair)
    assert letter.subject == "2 saker är försenade hos dem du har ansvar för"
    assert "väntar på dig" not in letter.text + letter.html
    assert "Se ärendet" in letter.text


def test_long_delay_is_told_by_its_day(deadline, bo):
    queue_due_reminders(now=at(DUE + timedelta(days=98)))

    letter = letter_of(bo.person)
    assert letter.subject.startswith("Försenat mer än tre månader: Yttrande")
    assert "Sista dagen var 30 juni 2025: försenat sedan dess." in letter.text
