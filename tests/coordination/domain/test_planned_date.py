"""Dates of a body's own: planned, reckoned, coming back; moved, done, taken back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from coordination.date_rules import DateRule
from coordination.domain.deadline import move_deadline
from coordination.domain.planned_date import (
    finish_date,
    move_date,
    plan_date,
    recurrence_text,
    withdraw_date,
)
from coordination.enums import Role, Roll
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import AuditEvent, Deadline, Meeting, OutgoingMessage, PlannedDate
from tests.conftest import member
from tests.factories import DeadlineFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 12)
DUE = date(2026, 3, 31)


def planned(town, actor, **changes):
    values = {"title": "Lämna delårsrapport", "role": Role.SECRETARY, "due_on": DUE}
    return plan_date(town.participant, actor=actor, today=TODAY, **values | changes)


def test_planned_date_is_owed_by_a_role_in_the_body(town, bo):
    deadline = planned(town, bo)

    assert (deadline.organization, deadline.role, deadline.due_on) == (
        town.participant,
        Role.SECRETARY,
        DUE,
    )
    assert AuditEvent.objects.get().action == "date.planned"


@pytest.mark.parametrize("reader", ["cecilia", "anna", "love", "rut"])
def test_others_plan_nothing_for_the_body(town, reader, request):
    with pytest.raises(PermissionDenied):
        planned(town, request.getfixturevalue(reader))

    assert not PlannedDate.objects.exists()


def test_day_off_moves_as_chosen(town, bo):
    assert planned(town, bo, due_on=date(2026, 4, 3), how=Roll.NEXT).due_on == date(2026, 4, 7)
    assert planned(town, bo, due_on=date(2026, 4, 3), how=Roll.PREVIOUS).due_on == date(2026, 4, 2)


def test_date_reckoned_from_another_follows_it(town, bo, disa):
    source = DeadlineFactory(organization=town.participant, title="Svaret", due_on=DUE)
    rule = DateRule(days=-14, least=10)

    deadline = planned(town, bo, due_on=None, source=source, rule=rule)
    move_deadline(source, actor=disa, to=date(2026, 4, 30), reason="Påsk.", today=TODAY)

    assert deadline.due_on == date(2026, 3, 17)
    assert deadline.rule == "14 dagar före ”Svaret”, minst 10 arbetsdagar ifrån"
    assert Deadline.objects.get(pk=deadline.pk).due_on == date(2026, 4, 16)


def test_date_that_one_may_not_see_is_no_source(town, bo):
    hidden = DeadlineFactory(organization=town.outside, due_on=DUE)

    with pytest.raises(ActionRefused, match="att räkna från"):
        planned(town, bo, due_on=None, source=hidden, rule=DateRule(days=1))


def test_day_that_has_been_is_refused(town, bo):
    with pytest.raises(ValidationError, match="redan varit"):
        planned(town, bo, due_on=TODAY - timedelta(days=1))


def test_done_series_owes_the_next_from_its_first_day(town, bo):
    deadline = planned(town, bo, every_months=1)
    finished = finish_date(deadline, actor=bo, by="Skickad.", today=DUE)
    last = finish_date(finished, actor=bo, by="Skickad.", today=date(2026, 4, 30))

    assert (finished.due_on, last.due_on) == (date(2026, 4, 30), date(2026, 5, 31))
    assert last.rule == "Varje månad"


def test_long_pause_owes_one_and_not_a_pile(town, bo):
    deadline = planned(town, bo, every_months=3)

    following = finish_date(deadline, actor=bo, by="Till slut.", today=date(2027, 2, 1))

    assert following.due_on == date(2027, 3, 31)
    assert Deadline.objects.open().count() == 1


def test_series_ends_on_its_day(town, bo):
    deadline = planned(town, bo, every_months=12, until=date(2027, 3, 30))

    assert finish_date(deadline, actor=bo, by="Klart.", today=DUE) is None


def test_single_date_owes_no_next(town, bo):
    assert finish_date(planned(town, bo), actor=bo, by="Klart.", today=DUE) is None


def test_withdrawn_date_ends_the_series_and_says_why(town, bo):
    deadline = planned(town, bo, every_months=1)

    withdraw_date(deadline, actor=bo, reason="Rapporten är avskaffad.")

    deadline.refresh_from_db()
    assert (deadline.withdrawn, deadline.done_by) == (True, "Rapporten är avskaffad.")
    assert not Deadline.objects.open().exists()


def test_closed_date_is_neither_finished_nor_withdrawn_again(town, bo):
    deadline = planned(town, bo)
    finish_date(deadline, actor=bo, by="Klart.", today=DUE)

    with pytest.raises(ActionRefused, match="redan avslutat"):
        withdraw_date(deadline, actor=bo, reason="Fel.")
    with pytest.raises(ActionRefused, match="redan avslutat"):
        finish_date(deadline, actor=bo, by="Klart.", today=DUE)


def test_moved_date_keeps_its_reason_and_first_day(town, bo):
    deadline = planned(town, bo)

    move_date(deadline, actor=bo, to=date(2026, 4, 15), reason="Bokslutet dröjer.", today=TODAY)

    deadline.refresh_from_db()
    assert (deadline.first_day, deadline.due_on) == (DUE, date(2026, 4, 15))
    assert deadline.moves.get().reason == "Bokslutet dröjer."


def test_same_day_is_no_move(town, bo):
    with pytest.raises(ActionRefused, match="redan den"):
        move_date(planned(town, bo), actor=bo, to=DUE, reason="Ingen.", today=TODAY)


def test_what_another_page_keeps_is_not_moved_here(town, bo):
    answer = DeadlineFactory(organization=town.participant)

    with pytest.raises(PermissionDenied):
        move_date(answer, actor=bo, to=timezone.localdate(), reason="Jag vill.", today=TODAY)


@pytest.mark.parametrize(
    ("months", "text"), [(3, "Varje kvartal"), (36, "Vart tredje år"), (18, "Var 18:e månad")]
)
def test_recurrence_in_words(months, text):
    assert recurrence_text(months) == text


# --- What is asked for and what comes of it -------------------------------------------------------


def test_day_that_a_meeting_leads_back_past_today_is_refused(town, bo):
    Meeting.objects.create(organization=town.participant, held_on=date(2026, 1, 8))

    with pytest.raises(ValidationError, match="sista sammanträde före 30 januari 2026 var 8 jan"):
        planned(town, bo, due_on=date(2026, 1, 30), how=Roll.MEETING)

    assert not PlannedDate.objects.exists()


def test_day_says_from_which_day_off_it_was_led(town, bo):
    led = planned(town, bo, due_on=date(2026, 12, 12), how=Roll.PREVIOUS)

    assert led.rule == "Satt till lördag 12 december 2026, flyttad till arbetsdagen före"
    assert planned(town, bo, due_on=date(2026, 12, 11), how=Roll.PREVIOUS).rule == ""


def test_reckoned_day_that_has_been_is_told_with_its_reckoning(town, bo):
    source = DeadlineFactory(organization=town.participant, due_on=date(2026, 1, 20))

    with pytest.raises(ValidationError) as refused:
        planned(town, bo, due_on=None, source=source, rule=DateRule(days=-14))

    assert refused.value.messages == [
        "14 dagar före 20 januari 2026 blir 6 januari 2026, som redan har varit. Ändra antalet."
    ]


def test_series_is_not_reckoned_from_another_date(town, bo):
    source = DeadlineFactory(organization=town.participant, due_on=DUE)

    with pytest.raises(ActionRefused, match="En serie går bara att räkna från en fast dag"):
        planned(town, bo, due_on=None, source=source, rule=DateRule(days=1), every_months=1)


def test_date_sent_twice_is_one_date(town, bo):
    first, second = planned(town, bo), planned(town, bo)

    assert (first.pk, PlannedDate.objects.count()) == (second.pk, 1)


def test_the_same_words_on_another_day_are_another_date(town, bo):
    """Negative control."""
    planned(town, bo)
    planned(town, bo, due_on=DUE + timedelta(days=1))
    planned(town, bo, now=timezone.now() + timedelta(hours=1))

    assert PlannedDate.objects.count() == 3


# --- Two who move, and who is told -----------------------------------------------------------------


def moved(deadline, actor, to, **options):
    move_date(deadline, actor=actor, to=to, reason="Påsk.", today=TODAY, **options)


def test_second_of_two_moves_sees_the_first(town, bo):
    deadline = planned(town, bo)
    moved(deadline, bo, date(2026, 4, 14), version=deadline.version)

    with pytest.raises(EditConflict):
        moved(deadline, bo, date(2026, 4, 15), version=deadline.version)

    deadline.refresh_from_db()
    assert deadline.due_on == date(2026, 4, 14)


def test_move_to_a_day_off_must_be_meant(town, bo):
    deadline = planned(town, bo, how=Roll.PREVIOUS)
    sunday = date(2026, 4, 12)

    with pytest.raises(ValidationError, match=r"Söndag 12 april 2026 är en ledig dag.*fredag 10 a"):
        moved(deadline, bo, sunday)
    moved(deadline, bo, sunday, is_meant=True)

    deadline.refresh_from_db()
    assert deadline.due_on == sunday


def test_date_without_a_rule_for_days_off_goes_anywhere(town, bo):
    """Negative control."""
    deadline = planned(town, bo)

    moved(deadline, bo, date(2026, 4, 12))

    assert Deadline.objects.get(pk=deadline.pk).due_on == date(2026, 4, 12)


def test_whoever_keeps_a_date_is_told_that_it_moved(town, bo):
    berit = member(town.participant, Role.SECRETARY, "Berit")
    deadline = planned(town, bo)
    rule = DateRule(days=-14)
    planned(town, bo, title="Underlag", due_on=None, source=deadline, rule=rule)

    moved(deadline, bo, date(2026, 4, 14))

    letter = OutgoingMessage.objects.get()
    assert letter.person == berit.person
    assert "Från 31 mars 2026 till 14 april 2026\nPåsk." in letter.text
    assert "Från 17 mars 2026 till 31 mars 2026" in letter.text
    assert f"Skriv till {bo}" in letter.text


def test_whoever_keeps_a_date_is_told_that_it_was_taken_back(town, bo):
    member(town.participant, Role.SECRETARY, "Berit")
    deadline = planned(town, bo)

    withdraw_date(deadline, actor=bo, reason="Budgeten är beslutad.")

    text = OutgoingMessage.objects.get().text
    assert "Inställt\nBudgeten är beslutad." in text
    assert "räknas från de nya dagarna" not in text


def test_who_moves_an_own_date_gets_no_letter(town, bo):
    """Negative control."""
    moved(planned(town, bo), bo, date(2026, 4, 14))

    assert not OutgoingMessage.objects.exists()
