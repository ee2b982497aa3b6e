"""The cast's follow-up: an indicator of the board's programme, and Bo's committee's grant."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from coordination.enums import Role
from tests.conftest import member
from tests.factories import DecisionFactory
from tests.factories.evaluation import IndicatorFactory
from tests.factories.funding import GrantFactory, RoundFactory, SourceFactory
from tests.factories.initiatives import InitiativeFactory, ProgrammeFactory


@pytest.fixture
def oskar(town):
    return member(town.central_office, Role.CONTROLLER, "Oskar")


@pytest.fixture
def now():
    return timezone.make_aware(datetime(2025, 5, 28, 10, 0))  # noqa: DTZ001  (made aware here)


@pytest.fixture
def programme(matter, town):
    return ProgrammeFactory(
        matter=matter, name="Fler i arbete", lead=town.board, convener=town.central_office
    )


@pytest.fixture
def initiative(programme, town):
    return InitiativeFactory(
        programme=programme, title="Första jobbet", lead=town.participant, state="running"
    )


@pytest.fixture
def indicator(programme, town):
    return IndicatorFactory(
        programme=programme,
        organization=town.central_office,
        name="Unga som arbetar eller studerar",
        kolada_id="N02797",
        shows_complement=True,
    )


@pytest.fixture
def grant(matter, town):
    """One million kronor from the board to Bo's committee."""
    decision = DecisionFactory(
        matter=matter,
        body=town.board,
        decided_on=date(2025, 3, 5),
        paragraph=77,
        financing="Ryms i budgeten för 2025.",
    )
    source = SourceFactory(owner=town.board)
    return GrantFactory(
        round=RoundFactory(source=source, state="decided", decided_on=date(2025, 3, 5)),
        decision=decision,
        recipient=town.participant,
        title="Trygga stråk",
    )
