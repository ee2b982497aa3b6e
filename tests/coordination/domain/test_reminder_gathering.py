"""One letter a person and day: what is gathered, what waits, what escalates, what is left out."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from structlog.testing import capture_logs

from coordination.domain.deadline import keep_deadline, move_deadline
from coordination.domain.reminder import plan_reminders, queue_due_reminders, remind_now
from coordination.domain.reminder_gathering import write_waiting_letters
from coordination.domain.reminder_policy import Rule, Step, next_reminder_day
from coordination.enums import (
    MessageState,
    OrganizationKind,
    ReminderAudience,
    ReminderDelivery,
    ReminderPause,
    ReminderUnsent,
    Role,
)
from coordination.models import (
    Absence,
    Deadline,
    OutgoingMessage,
    Reminder,
    ReminderPolicy,
    ReminderPreference,
    ReminderStep,
)
from coordination.registry import DeadlineSubject, deadline_subjects
from tests.conftest import member
from tests.factories import DeadlineFactory, MatterFactory, OrganizationFactory

pytestmark = pytest.mark.django_db

DUE = date(2025, 6, 30)  # a Monday
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def at(day, hour=8):
    return datetime(day.year, day.month, day.day, hour, tzinfo=STOCKHOLM)


def owed(body, due_on=DUE, kind="statement", **fields):
    planned = next_reminder_day(kind, due_on=due_on, after=due_on - timedelta(days=90))
    return DeadlineFactory(
        organization=body, due_on=due_on, kind=kind, next_reminder_on=planned, **fields
    )


def after(days):
    return DUE + timedelta(days=days)


def letters_to(user):
    return OutgoingMessage.objects.filter(person=user.person)


# --- One a day -----------------------------------------------------------------------------------


def test_many_duties_are_one_letter(town, bo):
    titles = ["Yttrande A", "Yttrande B", "Yttrande C"]
    for title in titles:
        owed(town.participant, title=title)

    assert queue_due_reminders(now=at(DUE)) == 1

    letter = OutgoingMessage.objects.get()
    assert letter.subject == "Påminnelse: 3 saker väntar på dig"
    assert [letter.text.count(title) for title in titles] == [1, 1, 1]


def test_what_comes_after_the_letter_waits_for_tomorrow(town, bo):
    owed(town.participant)
    queue_due_reminders(now=at(DUE))
    owed(town.participant, title="Kom senare")

    assert queue_due_reminders(now=at(DUE, hour=15)) == 0
    assert queue_due_reminders(now=at(after(1))) == 1

    assert "Kom senare" in OutgoingMessage.objects.latest("pk").text


def test_database_takes_one_letter_of_a_day(town, bo):
    """The guard behind it: even a runner that looks past everything cannot write a second one."""
    owed(town.participant)
    queue_due_reminders(now=at(DUE))
    key = OutgoingMessage.objects.get().dedupe_key

    assert key == f"reminders:{bo.person.pk}:2025-06-30"
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMessage.objects.create(
            dedupe_key=key, to_email="x@kommun.example", subject="", next_attempt_at=at(DUE)
        )


def test_days_of_the_law_are_letters_of_their_own(town, bo):
    owed(town.participant)
    owed(town.participant, kind="approval", title="Justera")
    owed(town.participant, kind="notice", title="Anslå")

    assert queue_due_reminders(now=at(DUE)) == 3

    may = dict(OutgoingMessage.objects.values_list("subject", "may_unsubscribe"))
    assert may == {
        "Sista dagen i dag: Yttrande över Kraftsamlande insatser": True,
        "Sista dagen i dag: Justera": False,
        "Sista dagen i dag: Anslå": False,
    }


def test_letter_about_several_matters_belongs_to_none_of_them(town, bo):
    first, second = MatterFactory.create_batch(2, organization=town.board)
    owed(town.participant, matter=first)
    owed(town.participant, matter=second)

    queue_due_reminders(now=at(DUE))

    assert OutgoingMessage.objects.get().matter is None


def test_letter_by_hand_takes_what_waited(town, bo):
    """Planned in the night, reminded of by hand before seven: no second letter follows."""
    deadline = owed(town.participant)
    plan_reminders(now=at(DUE, hour=5))

    assert remind_now(deadline, actor=bo, now=at(DUE, hour=6)) == 1

    assert write_waiting_letters(now=at(DUE)) == 0
    assert Reminder.objects.written().get().message == OutgoingMessage.objects.get()


def test_what_was_settled_before_the_letter_is_left_out_and_listed(town, bo):
    done, moved, left = (owed(town.participant, title=title) for title in ("A", "B", "C"))
    plan_reminders(now=at(DUE, hour=0))
    about = {"subject_type": done.subject_type, "subject_id": done.subject_id}
    keep_deadline("statement", **about, by="§", at=at(DUE))
    move_deadline(moved, actor=bo, to=after(30), reason="Semester.", today=DUE)

    assert write_waiting_letters(now=at(DUE)) == 1

    assert OutgoingMessage.objects.get().subject == "Sista dagen i dag: C"
    unsent = dict(Reminder.objects.unsent().values_list("deadline__title", "unsent"))
    assert unsent == {"A": ReminderUnsent.SETTLED, "B": ReminderUnsent.SETTLED}
    assert Reminder.objects.written().get().deadline == left


def test_one_duty_that_cannot_be_written_of_spoils_nothing_else(town, bo, monkeypatch):
    def no_page(pk):
        raise LookupError("no such page")

    monkeypatch.setitem(deadline_subjects, "poison", DeadlineSubject("poison", "Öppna", no_page))
    for number in range(5):
        owed(town.participant, title=f"Frisk {number}")
    owed(town.participant, title="Trasig", subject_type="poison")

    assert queue_due_reminders(now=at(DUE)) == 2

    states = dict(OutgoingMessage.objects.values_list("subject", "state"))
    assert states == {
        "Påminnelse: 5 saker väntar på dig": MessageState.PENDING,
        "Trasig": MessageState.FAILED,
    }
    assert Reminder.objects.waiting(after(9)).count() == 0


# --- How each wants it ---------------------------------------------------------------------------


def wish(user, delivery, kind="statement"):
    ReminderPreference.objects.create(person=user.person, kind=kind, delivery=delivery)


def test_weekly_letter_comes_on_monday(town, bo):
    wish(bo, ReminderDelivery.WEEKLY)
    owed(town.participant, due_on=date(2025, 7, 2))  # seven days before: a Wednesday

    sent = [
        day
        for day in (date(2025, 6, 25) + timedelta(days=n) for n in range(7))
        if queue_due_reminders(now=at(day))
    ]

    assert sent == [date(2025, 6, 30)]


def test_reminder_turned_off_is_listed_not_sent(town, bo):
    wish(bo, ReminderDelivery.NEVER)
    owed(town.participant)

    assert queue_due_reminders(now=at(DUE)) == 0
    assert Reminder.objects.get().unsent == ReminderUnsent.DECLINED


def test_law_asks_nobody_what_they_want(town, bo):
    """Negative control of the two above."""
    wish(bo, ReminderDelivery.NEVER, kind="approval")
    owed(town.participant, kind="approval")

    assert queue_due_reminders(now=at(DUE)) == 1


def told(user):
    return [reminder.unsent for reminder in Reminder.objects.filter(recipient=user.person)]


def test_reminder_turned_off_is_handed_down_the_chain(town, bo, matter, disa, gun):
    """First to the body's other officials, then to whoever keeps the matter."""
    officer = member(town.participant, Role.CASE_OFFICER, "Olle")
    wish(bo, ReminderDelivery.NEVER)
    owed(town.participant, matter=matter)
    queue_due_reminders(now=at(DUE))
    assert [told(each) for each in (bo, officer, disa)] == [[ReminderUnsent.DECLINED], [""], []]

    wish(officer, ReminderDelivery.NEVER)
    queue_due_reminders(now=at(after(7)))
    assert [told(each)[-1:] for each in (bo, officer, disa, gun)] == [
        [ReminderUnsent.DECLINED],
        [ReminderUnsent.DECLINED],
        [""],
        [],
    ]
    assert "har valt bort de här påminnelserna" in letters_to(disa).get().text


