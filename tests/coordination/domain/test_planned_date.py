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
from coordination.exceptions import ActionRefused
from coordination.models import AuditEvent, Deadline, PlannedDate
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
