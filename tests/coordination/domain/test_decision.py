from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.domain.decision import next_paragraph, record_decision
from coordination.exceptions import ActionRefused
from coordination.models import Decision, Meeting

TODAY = date(2025, 5, 28)


def decide(matter, actor, body, **fields):
    values = {
        "decided_on": TODAY,
        "paragraph": 189,
        "title": "Kraftsamlande insatser",
        "text": "Kommunstyrelsen får samordningsansvaret.",
        "today": TODAY,
    }
    return record_decision(matter, actor=actor, body=body, **(values | fields))


def test_decision_names_its_paragraph(matter, disa, town):
    assert decide(matter, disa, town.council).reference == "§\N{NO-BREAK SPACE}189"


def test_decision_puts_its_meeting_in_the_calendar(matter, disa, town):
    decision = decide(matter, disa, town.board)

    assert decision.meeting == Meeting.objects.get(organization=town.board, held_on=TODAY)


def test_paragraph_is_used_once_a_year(matter, disa, town):
    decide(matter, disa, town.board)

    with pytest.raises(ValidationError, match="redan använd"):
        decide(matter, disa, town.board)
    assert Decision.objects.count() == 1


def test_paragraph_is_free_again_in_another_year_and_body(matter, disa, town):
    for body, day in ((town.board, TODAY), (town.board, date(2024, 5, 28)), (town.lead, TODAY)):
        decide(matter, disa, body, decided_on=day)

    assert Decision.objects.filter(paragraph=189).count() == 3


@pytest.mark.parametrize("paragraph", [None, 0, -1])
def test_decision_without_paragraph_is_refused(matter, disa, town, paragraph):
    with pytest.raises(ValidationError, match="till exempel 201"):
        decide(matter, disa, town.board, paragraph=paragraph)


def test_group_recommends_but_does_not_decide(matter, disa, town):
    town.lead.kind = "steering_group"

    with pytest.raises(ActionRefused, match="föreslå men inte besluta"):
        decide(matter, disa, town.lead)


def test_decision_of_a_meeting_to_come_is_refused(matter, disa, town):
    with pytest.raises(ActionRefused, match="efter mötet"):
        decide(matter, disa, town.board, decided_on=date(2025, 5, 29))


def test_spending_says_how_it_is_financed(matter, disa, town):
    with pytest.raises(ValidationError, match="finansieras"):
        decide(matter, disa, town.board, amount_ore=100)

    assert (
        decide(matter, disa, town.board, amount_ore=100, financing="Centrala medel").amount_ore
        == 100
    )


def test_decision_is_not_recorded_by_a_reader(matter, love, town):
    with pytest.raises(PermissionDenied):
        decide(matter, love, town.board)


def test_next_paragraph_follows_the_last_of_the_year(matter, disa, town):
    decide(matter, disa, town.board, paragraph=200)

    assert next_paragraph(town.board, year=2025) == 201
    assert next_paragraph(town.board, year=2026) == 1