def test_administrator_is_told_whatever_they_chose(town, bo, gun):
    """Somebody must get it, and behind the administrators there is nobody."""
    wish(bo, ReminderDelivery.NEVER)
    wish(gun, ReminderDelivery.NEVER)
    owed(town.participant)

    assert queue_due_reminders(now=at(DUE)) == 1
    assert letters_to(gun).exists()


def test_colleague_who_wants_them_is_enough(town, bo, gun):
    """Negative control of the two above."""
    berit = member(town.participant, Role.SECRETARY, "Berit")
    wish(bo, ReminderDelivery.NEVER)
    owed(town.participant)

    queue_due_reminders(now=at(DUE))

    assert [told(each) for each in (bo, berit, gun)] == [[ReminderUnsent.DECLINED], [""], []]


def test_duty_that_all_have_turned_off_is_an_alarm(town, bo):
    wish(bo, ReminderDelivery.NEVER)
    deadline = owed(town.participant)

    with capture_logs() as logged:
        queue_due_reminders(now=at(DUE))

    [alarm] = [entry for entry in logged if entry["event"] == "nobody_to_remind"]
    assert (alarm["log_level"], alarm["deadline"]) == ("error", deadline.pk)


# --- Away ----------------------------------------------------------------------------------------


def away(user, stand_in=None, days=5):
    return Absence.objects.create(
        person=user.person,
        first_day=DUE,
        last_day=after(days),
        stand_in=stand_in and stand_in.person,
    )


