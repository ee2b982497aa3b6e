"""The cast's money: the board owns a source, a round is closed, a decision has been made.

Oskar is controller in the central office, so he keeps the board's money. Erik is a case officer at
Bo's committee's office, which receives it.
"""

from datetime import date, datetime

import pytest
from django.utils import timezone

from coordination.enums import Role
from tests.conftest import member
from tests.factories import DecisionFactory
from tests.factories.funding import GrantFactory, RoundFactory, SourceFactory
from tests.funding.helpers import MKR


@pytest.fixture
def oskar(town):
    return member(town.central_office, Role.CONTROLLER, "Oskar")


@pytest.fixture
def now():
    return timezone.make_aware(datetime(2025, 5, 28, 10, 0))  # noqa: DTZ001  (made aware here)


@pytest.fixture
def source(town):
    return SourceFactory(owner=town.board, name="Gemensamma medel", frame=10 * MKR)


@pytest.fixture
def funding_round(source):
    return RoundFactory(source=source, name="Våren 2025")


@pytest.fixture
def decision(matter, town):
    return DecisionFactory(
        matter=matter,
        body=town.board,
        decided_on=date(2025, 3, 5),
        paragraph=77,
        title="Fördelning av medel",
        financing="Ryms i budgeten för 2025.",
    )


@pytest.fixture
def grant(funding_round, decision, town):
    """One million kronor to Bo's committee."""
    return GrantFactory(
        round=funding_round,
        decision=decision,
        recipient=town.participant,
        title="Trygga stråk",
    )
