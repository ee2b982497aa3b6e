"""Min sida says since when a programme's initiatives should have started."""

from datetime import timedelta

import pytest
from django.utils import timezone

from initiatives.domain.queries.programme_list import programmes_of_desk
from initiatives.enums import InitiativeState, ProgrammeState
from tests.factories.initiatives import InitiativeFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


def test_late_start_is_told_with_its_day(client, matter, town, disa):
    today = timezone.localdate()
    programme = ProgrammeFactory(
        matter=matter, lead=town.board, convener=town.central_office, state=ProgrammeState.RUNNING
    )
    facts = {"programme": programme, "lead": town.participant, "state": InitiativeState.PLANNED}
    for days in (-9, -20, 5):
        InitiativeFactory(**facts, starts_on=today + timedelta(days=days))

    (found,) = programmes_of_desk(disa)

    assert (found.late_starts, found.first_late_start) == (2, today - timedelta(days=20))
    client.force_login(disa)
    assert "2 insatser skulle ha börjat, den första" in client.get("/").content.decode()