def test_stand_in_is_told_instead_and_why(town, bo, cecilia):
    away(bo, stand_in=cecilia)
    owed(town.participant)

    queue_due_reminders(now=at(DUE))

    assert not letters_to(bo).exists()
    assert f"Du ersätter {bo.person}, som är borta." in letters_to(cecilia).get().text


def test_without_a_stand_in_the_letter_waits_until_one_is_back(town, bo):
    away(bo, days=3)
    owed(town.participant)

    sent = [n for n in range(7) if queue_due_reminders(now=at(after(n)))]

    assert sent == [4]


def test_colleague_in_the_same_role_is_enough(town, bo):
    berit = member(town.participant, Role.SECRETARY, "Berit")
    away(bo)
    owed(town.participant)

    queue_due_reminders(now=at(DUE))

    assert (letters_to(bo).count(), letters_to(berit).count()) == (0, 1)


def test_law_waits_for_nobody_who_is_away(town, bo):
    away(bo)
    owed(town.participant, kind="approval")

    assert queue_due_reminders(now=at(DUE)) == 1


@pytest.mark.parametrize("fault", ["away", "no address", "account closed"])
def test_stand_in_who_cannot_be_reached_is_none(town, bo, cecilia, fault):
    away(bo, stand_in=cecilia)
    if fault == "away":
        away(cecilia)
    elif fault == "no address":
        cecilia.person.email = ""
        cecilia.person.save()
    else:
        cecilia.is_active = False
        cecilia.save()
    owed(town.participant)

    assert queue_due_reminders(now=at(DUE)) == 0


# --- Escalation ----------------------------------------------------------------------------------


def only_step(offset, audience, **step):
    ReminderStep.objects.all().delete()
    rule = ReminderPolicy.objects.get(kind="")
    ReminderStep.objects.create(policy=rule, offset_days=offset, audience=audience, **step)


def test_nobody_above_is_told_before_the_day_in_the_rule(town, bo, anna):
    chair = member(town.participant, Role.CHAIR, "Maja")
    head = member(town.participant_office, Role.HEAD, "Hugo")
    owed(town.participant)

    told = {}
    for n in range(-30, 43):
        queue_due_reminders(now=at(after(n)))
        for user in (chair, head):
            told.setdefault(user, []).extend([n] * (letters_to(user).count() - len(told[user])))

    assert told == {head: [14], chair: [28]}


def test_letter_above_says_why_and_whose_it_is(town, bo):
    chair = member(town.participant, Role.CHAIR, "Maja")
    owed(town.participant)

    queue_due_reminders(now=at(after(28)))

    letter = letters_to(chair).get()
    assert letter.subject.startswith("Försenat 28 dagar hos stadsbyggnadsnämnden: ")
    assert "Den som ansvarar är påmind" in letter.text
    assert "som du har ansvar för" in letter.text


def test_steering_group_of_the_matter_is_told_through_its_chair(town, matter, bo):
    group = OrganizationFactory(
        kind=OrganizationKind.STEERING_GROUP, municipality=town.municipality, matter=matter
    )
    leader = member(group, Role.CHAIR, "Stina")
    only_step(10, ReminderAudience.STEERING_GROUP)
    owed(town.participant, matter=matter)
    owed(town.participant, title="Hör inte till ärendet")

    queue_due_reminders(now=at(after(11)))

    assert letters_to(leader).get().subject.endswith("Yttrande över Kraftsamlande insatser")


