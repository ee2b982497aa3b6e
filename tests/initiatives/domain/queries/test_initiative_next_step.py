"""What an initiative needs now."""

from datetime import date, timedelta

from initiatives.domain.queries.initiative_next_step import next_step_of
from initiatives.domain.queries.initiative_page import initiatives_for_pages, page_of
from initiatives.enums import InitiativeState


def title(initiative, user, today):
    found = initiatives_for_pages(user).get(pk=initiative.pk)
    step = next_step_of(page_of(found, user=user, today=today), user=user)
    return step and step.title


def test_unclear_responsibility_comes_first(initiative, bo, today):
    assert title(initiative, bo, today) == "Utse vem som genomför och följer upp"


def test_planned_initiative_is_started_when_its_day_has_come(running, bo):
    running.state = InitiativeState.PLANNED
    running.save()

    assert title(running, bo, running.starts_on) == "Starta insatsen"
    assert title(running, bo, running.starts_on - timedelta(days=1)) is None


def test_running_initiative_is_ended_when_its_day_is_near(running, bo):
    assert title(running, bo, date(2025, 12, 20)) == "Avsluta insatsen"
    assert title(running, bo, date(2025, 6, 1)) is None


def test_completed_initiative_is_asked_how_it_goes_on(running, bo, today):
    running.state, running.completed_on = InitiativeState.COMPLETED, today
    running.save()

    assert title(running, bo, today) == "Fortsätter arbetet?"


def test_readers_are_asked_nothing(initiative, love, today):
    assert title(initiative, love, today) is None
