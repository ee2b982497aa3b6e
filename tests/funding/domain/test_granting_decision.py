"""The decision that grants in a round, written down by whoever keeps the money."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.models import Decision
from funding.domain.granting_decision import record_granting
from tests.funding.helpers import MKR


@pytest.fixture
def note(funding_round, oskar, matter, town):
    def note(actor=oskar, **values):
        said = {
            "matter": matter,
            "body": town.board,
            "decided_on": date(2025, 3, 5),
            "paragraph": 91,
            "title": "Fördelning av medel",
            "text": "Medlen fördelas enligt förslaget.",
            "amount_ore": 4 * MKR,
            "financing": "Budget 2025",
            "today": date(2025, 5, 28),
        }
        return record_granting(funding_round, actor=actor, **said | values)

    return note


def test_controller_writes_down_the_decision_with_its_meeting(note, town):
    decision = note()

    assert (decision.paragraph, decision.amount_ore, decision.financing) == (
        91,
        4 * MKR,
        "Budget 2025",
    )
    assert (decision.meeting.organization, decision.meeting.held_on) == (
        town.board,
        date(2025, 3, 5),
    )


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"financing": " "}, "financing_missing"),
        ({"amount_ore": 11 * MKR}, "frame_exceeded"),
        ({"decided_on": date(2025, 2, 14)}, "decided_before_close"),
        ({"paragraph": None}, "paragraph_missing"),
    ],
)
def test_decision_that_lacks_something_is_not_recorded(note, values, code):
    with pytest.raises(ValidationError) as refused:
        note(**values)

    assert (refused.value.code, Decision.objects.count()) == (code, 0)


def test_another_bodys_decision_is_not_recorded(note, town):
    with pytest.raises(ValidationError, match="bestämmer inte över pengarna"):
        note(body=town.outside)


def test_round_that_is_open_has_no_decision(note, funding_round):
    funding_round.state = "open"

    with pytest.raises(ValidationError, match="inte stängd för ansökan"):
        note()


@pytest.mark.parametrize("person", ["erik", "bo", "cecilia"])
def test_others_record_no_granting(note, person, request):
    with pytest.raises(PermissionDenied):
        note(actor=request.getfixturevalue(person))
