"""The joint effort of the cast: Disa convenes, Anna's committee has special responsibility."""

from datetime import date

import pytest

from coordination.enums import OrganizationKind, PartyRole
from initiatives.enums import InitiativeState, ParticipationRole, ProgrammeState
from tests.factories import AreaFactory, DecisionFactory, MatterPartyFactory, OrganizationFactory
from tests.factories.initiatives import (
    InitiativeFactory,
    ParticipationFactory,
    ProgrammeAreaFactory,
    ProgrammeFactory,
)


@pytest.fixture
def programme(matter, town):
    """A running programme in the joint effort's matter: the board leads, its office convenes."""
    MatterPartyFactory(matter=matter, organization=town.board, role=PartyRole.LEAD)
    MatterPartyFactory(matter=matter, organization=town.central_office, role=PartyRole.CONVENER)
    return ProgrammeFactory(
        matter=matter,
        name="Kraftsamlande insatser",
        lead=town.board,
        convener=town.central_office,
        state=ProgrammeState.RUNNING,
        mandate=DecisionFactory(matter=matter, body=town.council, paragraph=189),
    )


@pytest.fixture
def area(programme, town):
    """An area of the programme, yet without a boundary."""
    found = AreaFactory(name="Norra staden", municipality=town.municipality)
    ProgrammeAreaFactory(programme=programme, area=found)
    return found


@pytest.fixture
def steering_group(programme, town):
    group = OrganizationFactory(
        name="Styrgruppen",
        kind=OrganizationKind.STEERING_GROUP,
        matter=programme.matter,
        municipality=town.municipality,
        parent=town.board,
        registry_prefix="",
    )
    programme.groups.add(group)
    return group


@pytest.fixture
def initiative(programme, town):
    """Bo's committee leads a planned initiative; the committee is no party of the programme's matter."""
    return InitiativeFactory(
        programme=programme,
        title="Första jobbet",
        lead=town.participant,
        starts_on=date(2025, 3, 1),
        ends_on=date(2025, 12, 31),
    )


@pytest.fixture
def running(initiative, town):
    """The same initiative, started: somebody carries out and somebody follows up."""
    for organization, role in (
        (town.participant, ParticipationRole.CARRIES_OUT),
        (town.central_office, ParticipationRole.FOLLOWS_UP),
    ):
        ParticipationFactory(initiative=initiative, organization=organization, role=role)
    initiative.state = InitiativeState.RUNNING
    initiative.save()
    return initiative
