from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from coordination.domain.assignment import (
    acknowledge_assignment,
    complete_assignment,
    give_assignment,
)
from coordination.models import Deadline
from tests.factories import DecisionFactory

TODAY = date(2025, 5, 28)


@pytest.fixture
def assignment(matter, town, disa):
    return give_assignment(
        DecisionFactory(matter=matter, body=town.board),
        actor=disa,
        receiver=town.participant,
        text="Ta fram förslag på områden",
        today=TODAY,
        due_on=date(2025, 6, 30),
    )


def test_assignment_with_a_day_has_a_deadline(assignment, town):
    deadline = Deadline.objects.get(subject_type="assignment", subject_id=assignment.pk)

    assert (deadline.organization, deadline.due_on) == (town.participant, date(2025, 6, 30))


def test_assignment_is_acknowledged_by_its_receiver(assignment, bo, disa):
    with pytest.raises(PermissionDenied):
        acknowledge_assignment(assignment, actor=disa, on=TODAY)

    acknowledge_assignment(assignment, actor=bo, on=TODAY)

    assert assignment.acknowledged_on == TODAY


def test_completed_assignment_is_acknowledged_and_its_deadline_kept(assignment, bo):
    complete_assignment(assignment, actor=bo, on=TODAY, at=timezone.now())

    assert (assignment.acknowledged_on, assignment.completed_on) == (TODAY, TODAY)
    assert not Deadline.objects.open().exists()
