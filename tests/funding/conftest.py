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
from tests.funding.applications import closed, opened, submitted, written
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
        amount_ore=20 * MKR,
        financing="Ryms i budgeten för 2025.",
    )


@pytest.fixture
def disposal(matter, town):
    """What the board decided in May about what was left over."""
    return DecisionFactory(
        matter=matter,
        body=town.board,
        decided_on=date(2025, 5, 27),
        paragraph=120,
        title="Överskott i projekten",
        financing="Ryms i det som är beviljat.",
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


# --- An open round: who applies, who consents, who judges ----------------------------------------


@pytest.fixture
def asta(town):
    """Chairs the committee that Bo is secretary of."""
    return member(town.participant, Role.CHAIR, "Asta")


@pytest.fixture
def lars(town):
    """Case officer in Anna's committee."""
    return member(town.lead, Role.CASE_OFFICER, "Lars")


@pytest.fixture
def open_round(source, oskar):
    return opened(source, oskar)


@pytest.fixture
def chairs(town, anna, asta):
    return {town.lead: anna, town.participant: asta}


@pytest.fixture
def draft(open_round, lars, town):
    """Everything written, nobody has consented."""
    return written(open_round, lars, town.lead, town.participant)


@pytest.fixture
def sent(open_round, lars, town, chairs, oskar):
    """Submitted jointly; the round has closed since."""
    application = submitted(open_round, lars, town.lead, town.participant, chairs=chairs)
    closed(open_round, oskar)
    application.refresh_from_db()
    application.round.refresh_from_db()
    return application