def test_escalation_that_finds_nobody_tells_nobody_else(town, bo):
    only_step(14, ReminderAudience.CHAIR)
    owed(town.participant)

    assert queue_due_reminders(now=at(after(14))) == 0


def test_owner_who_is_also_the_deputy_is_told_once(town):
    """A body with one official: the chain finds the same person twice."""
    member(town.participant_office, Role.CASE_OFFICER, "Erik")
    owed(town.participant)

    assert queue_due_reminders(now=at(after(14))) == 1
    assert Reminder.objects.count() == 1


# --- Too old -------------------------------------------------------------------------------------


def test_step_missed_for_too_long_is_listed_not_sent(town, bo):
    ReminderPolicy.objects.update(too_old_after_days=10, pause=ReminderPause.NEVER)
    only_step(0, ReminderAudience.OWNER)
    owed(town.participant)
    owed(town.participant, due_on=after(1), title="Inte för gammal")

    assert queue_due_reminders(now=at(after(11))) == 1

    assert OutgoingMessage.objects.get().subject == "Försenat 10 dagar: Inte för gammal"
    assert Reminder.objects.unsent().get().unsent == ReminderUnsent.TOO_OLD
    assert Deadline.objects.filter(next_reminder_on__isnull=False).count() == 0


# --- The database's own rules --------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [{}, {"write_on": DUE, "unsent": "too_old"}],
)
def test_reminder_waits_or_ends_but_never_both(town, bo, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(
            deadline=owed(town.participant),
            due_on=DUE,
            offset_days=0,
            recipient=bo.person,
            **fields,
        )


def test_letters_waiting_are_found_through_their_index(town, bo):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # a table this small would be read whole
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    waiting = Reminder.objects.waiting(DUE).order_by("write_on", "recipient")

    assert "reminder_waiting" in waiting.values_list("recipient")[:200].explain()


# --- The week ------------------------------------------------------------------------------------


def test_what_repeats_is_one_letter_a_week(town, bo):
    for day in range(-6, -1):  # late since Tuesday, Wednesday …
        owed(town.participant, due_on=after(day), title=f"Yttrande {day}")
    letters = [queue_due_reminders(now=at(after(day))) for day in range(7, 21)]

    assert letters == [1] + [0] * 6 + [1] + [0] * 6


def test_what_nobody_does_is_told_more_seldom_after_a_quarter():
    rule = Rule((Step(7, 7),), slows=True)

    assert rule.next_day(DUE, after=after(84)) == after(91)
    assert rule.next_day(DUE, after=after(91)) == after(119)
    assert [each.offset for each in rule.came_by(DUE, after(150))] == [147]
    assert Rule((Step(7, 7),)).next_day(DUE, after=after(91)) == after(98)


def on_thursday(town, **fields):
    """Something whose earlier steps have been told."""
    day = after(3)
    DeadlineFactory(organization=town.participant, due_on=day, next_reminder_on=day, **fields)


def test_weekly_letter_tells_of_the_whole_week(town, bo):
    wish(bo, ReminderDelivery.WEEKLY)
    on_thursday(town, title="Yttrande på torsdag")

    letters = [queue_due_reminders(now=at(after(day))) for day in range(8)]

    assert letters == [1] + [0] * 7
    assert "Yttrande på torsdag" in letters_to(bo).get().text
    assert "3 dagar kvar" in letters_to(bo).get().text


def test_missed_monday_is_made_up_for(town, bo):
    wish(bo, ReminderDelivery.WEEKLY)
    on_thursday(town)

    assert queue_due_reminders(now=at(after(1))) == 1


def test_daily_reader_is_not_told_ahead(town, bo):
    on_thursday(town)

    assert [queue_due_reminders(now=at(after(day))) for day in range(4)] == [0, 0, 0, 1]


def test_whoever_is_back_reads_on_the_first_working_day(town, bo):
    absent(bo, after(-3), after(4))  # until a Friday
    owed(town.participant)

    letters = [queue_due_reminders(now=at(after(day))) for day in range(8)]

    assert letters == [0] * 7 + [1]


def test_absences_in_a_row_are_one(town, bo):
    absent(bo, after(-3), after(4))
    absent(bo, after(7), after(8))  # from the Monday
    owed(town.participant)

    letters = [queue_due_reminders(now=at(after(day))) for day in range(10)]

    assert letters == [0] * 9 + [1]


def absent(user, first_day, last_day):
    Absence.objects.create(person=user.person, first_day=first_day, last_day=last_day)
