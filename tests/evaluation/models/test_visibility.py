"""Who sees what follow-up: a query, the same for every list, page and export."""

import pytest

from evaluation.models import FollowUpReport, Indicator, Measurement
from tests.factories import UserFactory
from tests.factories.evaluation import FollowUpReportFactory, MeasurementFactory
from tests.factories.initiatives import ParticipationFactory


@pytest.fixture
def everything(grant, matter, indicator):
    MeasurementFactory(indicator=indicator)
    FollowUpReportFactory(grant=grant, matter=matter)


def seen_by(user):
    models = (Indicator, Measurement, FollowUpReport)
    return tuple(model.objects.visible_to(user).count() for model in models)


@pytest.mark.parametrize(
    ("person", "seen"),
    [
        ("disa", (1, 1, 1)),
        ("love", (1, 1, 1)),
        ("anna", (1, 1, 1)),
        ("gun", (1, 1, 1)),
        ("rut", (1, 1, 1)),
        ("erik", (0, 0, 1)),  # his committee owes the report, but has no part in the programme
        ("bo", (0, 0, 1)),
        ("cecilia", (0, 0, 0)),
    ],
)
def test_follow_up_is_seen_by_those_concerned(everything, person, seen, request):
    assert seen_by(request.getfixturevalue(person)) == seen


def test_participant_sees_the_initiatives_indicators(initiative, indicator, town, cecilia):
    Indicator.objects.filter(pk=indicator.pk).update(programme=None, initiative=initiative)
    ParticipationFactory(initiative=initiative, organization=town.outside)

    assert seen_by(cecilia) == (1, 0, 0)


def test_nobody_sees_nothing_and_the_superuser_everything(everything):
    assert seen_by(UserFactory(person=None, email="ny@kommun.example")) == (0, 0, 0)
    assert seen_by(UserFactory(is_superuser=True)) == (1, 1, 1)
