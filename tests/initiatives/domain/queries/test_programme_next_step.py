"""What a programme needs now."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coordination.enums import PartyRole
from initiatives.domain.queries.programme_next_step import next_step_of
from initiatives.domain.queries.programme_overview import overview_of, programmes_for_pages
from initiatives.enums import ProgrammeState
from tests.factories import DeadlineFactory, SeatFactory
from tests.factories.initiatives import InitiativeFactory


def title(programme, user):
    today = timezone.localdate()
    found = programmes_for_pages(user).get(pk=programme.pk)
    step = next_step_of(overview_of(found, user=user, today=today), user=user)
    return step and step.title


def deadline(programme, organization, days, **fields):
    return DeadlineFactory(
        matter=programme.matter,
        organization=organization,
        due_on=timezone.localdate() + timedelta(days=days),
        **fields,
    )


@pytest.fixture
def complete(programme, area, steering_group, initiative, matter, today):
    """A programme in which nothing is missing."""
    matter.parties.update(acknowledged_on=today)
    return programme


def test_manager_is_led_through_what_is_missing(matter, programme, disa, town, today):
    programme.mandate, programme.state = None, ProgrammeState.PLANNED
    programme.save()
    matter.parties.filter(role=PartyRole.SPECIAL_RESPONSIBILITY).delete()
    steps = []

    def note():
        steps.append(title(programme, disa))

    note()
    programme.state = ProgrammeState.RUNNING
    programme.save()
    note()
    programme.mandate = matter.decisions.first()
    programme.save()
    note()
    matter.parties.create(
        organization=town.lead, role=PartyRole.SPECIAL_RESPONSIBILITY, since=today
    )
    note()

    assert steps == [
        "Starta programmet",
        "Anteckna uppdraget",
        "Utse vilka som har särskilt ansvar",
        "Peka ut områden",
    ]


def test_complete_programme_needs_nothing(complete, disa, love):
    assert (title(complete, disa), title(complete, love)) == (None, None)


def test_late_dates_come_first_and_ones_own_before_others(complete, town, disa):
    deadline(complete, town.lead, -9, title="Deras")
    assert title(complete, disa) == "Försenat: Deras"

    deadline(complete, town.board, -1, title="Vårt")
    assert title(complete, disa) == "Försenat: Vårt"


def test_near_dates_are_told_to_their_owners_only(complete, town, disa, anna):
    deadline(complete, town.board, 9, title="Snart")
    deadline(complete, town.board, 60, title="Senare")

    assert (title(complete, disa), title(complete, anna)) == ("Snart", None)


def test_vacancies_are_told_to_those_who_may_fill_them(complete, steering_group, disa, love):
    SeatFactory(organization=steering_group)

    assert (title(complete, disa), title(complete, love)) == (
        "En plats är ledig i styrgruppen",
        None,
    )


def test_body_is_asked_to_confirm_its_own_part(complete, matter, town, bo, love):
    matter.parties.create(
        organization=town.participant,
        role=PartyRole.SPECIAL_RESPONSIBILITY,
        since=timezone.localdate(),
    )

    assert (title(complete, bo), title(complete, love)) == ("Bekräfta ert uppdrag", None)


def test_manager_is_told_who_has_not_confirmed(programme, area, steering_group, initiative, disa):
    assert title(programme, disa) == "Fråga dem som inte har bekräftat"


def test_first_initiative_is_asked_for(programme, area, steering_group, disa):
    assert title(programme, disa) == "Föreslå den första insatsen"
    InitiativeFactory(programme=programme)
    assert title(programme, disa) == "Fråga dem som inte har bekräftat"


def test_ended_programme_needs_nothing(complete, town, disa):
    complete.state = ProgrammeState.ENDED
    complete.save()
    deadline(complete, town.lead, -9)

    assert title(complete, disa) is None
